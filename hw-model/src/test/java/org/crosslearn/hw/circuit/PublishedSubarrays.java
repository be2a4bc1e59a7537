package org.crosslearn.hw.circuit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Figures of whole subarrays, per input bit: of ours, or with the faults of the published composition
 * put back.
 */
final class PublishedSubarrays {
  private static final double CLOCK = 1e9;
  private static final double READ_VOLTS = 0.5;
  private static final double ON_OHM = 240e3;
  private static final double ON_OFF = 100;

  private final PublishedExample example;
  private final PublishedCircuits circuits;
  private final Technology t;
  private final boolean faulty;
  private final int side;
  private final int inputBits;
  private final int slices;
  private final int perConverter;
  private final boolean sequential;
  private final boolean staticCells;
  private final boolean transposable;
  private final int bits;
  private final int adcBits;
  private final double[] columns;
  private final Subarray subarray;

  PublishedSubarrays(PublishedExample example, PublishedCircuits circuits, boolean faulty) {
    this.example = example;
    this.circuits = circuits;
    this.t = circuits.technology();
    this.faulty = faulty;
    this.side = example.count("n");
    this.inputBits = example.count("numReadPulse");
    this.slices = example.count("numCellPerSynapse");
    this.perConverter = example.count("numColMuxed");
    this.sequential = is("rows", "sequential");
    this.staticCells = is("cell", "SRAM");
    this.transposable = is("transposed", "1");
    this.bits = example.count("bits");
    int levels = sequential ? 1 << bits : example.count("levels");
    this.adcBits = Decoder.bitsFor(levels);
    this.columns = new double[side];
    String[] line = example.inputs().get("columnResistance_ohm").split("[+*]");
    for (int i = 0; i < side; i++) {
      columns[i] = Double.parseDouble(line[0]) + Double.parseDouble(line[1]) * i;
    }
    Periphery periphery = new Periphery(
        t,
        CLOCK,
        is("adc", "SAR")
            ? (node, b, count, ohm, volts, s) -> seeing(new SarConverters(node, b, count, volts))
            : this::flash,
        sequential ? 1 : Periphery.ALL_LINES,
        perConverter,
        perConverter);
    CellSpec.Pulse pulse = new CellSpec.Pulse(4, 50e-9);
    CellSpec cell = staticCells
        ? CellSpec.Sram.bulk(CellSpec.Sram.Ports.EIGHT_TRANSISTORS)
        : is("cell", "FeFET")
            ? new CellSpec.Fefet(ON_OHM, ON_OFF, READ_VOLTS, pulse, pulse, 60, 4, 4, 20, 2.1717e-18)
            : new CellSpec.Resistive(ON_OHM, ON_OFF, READ_VOLTS, pulse, pulse, 60, 4, 4);
    ArraySpec array =
        new ArraySpec(side, side, SignedWeights.OFFSET, slices, bits, inputBits, adcBits, adcBits);
    this.subarray = Subarray.of(periphery, array, cell, transposable);
  }

  private boolean is(String input, String value) {
    return value.equals(example.inputs().get(input));
  }

  /** Converters that find the columns of the example, whatever line they are asked for. */
  private Converters seeing(Converters converters) {
    return new Seen(
        converters.areaSquareMeters(),
        converters.leakageWatts(),
        converters.conversionSeconds(),
        Arrays.stream(columns).map(converters::conversionJoules).average().orElseThrow());
  }

  private record Seen(
      double areaSquareMeters, double leakageWatts, double conversionSeconds, double joules)
      implements Converters {
    @Override
    public double conversionJoules(double lineOhm) {
      return joules;
    }
  }

