package org.crosslearn.hw.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.cost.ChipArea;
import org.crosslearn.hw.cost.CostModel;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/** The chip and network of a published run in our model, and its figures under the published names. */
final class OurChip {
  private final PublishedRun run;
  private final HardwareCost cost;

  OurChip(PublishedRun run) {
    this.run = run;
    OpGraph step = step();
    this.cost = CostModel.price(chip(), array(), cell(), step, new OpGraph(1, List.of()));
  }

  private boolean training() {
    return run.flag("trainingEstimation");
  }

  private CellSpec cell() {
    if (Cells.isStatic(run)) {
      return CellSpec.Sram.bulk(
          training() ? CellSpec.Sram.Ports.EIGHT_TRANSISTORS : CellSpec.Sram.Ports.SIX_TRANSISTORS);
    }
    CellSpec.Pulse pulse =
        new CellSpec.Pulse(run.number("writeVoltage"), run.number("writePulseWidth"));
    double onOhm = run.number("resistanceOn");
    double onOff = run.number("resistanceOff") / onOhm;
    double readVolts = run.number("readVoltage");
    int levels = run.count("maxNumLevelLTP");
    double height = run.number("heightInFeatureSize1T1R");
    double width = run.number("widthInFeatureSize1T1R");
    return run.count("memcelltype") == 3
        ? new CellSpec.Fefet(
            onOhm,
            onOff,
            readVolts,
            pulse,
            pulse,
            levels,
            height,
            width,
            run.number("polarization"),
            run.number("gateCapFeFET"))
        : new CellSpec.Resistive(onOhm, onOff, readVolts, pulse, pulse, levels, height, width);
  }

  private ArraySpec array() {
    boolean rowByRow = Cells.isStatic(run) && run.count("operationmode") == 1;
    int bitsPerCell = Cells.isStatic(run) ? 1 : run.count("cellBit");
    boolean sequential = run.count("operationmode") == 1;
    int bits = sequential ? bitsPerCell : Decoder.bitsFor(run.count("levelOutput"));
    int back = sequential ? bitsPerCell : Decoder.bitsFor(run.count("levelOutputAG"));
    return new ArraySpec(
        run.count("numRowSubArray"),
        run.count("numColSubArray"),
        SignedWeights.OFFSET,
        Cells.perWeight(run),
        bitsPerCell,
        run.trace().wla(),
        rowByRow ? 1 : bits,
        rowByRow ? 1 : back);
  }

  private ChipSpec chip() {
    boolean pipeline = run.flag("pipeline");
    double overhead = 1;
    return new ChipSpec(
        run.count("technode"),
        run.count("deviceroadmap") == 1
            ? ChipSpec.Transistors.HIGH_PERFORMANCE
            : ChipSpec.Transistors.LOW_POWER,
        run.number("temp"),
        run.number("clkFreq"),
        run.flag("SARADC") ? ChipSpec.Adc.SAR : ChipSpec.Adc.FLASH,
        run.count("numColMuxed"),
        run.count("numRowMuxedAG"),
        run.count("operationmode") == 1 ? 1 : null,
        new ChipSpec.Floorplan(
            null,
            null,
            run.flag("novelMapping")
                ? ChipSpec.Convolutions.KERNEL_SPLIT
                : ChipSpec.Convolutions.UNROLLED,
            ChipSpec.Copies.FILL_TILES,
            null,
            ChipSpec.Interconnect.H_TREE),
        new ChipSpec.Memory(
            ChipSpec.Buffer.REGISTER_FILE,
            ChipSpec.Buffer.REGISTER_FILE,
            run.count("dramType") == 2 ? ChipSpec.OffChip.HBM2 : ChipSpec.OffChip.GDDR5),
        new ChipSpec.Dataflow(
            pipeline ? ChipSpec.Operation.PIPELINED : ChipSpec.Operation.LAYER_BY_LAYER,
            ChipSpec.Place.DRAM,
            ChipSpec.GradientCircuit.SRAM_ARRAYS,
            ChipSpec.WeightGradientUnits.SHARED,
            1,
            run.count("numRowSubArrayWG"),
            Decoder.bitsFor(run.count("levelOutputWG")),
            ChipSpec.GradientSums.IN_MEMORY,
            ChipSpec.Place.DRAM,
            null,
            ChipSpec.Feedback.CROSSBAR,
            ChipSpec.Scheduler.LIST));
  }

