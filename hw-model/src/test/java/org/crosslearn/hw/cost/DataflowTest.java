package org.crosslearn.hw.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.chip.ChipSpec.Copies;
import org.crosslearn.hw.chip.ChipSpec.Dataflow;
import org.crosslearn.hw.chip.ChipSpec.Feedback;
import org.crosslearn.hw.chip.ChipSpec.Floorplan;
import org.crosslearn.hw.chip.ChipSpec.GradientCircuit;
import org.crosslearn.hw.chip.ChipSpec.GradientSums;
import org.crosslearn.hw.chip.ChipSpec.Interconnect;
import org.crosslearn.hw.chip.ChipSpec.Operation;
import org.crosslearn.hw.chip.ChipSpec.Place;
import org.crosslearn.hw.chip.ChipSpec.Scheduler;
import org.crosslearn.hw.chip.ChipSpec.Transistors;
import org.crosslearn.hw.chip.ChipSpec.WeightGradientUnits;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

/** What each choice of dataflow and floorplan changes, and what it leaves alone. */
class DataflowTest {
  private static final CellSpec.Pulse PULSE = new CellSpec.Pulse(2, 50e-9);
  private static final CellSpec CELL =
      new CellSpec.Resistive(240e3, 100, 0.5, PULSE, PULSE, 64, 4, 4);
  private static final ArraySpec ARRAY =
      new ArraySpec(64, 64, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 8, 6, 6);
  private static final ChipSpec CHIP =
      new ChipSpec(32, Transistors.LOW_POWER, 300, 1e9, Adc.SAR, 8);
  private static final OpGraph NOTHING = new OpGraph(1, List.of());
  private static final List<Matrix> LAYERS = Steps.layers(300, 200, 100, 10);
  private static final OpGraph BACKPROPAGATION = Steps.backpropagation(LAYERS, 32);

  private static final class Choice {
    private Operation operation = Operation.LAYER_BY_LAYER;
    private Place activations = Place.ON_CHIP;
    private GradientSums sums = GradientSums.IN_UNIT;
    private Place gradients = Place.ON_CHIP;
    private int units = 1;
    private Integer together;
    private Feedback feedback = Feedback.CROSSBAR;
    private Scheduler schedule = Scheduler.LIST;

    private HardwareCost price(OpGraph graph) {
      return CostModel.price(
          CHIP.with(new Dataflow(
              operation,
              activations,
              GradientCircuit.MULTIPLY_ACCUMULATE,
              WeightGradientUnits.SHARED,
              units,
              null,
              null,
              sums,
              null,
              gradients,
              null,
              together,
              feedback,
              schedule)),
          ARRAY,
          CELL,
          graph,
          NOTHING);
    }
  }

  private static HardwareCost price(Floorplan floorplan, OpGraph graph) {
    return CostModel.price(CHIP.with(floorplan), ARRAY, CELL, graph, NOTHING);
  }

  private static Floorplan floorplan(Copies copies, Integer budget) {
    return new Floorplan(1, 2, ChipSpec.Convolutions.UNROLLED, copies, budget, Interconnect.H_TREE);
  }

  private static double energy(HardwareCost cost, String component) {
    return cost.training().energy().stream()
        .filter(item -> item.component().equals(component))
        .mapToDouble(WorkloadCost.EnergyItem::joules)
        .sum();
  }

  private static double area(HardwareCost cost, String component) {
    return cost.area().items().stream()
        .filter(item -> item.component().equals(component))
        .mapToDouble(ChipArea.AreaItem::squareMeters)
        .sum();
  }

  @Test
  void aPipelineOfEqualStagesTakesOneStageAndAPieceOfTheNext() {
    Matrix first = new Matrix("first", 60, 60);
    Matrix second = new Matrix("second", 60, 60);
    Steps steps = new Steps();
    int read = steps.add(Phase.FORWARD, Steps.forward(first, 16));
    steps.add(Phase.FORWARD, Steps.forward(second, 16), read);
    Choice choice = new Choice();
    double serial = choice.price(steps.graph(16)).training().latencySeconds();
    choice.operation = Operation.PIPELINED;
    double pipelined = choice.price(steps.graph(16)).training().latencySeconds();
    assertThat(pipelined).isCloseTo(serial / 2 * 17 / 16, withinPercentage(1e-6));
  }