  private Converters flash(
      Technology technology, int bits, int count, double lowestOhm, double volts, Side s) {
    FlashConverters flash = new FlashConverters(technology, bits, count, lowestOhm, volts, s);
    if (!faulty) {
      return seeing(flash);
    }
    int levels = 1 << bits;
    double rows = sequential ? 1 : side;
    PublishedCircuits.Bank amplifiers =
        circuits.flash(levels, count, ON_OHM / rows, ON_OHM * ON_OFF / rows, volts);
    double strobe = amplifiers.secondsOfSlowest(columns);
    PublishedCircuits.Use encoders = circuits.encoders(levels, count, s);
    double watts = Arrays.stream(columns).map(amplifiers::watts).average().orElseThrow();
    return new Seen(
        amplifiers.areaSquareMeters() + encoders.areaSquareMeters(),
        flash.leakageWatts(),
        strobe + encoders.seconds(),
        watts * strobe + encoders.joules() / count);
  }

  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    double activity = example.number("activityRowRead");
    Expense read = subarray.forwardRead(side, side / slices, activity, 1e-6);
    figures.put("area", subarray.areaSquareMeters());
    figures.put(
        "leakage",
        subarray.parts().stream().mapToDouble(Subarray.Part::leakageWatts).sum());
    figures.put("latency", read.seconds() / inputBits);
    figures.put("energy", read.totalJoules() / inputBits);
    figures.put("height", subarray.heightMeters());
    figures.put("width", subarray.widthMeters());
    if (transposable && !sequential && !staticCells) {
      Expense transposed = subarray.transposedRead(side, side, 0.5, 1e-6);
      figures.put("transposedLatency", transposed.seconds() / inputBits);
      figures.put("transposedEnergy", transposed.totalJoules() / inputBits);
      if (faulty) {
        figures.merge("transposedEnergy", -faultlessLines(transposed) / inputBits, Double::sum);
      }
    }
    if (faulty && staticCells) {
      figures.putAll(sequential ? staticRowByRow() : staticInParallel(read));
    } else if (faulty) {
      restoreResistiveFaults(figures, read);
    }
    return figures;
  }

  /** Lines of a transposed read, less the word lines of which half follow every step. */
  private double faultlessLines(Expense transposed) {
    double published = inputBits
        * perConverter
        * (t.wireFaradsPerMeter() * height() * READ_VOLTS * READ_VOLTS * side / perConverter
            + t.switchingJoules(rowFarads()) * side / 2);
    ColumnSwitches switches = new ColumnSwitches(t, CLOCK, side, 1.25 * ON_OHM, width());
    double gates = inputBits
        * perConverter
        * (switches.driveJoules(side / 2.0, READ_VOLTS) - switches.driveJoules(0, READ_VOLTS));
    return transposed.joules().get(Component.ARRAY)
        + transposed.joules().get(Component.WORD_LINE_DRIVERS)
        + gates
        - published;
  }

  private double width() {
    return side * t.features(staticCells ? 20 : 4);
  }

  private double height() {
    return side * t.features(staticCells ? 8 : 4);
  }

  private double rowFarads() {
    return width() * t.wireFaradsPerMeter()
        + side * t.gateFarads(t.nmosMeters(0.25 * ON_OHM / 0.2));
  }

  private double rowOhm() {
    return width() * t.wireOhmPerMeter();
  }

  private void restoreResistiveFaults(Map<String, Double> figures, Expense read) {
    if (transposable) {
      double cellsOn = sequential ? 1 : side;
      figures.merge("area", unfoldedMultiplexer(1.25 * ON_OHM / cellsOn), Double::sum);
      figures.merge(
          "leakage",
          new FlipFlops(t, CLOCK, side, Side.ofWidth(width())).leakageWatts(),
          Double::sum);
    }
    double drains =
        side * LogicGate.drainFarads(t, t.nmosMeters(0.25 * ON_OHM / 0.2), width() / side);
    double lines = sequential ? side * example.number("activityRowRead") : 1;
    figures.merge("energy", -lines * side * drains * READ_VOLTS * READ_VOLTS, Double::sum);
    if (sequential) {
      double reads = side * example.number("activityRowRead") * perConverter;
      figures.merge("energy", -read.joules().get(Component.ADC) / inputBits, Double::sum);
      figures.merge("latency", reads * decoderFault(), Double::sum);
    }
  }

  /** What a row of unfolded gates and its decoder take more than the strip of ours. */
  private double unfoldedMultiplexer(double lineOhm) {
    int groups = side / perConverter;
    Decoder decoder =
        new Decoder(t, Decoder.bitsFor(perConverter), Decoder.Output.PASS_GATES, Side.free());
    return height() * side * TransmissionGate.unitWidthMeters(t)
        + decoder.areaSquareMeters()
        - new Multiplexer(t, groups, perConverter, lineOhm, height()).areaSquareMeters();
  }

  /** The decoder drives the word line as well as the drivers do. */
  private double decoderFault() {
    int address = Decoder.bitsFor(side);
    Decoder decoder = new Decoder(t, address, Decoder.Output.WORD_LINES, Side.ofHeight(height()));
    SequentialWordLineDrivers drivers = new SequentialWordLineDrivers(t, side, height());
    SignalPath sound = decoder.path(drivers.inputFarads(), 0);
    drivers.latencySeconds(sound, rowFarads(), rowOhm());
    PublishedCircuits.Slope published = circuits.decoder(address, false, rowFarads(), 0);
    return published.seconds()
        + circuits.sequentialDriverSeconds(drivers, published.perSecond(), rowFarads(), rowOhm())
        - sound.seconds();
  }

  /** Lines without gates and drains, cells without a read port, results rounded down, spare columns. */
  private Map<String, Double> staticInParallel(Expense read) {
    double activity = example.number("activityRowRead");
    SramCell cell = new SramCell(t);
    double wire = t.wireFaradsPerMeter();
    double bitLine = height() * wire;
    double bitLineOhm = height() * t.wireOhmPerMeter();
    double loadedBitLine = bitLine + side * cell.bitLineFarads();
    double loadedRow = width() * wire + side * cell.wordLineFarads() / 2;
    Prechargers prechargers = new Prechargers(t, side, Side.ofWidth(width()));
    int groups = side / perConverter;
    ShiftAdders inputAdders =
        new ShiftAdders(t, CLOCK, groups, adcBits + slices, inputBits, Side.ofWidth(width()));
    int rounds = (perConverter + slices - 1) / slices;
    int used = side / slices * slices;
    double lineJoules = perConverter
            * (used * prechargers.readJoules(loadedBitLine)
                - side * prechargers.readJoules(bitLine))
        - read.joules().get(Component.ADC) / inputBits * (side - used) / used
        + perConverter * side * activity * t.switchingJoules(loadedRow)
        + rounds * inputAdders.energyJoules((double) (side / slices) / rounds)
        - perConverter / slices * inputAdders.energyJoules(groups);
    double lineSeconds = perConverter
            * (prechargers.latencySeconds(loadedBitLine, bitLineOhm)
                - prechargers.latencySeconds(bitLine, bitLineOhm)
                + cell.readSeconds(loadedBitLine, bitLineOhm))
        - cell.readSeconds(bitLine, bitLineOhm);
    double port = t.supplyVolts() * t.nmosOffAmperes(t.features(1.31)) / 2;
    return Map.of(
        "area", subarray.areaSquareMeters() + unfoldedMultiplexer(cell.accessOhm() / side / 2),
        "leakage",
            subarray.parts().stream().mapToDouble(Subarray.Part::leakageWatts).sum()
                - side * side * port,
        "energy", read.totalJoules() / inputBits - lineJoules,
        "latency", read.seconds() / inputBits - lineSeconds);
  }

  /** Adders that keep one bit of each weight, and shift-adders that weigh their sums. */
  private Map<String, Double> staticRowByRow() {
    double reads = side * example.number("activityRowRead");
    int weights = side / slices;
    int address = Decoder.bitsFor(side);
    int sumBits = address + bits;
    SramCell cell = new SramCell(t);
    double wire = t.wireFaradsPerMeter();
    double row = width() * wire;
    double bitLine = height() * wire;
    double bitLineOhm = height() * t.wireOhmPerMeter();
    double area = side * side * cell.areaSquareMeters();
    double leakage = side * side * cell.leakageWatts();
    for (Side s : new Side[] {Side.ofWidth(width()), Side.ofHeight(height())}) {
      boolean turned = s.imposesHeight();
      SenseAmplifiers amplifiers =
          new SenseAmplifiers(t, CLOCK, side, turned ? cell.heightMeters() : cell.widthMeters());
      Block[] blocks = {
        new Decoder(
            t,
            address,
            Decoder.Output.WORD_LINES,
            turned ? Side.ofHeight(side * t.cellHeightMeters()) : Side.ofHeight(height())),
        new Prechargers(t, side, s),
        new WriteDrivers(t, side, s),
        new Adders(t, sumBits, weights, s),
        new FlipFlops(t, CLOCK, (sumBits + 1) * weights, s),
        new ShiftAdders(t, CLOCK, weights, sumBits, slices, s),
        new ShiftAdders(t, CLOCK, weights, sumBits + slices, inputBits, s)
      };
      for (Block block : blocks) {
        area += block.areaSquareMeters();
        leakage += block.leakageWatts();
      }
      area += amplifiers.areaSquareMeters();
      leakage += amplifiers.leakageWatts() * t.supplyVolts();
    }
    Side below = Side.ofWidth(width());
    Prechargers prechargers = new Prechargers(t, side, below);
    SenseAmplifiers amplifiers = new SenseAmplifiers(t, CLOCK, side, cell.widthMeters());
    Adders adders = new Adders(t, sumBits, weights, below);
    FlipFlops sums = new FlipFlops(t, CLOCK, (sumBits + 1) * weights, below);
    ShiftAdders sliceAdders = new ShiftAdders(t, CLOCK, weights, sumBits, slices, below);
    ShiftAdders inputAdders =
        new ShiftAdders(t, CLOCK, weights, sumBits + slices, inputBits, below);
    Decoder decoder = new Decoder(t, address, Decoder.Output.WORD_LINES, Side.ofHeight(height()));
    PublishedCircuits.Slope select = circuits.decoder(address, false, row, 0);
    double path = cell.accessOhm() + t.nmosOhm(t.features(2.08));
    double discharge = (path * (cell.bitLineFarads() + bitLine) + bitLineOhm * bitLine / 2)
        * Math.log(t.supplyVolts() / (t.supplyVolts() - 0.05));
    double perRow = select.seconds()
        + prechargers.latencySeconds(bitLine, bitLineOhm)
        + SignalPath.ofRamp(select.perSecond()).stage(discharge)
        + amplifiers.latencySeconds()
        + adders.latencySeconds(0)
        + sums.latencySeconds();
    double joulesPerRow = decoder.energyJoules()
        + side * (prechargers.readJoules(bitLine) + amplifiers.energyJoules())
        + adders.energyJoules(weights)
        + sums.energyJoules(Double.MAX_VALUE);
    return Map.of(
        "area",
        area,
        "leakage",
        leakage,
        "latency",
        reads * perRow + sliceAdders.latencySeconds() + inputAdders.latencySeconds(),
        "energy",
        reads * joulesPerRow
            + slices * sliceAdders.energyJoules(weights)
            + inputAdders.energyJoules(weights));
  }
}
