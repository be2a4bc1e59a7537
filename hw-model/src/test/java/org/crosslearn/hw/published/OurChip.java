package org.crosslearn.hw.published;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.chip.Chip;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.fault.Fault;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/** The chip and network of a published run in our model, and its figures under the published names. */
final class OurChip {
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

  private static final Set<Component> CARRYING =
      EnumSet.of(Component.BUFFER, Component.INTERCONNECT, Component.DRAM);

  private double area(Predicate<Component> component) {
    return 1e12
        * chip.parts().stream()
            .filter(item -> component.test(item.component()))
            .mapToDouble(Chip.Part::squareMeters)
            .sum();
  }

  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("area total", area(c -> true));
    figures.put("area array", area(c -> c == Component.ARRAY));
    figures.put("area IC", area(c -> c == Component.INTERCONNECT));
    figures.put("area WG", area(c -> c == Component.WEIGHT_GRADIENT));
    figures.put(
        "area rest",
        area(c ->
            c != Component.ARRAY && c != Component.INTERCONNECT && c != Component.WEIGHT_GRADIENT));
    double n = training() ? run.number("numIteration") : 1;
    for (Phase phase : Phase.values()) {
      double s = 0;
      double peakS = 0;
      double j = 0;
      double peakJ = 0;
      for (OpGraph.Node node : step.nodes()) {
        if (node.phase() == phase) {
          Chip.Charge charge = chip.charge(node.op(), step.samples());
          s += charge.expense().seconds();
          peakS += charge.arraySeconds();
          for (Map.Entry<Component, Double> e : charge.expense().joules().entrySet()) {
            j += e.getValue();
            peakJ += CARRYING.contains(e.getKey()) ? 0 : e.getValue();
          }
        }
      }
      figures.put(phase + " s", n * s);
      figures.put(phase + " J", n * j);
      figures.put(phase + " peak s", n * peakS);
      figures.put(phase + " peak J", n * peakJ);
    }
    double leak = 0;
    for (Chip.Part part : chip.parts()) leak += part.leakageWatts();
    figures.put("leak", leak);
    return figures;
  }

  static Map<String, Double> published(Map<String, Double> f) {
    Map<String, Double> m = new LinkedHashMap<>();
    m.put("area total", f.get("ChipArea [um^2]"));
    m.put("area array", f.get("Chip total CIM (Forward+Activation Gradient) array [um^2]"));
    m.put("area IC", f.get("Total IC Area on chip (Global and Tile/PE local) [um^2]"));
    m.put("area WG", f.get("Weight Gradient Calculation [um^2]"));
    m.put(
        "area rest",
        m.get("area total") - m.get("area array") - m.get("area IC") - m.get("area WG"));
    String[][] names = {
      {"FORWARD", "read", "Forward"},
      {"ERROR", "read", "Activation Gradient"},
      {"GRADIENT", "read", "Weight Gradient"},
      {"UPDATE", "write", "Weight Update"}
    };
    for (String[] name : names) {
      for (String peak : new String[] {"", "PEAK "}) {
        String k = name[0] + (peak.isEmpty() ? "" : " peak");
        m.put(
            k + " s",
            1e-9
                * f.getOrDefault(
                    "Chip " + peak + name[1] + "Latency of " + name[2] + " (per epoch) [ns]",
                    Double.NaN));
        m.put(
            k + " J",
            1e-12
                * f.getOrDefault(
                    "Chip " + peak + name[1] + "DynamicEnergy of " + name[2] + " (per epoch) [pJ]",
                    Double.NaN));
      }
    }
    m.put("leak", 1e-6 * f.get("Chip leakage Power [uW]"));
    return m;
  }

  public static void main(String[] names) {
    Set<Fault> per = EnumSet.of(Fault.Q15_GRADIENT_PER_IMAGE, Fault.SETTLING);
    if (System.getProperty("keep") != null)
      for (String k : System.getProperty("keep").split(",")) per.add(Fault.valueOf(k));
    for (String name : names) {
      PublishedRun run = PublishedRun.all().stream()
          .filter(r -> r.name().equals(name))
          .findFirst()
          .orElseThrow();
      Map<String, Double> sound = published(PublishedChip.of(run, per).chipFigures());
      Map<String, Double> all =
          published(PublishedChip.of(run, EnumSet.allOf(Fault.class)).chipFigures());
      System.out.println("== " + name);
      if (System.getProperty("layers") != null) {
        PublishedChip pc = PublishedChip.of(run, per);
        OurChip our = new OurChip(run, pc);
        double n = our.training() ? run.number("numIteration") : 1;
        for (OpGraph.Node node : our.step.nodes()) {
          Chip.Charge c = our.chip.charge(node.op(), our.step.samples());
          System.out.printf(
              "   %s %s %s: s %.4g peak %.4g J %.4g%n",
              node.phase(),
              node.op().getClass().getSimpleName(),
              c.matrix(),
              n * c.expense().seconds(),
              n * c.arraySeconds(),
              n * c.expense().totalJoules());
          c.expense()
              .joules()
              .forEach((k, v) -> System.out.printf("          %s %.4g%n", k, n * v));
        }
        for (int l = 0; l < run.topology().size(); l++) {
          System.out.println("  layer " + l);
          pc.layerFigures(l).forEach((k, v) -> System.out.printf("     %-80.80s %.5g%n", k, v));
        }
      }
      new OurChip(run, PublishedChip.of(run, per))
          .figures()
          .forEach((k, v) -> System.out.printf(
              "  %-20s ours %.5g  sound %.5g  ratio %.3f   published %.5g%n",
              k, v, sound.get(k), v / sound.get(k), all.get(k)));
    }
  }
}
