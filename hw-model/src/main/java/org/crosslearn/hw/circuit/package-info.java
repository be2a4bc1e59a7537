/**
 * One class per circuit beside the memory cells. Each is built for a place in the layout and then
 * gives its area and leakage, and the latency and energy of one use of it.
 *
 * <p>Unless a class says otherwise its equations are those of DNN+NeuroSim V2.1 (Peng et al., IEEE
 * TCAD 40(11), 2021), restated from its documentation; deviations are named where they are made.
 * Nothing here knows an array or a workload.
 */
package org.crosslearn.hw.circuit;
