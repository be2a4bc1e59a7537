package org.crosslearn.hw.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.crosslearn.hw.cost.CostModel;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost.BusyItem;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.network.NetworkReader;
import org.crosslearn.hw.network.NetworkSteps;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The networks of Wolters et al. (IEEE MWSCAS 2023), 784-1024-...-1024-10 at batch 200, on their
 * chip. They give direct feedback alignment a gradient unit for each layer and backpropagation one
 * for all; its feedback weights share one set of arrays. Published figures are regenerated with the
 * authors' program; {@code DepthStudyTest} has those of backpropagation from a reproduction of it.
 */
class ReferenceStudyTest {
  private static final int BATCH = 200;

  private static final String OWN_UNITS =
      "weight-gradient-units: per-matrix, feedback: shared-crossbar";

  private static final String ONE_UNIT = "weight-gradient-units: shared, feedback: shared-crossbar";

  /**
   * What the program adds up and buffers gradients with, without its faults (the preset has fewer
   * adders and no buffer of their own): an adder per cell of one subarray, whose sums wait.
   */
  private static final String PUBLISHED_STORE =
      ", gradient-adders: 16384," + " arrays-programmed-together: 1, update-buffer-bits: 327680";

  private static HardwareCost backpropagation(int layers, String dataflow) {
    return price(layers, false, dataflow);
  }

  private static HardwareCost feedback(int layers, String dataflow) {
    return price(layers, true, dataflow);
  }

  private static HardwareCost price(int layers, boolean feedback, String dataflow) {
    ChipDesign design = ChipDesigns.with(
        ChipDesigns.preset("fefet-22nm"),
        YamlDocument.parse("chip: {dataflow: {" + dataflow + "}}", "dataflow"));
    NetworkSteps steps = new NetworkSteps(
        NetworkReader.named("784" + "-1024".repeat(layers - 1) + "-10"),
        matrix -> LayerActivity.DEFAULT,
        design.array(),
        design.cell());
    return CostModel.price(
        design.chip(),
        design.array(),
        design.cell(),
        feedback ? steps.directFeedback(BATCH) : steps.backpropagation(BATCH),
        steps.inference(BATCH));
  }

  private static double speedUp(HardwareCost slow, HardwareCost fast) {
    return slow.training().latencySeconds() / fast.training().latencySeconds();
  }

  private static double gradientSeconds(HardwareCost cost) {
    return cost.training().busy().stream()
        .filter(item -> item.phase() == Phase.GRADIENT)
        .mapToDouble(BusyItem::criticalSeconds)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({"3, 6.279, 3.505", "5, 13.31, 3.509"})
  void theGradientPhaseShrinksFromTheSumOfTheLayersToTheSlowestByTheScheduleAlone(
      int layers, double sumSeconds, double slowestSeconds) {
    double ratio = gradientSeconds(backpropagation(layers, ONE_UNIT))
        / gradientSeconds(feedback(layers, OWN_UNITS));

    assertThat(ratio).isCloseTo(sumSeconds / slowestSeconds, withinPercentage(5));
  }

  @ParameterizedTest
  @CsvSource({"2, 1.02", "3, 1.76", "4, 2.68", "5, 3.57", "6, 4.42"})
  void theSpeedUpsOfTheStudyAreFoundWithItsGradientUnits(int layers, double published) {
    double speedUp = speedUp(backpropagation(layers, ONE_UNIT), feedback(layers, OWN_UNITS));

    assertThat(speedUp).isCloseTo(published, withinPercentage(8));
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE_UNIT, OWN_UNITS})
  void withTheSameGradientUnitsBothRulesAreEquallyFast(String units) {
    assertThat(speedUp(backpropagation(5, units), feedback(5, units))).isCloseTo(1, within(0.05));
  }

  /** Two layers are the furthest off: ours is smaller by much the same area at every depth. */
  @ParameterizedTest
  @CsvSource({"2, 3.34, 12", "3, 5.05, 10", "4, 6.38, 10", "5, 8.86, 10", "6, 10.40, 10"})
  void theChipOfBackpropagationIsAsLargeAsPublished(
      int layers, double squareMillimeters, double percent) {
    HardwareCost back = backpropagation(layers, ONE_UNIT + PUBLISHED_STORE);

    assertThat(1e6 * back.area().areaSquareMeters())
        .isCloseTo(squareMillimeters, withinPercentage(percent));
  }

  @Test
  void feedbackMatricesTakeLessSiliconThanSensingWordLines() {
    HardwareCost back = backpropagation(5, ONE_UNIT);
    HardwareCost feedback = feedback(5, OWN_UNITS);

    assertThat(feedback.area().areaSquareMeters()).isLessThan(back.area().areaSquareMeters());
  }

  @Test
  void nearlyAllEnergyGoesToMemoryOffTheChipWhateverTheRule() {
    HardwareCost back = backpropagation(5, ONE_UNIT);
    HardwareCost feedback = feedback(5, OWN_UNITS);
    double dram = back.training().energy().stream()
        .filter(item -> item.component().equals("DRAM"))
        .mapToDouble(item -> item.joules())
        .sum();

    assertThat(dram / back.training().energyJoules()).isBetween(0.9, 1.0);
    assertThat(feedback.training().energyJoules() / back.training().energyJoules())
        .isCloseTo(1, within(0.01));
  }
}
