/**
 * A subarray: memory cells and the circuits around them, and what a forward read, a transposed read,
 * a spike and a write of it cost; and arrays that form weight gradients. What a matrix spread over
 * several subarrays costs is the chip's business.
 */
package org.crosslearn.hw.array;
