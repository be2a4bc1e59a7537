/**
 * The published chip model DNN+NeuroSim V2.1 (Peng, Huang, Jiang, Lu, Yu, IEEE TCAD 40(11), 2021),
 * reproduced from its documentation with each of its faults behind a switch: the oracle of our own
 * chips. Nothing of it may be used outside of tests.
 */
package org.crosslearn.hw.published;
