/**
 * A technology node: what its data file says about transistors and wires, and the device formulas
 * on top (capacitances, resistances, leakage, gate layout, gate delay). Circuits are built from it;
 * nothing here knows a circuit.
 *
 * <p>To add a node, put {@code <nanometers>nm.yaml} beside the others and its number in {@link
 * org.crosslearn.hw.technology.NodeData#AVAILABLE}; a {@code fin} in it makes its transistors FinFETs.
 */
package org.crosslearn.hw.technology;