  @Test
  void aPipelineSpendsTheSameEnergyInLessTime() {
    Choice choice = new Choice();
    HardwareCost serial = choice.price(BACKPROPAGATION);
    choice.operation = Operation.PIPELINED;
    HardwareCost pipelined = choice.price(BACKPROPAGATION);
    assertThat(pipelined.training().latencySeconds())
        .isLessThan(serial.training().latencySeconds());
    assertThat(pipelined.training().energyJoules() - energy(pipelined, "leakage"))
        .isCloseTo(
            serial.training().energyJoules() - energy(serial, "leakage"), withinPercentage(1e-9));
    assertThat(pipelined.area()).isEqualTo(serial.area());
  }

  @Test
  void anIdealChipWaitsForResultsButForNoCircuit() {
    Matrix first = new Matrix("first", 60, 60);
    Matrix second = new Matrix("second", 60, 60);
    Steps steps = new Steps();
    int read = steps.add(Phase.FORWARD, Steps.forward(first, 16));
    steps.add(Phase.FORWARD, Steps.forward(first, 16));
    steps.add(Phase.FORWARD, Steps.forward(second, 16), read);
    Choice choice = new Choice();
    choice.operation = Operation.PIPELINED;
    double pipelined = choice.price(steps.graph(16)).training().latencySeconds();
    choice.operation = Operation.IDEAL;
    double ideal = choice.price(steps.graph(16)).training().latencySeconds();
    // two reads of one matrix, the last sample of which may be the first of the other: 32 against
    // 17
    assertThat(pipelined).isCloseTo(ideal * 32 / 17, withinPercentage(1e-6));
  }

  @Test
  void nothingIsFasterThanAnIdealChip() {
    Choice choice = new Choice();
    choice.operation = Operation.IDEAL;
    HardwareCost ideal = choice.price(BACKPROPAGATION);
    for (Operation operation : List.of(Operation.LAYER_BY_LAYER, Operation.PIPELINED)) {
      choice.operation = operation;
      assertThat(choice.price(BACKPROPAGATION).training().latencySeconds())
          .as(operation.toString())
          .isGreaterThan(ideal.training().latencySeconds());
    }
  }

  @Test
  void memoryOffTheChipTakesEnergyAndSavesBuffer() {
    Choice choice = new Choice();
    HardwareCost onChip = choice.price(BACKPROPAGATION);
    choice.activations = Place.DRAM;
    HardwareCost offChip = choice.price(BACKPROPAGATION);
    assertThat(energy(onChip, "DRAM")).isZero();
    // per sample: reads of 300, 200 and 100 forward, 10 and 100 backward, and their results; for
    // the gradients the activations 300, 200, 100 and the errors 200, 100, 10
    double numbers = 32 * ((500 + 300 + 110) + (110 + 300) + (500 + 300 + 110));
    assertThat(energy(offChip, "DRAM")).isCloseTo(numbers * 8 * 3.9e-12, withinPercentage(1e-6));
    assertThat(area(offChip, "buffer")).isLessThan(area(onChip, "buffer"));
  }

  @Test
  void gradientsOffTheChipMoveOncePerBatchOrOncePerSample() {
    Choice choice = new Choice();
    choice.gradients = Place.DRAM;
    HardwareCost perBatch = choice.price(BACKPROPAGATION);
    choice.sums = GradientSums.IN_MEMORY;
    HardwareCost perSample = choice.price(BACKPROPAGATION);
    assertThat(energy(perSample, "DRAM"))
        .isCloseTo(32 * energy(perBatch, "DRAM"), withinPercentage(1e-6));
    double weights = 300 * 200 + 200 * 100 + 100 * 10;
    double gradientBits = 2 * 8 + 6;
    assertThat(energy(perBatch, "DRAM"))
        .isCloseTo(2 * weights * gradientBits * 3.9e-12, withinPercentage(1e-6));
    assertThat(area(perBatch, "weight gradient"))
        .isLessThan(area(new Choice().price(BACKPROPAGATION), "weight gradient"));
  }

