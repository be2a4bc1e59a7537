/**
 * Where weight matrices go and when operations run: how many copies of each layer, which matrices
 * share tiles, where tiles lie, and in which order tasks use what they share. Every problem is
 * stated in plain numbers, has a greedy answer and one that a constraint solver improves or proves;
 * no circuit, chip or workload is known here.
 */
package org.crosslearn.hw.mapping;
