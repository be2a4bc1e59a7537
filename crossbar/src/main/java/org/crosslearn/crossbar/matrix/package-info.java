/**
 * The operations that learning rules are written against. Every one computes numbers with the
 * hardware's imperfections and is recorded, with its data dependencies, for the cost model.
 */
package org.crosslearn.crossbar.matrix;
