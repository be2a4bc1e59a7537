package org.crosslearn.algorithms.experiment;

import java.util.List;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.experiment.Findings.Recordings;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.IndependentStimuli;
import org.crosslearn.algorithms.readout.LabelledVectors;

/**
 * What a network whose weights stay as they are did when it was shown images.
 *
 * @param dynamics without plasticity, sampled at the end
 * @param counts spikes of each node in each of some equal parts of the time, by image
 */
record Activities(
    GeometricNetwork network,
    DynamicsSettings dynamics,
    Images images,
    LabelledVectors counts,
    Observed observed) {

  /**
   * Shows the images.
   *
   * @param stage how progress calls it
   * @param dynamics with or without plasticity, which is switched off
   * @param bins equal parts of the time
   */
  static Activities of(
      Conditions conditions,
      String stage,
      GeometricNetwork network,
      DynamicsSettings dynamics,
      Images images,
      int bins) {
    DynamicsSettings frozen = dynamics.withoutStdp().sampledOnce();
    float[][] counts = new float[images.count()][];
    Observed observed = new Observed(network, images.count());
    Shown progress = new Shown(conditions.progress(), stage, images.count());
    new IndependentStimuli(network, frozen, conditions.hardware(), conditions.random())
        .show(images.stimuli(), conditions.threads(), (response, k) -> {
          counts[k] = response.spikeCounts(bins);
          observed.note(response, k);
          progress.another();
        });
    return new Activities(
        network, frozen, images, new LabelledVectors(counts, images.labels()), observed);
  }

  /** What is found where the counts are the features. */
  Findings findings(
      List<Reading> readings, List<WeightChanges> changes, Recordings classification) {
    return new Findings(
        readings,
        changes,
        observed.activity(),
        observed.raster(images.label(0)),
        Embeddings.of(Features.ACTIVITY, dynamics.durationSeconds(), counts),
        classification);
  }
}
