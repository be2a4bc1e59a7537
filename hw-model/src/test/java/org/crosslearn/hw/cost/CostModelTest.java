package org.crosslearn.hw.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.chip.ChipSpec.Transistors;
import org.crosslearn.hw.chip.ChipSpec.WeightGradientUnits;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Pulses;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

class CostModelTest {
  private static final CellSpec.Pulse PULSE = new CellSpec.Pulse(2, 50e-9);
  private static final CellSpec CELL =
      new CellSpec.Resistive(240e3, 100, 0.5, PULSE, PULSE, 60, 4, 4);
  private static final ArraySpec ARRAY =
      new ArraySpec(128, 128, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 8, 6, 6);
  private static final ChipSpec CHIP = chip(Adc.FLASH, WeightGradientUnits.SHARED);
  private static final OpGraph NOTHING = new OpGraph(1, List.of());

  private static ChipSpec chip(Adc adc, WeightGradientUnits units) {
    return new ChipSpec(32, Transistors.LOW_POWER, 300, 1e9, adc, 8)
        .with(ChipSpec.Dataflow.DEFAULT.with(units));
  }

  private static HardwareCost price(OpGraph training) {
    return CostModel.price(CHIP, ARRAY, CELL, training, NOTHING);
  }

  private static OpGraph single(Phase phase, HardwareOp op) {
    Steps steps = new Steps();
    steps.add(phase, op);
    return steps.graph(1);
  }

  private static double area(ChipArea area, String component) {
    return area.items().stream()
        .filter(item -> item.component().equals(component))
        .mapToDouble(ChipArea.AreaItem::squareMeters)
        .sum();
  }

  private static double energy(WorkloadCost cost, String component) {
    return cost.energy().stream()
        .filter(item -> item.component().equals(component))
        .mapToDouble(WorkloadCost.EnergyItem::joules)
        .sum();
  }

  private static double dynamicJoules(WorkloadCost cost) {
    return cost.energyJoules() - energy(cost, "leakage");
  }

  /** A larger chip has wider wires and buffers with more ports, so it may be faster. */
  private static void dearer(HardwareCost more, HardwareCost less) {
    assertThat(more.area().areaSquareMeters())
        .isGreaterThanOrEqualTo(less.area().areaSquareMeters());
    assertThat(more.area().leakageWatts()).isGreaterThanOrEqualTo(less.area().leakageWatts());
    assertThat(dynamicJoules(more.training())).isGreaterThan(dynamicJoules(less.training()));
  }

  @Test
  void aLargerMatrixNeverCostsLess() {
    for (int[] widths :
        new int[][] {{127, 64}, {128, 64}, {129, 64}, {129, 65}, {400, 65}, {400, 300}}) {
      HardwareCost small = price(Steps.backpropagation(Steps.layers(widths[0], widths[1], 10), 16));
      dearer(price(Steps.backpropagation(Steps.layers(widths[0] + 1, widths[1], 10), 16)), small);
      dearer(price(Steps.backpropagation(Steps.layers(widths[0], widths[1] + 1, 10), 16)), small);
    }
  }

  @Test
  void moreVectorsNeverCostLess() {
    List<Matrix> layers = Steps.layers(300, 200, 10);
    for (int samples : new int[] {1, 2, 7, 31, 32, 100}) {
      dearer(
          price(Steps.backpropagation(layers, samples + 1)),
          price(Steps.backpropagation(layers, samples)));
      dearer(
          price(Steps.directFeedback(layers, samples + 1)),
          price(Steps.directFeedback(layers, samples)));
    }
  }

