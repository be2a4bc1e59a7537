package org.crosslearn.algorithms.training;

import java.util.List;
import org.crosslearn.hw.workload.OpGraph;

/**
 * @param epochs one entry per completed pass
 * @param trainingStep the recorded step, activity averaged over steps spread through the training;
 *     null where nothing was trained
 * @param inference the recorded evaluation of one batch after training
 * @param divergedEpoch pass in which a score stopped being finite, from 1, or 0 if none did
 */
public record TrainingResult(
    List<EpochResult> epochs, OpGraph trainingStep, OpGraph inference, int divergedEpoch) {

  /**
   * @param epoch from 1
   * @param testAccuracy fraction of test images classified correctly
   */
  public record EpochResult(int epoch, double testAccuracy) {}

  /**
   * What a trained network is after time without programming.
   *
   * @param seconds since training
   * @param testAccuracy fraction of test images classified correctly
   */
  public record AgedResult(double seconds, double testAccuracy) {}

  public TrainingResult {
    epochs = List.copyOf(epochs);
  }

  /** Accuracy after the last pass, 0 if none was completed. */
  public double accuracy() {
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).testAccuracy();
  }
}
