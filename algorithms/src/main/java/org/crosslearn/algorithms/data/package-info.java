/** Data sets: where they come from, and that they are what they say. */
package org.crosslearn.algorithms.data;