  @Test
  void unitsThatShareAGradientBuyTimeWithArea() {
    Choice choice = new Choice();
    HardwareCost one = choice.price(BACKPROPAGATION);
    choice.units = 4;
    HardwareCost four = choice.price(BACKPROPAGATION);
    assertThat(four.training().latencySeconds()).isLessThan(one.training().latencySeconds());
    assertThat(area(four, "weight gradient")).isGreaterThan(area(one, "weight gradient"));
  }

  @Test
  void programmingMoreArraysTogetherTakesLessTimeAndTheSameEnergy() {
    Steps steps = new Steps();
    steps.add(Phase.UPDATE, Steps.update(new Matrix("w", 100, 250)));
    double before = Double.MAX_VALUE;
    double joules = new Choice().price(steps.graph(1)).training().arrayJoules();
    // four rows of four subarrays
    for (int together : new int[] {1, 2, 4, 8, 16}) {
      Choice choice = new Choice();
      choice.together = together;
      WorkloadCost cost = choice.price(steps.graph(1)).training();
      assertThat(cost.arraySeconds()).isLessThan(before);
      assertThat(cost.arrayJoules()).isCloseTo(joules, withinPercentage(1e-9));
      before = cost.arraySeconds();
      if (together == 4) {
        assertThat(cost.arraySeconds())
            .as("a word line runs through four subarrays")
            .isCloseTo(
                new Choice().price(steps.graph(1)).training().arraySeconds(),
                withinPercentage(1e-9));
      }
    }
  }

  private static OpGraph feedback() {
    Steps steps = new Steps();
    for (int width : new int[] {200, 100, 50}) {
      Matrix matrix = new Matrix("feedback" + width, width, 10, 1, true);
      steps.add(Phase.ERROR, new HardwareOp.MatrixRead(matrix, Direction.FORWARD, 32, 0.25, 2e-6));
    }
    return steps.graph(32);
  }

  @Test
  void sharedFeedbackTakesTheArraysOfTheWidestAndReadsOneAtATime() {
    Choice choice = new Choice();
    HardwareCost own = choice.price(feedback());
    choice.feedback = Feedback.SHARED_CROSSBAR;
    HardwareCost shared = choice.price(feedback());
    assertThat(area(shared, "array")).isLessThan(area(own, "array"));
    assertThat(shared.training().busy()).hasSize(1);
    assertThat(shared.training().latencySeconds())
        .isCloseTo(shared.training().busy().get(0).seconds(), withinPercentage(1e-9));
    assertThat(shared.training().latencySeconds()).isGreaterThan(own.training().latencySeconds());
  }

  @Test
  void generatedFeedbackHasNoArraysAndNoConverters() {
    Choice choice = new Choice();
    choice.feedback = Feedback.GENERATOR;
    HardwareCost generated = choice.price(feedback());
    assertThat(area(generated, "array")).isZero();
    assertThat(energy(generated, "ADC")).isZero();
    assertThat(area(generated, "digital")).isPositive();
    assertThat(energy(generated, "digital")).isPositive();
  }

  @Test
  void whatLearnsStaysOnItsArraysWhereverFeedbackIs() {
    Choice choice = new Choice();
    HardwareCost own = choice.price(BACKPROPAGATION);
    choice.feedback = Feedback.GENERATOR;
    assertThat(choice.price(BACKPROPAGATION)).isEqualTo(own);
  }

  @Test
  void noScheduleIsBetterThanItsBoundAndTheSolverIsNeverWorseThanTheList() {
    OpGraph graph = Steps.directFeedback(Steps.layers(200, 90, 90, 90, 10), 8);
    Choice choice = new Choice();
    WorkloadCost listed = choice.price(graph).training();
    choice.schedule = Scheduler.SOLVER;
    WorkloadCost solved = choice.price(graph).training();
    assertThat(listed.latencyBoundSeconds()).isLessThanOrEqualTo(listed.latencySeconds());
    assertThat(solved.latencySeconds())
        .isBetween(solved.latencyBoundSeconds(), listed.latencySeconds());
  }

