package org.crosslearn.hw.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.chip.ChipSpec.Transistors;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.Test;

/** The same work on a chip with other converters, or with more silicon. */
class PricedChipTest {
  private static final CellSpec.Pulse PULSE = new CellSpec.Pulse(2, 50e-9);
  private static final CellSpec CELL =
      new CellSpec.Resistive(240e3, 100, 0.5, PULSE, PULSE, 64, 4, 4);
  private static final ChipSpec CHIP =
      new ChipSpec(32, Transistors.LOW_POWER, 300, 1e9, Adc.SAR, 8);
  private static final List<Matrix> LAYERS = Steps.layers(60, 50, 10);

  private static PricedChip with(ChipSpec chip, int adcBits) {
    return new PricedChip(
        chip,
        new ArraySpec(64, 64, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 8, adcBits, adcBits),
        CELL,
        Steps.backpropagation(LAYERS, 32),
        Steps.inference(LAYERS, 32));
  }

  @Test
  void otherConvertersCostWhatAChipMadeWithThemCosts() {
    assertThat(with(CHIP, 6).withOtherConverters())
        .containsOnlyKeys(Adc.FLASH, Adc.SURVEY)
        .containsEntry(Adc.FLASH, with(CHIP.with(Adc.FLASH), 6).cost().totals())
        .containsEntry(Adc.SURVEY, with(CHIP.with(Adc.SURVEY), 6).cost().totals());
  }

  @Test
  void theSurveySaysNothingBelowFourBits() {
    assertThat(with(CHIP, 4).withOtherConverters()).containsOnlyKeys(Adc.FLASH, Adc.SURVEY);
    assertThat(with(CHIP, 3).withOtherConverters()).containsOnlyKeys(Adc.FLASH);
    assertThat(with(CHIP.with(coarseGradients()), 6).withOtherConverters())
        .containsOnlyKeys(Adc.FLASH);
  }

  private static ChipSpec.Dataflow coarseGradients() {
    return new ChipSpec.Dataflow(
        ChipSpec.Operation.LAYER_BY_LAYER,
        ChipSpec.Place.ON_CHIP,
        ChipSpec.GradientCircuit.SRAM_ARRAYS,
        ChipSpec.WeightGradientUnits.SHARED,
        1,
        null,
        3,
        ChipSpec.GradientSums.IN_UNIT,
        null,
        ChipSpec.Place.ON_CHIP,
        null,
        null,
        ChipSpec.Feedback.CROSSBAR,
        ChipSpec.Scheduler.LIST);
  }

  @Test
  void totalsAreFiguresPerSample() {
    HardwareCost cost = with(CHIP, 6).cost();
    CostTotals totals = cost.totals();
    assertThat(totals.trainingEnergyPerSampleJoules() * 32)
        .isCloseTo(cost.training().energyJoules(), withinPercentage(1e-9));
    assertThat(totals.inferenceLatencyPerSampleSeconds() * 32)
        .isCloseTo(cost.inference().latencySeconds(), withinPercentage(1e-9));
    assertThat(cost.secondSquareMetersPerSample(cost.training()))
        .isEqualTo(totals.trainingLatencyPerSampleSeconds() * totals.areaSquareMeters());
  }

  @Test
  void withoutRoomForAnotherTileNothingChanges() {
    PricedChip chip = with(CHIP, 6);
    double area = chip.cost().area().areaSquareMeters();
    for (double allowed : new double[] {area, area * 1.0001}) {
      PricedChip.Enlarged enlarged = chip.enlargedTo(allowed);
      assertThat(enlarged.tiles()).isEqualTo(2);
      assertThat(enlarged.cost()).isEqualTo(chip.cost());
    }
  }

  @Test
  void moreSiliconIsFilledAndMakesInferenceFaster() {
    PricedChip chip = with(CHIP, 6);
    double area = chip.cost().area().areaSquareMeters();
    double before = chip.cost().totals().inferenceLatencyPerSampleSeconds();
    int tiles = 2;
    for (double times : new double[] {2, 4}) {
      PricedChip.Enlarged enlarged = chip.enlargedTo(times * area);
      assertThat(enlarged.tiles()).isGreaterThan(tiles);
      assertThat(enlarged.cost().area().areaSquareMeters()).isLessThanOrEqualTo(times * area);
      PricedChip next = with(CHIP.with(CHIP.floorplan().withTileBudget(enlarged.tiles() + 1)), 6);
      assertThat(next.cost().area().areaSquareMeters()).isGreaterThan(times * area);
      double latency = enlarged.cost().totals().inferenceLatencyPerSampleSeconds();
      assertThat(latency).isLessThan(before);
      tiles = enlarged.tiles();
      before = latency;
    }
  }

  @Test
  void noMatrixHasMoreCopiesThanThereAreVectorsToRead() {
    // Two matrices of one tile each, and batches of 32.
    assertThat(with(CHIP, 6).enlargedTo(1).tiles()).isEqualTo(64);
  }

  @Test
  void copiesAreOfNoUseToMatricesThatAreNeverReadForward() {
    OpGraph nothingRead = single(Steps.update(LAYERS.get(0)));
    PricedChip chip = new PricedChip(CHIP, with(CHIP, 6).array(), CELL, nothingRead, nothingRead);
    assertThat(chip.enlargedTo(1).tiles()).isEqualTo(1);
  }

  @Test
  void aScheduleAtItsBoundLeavesNoGap() {
    // Two reads of one array can only follow each other.
    HardwareOp read = Steps.forward(LAYERS.get(0), 8);
    WorkloadCost proven = price(read, read);
    assertThat(proven.latencyGap()).isZero();
    WorkloadCost open = new WorkloadCost(1, 1, 4e-6, 3e-6, 0, List.of(), List.of());
    assertThat(open.latencyGap()).isCloseTo(0.25, within(1e-12));
  }

  private static WorkloadCost price(HardwareOp... ops) {
    return new PricedChip(CHIP, with(CHIP, 6).array(), CELL, single(ops), single(ops))
        .cost()
        .training();
  }

  private static OpGraph single(HardwareOp... ops) {
    Steps steps = new Steps();
    for (HardwareOp op : ops) {
      steps.add(Phase.FORWARD, op);
    }
    return steps.graph(1);
  }
}
