/**
 * What the resistance of its wires does to the currents of an array: an exact network and a fast
 * approximation of it. Knows conductances and voltages, but neither weights nor devices.
 */
package org.crosslearn.crossbar.wire;
