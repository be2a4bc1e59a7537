/**
 * Synaptic devices: how a conductance answers to pulses, how it varies, and
 * what time, temperature and wear do to it.
 */
package org.crosslearn.crossbar.device;
