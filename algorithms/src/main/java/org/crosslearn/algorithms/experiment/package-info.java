/**
 * The experiments that were published with geometric dynamic networks (George et al., arXiv 2103.08878,
 * 2021), with the controls that their numbers need. Knows data sets, networks and readouts, and records
 * what hardware does; what that costs, and how results are kept and shown, is told elsewhere.
 */
package org.crosslearn.algorithms.experiment;
