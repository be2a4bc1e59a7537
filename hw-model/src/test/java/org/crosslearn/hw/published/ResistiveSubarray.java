package org.crosslearn.hw.published;

import java.util.Optional;
import org.crosslearn.hw.circuit.ColumnSwitches;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.circuit.PublishedCircuits.Use;
import org.crosslearn.hw.circuit.SequentialWordLineDrivers;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.WordLineSwitches;
import org.crosslearn.hw.fault.Fault;
import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/**
 * Cells of a transistor and a resistor, all of whose rows are read together or one after another
 * (documentation, sections 5.1 and 5.3).
 */
final class ResistiveSubarray implements Subarray {
  private static final double LINEAR_REGION = 0.2;
  private static final double ACCESS_SHARE = 0.25;
  private static final double SETTLING = 0.2;
  private static final double BACKWARD_ACTIVITY = 0.5;

  private final PublishedCircuits circuits;
  private final PublishedRun run;
  private final Technology technology;
  private final int size;
  private final boolean sequential;
  private final double readVolts;
  private final double widthMeters;
  private final double heightMeters;
  private final double rowOhm;
  private final double columnOhm;
  private final double wordLineFarads;
  private final double rowFarads;
  private final double senseRowFarads;
  private final double columnFarads;
  private final double bitLineFarads;
  private final double cellOhm;
  private final double selectedCellOhm;
  private final Optional<WordLineSwitches> switches;
  private final Optional<SequentialWordLineDrivers> drivers;
  private final Decoder decoder;
  private final ColumnSwitches columns;
  private final FlipFlops registers;
  private final ReadOut forward;
  private final Optional<ReadOut> backward;

  ResistiveSubarray(PublishedCircuits circuits, PublishedRun run) {
    this.circuits = circuits;
    this.run = run;
    this.technology = circuits.technology();
    this.size = run.count("numRowSubArray");
    this.sequential = run.count("operationmode") == 1;
    this.readVolts = run.number("readVoltage");
    this.widthMeters = size * technology.features(run.number("widthInFeatureSize1T1R"));
    this.heightMeters = size * technology.features(run.number("heightInFeatureSize1T1R"));
    double onOhm = run.number("resistanceOn");
    double accessOhm = ACCESS_SHARE * onOhm;
    double feature = technology.featureMeters();
    double accessMeters = LINEAR_REGION * technology.nmosOhm(feature) / accessOhm * feature;
    double drain = LogicGate.drainFarads(
        technology, accessMeters, technology.features(run.number("widthInFeatureSize1T1R")));
    this.rowOhm = widthMeters * technology.wireOhmPerMeter();
    this.columnOhm = heightMeters * technology.wireOhmPerMeter();
    this.wordLineFarads = widthMeters * technology.wireFaradsPerMeter();
    this.bitLineFarads = heightMeters * technology.wireFaradsPerMeter();
    this.rowFarads = wordLineFarads + size * technology.gateFarads(accessMeters);
    this.senseRowFarads = wordLineFarads + size * drain;
    this.columnFarads = bitLineFarads + size * drain;
    this.selectedCellOhm = onOhm + accessOhm;
    this.cellOhm = accessOhm + (onOhm + run.number("resistanceOff")) / 2;

    double clock = circuits.clockHertz();
    this.switches = sequential
        ? Optional.empty()
        : Optional.of(new WordLineSwitches(technology, clock, size, heightMeters));
    this.drivers = sequential
        ? Optional.of(new SequentialWordLineDrivers(technology, size, heightMeters))
        : Optional.empty();
    this.decoder = new Decoder(
        technology, Decoder.bitsFor(size), Decoder.Output.WORD_LINES, Side.ofHeight(heightMeters));
    this.columns = new ColumnSwitches(technology, clock, size, selectedCellOhm, widthMeters);
    this.registers = new FlipFlops(technology, clock, size, Side.ofWidth(widthMeters));
    double muxOhm = sequential ? selectedCellOhm : selectedCellOhm / size;
    this.forward = new ReadOut(circuits, run, false, muxOhm, widthMeters);
    this.backward = run.flag("trainingEstimation")
        ? Optional.of(new ReadOut(circuits, run, true, muxOhm, heightMeters))
        : Optional.empty();
  }

  @Override
  public ReadOut readOut(boolean transposed) {
    return transposed ? backward.orElseThrow() : forward;
  }

  private double columnSwitchesSquareMeters() {
    return circuits.columnSwitchesSquareMeters(columns, size, selectedCellOhm, widthMeters);
  }

  private double driversSquareMeters() {
    return switches
        .map(WordLineSwitches::areaSquareMeters)
        .orElseGet(() -> decoder.areaSquareMeters() + drivers.orElseThrow().areaSquareMeters());
  }