  @Test
  void finerConvertersNeverCostLess() {
    OpGraph graph = Steps.backpropagation(Steps.layers(300, 200, 10), 8);
    for (Adc adc : Adc.values()) {
      ChipSpec chip = chip(adc, WeightGradientUnits.SHARED);
      // the fifth bit makes a converter of the survey slower, and smaller for that
      for (int bits = adc == Adc.SURVEY ? 5 : 2; bits < 9; bits++) {
        dearer(
            CostModel.price(
                chip,
                new ArraySpec(
                    128, 128, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 8, bits + 1, bits + 1),
                CELL,
                graph,
                NOTHING),
            CostModel.price(
                chip,
                new ArraySpec(128, 128, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 8, bits, bits),
                CELL,
                graph,
                NOTHING));
      }
    }
  }

  @Test
  void morePulsesNeverCostLess() {
    Matrix matrix = new Matrix("w", 100, 200);
    double before = 0;
    double latencyBefore = 0;
    for (double pulses : new double[] {0, 10, 1e3, 1e4, 1e5}) {
      WorkloadCost cost = price(single(
              Phase.UPDATE,
              new HardwareOp.PulseUpdate(
                  matrix,
                  new Pulses(pulses, pulses / 100, pulses / 10, 150, 5e-6),
                  new Pulses(pulses / 2, pulses / 200, pulses / 20, 150, 5e-6))))
          .training();
      assertThat(cost.energyJoules()).isGreaterThanOrEqualTo(before);
      assertThat(cost.latencySeconds()).isGreaterThanOrEqualTo(latencyBefore);
      before = cost.energyJoules();
      latencyBefore = cost.latencySeconds();
    }
    assertThat(before).isPositive();
  }

  @Test
  void theNameOfAMatrixNeverTakesAUnitAwayFromIt() {
    for (String name : List.of("digital", "weight gradient", "w")) {
      Matrix matrix = new Matrix(name, 100, 200);
      Steps steps = new Steps();
      steps.add(Phase.FORWARD, Steps.forward(matrix, 8));
      steps.add(Phase.FORWARD, Steps.rectify(50_000));
      steps.add(Phase.GRADIENT, Steps.gradient(matrix, 8));
      WorkloadCost cost = price(steps.graph(8)).training();
      assertThat(cost.latencySeconds())
          .as("all three overlap on a matrix named %s", name)
          .isEqualTo(cost.busy().stream()
              .mapToDouble(WorkloadCost.BusyItem::seconds)
              .max()
              .orElseThrow());
    }
  }

  @Test
  void whatIsKeptTakesSiliconAndLeaksButNoTime() {
    HardwareCost little = price(single(Phase.FORWARD, new HardwareOp.Storage("kept", 1e4)));
    HardwareCost much = price(single(Phase.FORWARD, new HardwareOp.Storage("kept", 1e6)));
    assertThat(memory(much) / memory(little))
        .as("eight million bits in cores of 16,384 against eighty thousand")
        .isCloseTo(489 / 5.0, withinPercentage(1e-6));
    assertThat(much.area().leakageWatts()).isGreaterThan(little.area().leakageWatts());
    assertThat(much.training().latencySeconds()).isZero();
  }

  private static double memory(HardwareCost cost) {
    return cost.area().items().stream()
        .filter(item -> item.component().equals("memory"))
        .mapToDouble(ChipArea.AreaItem::squareMeters)
        .sum();
  }

  @Test
  void serialPulsesFollowEachOther() {
    Matrix matrix = new Matrix("w", 100, 200);
    WorkloadCost few = price(single(
            Phase.UPDATE,
            new HardwareOp.PulseUpdate(matrix, new Pulses(900, 100, 90, 50, 5e-6), Pulses.NONE)))
        .training();
    WorkloadCost many = price(single(
            Phase.UPDATE,
            new HardwareOp.PulseUpdate(matrix, new Pulses(900, 300, 90, 50, 5e-6), Pulses.NONE)))
        .training();
    assertThat(many.latencySeconds() - few.latencySeconds())
        .isCloseTo(200 * PULSE.seconds(), withinPercentage(0.001));
  }

