package org.crosslearn.algorithms.experiment;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.EventSimulation;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.hw.workload.OpGraph;

/**
 * What images leave that a network sees one after the other, its weights going on from each to the next.
 *
 * @param weights between nodes, after the last image
 * @param step what hardware does at one image, mean over a few at equal distances, for activity changes
 *     as weights do; null on ideal hardware
 */
record Learned(float[] weights, OpGraph step) {

  /** Shows the images; the weights are read after each. */
  static Learned from(
      Conditions conditions, GeometricNetwork network, DynamicsSettings dynamics, Images images) {
    Hardware hardware = new Hardware(conditions.hardware(), conditions.random());
    EventSimulation simulation = EventSimulation.unrecorded(
        hardware, conditions.hardware(), network, dynamics.sampledOnce());
    Shown progress = new Shown(conditions.progress(), "learning", images.count());
    int distance = Math.max(1, images.count() / Recorder.IMAGES);
    List<OpGraph> steps = new ArrayList<>();
    float[] weights = null;
    for (int k = 0; k < images.count(); k++) {
      boolean recorded = !conditions.hardware().isIdeal() && k % distance == 0;
      if (recorded) {
        hardware.recorder().start(1);
      }
      weights = Recorder.respond(hardware, simulation, images, k).weights().get(0);
      if (recorded) {
        steps.add(hardware.recorder().stop());
      }
      progress.another();
    }
    return new Learned(weights, steps.isEmpty() ? null : OpGraph.mean(steps));
  }
}