  @Override
  public Areas areas() {
    Areas areas = Areas.ofArray(widthMeters * heightMeters)
        .plus(Areas.ofOther(driversSquareMeters() + columnSwitchesSquareMeters()))
        .plus(forward.areas());
    return backward.map(out -> areas.plus(out.areas())).orElse(areas);
  }

  @Override
  public double widthMeters() {
    return widthMeters
        + driversSquareMeters() / heightMeters
        + backward.map(ReadOut::depthMeters).orElse(0.0);
  }

  @Override
  public double heightMeters() {
    return heightMeters + columnSwitchesSquareMeters() / widthMeters + forward.depthMeters();
  }

  @Override
  public double leakageWatts(boolean transposed) {
    double drive = switches
        .map(WordLineSwitches::leakageWatts)
        .orElseGet(() -> decoder.leakageWatts() + drivers.orElseThrow().leakageWatts());
    return drive
        + columns.leakageWatts()
        + forward.leakageWatts()
        + (transposed ? columns.leakageWatts() + backward.orElseThrow().leakageWatts() : 0);
  }

  @Override
  public Column column() {
    boolean throughAccess = run.count("memcelltype") == 2 && run.count("accesstype") == 1;
    double access = circuits.has(Fault.Q21_ACCESS_RESISTANCE)
        ? (throughAccess ? run.number("resistanceAccess") : 0)
        : ACCESS_SHARE * run.number("resistanceOn");
    return new Column(rowOhm / size, columnOhm / size, access);
  }

  @Override
  public Tally read(Reads reads, boolean transposed) {
    Tally forwardRead = forwardRead(reads);
    return transposed ? forwardRead.then(transposedRead(reads)) : forwardRead;
  }

  private Tally forwardRead(Reads reads) {
    double vectors = reads.vectors();
    int steps = forward.steps();
    double rows = sequential ? size * reads.activity() / vectors : 1;
    Tally driven = sequential ? selectRows(size * reads.activity() * steps) : driveRows(reads);
    Tally selected = driven.beside(forward.select(vectors));
    double settle = SETTLING
        * steps
        * columnFarads
        * cellOhm
        / (sequential ? 1 : size / 2.0)
        / (circuits.has(Fault.SETTLING) ? run.trace().wla() : 1);
    if (sequential && !circuits.has(Fault.Q9_SEQUENTIAL_SETTLING)) {
      settle *= rows;
    }
    double sensed = circuits.has(Fault.LINE_DRAINS) ? bitLineFarads : columnFarads;
    double word = technology.switchingJoules(rowFarads);
    double line = sensed * readVolts * readVolts * size / steps;
    double cells = sequential
        ? (line + word) * size * reads.activity() * steps
        : steps * (line * vectors + word * size * reads.activity());
    Reads.Conversions conversions = reads.forward();
    Tally converted = sequential
        ? forward.convert(
            vectors, rows, size * conversions.activeSeconds(), size * conversions.activeJoules())
        : forward.convert(vectors, 1, conversions.seconds(), conversions.joules());
    Tally parts = selected
        .and(Item.ARRAY, vectors * settle, 0)
        .then(converted)
        .and(Item.CONVERSION, 0, cells);
    double seconds = total(parts, true);
    double joules = total(parts, false);
    if (sequential && circuits.has(Fault.Q9_SEQUENTIAL_CONVERTERS)) {
      joules -= converted.joules(Item.CONVERSION);
    }
    return parts.and(Item.FORWARD, seconds, joules).and(Item.PEAK_FORWARD, seconds, joules);
  }

  static double total(Tally parts, boolean seconds) {
    double total = 0;
    for (Item item : new Item[] {Item.CONVERSION, Item.ACCUMULATION, Item.ARRAY}) {
      total += seconds ? parts.seconds(item) : parts.joules(item);
    }
    return total;
  }

  private Tally driveRows(Reads reads) {
    WordLineSwitches drive = switches.orElseThrow();
    double uses = reads.vectors() * forward.steps();
    double active = size * reads.activity() / reads.vectors();
    return Tally.of(
        Item.ARRAY,
        uses * drive.latencySeconds(rowFarads, rowOhm),
        uses * drive.readJoules(active, run.number("accessVoltage"), readVolts));
  }

  private Tally selectRows(double uses) {
    return Tally.of(Item.ARRAY, uses * selectSeconds(), uses * selectJoules(readVolts));
  }

  private double selectSeconds() {
    PublishedCircuits.Slope slope = circuits.decoder(Decoder.bitsFor(size), false, rowFarads, 0);
    return slope.seconds()
        + circuits.sequentialDriverSeconds(
            drivers.orElseThrow(), slope.perSecond(), rowFarads, rowOhm);
  }

  private double selectJoules(double volts) {
    return decoder.energyJoules() + drivers.orElseThrow().energyJoules(volts);
  }