  @Test
  void arraysOfAMatrixCostTheSameWhateverElseIsOnTheChip() {
    ChipSpec chip = CHIP.with(new ChipSpec.Floorplan(
        2,
        2,
        ChipSpec.Convolutions.UNROLLED,
        ChipSpec.Copies.NONE,
        null,
        ChipSpec.Interconnect.H_TREE));
    List<Matrix> layers = Steps.layers(300, 200, 10);
    HardwareCost both = CostModel.price(chip, ARRAY, CELL, Steps.inference(layers, 4), NOTHING);
    Set<String> ofArrays = Set.of(
        "array",
        "word-line drivers",
        "column switches",
        "multiplexer",
        "ADC",
        "shift-add",
        "accumulation");
    for (Matrix layer : layers) {
      HardwareCost alone =
          CostModel.price(chip, ARRAY, CELL, Steps.inference(List.of(layer), 4), NOTHING);
      assertThat(alone.area().items())
          .filteredOn(item -> item.matrix().equals(layer.name()))
          .hasSizeGreaterThanOrEqualTo(ofArrays.size())
          .allMatch(item -> both.area().items().contains(item));
      assertThat(alone.training().energy())
          .filteredOn(item -> ofArrays.contains(item.component()))
          .hasSize(ofArrays.size() - 1) // columns are not switched in a forward read
          .allMatch(item -> both.training().energy().contains(item));
    }
  }

  @Test
  void theBillAddsUp() {
    List<Matrix> layers = Steps.layers(300, 200, 10);
    HardwareCost cost = CostModel.price(
        CHIP, ARRAY, CELL, Steps.backpropagation(layers, 16), Steps.inference(layers, 16));
    for (WorkloadCost workload : List.of(cost.training(), cost.inference())) {
      double critical = workload.busy().stream()
          .mapToDouble(WorkloadCost.BusyItem::criticalSeconds)
          .sum();
      assertThat(critical).isCloseTo(workload.latencySeconds(), withinPercentage(1e-6));
      assertThat(workload.busy()).allMatch(item -> item.criticalSeconds() <= item.seconds());
      assertThat(energy(workload, "leakage"))
          .isCloseTo(
              cost.area().leakageWatts() * workload.latencySeconds(), withinPercentage(1e-6));
      assertThat(workload.energy())
          .allMatch(item -> item.joules() >= 0 && Double.isFinite(item.joules()));
    }
    Set<String> components = cost.training().energy().stream()
        .map(WorkloadCost.EnergyItem::component)
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(components)
        .containsExactlyInAnyOrder(
            "array",
            "word-line drivers",
            "column switches",
            "multiplexer",
            "ADC",
            "shift-add",
            "accumulation",
            "transposed read-out",
            "write",
            "buffer",
            "interconnect",
            "weight gradient",
            "digital",
            "leakage");
  }

  @Test
  void twiceTheVectorsTakeTwiceTheReads() {
    Matrix matrix = new Matrix("w", 100, 200);
    WorkloadCost once = price(single(Phase.FORWARD, Steps.forward(matrix, 4))).training();
    WorkloadCost twice = price(single(Phase.FORWARD, Steps.forward(matrix, 8))).training();
    assertThat(twice.latencySeconds()).isBetween(once.latencySeconds(), 2 * once.latencySeconds());
    assertThat(energy(twice, "ADC")).isCloseTo(2 * energy(once, "ADC"), withinPercentage(1e-6));
  }

