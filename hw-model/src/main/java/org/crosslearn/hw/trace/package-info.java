/**
 * Weights and inputs of a network that was trained elsewhere, from files, and the activity that they
 * mean on a chip. Nothing here computes what a network answers.
 */
package org.crosslearn.hw.trace;
