package org.crosslearn.hw.circuit;

import java.util.Map;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.SramGradientUnit;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/** Figures of the weight-gradient unit: of ours, or of the published composition with its faults. */
final class PublishedGradientUnit {
  private static final double CLOCK = 1e9;
  private static final int SIDE = 128;
  private static final double READ_VOLTS = 0.5;
  private static final double ON_OHM = 240e3;
  private static final double ON_OFF = 100;

  private final PublishedExample example;
  private final PublishedCircuits circuits;
  private final Technology t;
  private final int bits;
  private final int levels;
  private final int steps;
  private final double errors;
  private final double activity;

  PublishedGradientUnit(PublishedExample example, PublishedCircuits circuits) {
    this.example = example;
    this.circuits = circuits;
    this.t = circuits.technology();
    this.bits = example.count("numBitInput");
    this.levels = example.count("levelOutputWG");
    this.steps = example.count("numRowMuxedWG");
    this.errors = example.number("numRead");
    this.activity = example.number("activity");
  }

  Map<String, Double> figures(boolean faulty) {
    return faulty ? published() : ours();
  }

  private Map<String, Double> ours() {
    int positions = example.count("numMemRow");
    int channels = example.count("numMemCol") / bits;
    SramGradientUnit unit = new SramGradientUnit(
        new Periphery(t, CLOCK, FlashConverters::new, Periphery.ALL_LINES, steps, steps),
        CellSpec.Sram.bulk(CellSpec.Sram.Ports.SIX_TRANSISTORS),
        SIDE,
        positions,
        channels,
        bits,
        bits,
        Decoder.bitsFor(levels));
    Expense read = unit.read(positions, channels, errors, activity);
    return Map.of(
        "area", unit.areaSquareMeters(),
        "leakage", unit.leakageWatts(),
        "latency", read.seconds(),
        "energy", read.totalJoules(),
        "writeLatency", unit.write(positions, channels, activity).seconds());
  }

  /**
   * Arrays are rounded down, gates are sized for single cells, lines carry no drains and gates, all
   * columns are converted on every step of the multiplexer, bits of activations are not weighed, the
   * tree does not leak, only active rows are written.
   */
  private Map<String, Double> published() {
    SramCell cell = new SramCell(t);
    double width = SIDE * cell.widthMeters();
    double height = SIDE * cell.heightMeters();
    double wire = t.wireFaradsPerMeter();
    double row = width * wire;
    double rowOhm = width * t.wireOhmPerMeter();
    double column = height * wire;
    double columnOhm = height * t.wireOhmPerMeter();
    int arrayRows = example.count("numMemRow") / SIDE;
    int arrayColumns = example.count("numMemCol") / SIDE;
    int arrays = arrayRows * arrayColumns;
    int groups = SIDE / steps;
    int adcBits = Decoder.bitsFor(levels);
    int wordBits = adcBits + bits + 1;
    Side below = Side.ofWidth(width);
    StaticWordLineSwitches switches =
        new StaticWordLineSwitches(t, CLOCK, SIDE, cell.accessOhm(), height);
    Multiplexer multiplexer = new Multiplexer(t, groups, steps, cell.accessOhm(), width);
    Decoder select = new Decoder(t, Decoder.bitsFor(steps), Decoder.Output.PASS_GATES, Side.free());
    Prechargers prechargers = new Prechargers(t, SIDE, below);
    WriteDrivers writeDrivers = new WriteDrivers(t, SIDE, below);
    PublishedCircuits.Bank flash =
        circuits.flash(levels, groups, ON_OHM / SIDE, ON_OHM * ON_OFF / SIDE, READ_VOLTS);
    PublishedCircuits.Use encoders = circuits.encoders(levels, groups, below);
    ShiftAdders shiftAdders = new ShiftAdders(t, CLOCK, groups, wordBits, bits, below);
    double arrayArea = width * height
        + switches.areaSquareMeters()
        + multiplexer.areaSquareMeters()
        + select.areaSquareMeters()
        + prechargers.areaSquareMeters()
        + writeDrivers.areaSquareMeters()
        + flash.areaSquareMeters()
        + encoders.areaSquareMeters()
        + shiftAdders.areaSquareMeters();
    double arrayLeakage = SIDE * SIDE * cell.leakageWatts()
        + switches.leakageWatts()
        + select.leakageWatts()
        + prechargers.leakageWatts()
        + writeDrivers.leakageWatts()
        + encoders.leakageWatts()
        + shiftAdders.leakageWatts();
    int trees = arrayColumns * groups;
    PublishedCircuits.Use sums =
        circuits.adderTree(arrayRows, wordBits, trees, Side.ofWidth(Math.sqrt(arrayArea)));
    double area = arrays * arrayArea + sums.areaSquareMeters();
    int reads = steps * bits;
    double lineOhm = cell.accessOhm() / Math.ceil(SIDE * activity);
    double strobe = flash.secondsOfSlowest(lineOhm);
    double discharge =
        ((cell.accessOhm() + t.nmosOhm(t.features(2.08))) * (cell.bitLineFarads() + column)
                + columnOhm * column / 2)
            * Math.log(t.supplyVolts() / (t.supplyVolts() - 0.05));
    double decode = circuits
        .decoder(
            Decoder.bitsFor(steps), true, groups * gate(cell, true), groups * gate(cell, false))
        .seconds();
    double precharge = prechargers.latencySeconds(column, columnOhm);
    double switching = switches.switchSeconds(row, rowOhm);
    double seconds = Math.max(
            reads * switches.latencySeconds(row, rowOhm),
            reads * (multiplexer.gatesSeconds() + decode))
        + reads * (precharge + strobe + encoders.seconds())
        + bits * SignalPath.stepDelaySeconds(discharge)
        + shiftAdders.latencySeconds()
        + steps * sums.seconds();
    double joules = reads
        * (switches.readJoules(SIDE * activity, READ_VOLTS)
            + SIDE * prechargers.readJoules(column)
            + SIDE * flash.watts(lineOhm) * strobe
            + encoders.joules()
            + multiplexer.gatesJoules(READ_VOLTS)
            + select.energyJoules()
            + shiftAdders.energyJoules(groups));
    double written = SIDE * activity;
    return Map.of(
        "area", area,
        "leakage", arrays * arrayLeakage,
        "latency", errors * seconds,
        "energy", errors * (arrays * joules + sums.joules()),
        "writeLatency",
            written
                    * (cell.flipSeconds()
                        + precharge
                        + writeDrivers.latencySeconds(column, columnOhm))
                + 2 * written * switching
                + reads / (2 * CLOCK));
  }

  /** Gate capacitance of a transistor of the multiplexer. */
  private double gate(SramCell cell, boolean nmos) {
    TransmissionGate gates = TransmissionGate.driving(t, cell.accessOhm());
    return nmos ? gates.nmosGateFarads() : gates.pmosGateFarads();
  }
}
