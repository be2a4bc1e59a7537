package org.crosslearn.algorithms.experiment;

import java.util.List;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.NetworkSettings;
import org.crosslearn.algorithms.geometric.StochasticBlocks;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How networks of any size are laid out and wired: one block of recurrent nodes in the unit square
 * behind the input nodes. See {@link NetworkSettings} for everything but the probabilities.
 *
 * @param fromInputs probability of an edge from an input node to a recurrent one
 * @param between probability of an edge from a recurrent node to another
 */
public record Wiring(
    double fromInputs,
    double between,
    double tickSeconds,
    double inputLatencySeconds,
    double recurrentLatencySeconds,
    double detour,
    double inputGain,
    double recurrentGain,
    double inhibitoryFraction,
    double inputInhibitoryFraction) {
  public Wiring {
    InvalidValue.requireRange("from-inputs", fromInputs, 0, 1);
    InvalidValue.requireRange("between", between, 0, 1);
    // Everything else is checked where it is used.
    new NetworkSettings(
        block(2, fromInputs, between),
        tickSeconds,
        inputLatencySeconds,
        recurrentLatencySeconds,
        detour,
        inputGain,
        recurrentGain,
        inhibitoryFraction,
        inputInhibitoryFraction);
  }

  /** A network of so many recurrent nodes. */
  public NetworkSettings of(int nodes) {
    return new NetworkSettings(
        block(nodes, fromInputs, between),
        tickSeconds,
        inputLatencySeconds,
        recurrentLatencySeconds,
        detour,
        inputGain,
        recurrentGain,
        inhibitoryFraction,
        inputInhibitoryFraction);
  }

  /** The network that a seed draws. */
  GeometricNetwork drawn(Conditions conditions) {
    return GeometricNetwork.random(
        of(conditions.nodes()), conditions.data().shape(), conditions.random());
  }

  /**
   * The same, for what is learned between its nodes.
   *
   * @throws IllegalStateException if the seed draws no edge between them
   */
  GeometricNetwork drawnToLearn(Conditions conditions) {
    GeometricNetwork network = drawn(conditions);
    if (network.recurrent().isEmpty()) {
      throw new IllegalStateException("no edge between " + conditions.nodes()
          + " nodes with this seed, so there are no weights that learn; network.between is "
          + between);
    }
    return network;
  }

  private static StochasticBlocks block(int nodes, double fromInputs, double between) {
    return new StochasticBlocks(List.of(nodes), List.of(fromInputs), List.of(List.of(between)));
  }
}