  @Test
  void readsThatDoNotDependOnEachOtherFinishEarlierThanAChain() {
    List<Matrix> feedback = List.of(
        new Matrix("feedback1", 256, 10),
        new Matrix("feedback2", 256, 10),
        new Matrix("feedback3", 256, 10));
    Steps chain = new Steps();
    Steps star = new Steps();
    int chainLast = chain.add(Phase.ERROR, Steps.rectify(320));
    int error = star.add(Phase.ERROR, Steps.rectify(320));
    for (Matrix matrix : feedback) {
      chainLast = chain.add(Phase.ERROR, Steps.forward(matrix, 32), chainLast);
      star.add(Phase.ERROR, Steps.forward(matrix, 32), error);
    }
    HardwareCost chained = price(chain.graph(32));
    HardwareCost independent = price(star.graph(32));
    assertThat(independent.area().areaSquareMeters())
        .isCloseTo(chained.area().areaSquareMeters(), withinPercentage(5));
    double oneRead = price(single(Phase.ERROR, Steps.forward(feedback.get(0), 32)))
        .training()
        .latencySeconds();
    assertThat(chained.training().latencySeconds() - independent.training().latencySeconds())
        .isGreaterThan(1.5 * oneRead);
  }

  @Test
  void weightGradientUnitsOfTheirOwnBuyTimeWithArea() {
    OpGraph graph = Steps.directFeedback(Steps.layers(300, 300, 300, 10), 32);
    HardwareCost shared =
        CostModel.price(chip(Adc.FLASH, WeightGradientUnits.SHARED), ARRAY, CELL, graph, NOTHING);
    HardwareCost own = CostModel.price(
        chip(Adc.FLASH, WeightGradientUnits.PER_MATRIX), ARRAY, CELL, graph, NOTHING);
    assertThat(own.training().latencySeconds()).isLessThan(shared.training().latencySeconds());
    assertThat(area(own.area(), "weight gradient"))
        .isGreaterThan(area(shared.area(), "weight gradient"));
    assertThat(energy(own.training(), "weight gradient"))
        .isCloseTo(energy(shared.training(), "weight gradient"), withinPercentage(1e-6));
  }

  @Test
  void onlyMatricesThatAreReadTransposedPayForIt() {
    List<Matrix> layers = Steps.layers(300, 200, 100, 10);
    HardwareCost cost = price(Steps.backpropagation(layers, 8));
    assertThat(cost.area().items())
        .filteredOn(item -> item.component().equals("transposed read-out"))
        .extracting(ChipArea.AreaItem::matrix)
        .containsExactlyInAnyOrder("layer2", "layer3");
    assertThat(area(price(Steps.directFeedback(layers, 8)).area(), "transposed read-out"))
        .isZero();
  }

  @Test
  void aChipForInferenceHasNoWeightGradientUnits() {
    List<Matrix> layers = Steps.layers(300, 200, 10);
    HardwareCost inference =
        CostModel.price(CHIP, ARRAY, CELL, NOTHING, Steps.inference(layers, 8));
    assertThat(area(inference.area(), "weight gradient")).isZero();
    assertThat(area(price(Steps.directFeedback(layers, 8)).area(), "weight gradient"))
        .isPositive();
    assertThat(inference.training().latencySeconds()).isZero();
    assertThat(inference.training().energyJoules()).isZero();
  }

  @Test
  void activationsThatWaitForTheirErrorsTakeBuffer() {
    List<Matrix> layers = Steps.layers(500, 500, 500, 500, 10);
    HardwareCost trained = price(Steps.directFeedback(layers, 64));
    HardwareCost forwardOnly = price(Steps.inference(layers, 64));
    assertThat(sharedBuffer(trained.area())).isGreaterThan(1.5 * sharedBuffer(forwardOnly.area()));
  }

  private static double sharedBuffer(ChipArea area) {
    return area.items().stream()
        .filter(item -> item.component().equals("buffer") && item.matrix().isEmpty())
        .mapToDouble(ChipArea.AreaItem::squareMeters)
        .sum();
  }

  @Test
  void fewSpikesAreCheaperThanAFullRead() {
    Matrix matrix = new Matrix("w", 100, 784);
    WorkloadCost spikes =
        price(single(Phase.FORWARD, new HardwareOp.SpikeRead(matrix, 2, 2e-6))).training();
    WorkloadCost moreSpikes = price(
            single(Phase.FORWARD, new HardwareOp.SpikeRead(matrix, 200, 2e-6)))
        .training();
    WorkloadCost read = price(single(Phase.FORWARD, Steps.forward(matrix, 1))).training();
    assertThat(spikes.energyJoules()).isLessThan(read.energyJoules());
    assertThat(moreSpikes.latencySeconds())
        .isBetween(80 * spikes.latencySeconds(), 100 * spikes.latencySeconds());
  }

