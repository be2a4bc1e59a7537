package org.crosslearn.hw.published;

import java.util.Optional;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.Prechargers;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.circuit.PublishedCircuits.Use;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.SramCell;
import org.crosslearn.hw.circuit.StaticWordLineSwitches;
import org.crosslearn.hw.circuit.WriteDrivers;
import org.crosslearn.hw.fault.Fault;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Static memory cells all of whose rows are read together (documentation, sections 5.2 and 5.3).
 *
 * <p>Found by comparison with published subarrays: the bit line discharges once for a bit vector,
 * behind the ramp of the word line switches, and counts as conversion; so does precharging. Switches
 * of the rows see the resistance of a row, those of the transposed read that of a column.
 */
final class StaticSubarray implements Subarray {
  private static final double BACKWARD_ACTIVITY = 0.5;
  private static final double SWING_VOLTS = 0.05;
  private static final double PULL_DOWN_FEATURES = 2.08;

  private final PublishedCircuits circuits;
  private final PublishedRun run;
  private final Technology technology;
  private final SramCell cell;
  private final int size;
  private final double readVolts;
  private final double widthMeters;
  private final double heightMeters;
  private final double rowFarads;
  private final double columnFarads;
  private final double rowOhm;
  private final double columnOhm;
  private final StaticWordLineSwitches rows;
  private final FlipFlops registers;
  private final Prechargers prechargers;
  private final WriteDrivers writeDrivers;
  private final ReadOut forward;
  private final Optional<Transposed> backward;

  /** The second set of drivers and read-out circuits. */
  private record Transposed(
      StaticWordLineSwitches columns,
      double columnsHeightMeters,
      Prechargers prechargers,
      WriteDrivers writeDrivers,
      ReadOut out) {}

  StaticSubarray(PublishedCircuits circuits, PublishedRun run) {
    this.circuits = circuits;
    this.run = run;
    this.technology = circuits.technology();
    this.cell = new SramCell(technology);
    this.size = run.count("numRowSubArray");
    this.readVolts = run.number("readVoltage");
    this.widthMeters = size * cell.widthMeters();
    this.heightMeters = size * cell.heightMeters();
    this.rowFarads = widthMeters * technology.wireFaradsPerMeter();
    this.columnFarads = heightMeters * technology.wireFaradsPerMeter();
    this.rowOhm = widthMeters * technology.wireOhmPerMeter();
    this.columnOhm = heightMeters * technology.wireOhmPerMeter();
    double clock = circuits.clockHertz();
    this.rows = new StaticWordLineSwitches(technology, clock, size, rowOhm, heightMeters);
    this.registers = new FlipFlops(technology, clock, size, Side.free());
    this.prechargers = new Prechargers(technology, size, Side.ofWidth(widthMeters));
    this.writeDrivers = new WriteDrivers(technology, size, Side.ofWidth(widthMeters));
    double muxOhm = cell.accessOhm() / size / 2;
    this.forward = new ReadOut(circuits, run, false, muxOhm, widthMeters);
    double freeHeight = size * technology.cellHeightMeters();
    this.backward = run.flag("trainingEstimation")
        ? Optional.of(new Transposed(
            new StaticWordLineSwitches(technology, clock, size, columnOhm, freeHeight),
            freeHeight,
            new Prechargers(technology, size, Side.free()),
            new WriteDrivers(technology, size, Side.free()),
            new ReadOut(circuits, run, true, muxOhm, heightMeters)))
        : Optional.empty();
  }

  @Override
  public ReadOut readOut(boolean transposed) {
    return transposed ? backward.orElseThrow().out() : forward;
  }

  @Override
  public Areas areas() {
    Areas areas = Areas.ofArray(widthMeters * heightMeters)
        .plus(Areas.ofConversion(prechargers.areaSquareMeters()))
        .plus(Areas.ofOther(rows.areaSquareMeters() + writeDrivers.areaSquareMeters()))
        .plus(forward.areas());
    return backward
        .map(b -> areas
            .plus(Areas.ofConversion(b.prechargers().areaSquareMeters()))
            .plus(
                Areas.ofOther(b.columns().areaSquareMeters() + b.writeDrivers().areaSquareMeters()))
            .plus(b.out().areas()))
        .orElse(areas);
  }

  @Override
  public double widthMeters() {
    double threeCells = 3 * technology.cellHeightMeters();
    return widthMeters
        + rows.areaSquareMeters() / heightMeters
        + backward
            .map(b -> b.out().depthMeters()
                + (b.prechargers().areaSquareMeters() + b.writeDrivers().areaSquareMeters())
                    / threeCells)
            .orElse(0.0);
  }

  @Override
  public double heightMeters() {
    return heightMeters
        + (prechargers.areaSquareMeters() + writeDrivers.areaSquareMeters()) / widthMeters
        + forward.depthMeters()
        + backward.map(Transposed::columnsHeightMeters).orElse(0.0);
  }

