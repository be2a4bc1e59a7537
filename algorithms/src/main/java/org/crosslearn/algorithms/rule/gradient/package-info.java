/** Rules that follow an output error: exactly (backpropagation) or through other feedback. */
package org.crosslearn.algorithms.rule.gradient;
