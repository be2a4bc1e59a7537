package org.crosslearn.hw.published;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.chip.Chip;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/** The chip and network of a published run in our model, and its figures under the published names. */
final class OurChip {
  /** Of the published transposed read. */
  private static final double ERROR_ACTIVITY = 0.5;

  /** Enough that all copies have one to work on. */
  private static final int IMAGES = 64;

  private final PublishedRun run;
  private final OpGraph step;
  private final Chip chip;
  private final double abreast;
  private final double waitingBits;

  OurChip(PublishedRun run, PublishedChip published) {
    this.run = run;
    this.abreast = published.writesAbreast();
    this.waitingBits = published.waitingBits();
    this.step = step();
    this.chip = Chip.forGraphs(chip(), array(), cell(), List.of(step));
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
    double height = 4;
    double width = 4;
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
        run.count("numRowSubArray"),
        SignedWeights.OFFSET,
        Cells.perWeight(run),
        bitsPerCell,
        run.trace().wla(),
        rowByRow ? 1 : bits,
        rowByRow ? 1 : back);
  }

  private ChipSpec chip() {
    boolean pipeline = run.flag("pipeline");
    return new ChipSpec(
        run.count("technode"),
        run.count("deviceroadmap") == 1
            ? ChipSpec.Transistors.HIGH_PERFORMANCE
            : ChipSpec.Transistors.LOW_POWER,
        300,
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
            training()
                ? (int) (abreast * run.count("numRowSubArray") * run.count("numRowSubArray"))
                : null,
            ChipSpec.Place.DRAM,
            training() ? (long) waitingBits : null,
            training() ? (int) abreast : null,
            ChipSpec.Feedback.CROSSBAR,
            ChipSpec.Scheduler.LIST));
  }

  /** Backpropagation as the published model bills it, with the activity of the trace. */
  private OpGraph step() {
    int batch = training() ? run.count("batchSize") : IMAGES;
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
              siemens,
              layer.pooled() ? 0.25 : 1));
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
              matrices.get(l), Direction.TRANSPOSED, vectors, ERROR_ACTIVITY, siemens));
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

  /** Pulses that the changes of the trace take, in sets and resets. */
  private HardwareOp update(Matrix matrix, int l, double siemens) {
    if (Cells.isStatic(run)) {
      double cells = run.trace().changed().get(l) * matrix.weights() * Cells.perWeight(run) / 2;
      HardwareOp.Pulses half =
          new HardwareOp.Pulses(cells, matrix.inputs(), cells, matrix.inputs(), siemens);
      return new HardwareOp.PulseUpdate(matrix, half, half);
    }
    Trace trace = new Trace(run.topology().get(l), run.trace(), l, PublishedChip.SEED);
    Cells cells = new Cells(run, false);
    double range = 1 / run.number("resistanceOn") - 1 / run.number("resistanceOff");
    double step = range / Math.max(run.number("maxNumLevelLTP"), run.number("maxNumLevelLTD"));
    int size = run.count("numRowSubArray");
    int columns = matrix.outputs() * cells.perWeight();
    double[][] pulses = new double[2][5];
    for (int row = 0; row < matrix.inputs(); row++) {
      double[] touched = new double[2];
      for (int first = 0; first < columns; first += size) {
        double[] most = new double[2];
        for (int c = first; c < Math.min(columns, first + size); c++) {
          int output = c / cells.perWeight();
          int cell = c % cells.perWeight();
          double change = cells.siemens(trace.weightAfter(row, output), cell)
              - cells.siemens(trace.weightBefore(row, output), cell);
          double count = Math.ceil(Math.abs(change) / step - 1e-9);
          int polarity = change > 0 ? 0 : 1;
          if (Math.abs(change) >= step) {
            pulses[polarity][0] += count;
            pulses[polarity][2]++;
            touched[polarity] = 1;
            most[polarity] = Math.max(most[polarity], count);
          }
        }
        // word lines that run through several subarrays have trains in each of them
        double subarrays = Math.ceil(columns / (double) size);
        pulses[0][1] += most[0] / subarrays;
        pulses[1][1] += most[1] / subarrays;
      }
      pulses[0][3] += touched[0];
      pulses[1][3] += touched[1];
    }
    return new HardwareOp.PulseUpdate(
        matrix, pulses(pulses[0], siemens), pulses(pulses[1], siemens));
  }

  private static HardwareOp.Pulses pulses(double[] counts, double siemens) {
    return new HardwareOp.Pulses(counts[0], counts[1], counts[2], counts[3], siemens);
  }

  private static void add(List<OpGraph.Node> nodes, Phase phase, HardwareOp op) {
    List<Integer> before = nodes.isEmpty() ? List.of() : List.of(nodes.size() - 1);
    nodes.add(new OpGraph.Node(nodes.size(), phase, op, before));
  }

  /** Carrying data is not the work of arrays. */
  private static final Set<Component> CARRYING =
      EnumSet.of(Component.BUFFER, Component.INTERCONNECT, Component.DRAM);

  private double area(Predicate<Component> component) {
    return chip.parts().stream()
        .filter(part -> component.test(part.component()))
        .mapToDouble(Chip.Part::squareMeters)
        .sum();
  }

  /** Areas in square meters; per phase seconds and joules of an epoch (of an image if untrained). */
  Map<ChipFigure, Double> figures() {
    Map<ChipFigure, Double> figures = new EnumMap<>(ChipFigure.class);
    Set<Component> named =
        EnumSet.of(Component.ARRAY, Component.INTERCONNECT, Component.WEIGHT_GRADIENT);
    figures.put(ChipFigure.AREA, area(component -> true));
    figures.put(ChipFigure.ARRAY_AREA, area(component -> component == Component.ARRAY));
    figures.put(ChipFigure.WIRES_AREA, area(component -> component == Component.INTERCONNECT));
    figures.put(ChipFigure.CIRCUITS_AREA, area(component -> !named.contains(component)));
    figures.put(
        ChipFigure.GRADIENT_AREA, area(component -> component == Component.WEIGHT_GRADIENT));
    double steps = training() ? run.number("numIteration") : 1.0 / IMAGES;
    for (OpGraph.Node node : step.nodes()) {
      Chip.Charge charge = chip.charge(node.op(), step.samples());
      double arrayJoules = charge.expense().joules().entrySet().stream()
          .filter(spent -> !CARRYING.contains(spent.getKey()))
          .mapToDouble(Map.Entry::getValue)
          .sum();
      Phase phase = node.phase();
      // the slowest stage of a pipeline sets its pace
      boolean slowest = run.flag("pipeline") && (phase == Phase.FORWARD || phase == Phase.ERROR);
      DoubleBinaryOperator inTime = slowest ? Math::max : Double::sum;
      figures.merge(
          ChipFigure.seconds(phase), steps * charge.expense().seconds(), inTime::applyAsDouble);
      figures.merge(
          ChipFigure.arraySeconds(phase), steps * charge.arraySeconds(), inTime::applyAsDouble);
      figures.merge(ChipFigure.joules(phase), steps * charge.expense().totalJoules(), Double::sum);
      figures.merge(ChipFigure.arrayJoules(phase), steps * arrayJoules, Double::sum);
    }
    return figures;
  }
}