  @Override
  public double leakageWatts(boolean transposed) {
    double once = rows.leakageWatts() + prechargers.leakageWatts() + writeDrivers.leakageWatts();
    return (double) size * size * cell.leakageWatts()
        + once
        + forward.leakageWatts()
        - (circuits.has(Fault.STATIC_LEAKAGE) ? forward.multiplexer().leakageWatts() : 0)
        + (transposed ? transposedWatts(backward.orElseThrow()) : 0);
  }

  private double transposedWatts(Transposed b) {
    double counted =
        b.columns().leakageWatts() + b.prechargers().leakageWatts() + b.out().leakageWatts();
    return circuits.has(Fault.STATIC_LEAKAGE)
        ? counted
        : counted + b.writeDrivers().leakageWatts();
  }

  @Override
  public Column column() {
    return new Column(0, columnOhm / size, cell.accessOhm());
  }

  @Override
  public Tally read(Reads reads, boolean transposed) {
    double active = size * reads.activity() / reads.vectors();
    Tally forwardRead = read(
        reads.vectors(),
        forward,
        reads.forward(),
        rows.latencySeconds(rowFarads, rowOhm),
        rows.readJoules(active, readVolts),
        prechargers,
        columnFarads,
        columnOhm,
        false);
    double seconds = ResistiveSubarray.total(forwardRead, true);
    double joules = ResistiveSubarray.total(forwardRead, false);
    Tally tally =
        forwardRead.and(Item.FORWARD, seconds, joules).and(Item.PEAK_FORWARD, seconds, joules);
    if (!transposed) {
      return tally;
    }
    Transposed b = backward.orElseThrow();
    Tally backwardRead = read(
        reads.vectors(),
        b.out(),
        reads.backward(),
        b.columns().latencySeconds(columnFarads, columnOhm),
        b.columns()
            .readJoules(
                circuits.has(Fault.Q8_FORWARD_RESISTANCES) ? active : size * BACKWARD_ACTIVITY,
                readVolts),
        b.prechargers(),
        rowFarads,
        rowOhm,
        true);
    seconds = ResistiveSubarray.total(backwardRead, true);
    joules = ResistiveSubarray.total(backwardRead, false);
    return tally.then(
        backwardRead.and(Item.ERROR, seconds, joules).and(Item.PEAK_ERROR, seconds, joules));
  }

  private Tally read(
      double vectors,
      ReadOut out,
      Reads.Conversions conversions,
      double driveSeconds,
      double driveJoules,
      Prechargers charge,
      double lineFarads,
      double lineOhm,
      boolean transposed) {
    double uses = vectors * out.steps();
    Tally driven = Tally.of(Item.ARRAY, uses * driveSeconds, uses * driveJoules);
    Tally select = out.select(vectors);
    Tally selected = transposed && circuits.has(Fault.Q8_MULTIPLEXER_ENERGY_AS_TIME)
        ? driven.and(Item.ARRAY, 0, select.joules(Item.ARRAY))
        : driven.beside(select);
    double ramp = 0.5 / (driveSeconds - registers.latencySeconds());
    return selected
        .then(out.convert(vectors, 1, conversions.seconds(), conversions.joules()))
        .and(
            Item.CONVERSION,
            uses * charge.latencySeconds(lineFarads, lineOhm)
                + vectors * dischargeSeconds(lineFarads, lineOhm, ramp),
            uses * size * charge.readJoules(lineFarads));
  }

  /** Until the bit line has moved far enough to be sensed. */
  private double dischargeSeconds(double lineFarads, double lineOhm, double ramp) {
    double supply = technology.supplyVolts();
    double path = cell.accessOhm() + technology.nmosOhm(technology.features(PULL_DOWN_FEATURES));
    double timeConstant = path * (cell.bitLineFarads() + lineFarads) + lineOhm * lineFarads / 2;
    return SignalPath.ofRamp(ramp).stage(timeConstant * Math.log(supply / (supply - SWING_VOLTS)));
  }

  @Override
  public Tally write(Update update, boolean transposed) {
    double writes = Math.ceil(update.columnActivity()) * size * update.rowActivity();
    Use lines = circuits.writes(
        2 * writes,
        forward.steps(),
        rows.latencySeconds(rowFarads, rowOhm),
        rows.writeJoules(),
        registers);
    double selected = size * update.columnActivity();
    double charged = circuits.has(Fault.Q2_UNSET_ACTIVITY) ? 0 : selected;
    double seconds = writes * cell.flipSeconds()
        + lines.seconds()
        + writes
            * (prechargers.latencySeconds(columnFarads, columnOhm)
                + writeDrivers.latencySeconds(columnFarads, columnOhm));
    double joules = lines.joules()
        + cell.flipJoules() * selected * size * update.rowActivity()
        + writes * charged * (prechargers.writeJoules(columnFarads) + writeDrivers.energyJoules());
    return Tally.of(Item.UPDATE, seconds, joules).and(Item.PEAK_UPDATE, seconds, joules);
  }
}
