package org.crosslearn.algorithms.experiment;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.experiment.Findings.Recordings;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.EventSimulation;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.Response;
import org.crosslearn.algorithms.geometric.Stimulus;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.matrix.Spikes;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/**
 * Records what hardware does to classify an image: the recurrent weights are written anew, the pixels
 * become spikes, signals travel, weights change where there is plasticity, and the k nearest of the
 * remembered features vote.
 *
 * @param neighbours that vote
 * @param references features that are remembered
 */
record Recorder(int neighbours, int references) {
  /** Their activities are averaged. */
  private static final int IMAGES = 4;

  /** What the vote compares. */
  enum Compared {
    WEIGHTS,
    SPIKE_COUNTS
  }

  /**
   * @param size numbers in a vector of features
   * @return null on ideal hardware, where nothing is to be paid for, and where it is not asked for
   */
  Recordings record(
      Conditions conditions,
      GeometricNetwork network,
      DynamicsSettings dynamics,
      Images images,
      int size,
      Compared compared) {
    if (conditions.hardware().isIdeal() || conditions.asked() != null) {
      return null;
    }
    Hardware hardware = new Hardware(conditions.hardware(), conditions.random());
    EventSimulation simulation = EventSimulation.on(hardware, network, dynamics);
    List<OpGraph> alone = new ArrayList<>();
    List<OpGraph> whole = new ArrayList<>();
    for (int k = 0; k < Math.min(IMAGES, images.count()); k++) {
      float[] pixels = images.pixels(k);
      hardware.recorder().start(1);
      respond(hardware, simulation, pixels, images.pixelThreshold());
      alone.add(hardware.recorder().stop());
      hardware.recorder().start(1);
      Response response = respond(hardware, simulation, pixels, images.pixelThreshold());
      float[] features = compared == Compared.WEIGHTS
          ? response.weights().get(0)
          : response.spikeCounts(size / network.nodes());
      hardware.recorder().phase(Phase.FORWARD);
      hardware
          .digital()
          .nearestNeighbours(neighbours, conditions.data().classes())
          .recordVote(references, new Signal(features, 1, size, response.producer()));
      whole.add(hardware.recorder().stop());
    }
    return new Recordings(dynamics.durationSeconds(), OpGraph.mean(alone), OpGraph.mean(whole));
  }

  private static Response respond(
      Hardware hardware, EventSimulation simulation, float[] pixels, double threshold) {
    simulation.reset();
    Spikes spikes = hardware.digital().spikes(Signal.given(pixels, 1, pixels.length), threshold);
    return simulation.respond(Stimulus.of(spikes), spikes.producer());
  }
}
