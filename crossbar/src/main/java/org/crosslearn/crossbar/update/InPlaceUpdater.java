package org.crosslearn.crossbar.update;

import java.util.List;
import org.crosslearn.hw.workload.HardwareOp;

/** An updater whose cells form outer products themselves, from pulses on their lines and columns. */
public interface InPlaceUpdater extends Updater {

  /**
   * Changes all weights by {@code rate * sum_b errors_b x_b^T}.
   *
   * @param errors {@code batch x outputs}
   * @param x {@code batch x inputs}
   */
  List<HardwareOp> change(float[] errors, float[] x, int batch, float rate, boolean counted);

  /** Whether the last change in place touched a weight of an output. */
  boolean touched(int output);
}
