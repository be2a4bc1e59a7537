package org.crosslearn.reports.run;

import java.util.Objects;
import org.crosslearn.hw.workload.OpGraph;

/**
 * What one trial did, for pricing on other chips.
 *
 * @param fingerprint of the trial, as in its result
 * @param cellsPerWeight cells on which a weight stands
 * @param leastSiemens smallest conductance of the cells it ran on
 * @param mostSiemens largest conductance of the cells it ran on
 * @param training one training step, activity averaged over steps spread through the training
 * @param inference one batch of inference after training
 */
public record RecordedOperations(
    String fingerprint,
    int cellsPerWeight,
    double leastSiemens,
    double mostSiemens,
    OpGraph training,
    OpGraph inference) {
  public RecordedOperations {
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(inference, "inference");
  }
}
