package org.crosslearn.algorithms.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.crosslearn.algorithms.experiment.Findings.Recordings;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.EventSimulation;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.Response;
import org.crosslearn.algorithms.geometric.Stimulus;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.NearestNeighbours;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.matrix.Spikes;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/**
 * Records what hardware does with an image: pixels become spikes, signals travel, and weights change
 * where there is plasticity, for which they are written anew before. To classify it, the k nearest of
 * the remembered features vote.
 *
 * @param neighbours that vote
 * @param references features that are remembered
 */
record Recorder(int neighbours, int references) {
  /** Their activities are averaged. */
  static final int IMAGES = 4;

  /** Classification by the weights that an image leaves; see {@link #record}. */
  Recordings ofWeights(
      Conditions conditions, GeometricNetwork network, DynamicsSettings dynamics, Images images) {
    return record(conditions, network, dynamics, images, (response, vote) -> {
      float[] weights = response.weights().get(0);
      vote.recordVote(references, new Signal(weights, 1, weights.length, response.producer()));
    });
  }

  /** Classification by counts of spikes, which are compared by their cosine; see {@link #record}. */
  Recordings ofCounts(Conditions conditions, Activities activities) {
    int size = activities.counts().size();
    int bins = size / activities.network().nodes();
    return record(
        conditions,
        activities.network(),
        activities.dynamics(),
        activities.images(),
        (response, vote) -> vote.recordCosineVote(
            references, new Signal(response.spikeCounts(bins), 1, size, response.producer())));
  }

  /**
   * @return null on ideal hardware, where nothing is to be paid for, and where it is not asked for
   */
  private Recordings record(
      Conditions conditions,
      GeometricNetwork network,
      DynamicsSettings dynamics,
      Images images,
      BiConsumer<Response, NearestNeighbours> vote) {
    if (conditions.hardware().isIdeal() || conditions.asked() != null) {
      return null;
    }
    Hardware hardware = new Hardware(conditions.hardware(), conditions.random());
    EventSimulation simulation = EventSimulation.on(hardware, network, dynamics);
    NearestNeighbours memory =
        hardware.digital().nearestNeighbours(neighbours, conditions.data().classes());
    List<OpGraph> alone = new ArrayList<>();
    List<OpGraph> whole = new ArrayList<>();
    // Every recorded image finds the weights that another one left, none a new chip.
    respond(hardware, simulation, images, images.count() - 1);
    for (int k = 0; k < Math.min(IMAGES, images.count()); k++) {
      hardware.recorder().start(1);
      simulation.reset();
      Response response = respond(hardware, simulation, images, k);
      alone.add(hardware.recorder().soFar());
      hardware.recorder().phase(Phase.FORWARD);
      vote.accept(response, memory);
      whole.add(hardware.recorder().stop());
    }
    return new Recordings(
        dynamics.durationSeconds(), OpGraph.mean(alone), OpGraph.mean(whole), null);
  }

  /** Shows an image, from its pixels on, to a network as it is. */
  static Response respond(Hardware hardware, EventSimulation simulation, Images images, int image) {
    float[] pixels = images.pixels(image);
    hardware.recorder().phase(Phase.FORWARD);
    Spikes spikes =
        hardware.digital().spikes(Signal.given(pixels, 1, pixels.length), images.pixelThreshold());
    return simulation.respond(Stimulus.of(spikes), spikes.producer());
  }
}
