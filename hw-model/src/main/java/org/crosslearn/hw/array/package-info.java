/**
 * A subarray: memory cells and the circuits around them, and what a forward read, a transposed read
 * and a write of it cost.
 */
package org.crosslearn.hw.array;
