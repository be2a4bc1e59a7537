/** Reproducible randomness: every draw comes from a stream named by seed, component and step. */
package org.crosslearn.crossbar.random;
