/**
 * The chip around the subarrays, and what each recorded operation takes on it.
 *
 * <p>Dataflow, fixed for now and the same for every learning rule:
 *
 * <ul>
 *   <li>Each matrix has subarrays of its own and stays on them. Rows and columns beyond one subarray
 *       go to further ones that read at the same time; an adder tree sums what they find.
 *   <li>Vectors of an operation follow each other without overlap: input from the global buffer over
 *       the H-tree into the registers of the matrix, read, sum, result back to the global buffer.
 *   <li>The global buffer holds what is still needed: its size is the most that is alive at any point
 *       of the recorded graphs, for the whole batch. There is no memory off the chip.
 *   <li>Weight gradients are formed by arrays of digital multiply-accumulate units beside the global
 *       buffer, a square block of the matrix at a time, and kept in a gradient store of each matrix
 *       until they are written.
 *   <li>Programming visits one word line after another within a matrix; matrices are programmed
 *       independently of each other.
 *   <li>One digital unit of a fixed number of lanes, beside the global buffer, does all element-wise
 *       arithmetic, one operation after another.
 * </ul>
 *
 * <p>Nothing here knows the order of operations; that is decided where they are priced.
 */
package org.crosslearn.hw.chip;