  @Test
  void copiesInATileReadDifferentVectorsAtTheSameTime() {
    Matrix small = new Matrix("small", 30, 60);
    Matrix large = new Matrix("large", 60, 120);
    for (Matrix matrix : List.of(small, large)) {
      Steps steps = new Steps();
      steps.add(Phase.FORWARD, Steps.forward(matrix, 32));
      HardwareCost once = price(floorplan(Copies.NONE, null), steps.graph(32));
      HardwareCost filled = price(floorplan(Copies.FILL_TILES, null), steps.graph(32));
      int copies = matrix == small ? 4 : 1;
      assertThat(filled.area().areaSquareMeters())
          .as("a tile of 2 x 2 subarrays, whatever it holds")
          .isEqualTo(once.area().areaSquareMeters());
      assertThat(filled.training().arraySeconds())
          .isCloseTo(once.training().arraySeconds() / copies, withinPercentage(1e-6));
      assertThat(energy(filled, "ADC")).isCloseTo(energy(once, "ADC"), withinPercentage(1e-9));
    }
  }

  @Test
  void copiesAreAllProgrammed() {
    Steps steps = new Steps();
    steps.add(Phase.UPDATE, Steps.update(new Matrix("small", 30, 60)));
    WorkloadCost once = price(floorplan(Copies.NONE, null), steps.graph(32)).training();
    WorkloadCost filled =
        price(floorplan(Copies.FILL_TILES, null), steps.graph(32)).training();
    assertThat(filled.arrayJoules()).isCloseTo(4 * once.arrayJoules(), withinPercentage(1e-6));
    assertThat(filled.arraySeconds()).isCloseTo(once.arraySeconds(), within(1e-15));
  }

  @Test
  void tilesOfABudgetGoToTheSlowestMatrix() {
    Matrix busy = new Matrix("busy", 32, 9 * 7, 9, false);
    Matrix idle = new Matrix("idle", 32, 63);
    Steps steps = new Steps();
    int read = steps.add(Phase.FORWARD, Steps.forward(busy, 64 * 16));
    steps.add(Phase.FORWARD, Steps.forward(idle, 16), read);
    OpGraph graph = steps.graph(16);
    WorkloadCost two = price(floorplan(Copies.NONE, 2), graph).training();
    WorkloadCost five = price(floorplan(Copies.NONE, 5), graph).training();
    double busySeconds = two.arraySeconds() * 64 / 65;
    assertThat(five.arraySeconds())
        .as("three more copies of the busy matrix")
        .isCloseTo(busySeconds / 4 + busySeconds / 64, withinPercentage(1e-6));
    assertThatThrownBy(() -> price(floorplan(Copies.NONE, 1), graph))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("2");
  }

  @Test
  void kernelsSplitByPositionFetchSharedInputsOnce() {
    List<HardwareCost> costs = new ArrayList<>();
    Steps steps = new Steps();
    Matrix matrix = new Matrix("convolution", 64, 9 * 64, 9, false);
    steps.add(Phase.FORWARD, Steps.forward(matrix, 100));
    for (ChipSpec.Convolutions layout : ChipSpec.Convolutions.values()) {
      costs.add(price(
          new Floorplan(null, null, layout, Copies.NONE, null, Interconnect.H_TREE),
          steps.graph(1)));
    }
    assertThat(costs.get(1).training().energyJoules())
        .isLessThan(costs.get(0).training().energyJoules());
    assertThat(energy(costs.get(1), "ADC"))
        .isCloseTo(energy(costs.get(0), "ADC"), withinPercentage(1e-6));
  }

  @Test
  void operationsAreTwoPerWeightAndVector() {
    WorkloadCost cost = new Choice().price(BACKPROPAGATION).training();
    double weights = 300 * 200 + 200 * 100 + 100 * 10;
    double transposed = 200 * 100 + 100 * 10;
    assertThat(cost.operations()).isEqualTo(2 * 32 * (2 * weights + transposed));
    assertThat(cost.teraOperationsPerJoule())
        .isCloseTo(1e-12 * cost.operations() / cost.energyJoules(), withinPercentage(1e-9));
    assertThat(cost.peakTeraOperationsPerJoule()).isGreaterThan(cost.teraOperationsPerJoule());
    assertThat(cost.peakTeraOperationsPerSecond()).isGreaterThan(cost.teraOperationsPerSecond());
  }
}
