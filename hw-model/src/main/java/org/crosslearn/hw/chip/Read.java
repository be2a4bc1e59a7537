package org.crosslearn.hw.chip;

import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Direction;

/**
 * How vectors go through a matrix.
 *
 * @param forward whether along the word lines
 * @param lineActivity fraction of (line, input bit) slots that carry a pulse
 * @param meanConductanceSiemens of the cells
 */
record Read(boolean forward, double lineActivity, double meanConductanceSiemens) {

  static Read of(HardwareOp.MatrixRead op) {
    return new Read(
        op.direction() == Direction.FORWARD, op.lineActivity(), op.meanConductanceSiemens());
  }

  /** Numbers that go into a block of so many word lines and so many weights on each. */
  double inputs(double rows, double weights) {
    return forward ? rows : weights;
  }

  /** Numbers that come out of it. */
  double results(double rows, double weights) {
    return forward ? weights : rows;
  }
}
