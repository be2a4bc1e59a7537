/** Synaptic devices: how a conductance answers to pulses, and how it varies. */
package org.crosslearn.crossbar.device;
