/** Rules that use nothing but what the two ends of a synapse know. */
package org.crosslearn.algorithms.rule.hebbian;
