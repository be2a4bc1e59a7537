/**
 * Geometric dynamic networks: signals travel between nodes in space, and every arrival is an event.
 * Knows arrays and digital circuits of the hardware, but neither data sets nor learning rules.
 */
package org.crosslearn.algorithms.geometric;
