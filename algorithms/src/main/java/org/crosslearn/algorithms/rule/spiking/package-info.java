/** Rules of networks that speak in spikes: a spike reads one line of an array, plasticity pulses single cells. */
package org.crosslearn.algorithms.rule.spiking;
