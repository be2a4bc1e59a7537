package org.crosslearn.algorithms.experiment;

import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.IndependentStimuli;
import org.crosslearn.algorithms.readout.LabelledVectors;

/** What a network whose weights stay as they are does when it is shown images. */
final class Activities {
  private Activities() {}

  /**
   * Spikes of each node in each of {@code bins} equal parts of the time, by image.
   *
   * @param dynamics with or without plasticity, which is switched off
   * @param observed told of every response
   */
  static LabelledVectors of(
      Conditions conditions,
      String stage,
      GeometricNetwork network,
      DynamicsSettings dynamics,
      Images images,
      int bins,
      Observed observed) {
    float[][] counts = new float[images.count()][];
    Shown progress = new Shown(conditions.progress(), stage, images.count());
    new IndependentStimuli(
            network,
            dynamics.withoutStdp().sampledOnce(),
            conditions.hardware(),
            conditions.random())
        .show(images.stimuli(), conditions.threads(), (response, k) -> {
          counts[k] = response.spikeCounts(bins);
          observed.note(response, k);
          progress.another();
        });
    return new LabelledVectors(counts, images.labels());
  }
}
