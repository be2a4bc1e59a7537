/**
 * Work that threads share within one trial. What is done, and that its result does not depend on who
 * did it, is the callers' matter.
 */
package org.crosslearn.algorithms.parallel;