  @Test
  void everyDigitalFunctionIsPaidWhereItIsUsed() {
    double before = area(price(NOTHING).area(), "digital");
    assertThat(before).isZero();
    for (DigitalFunction function : DigitalFunction.values()) {
      HardwareCost cost = price(single(Phase.FORWARD, new HardwareOp.Digital(function, 1000)));
      assertThat(area(cost.area(), "digital")).isPositive();
      assertThat(energy(cost.training(), "digital")).isPositive();
      HardwareCost more = price(single(Phase.FORWARD, new HardwareOp.Digital(function, 3000)));
      assertThat(energy(more.training(), "digital"))
          .isCloseTo(3 * energy(cost.training(), "digital"), withinPercentage(1e-6));
    }
  }

  @Test
  void aHotChipLeaksMore() {
    OpGraph graph = Steps.inference(Steps.layers(300, 200, 10), 8);
    ChipSpec hot = new ChipSpec(32, Transistors.LOW_POWER, 380, 1e9, Adc.FLASH, 8);
    assertThat(CostModel.price(hot, ARRAY, CELL, graph, NOTHING).area().leakageWatts())
        .isGreaterThan(5 * price(graph).area().leakageWatts());
  }

  @Test
  void aSmallerNodeMakesASmallerChip() {
    OpGraph graph = Steps.inference(Steps.layers(300, 200, 10), 8);
    ChipSpec small = new ChipSpec(22, Transistors.LOW_POWER, 300, 1e9, Adc.FLASH, 8);
    assertThat(CostModel.price(small, ARRAY, CELL, graph, NOTHING).area().areaSquareMeters())
        .isLessThan(price(graph).area().areaSquareMeters());
  }

  @Test
  void aMissingNodeIsNamed() {
    assertThatThrownBy(() -> new ChipSpec(28, Transistors.LOW_POWER, 300, 1e9, Adc.FLASH, 8))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("node-nanometers")
        .hasMessageContaining("32");
  }

  @Test
  void twoShapesUnderOneNameAreRefused() {
    OpGraph training = Steps.inference(List.of(new Matrix("w", 10, 20)), 1);
    OpGraph inference = Steps.inference(List.of(new Matrix("w", 20, 10)), 1);
    assertThatThrownBy(() -> CostModel.price(CHIP, ARRAY, CELL, training, inference))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("share a name");
  }

