package org.crosslearn.hw.silicon;

import java.util.Locale;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.cost.CostModel;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.design.ChipDesigns;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.network.Network;
import org.crosslearn.hw.network.NetworkReader;
import org.crosslearn.hw.network.NetworkSteps;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.hw.yaml.YamlDocument;

/**
 * Backpropagation and direct feedback on the chip that was built for the latter.
 *
 * @param network that learns
 * @param speedUp time of a step of backpropagation over one of direct feedback
 * @param energyRatio the same for energy
 * @param gradientShare part of the time of direct feedback in which weight gradients hold it up
 * @param generatorSaving energy of direct feedback with feedback weights on arrays over that with
 *     generated ones
 */
record LearningSilicon(
    String network,
    ChipSpec.Operation operation,
    double speedUp,
    double energyRatio,
    double gradientShare,
    double generatorSaving) {
  static final String PRESET = "df-lnpu-65nm";

  /** A step of MDNet's tracker: 32 windows on the object and 96 beside it. */
  static final int SAMPLES = 128;

  static LearningSilicon of(Network network, ChipSpec.Operation operation) {
    HardwareCost backpropagation = price(network, operation, ChipSpec.Feedback.GENERATOR, false);
    HardwareCost generated = price(network, operation, ChipSpec.Feedback.GENERATOR, true);
    HardwareCost stored = price(network, operation, ChipSpec.Feedback.CROSSBAR, true);
    return new LearningSilicon(
        network.name(),
        operation,
        backpropagation.training().latencySeconds() / generated.training().latencySeconds(),
        backpropagation.training().energyJoules() / generated.training().energyJoules(),
        criticalSeconds(generated.training(), Phase.GRADIENT)
            / generated.training().latencySeconds(),
        stored.training().energyJoules() / generated.training().energyJoules());
  }

  private static double criticalSeconds(WorkloadCost cost, Phase phase) {
    return cost.busy().stream()
        .filter(item -> item.phase() == phase)
        .mapToDouble(WorkloadCost.BusyItem::criticalSeconds)
        .sum();
  }

  /** The layers that a tracker with MDNet teaches while it runs. */
  static Network lastLayers() {
    return NetworkReader.named("4608-512-512-2");
  }

  static Network wholeNetwork() {
    return NetworkReader.read(YamlDocument.resource(LearningSilicon.class, "mdnet.yaml"));
  }

  private static HardwareCost price(
      Network network, ChipSpec.Operation operation, ChipSpec.Feedback feedback, boolean direct) {
    ChipDesign design = ChipDesigns.with(
        ChipDesigns.preset(PRESET),
        YamlDocument.parse(
            "chip: {dataflow: {operation: %s, feedback: %s}}"
                .formatted(written(operation), written(feedback)),
            "dataflow"));
    NetworkSteps steps =
        new NetworkSteps(network, matrix -> LayerActivity.DEFAULT, design.array(), design.cell());
    OpGraph training = direct ? steps.directFeedback(SAMPLES) : steps.backpropagation(SAMPLES);
    return CostModel.price(
        design.chip(), design.array(), design.cell(), training, steps.inference(SAMPLES));
  }

  private static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
