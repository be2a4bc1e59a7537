/**
 * Classifiers of feature vectors that are no part of the hardware: what an experiment's numbers are
 * read from, and what they are compared with.
 */
package org.crosslearn.algorithms.readout;
