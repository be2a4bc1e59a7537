package org.crosslearn.crossbar.update;

import java.util.List;
import org.crosslearn.hw.workload.HardwareOp;

/**
 * Carries weight changes out on the cells of one matrix. Every method returns what the hardware did,
 * one after the other; pulses are counted only where {@code counted}, for counting takes time.
 */
public interface Updater {

  /** Changes all weights by {@code rate * gradient}, {@code outputs x inputs}. */
  List<HardwareOp> change(float[] gradient, float rate, boolean counted);

  /**
   * Changes single weights.
   *
   * @param cells indices {@code output * inputs + input}
   * @param changes of each
   * @param count how many of {@code cells} count
   */
  List<HardwareOp> changeCells(int[] cells, float[] changes, int count, boolean counted);

  /**
   * Tells that all weights have been written, past this updater.
   *
   * @param weights as they were asked for, {@code outputs x inputs}
   */
  default void written(float[] weights) {}
}