  private static <T> T any(SplittableRandom random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static ChipSpec.Floorplan floorplan(SplittableRandom random) {
    boolean chosen = random.nextBoolean();
    return new ChipSpec.Floorplan(
        chosen ? 1 + random.nextInt(3) : null,
        chosen ? 1 + random.nextInt(3) : null,
        any(random, ChipSpec.Convolutions.values()),
        any(random, ChipSpec.Copies.values()),
        null,
        any(random, ChipSpec.Interconnect.values()));
  }

  private static ChipSpec.Dataflow dataflow(SplittableRandom random) {
    return new ChipSpec.Dataflow(
        any(random, ChipSpec.Operation.values()),
        any(random, ChipSpec.Place.values()),
        any(random, ChipSpec.GradientCircuit.values()),
        any(random, WeightGradientUnits.values()),
        1 + random.nextInt(3),
        null,
        null,
        any(random, ChipSpec.GradientSums.values()),
        null,
        any(random, ChipSpec.Place.values()),
        random.nextBoolean() ? null : random.nextLong(1 << 20),
        random.nextBoolean() ? null : 1 + random.nextInt(9),
        any(random, ChipSpec.Feedback.values()),
        ChipSpec.Scheduler.LIST);
  }

  @Test
  void everyAllowedSpecificationHasAFiniteBill() {
    SplittableRandom random = new SplittableRandom(20);
    for (int trial = 0; trial < 100; trial++) {
      Adc adc = Adc.values()[random.nextInt(3)];
      ChipSpec chip = new ChipSpec(
          random.nextBoolean() ? 32 : 22,
          Transistors.values()[random.nextInt(2)],
          300 + 10 * random.nextInt(11),
          Math.pow(10, 7 + random.nextInt(4)),
          adc,
          1 << random.nextInt(8),
          1 << random.nextInt(8),
          null,
          floorplan(random),
          new ChipSpec.Memory(
              any(random, ChipSpec.Buffer.values()),
              any(random, ChipSpec.Buffer.values()),
              any(random, ChipSpec.OffChip.values())),
          dataflow(random));
      ArraySpec array = new ArraySpec(
          2 + random.nextInt(300),
          4 + random.nextInt(300),
          SignedWeights.values()[random.nextInt(3)],
          1 + random.nextInt(2),
          1,
          1 + random.nextInt(16),
          (adc == Adc.SURVEY ? 4 : 1) + random.nextInt(9),
          (adc == Adc.SURVEY ? 4 : 1) + random.nextInt(9));
      CellSpec cell = new CellSpec.Resistive(
          Math.pow(10, 3 + 4 * random.nextDouble()),
          2 + random.nextInt(100),
          0.1 + random.nextDouble(),
          new CellSpec.Pulse(1 + random.nextDouble(), 1e-8),
          new CellSpec.Pulse(1 + random.nextDouble(), 1e-6),
          2 + random.nextInt(100),
          2 + random.nextInt(10),
          2 + random.nextInt(10));
      List<Matrix> layers =
          Steps.layers(1 + random.nextInt(700), 1 + random.nextInt(300), 1 + random.nextInt(20));
      Steps spikes = new Steps();
      spikes.add(Phase.FORWARD, new HardwareOp.SpikeRead(layers.get(0), 1.5, 0));
      spikes.add(Phase.FORWARD, new HardwareOp.Digital(DigitalFunction.LOOKUP, 0.5), 0);
      spikes.add(
          Phase.FORWARD,
          new HardwareOp.MatrixRead(layers.get(1), HardwareOp.Direction.FORWARD, 0.5, 0, 0));
      HardwareCost cost =
          CostModel.price(chip, array, cell, Steps.backpropagation(layers, 3), spikes.graph(1));
      String trialName = "trial " + trial + ": " + chip + " " + array + " " + cell + " " + layers;
      assertThat(cost.area().items())
          .as(trialName)
          .allMatch(item -> item.squareMeters() >= 0 && Double.isFinite(item.squareMeters()))
          .allMatch(item -> item.leakageWatts() >= 0 && Double.isFinite(item.leakageWatts()));
      for (WorkloadCost workload : List.of(cost.training(), cost.inference())) {
        assertThat(workload.latencySeconds()).as(trialName).isPositive().isFinite();
        assertThat(workload.energy())
            .as(trialName)
            .allMatch(item -> item.joules() >= 0 && Double.isFinite(item.joules()));
      }
    }
  }

  @Test
  void theSameGraphHasTheSameBill() {
    OpGraph graph = Steps.backpropagation(Steps.layers(300, 200, 10), 8);
    assertThat(price(graph)).isEqualTo(price(graph));
  }

  @Test
  void pricingAFourLayerPerceptronIsQuick() {
    List<Matrix> layers = Steps.layers(784, 512, 512, 512, 10);
    OpGraph training = Steps.backpropagation(layers, 64);
    OpGraph inference = Steps.inference(layers, 64);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = System.nanoTime();
      CostModel.price(CHIP, ARRAY, CELL, training, inference);
      best = Math.min(best, System.nanoTime() - before);
    }
    assertThat(best).isLessThan(50_000_000);
  }
}