  private Tally transposedRead(Reads reads) {
    ReadOut out = backward.orElseThrow();
    double vectors = reads.vectors();
    int steps = out.steps();
    double rowsRead = sequential ? size * BACKWARD_ACTIVITY : 1;
    double uses = vectors * steps * rowsRead;
    Tally driven = Tally.of(
        Item.ARRAY,
        uses * columns.latencySeconds(columnFarads, columnOhm),
        uses * columns.driveJoules(0, readVolts));
    Tally select = out.select(vectors);
    Tally selected = circuits.has(Fault.Q8_MULTIPLEXER_ENERGY_AS_TIME)
        ? driven.and(Item.ARRAY, 0, select.joules(Item.ARRAY))
        : driven.beside(select);
    double settle = SETTLING
        * steps
        * senseRowFarads
        * cellOhm
        / (sequential ? 1 : size / 2.0)
        / (circuits.has(Fault.SETTLING) ? run.trace().wla() : 1);
    double sensed = circuits.has(Fault.LINE_DRAINS) ? bitLineFarads : senseRowFarads;
    double line = sensed * readVolts * readVolts * size / steps;
    double word = technology.switchingJoules(rowFarads);
    double cells = vectors
        * steps
        * (sequential ? (line + word) * rowsRead : line + word * size * BACKWARD_ACTIVITY);
    Reads.Conversions conversions = reads.backward();
    Tally parts = selected
        .and(Item.ARRAY, vectors * settle, 0)
        .then(out.convert(
            vectors, rowsRead, rowsRead * conversions.seconds(), rowsRead * conversions.joules()))
        .and(Item.CONVERSION, 0, cells);
    double seconds = total(parts, true);
    double joules = total(parts, false);
    return parts.and(Item.ERROR, seconds, joules).and(Item.PEAK_ERROR, seconds, joules);
  }

  @Override
  public Tally write(Update update, boolean transposed) {
    double operations =
        2 * Math.ceil(size * update.columnActivity() / size) * size * update.rowActivity();
    double reads = forward.steps();
    double transposedReads = transposed
        ? backward.orElseThrow().steps() * (sequential ? size * BACKWARD_ACTIVITY : 1)
        : 0;
    double writeVolts = writeVolts();
    Use rows;
    if (operations == 0) {
      rows = Use.NONE;
    } else if (sequential) {
      rows = new Use(0, 0, 0, operations * selectSeconds(), operations * selectJoules(writeVolts));
    } else {
      WordLineSwitches drive = switches.orElseThrow();
      rows = circuits.writes(
          operations,
          reads,
          drive.latencySeconds(rowFarads, rowOhm),
          drive.writeJoules(run.number("accessVoltage")),
          registers);
    }
    double selected = size * update.columnActivity();
    double pulsesPerColumn =
        circuits.has(Fault.Q2_UNSET_ACTIVITY) || operations == 0 ? 0 : update.pulses() / operations;
    Use lines = circuits.writes(
        operations,
        transposedReads,
        columns.latencySeconds(columnFarads, columnOhm),
        columns.writeJoules(selected, pulsesPerColumn, writeVolts),
        registers);
    double columnSeconds = lines.seconds()
        - (circuits.has(Fault.REGISTERS) ? transposedReads * registers.latencySeconds() : 0);
    double seconds =
        Math.max(rows.seconds(), columnSeconds) + update.pulses() * run.number("writePulseWidth");
    double joules =
        rows.joules() + lines.joules() + update.cellJoules() + lineJoules(update, writeVolts);
    return Tally.of(Item.UPDATE, seconds, joules).and(Item.PEAK_UPDATE, seconds, joules);
  }

  /** Voltage of a pulse across a cell. */
  private double writeVolts() {
    double volts = run.number("writeVoltage");
    return circuits.has(Fault.Q12_WRITE_VOLTAGE) ? Math.sqrt(2) * volts : volts;
  }

  private double lineJoules(Update update, double writeVolts) {
    double squared = writeVolts * writeVolts;
    double word = technology.switchingJoules(rowFarads) * update.pulses();
    double set = update.setPulses();
    double reset = update.resetPulses();
    if (run.count("memcelltype") == 3) {
      double gate = run.number("gateCapFeFET");
      return word
          + (columnFarads + gate * update.setRows()) * squared * update.setPerRow() * set
          + (columnFarads + gate * update.resetRows()) * squared * update.resetPerRow() * reset;
    }
    return word
        + squared
            * (columnFarads * (update.columns() - update.setPerRow()) * set
                + wordLineFarads * update.setPerRow() * set
                + columnFarads * update.resetPerRow() * reset
                + wordLineFarads * (update.columns() - update.resetPerRow()) * reset);
  }
}
