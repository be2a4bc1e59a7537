/** Epochs, evaluation and the recording of what one step asks of the hardware. */
package org.crosslearn.algorithms.training;
