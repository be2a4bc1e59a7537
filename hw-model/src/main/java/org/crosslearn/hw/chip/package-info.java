/**
 * The chip around the subarrays, and what each recorded operation takes on it. Its hierarchy is that
 * of DNN+NeuroSim V2.1 (Peng et al., IEEE TCAD 40(11), 2021): subarrays make a processing element,
 * processing elements a tile, tiles the chip; {@link org.crosslearn.hw.chip.ChipSpec} holds every
 * choice there is. When an operation runs is decided where it is priced and not known here.
 */
package org.crosslearn.hw.chip;
