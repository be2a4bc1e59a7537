/**
 * Measurements of speed, alone and against other libraries. Nothing else in crosslearn may depend on
 * what lives here.
 */
package org.crosslearn.benchmarks;