  /** Backpropagation as the published model bills it, with the activity of the trace. */
  private OpGraph step() {
    int batch = training() ? run.count("batchSize") : 1;
    List<OpGraph.Node> nodes = new ArrayList<>();
    List<Layer> topology = run.topology();
    List<Matrix> matrices = new ArrayList<>();
    for (int l = 0; l < topology.size(); l++) {
      Layer layer = topology.get(l);
      matrices.add(new Matrix(
          "layer" + (l + 1),
          layer.outputs(),
          layer.rows(),
          layer.kernel() * layer.kernel(),
          false));
    }
    double siemens = (1 / run.number("resistanceOn") + 1 / run.number("resistanceOff")) / 2;
    for (int l = 0; l < topology.size(); l++) {
      Layer layer = topology.get(l);
      double vectors = (double) batch * layer.vectors();
      add(
          nodes,
          Phase.FORWARD,
          new HardwareOp.MatrixRead(
              matrices.get(l),
              Direction.FORWARD,
              vectors,
              run.trace().activity().get(l),
              siemens));
      add(
          nodes,
          Phase.FORWARD,
          new HardwareOp.Digital(DigitalFunction.RECTIFY, vectors * layer.outputs()));
      if (layer.pooled()) {
        add(
            nodes,
            Phase.FORWARD,
            new HardwareOp.Digital(DigitalFunction.POOL, vectors / 4 * layer.outputs()));
      }
    }
    for (int l = topology.size() - 1; training() && l >= 0; l--) {
      Layer layer = topology.get(l);
      double vectors = l == 0 ? 0 : (double) batch * layer.vectors();
      add(
          nodes,
          Phase.ERROR,
          new HardwareOp.MatrixRead(
              matrices.get(l),
              Direction.TRANSPOSED,
              vectors,
              run.trace().activity().get(l),
              siemens));
    }
    for (int l = topology.size() - 1; training() && l >= 0; l--) {
      Layer layer = topology.get(l);
      double activity = run.trace().activity().get(l);
      add(
          nodes,
          Phase.GRADIENT,
          new HardwareOp.GradientAccumulation(
              matrices.get(l), (double) batch * layer.vectors(), activity, activity));
      add(nodes, Phase.UPDATE, update(matrices.get(l), l, siemens));
    }
    return new OpGraph(batch, nodes);
  }

  private HardwareOp update(Matrix matrix, int l, double siemens) {
    double changed = run.trace().changed().get(l) / 2;
    double cells = changed * matrix.weights() * Cells.perWeight(run);
    double perPulse = 2.5;
    double rows = matrix.inputs();
    HardwareOp.Pulses half =
        new HardwareOp.Pulses(cells * perPulse, rows * 4, cells, rows, siemens);
    return new HardwareOp.PulseUpdate(matrix, half, half);
  }

  private static void add(List<OpGraph.Node> nodes, Phase phase, HardwareOp op) {
    List<Integer> before = nodes.isEmpty() ? List.of() : List.of(nodes.size() - 1);
    nodes.add(new OpGraph.Node(nodes.size(), phase, op, before));
  }

  private double area(Predicate<String> component) {
    return 1e12
        * cost.area().items().stream()
            .filter(item -> component.test(item.component()))
            .mapToDouble(ChipArea.AreaItem::squareMeters)
            .sum();
  }

  private double seconds(Phase phase) {
    return cost.training().busy().stream()
        .filter(item -> item.phase() == phase)
        .mapToDouble(WorkloadCost.BusyItem::seconds)
        .sum();
  }

  private double joules(Phase phase, Predicate<String> component) {
    return cost.training().energy().stream()
        .filter(item -> item.phase() == phase && component.test(item.component()))
        .mapToDouble(WorkloadCost.EnergyItem::joules)
        .sum();
  }

  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("array", area("array"::equals));
    figures.put("IC", area("interconnect"::equals));
    figures.put("ADC", area("ADC"::equals));
    figures.put("accum", area(c -> c.equals("shift-add") || c.equals("accumulation")));
    figures.put("transposed", area("transposed read-out"::equals));
    figures.put("WG", area("weight gradient"::equals));
    figures.put("total", area(c -> true));
    double n = training() ? run.number("numIteration") : 1;
    for (Phase phase : Phase.values()) {
      figures.put(phase + " s", n * seconds(phase));
      figures.put(phase + " J", n * joules(phase, c -> !c.equals("leakage")));
      figures.put(phase + " J buffer", n * joules(phase, "buffer"::equals));
      figures.put(phase + " J interconnect", n * joules(phase, "interconnect"::equals));
      figures.put(phase + " J DRAM", n * joules(phase, "DRAM"::equals));
      figures.put(phase + " J ADC", n * joules(phase, "ADC"::equals));
    }
    return figures;
  }
}
