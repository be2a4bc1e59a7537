/** Learning rules: what a rule must offer, and the registry that finds them on the class path. */
package org.crosslearn.algorithms.rule;
