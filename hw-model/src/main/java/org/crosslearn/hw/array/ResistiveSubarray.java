package org.crosslearn.hw.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.ColumnSwitches;
import org.crosslearn.hw.circuit.PulseTimers;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/**
 * An array of cells that are resistances behind an access transistor, or ferroelectric transistors.
 *
 * <p>Deviations, besides those of {@link Subarray}:
 *
 * <ul>
 *   <li>the two columns of a differential pair are driven with opposite voltages in a transposed read,
 *       so that currents subtract on the word line; the two word lines of an interleaved pair are in a
 *       forward read, where they subtract on the column, and are sensed each on its own in a
 *       transposed one;
 *   <li>programming uses the voltage and length of the pulses that occur, not their root of sum of
 *       squares, and the mean conductance under the pulses; a ferroelectric cell takes the charge that
 *       a pulse switches (published: that between the erased state and both the old and the new one);
 *   <li>current through a resistive cell, not through a ferroelectric one, passes the access
 *       transistor at the size for which it is drawn.
 * </ul>
 */
final class ResistiveSubarray implements Subarray {
  /** Access transistor over on-resistance of the cell. */
  private static final double ACCESS_SHARE = 0.25;

  private static final double LINEAR_REGION = 0.2;

  /** Narrower cells cannot hold a transistor by the design rules; theirs reaches below a neighbour. */
  private static final double NARROWEST_TRANSISTOR_FEATURES = 4;

  /** Time constants in which a sensed line settles, fitted by the published model. */
  private static final double SETTLING = 0.2;

  private final Periphery periphery;
  private final Technology technology;
  private final ArraySpec array;
  private final CellSpec.Pulsed cell;
  private final double accessOhm;
  private final double seriesOhm;
  private final double rowFarads;
  private final double senseRowFarads;
  private final double columnFarads;
  private final double columnOhm;
  private final double width;
  private final double height;
  private final RowDrivers rowDrivers;
  private final ColumnSwitches columnSwitches;

  /** A pulse stays on, besides the time of its conversion. */
  private final double holdSeconds;

  private final Optional<PulseTimers> rowTimers;
  private final Optional<PulseTimers> columnTimers;
  private final ReadOut readOut;
  private final Optional<ReadOut> transposed;

  ResistiveSubarray(
      Periphery periphery, ArraySpec array, CellSpec.Pulsed cell, boolean transposable) {
    this.periphery = periphery;
    this.technology = periphery.technology();
    this.array = array;
    this.cell = cell;
    int columns = array.drawnColumns();
    int rows = array.rows();
    this.width = columns * technology.features(cell.widthFeatures());
    this.height = rows * technology.features(cell.heightFeatures());
    this.accessOhm = ACCESS_SHARE * cell.onResistanceOhm();
    this.seriesOhm = cell instanceof CellSpec.Fefet ? 0 : accessOhm;
    double accessMeters = technology.nmosMeters(accessOhm / LINEAR_REGION);
    double accessRegion =
        technology.features(Math.max(cell.widthFeatures(), NARROWEST_TRANSISTOR_FEATURES));
    double drain = LogicGate.drainFarads(technology, accessMeters, accessRegion);
    double wireFarads = technology.wireFaradsPerMeter();
    this.rowFarads = width * wireFarads + columns * technology.gateFarads(accessMeters);
    this.senseRowFarads = width * wireFarads + columns * drain;
    this.columnFarads = height * wireFarads + rows * drain;
    this.columnOhm = height * technology.wireOhmPerMeter();

    double onOhm = cell.onResistanceOhm() + accessOhm;
    this.rowDrivers = RowDrivers.ofResistiveCells(
        periphery,
        array,
        height,
        rowFarads,
        width * technology.wireOhmPerMeter(),
        cell.readVoltage(),
        Math.max(cell.potentiation().voltage(), cell.depression().voltage()));
    this.columnSwitches = new ColumnSwitches(
        technology,
        periphery.clockHertz(),
        columns,
        transposable ? array.drive().levels(array.inputBits()) : 2,
        transposable ? array.drive().bitsPerPulse(array.inputBits()) : 1,
        onOhm,
        width);
    int slots = array.drive().slots(array.inputBits());
    this.holdSeconds = slots > 1 ? slots / periphery.clockHertz() : 0;
    this.rowTimers = timers(rows);
    this.columnTimers = transposable ? timers(columns) : Optional.empty();
    this.readOut = readOut(
        new ReadOut.Sensing(
            columns,
            periphery.columnsPerConverter(),
            array.adcBits(),
            array.cellsPerWeight(),
            array.bitsPerCell(),
            true,
            periphery.lineGroups(rows),
            array.signs().isSubtracted()),
        rows,
        width,
        Side.ofWidth(width));
    this.transposed = transposable
        ? Optional.of(readOut(
            new ReadOut.Sensing(
                rows,
                periphery.rowsPerConverter(),
                array.transposedAdcBits(),
                array.cellsPerWeight(),
                array.bitsPerCell(),
                false,
                periphery.lineGroups((int) drivenColumns(array.weightsPerRow())),
                array.signs().isSubtractedTransposed()),
            (int) drivenColumns(array.weightsPerRow()),
            height,
            Side.ofHeight(height)))
        : Optional.empty();
  }

  /**
   * @param crossing cells on a sensed line that may be on
   */
  private ReadOut readOut(ReadOut.Sensing sensing, int crossing, double length, Side side) {
    double cells = Math.min(crossing, periphery.linesAtOnce());
    double onOhm = cell.onResistanceOhm() + accessOhm;
    return new ReadOut(
        periphery,
        array,
        sensing,
        onOhm / cells,
        (bits, count) -> periphery
            .converters()
            .build(
                technology,
                bits,
                count,
                (cell.onResistanceOhm() + seriesOhm) / cells,
                cell.readVoltage(),
                side),
        length,
        side);
  }

  private Optional<PulseTimers> timers(int lines) {
    return holdSeconds == 0
        ? Optional.empty()
        : Optional.of(
            new PulseTimers(technology, periphery.clockHertz(), array.inputBits(), lines));
  }

  private double timerJoules(Optional<PulseTimers> timers) {
    return timers
        .map(t -> t.energyJoules(array.drive().slots(array.inputBits())))
        .orElse(0.0);
  }

  /** Columns of one bit slice, which are driven together. */
  private double drivenColumns(double weights) {
    return array.signs().groups() * weights;
  }

  @Override
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(Component.ARRAY, width * height, 0));
    parts.add(Part.of(Component.WORD_LINE_DRIVERS, with(rowTimers, rowDrivers)));
    parts.add(Part.of(Component.COLUMN_SWITCHES, with(columnTimers, columnSwitches)));
    parts.add(Part.of(Component.MULTIPLEXER, List.of(readOut.multiplexer())));
    parts.add(Part.of(Component.ADC, List.of(readOut.converters())));
    parts.add(Part.of(Component.SHIFT_ADD, readOut.shiftAdders()));
    parts.add(Part.of(Component.ACCUMULATION, readOut.accumulation()));
    transposed.ifPresent(t -> parts.add(Part.of(Component.TRANSPOSED_READ_OUT, t.blocks())));
    return parts;
  }

  private static List<Block> with(Optional<PulseTimers> timers, Block drivers) {
    List<Block> blocks = new ArrayList<>(List.of(drivers));
    timers.ifPresent(blocks::add);
    return blocks;
  }

  @Override
  public double widthMeters() {
    double beside = rowDrivers.areaSquareMeters()
        + rowTimers.map(Block::areaSquareMeters).orElse(0.0)
        + transposed.stream()
            .flatMap(t -> t.blocks().stream())
            .mapToDouble(Block::areaSquareMeters)
            .sum();
    return width + beside / height;
  }

  @Override
  public double heightMeters() {
    double below = columnSwitches.areaSquareMeters()
        + columnTimers.map(Block::areaSquareMeters).orElse(0.0)
        + readOut.blocks().stream().mapToDouble(Block::areaSquareMeters).sum();
    return height + below / width;
  }

  @Override
  public int resultBits() {
    return readOut.resultBits();
  }

  @Override
  public int transposedResultBits() {
    return transposed.map(ReadOut::resultBits).orElse(0);
  }

  @Override
  public int resultsAbreast() {
    return Math.max(1, readOut.groups() / array.columnsPerWeight());
  }

  @Override
  public int transposedResultsAbreast() {
    return transposed.map(t -> Math.max(1, t.groups() / array.signs().rows())).orElse(0);
  }

  @Override
  public int steps() {
    return readOut.steps();
  }

  @Override
  public int transposedSteps() {
    return transposed.map(ReadOut::steps).orElse(0);
  }

  @Override
  public double stepSeconds() {
    return readOut.stepSeconds(
        pace(array.pulses(), periphery.reads(array.rows(), array.rows()), rowsTogether()));
  }

  /**
   * A forward read.
   *
   * @param cells of a column that may be on at the same time
   */
  private ReadOut.Pace pace(int pulses, double reads, double cells) {
    return new ReadOut.Pace(
        pulses, reads, rowDrivers.seconds(), holdSeconds, settleSeconds(columnFarads, cells), 0);
  }

  private double rowsTogether() {
    return Math.min(array.rows(), periphery.linesAtOnce());
  }

  /** Mean resistance of a cell with its access transistor, ohms. */
  private double meanCellOhm() {
    return accessOhm + cell.onResistanceOhm() * (1 + cell.onOffRatio()) / 2;
  }

  /** A line settles with half of the cells that may be on; a single one has nothing beside it. */
  private double settleSeconds(double lineFarads, double cells) {
    return SETTLING * lineFarads * meanCellOhm() / Math.max(1, cells / 2);
  }

  private double lineOhm(double activeCells, double meanConductanceSiemens) {
    return (1 / meanConductanceSiemens + seriesOhm) / activeCells;
  }

  private static double squared(double volts) {
    return volts * volts;
  }

  @Override
  public Expense forwardRead(
      double rows, double weights, double lineActivity, double meanConductanceSiemens) {
    double lines = rows * array.signs().rows();
    double active = lines * lineActivity;
    return read(
        pace(array.pulses(), periphery.reads(lines, selected(lines, active)), rowsTogether()),
        active,
        switched(lines, active),
        weights,
        meanConductanceSiemens);
  }

  /**
   * Lines that are selected one after another where they are: those with a pulse. How many carry one
   * of any height is not known where heights differ; then all are.
   */
  private double selected(double lines, double active) {
    return array.hasEqualPulses() ? active : lines;
  }

  /**
   * Lines that go up and down, weighed by how far: by all of the read voltage for pulses of every
   * length, for which all lines are taken, which is an upper bound.
   */
  private double switched(double lines, double active) {
    return holdSeconds > 0 ? lines : active;
  }

  /**
   * What cells take while a pulse is held; the conversion itself bills the current of its own time.
   *
   * @param active lines, weighed by the mean length of their pulses
   * @param used lines that are sensed
   */
  private double heldJoules(
      ReadOut.Pace pace, double active, double used, double meanConductanceSiemens) {
    if (pace.holdSeconds() == 0 || active == 0) {
      return 0;
    }
    double watts = squared(cell.readVoltage()) / (1 / meanConductanceSiemens + seriesOhm);
    return pace.pulses() * active * used * watts * pace.holdSeconds();
  }

  @Override
  public Expense spikeRead(double weights, double meanConductanceSiemens) {
    int lines = array.signs().rows();
    return read(
        new ReadOut.Pace(1, 1, rowDrivers.seconds(), 0, settleSeconds(columnFarads, lines), 0),
        lines,
        lines,
        weights,
        meanConductanceSiemens);
  }

  private Expense read(
      ReadOut.Pace pace,
      double active,
      double switched,
      double weights,
      double meanConductanceSiemens) {
    double used = array.columnsOf(weights);
    double perRead = pace.reads() == 0 ? 0 : active / pace.reads();
    double switchedPerRead = pace.reads() == 0 ? 0 : switched / pace.reads();
    double applied = pace.pulses() * steps() * pace.reads();
    double timed = pace.holdSeconds() == 0 ? 0 : applied * timerJoules(rowTimers);
    double lines = pace.pulses() * pace.reads() * used * columnFarads * squared(cell.readVoltage())
        + applied * switchedPerRead * technology.switchingJoules(rowFarads)
        + heldJoules(pace, active, used, meanConductanceSiemens);
    return Expense.lasting(readOut.seconds(pace))
        .and(Component.WORD_LINE_DRIVERS, applied * rowDrivers.readJoules(switchedPerRead) + timed)
        .and(Component.ARRAY, lines)
        .and(Component.MULTIPLEXER, readOut.multiplexerJoules(cell.readVoltage()))
        .and(
            Component.ADC,
            readOut.conversionJoules(pace, used, lineOhm(perRead, meanConductanceSiemens)))
        .and(Component.SHIFT_ADD, readOut.shiftAddJoules(pace, used))
        .and(
            Component.ACCUMULATION,
            readOut.accumulationJoules(pace, used) + readOut.subtractionJoules(weights));
  }

  @Override
  public Expense transposedRead(
      double rows, double weights, double lineActivity, double meanConductanceSiemens) {
    ReadOut rowReadOut =
        transposed.orElseThrow(() -> new IllegalStateException("word lines cannot be sensed"));
    double readVolts = cell.readVoltage();
    double sensed = rows * array.signs().rows();
    double driven = drivenColumns(weights);
    double active = driven * lineActivity;
    double reads = periphery.reads(driven, selected(driven, active));
    double perRead = reads == 0 ? 0 : active / reads;
    double switchedPerRead = reads == 0 ? 0 : switched(driven, active) / reads;
    double together = Math.min(drivenColumns(array.weightsPerRow()), periphery.linesAtOnce());
    ReadOut.Pace pace = new ReadOut.Pace(
        array.pulses(),
        reads,
        columnSwitches.latencySeconds(columnFarads, columnOhm),
        holdSeconds,
        settleSeconds(senseRowFarads, together),
        0);
    double vectors = array.pulses() * array.cellsPerWeight() * reads;
    double lines = vectors
            * (senseRowFarads * squared(readVolts) * sensed
                + rowReadOut.steps() * columnFarads * squared(readVolts) * switchedPerRead)
        + array.cellsPerWeight() * heldJoules(pace, active, sensed, meanConductanceSiemens);
    double subtractions = array.signs().isSubtractedTransposed() ? rows : 0;
    Expense pulses = Expense.lasting(rowReadOut.seconds(pace))
        .and(
            Component.COLUMN_SWITCHES,
            vectors
                * rowReadOut.steps()
                * (columnSwitches.driveJoules(switchedPerRead, readVolts)
                    + timerJoules(columnTimers)))
        .and(Component.ARRAY, lines)
        .and(
            Component.TRANSPOSED_READ_OUT,
            rowReadOut.multiplexerJoules(readVolts)
                + rowReadOut.conversionJoules(
                    pace, sensed, lineOhm(perRead, meanConductanceSiemens))
                + rowReadOut.accumulationJoules(pace, sensed)
                + rowReadOut.shiftAddJoules(pace, sensed)
                + rowReadOut.subtractionJoules(subtractions));
    return Expense.lasting(rowDrivers.seconds())
        .and(Component.WORD_LINE_DRIVERS, rowDrivers.readJoules(sensed))
        .and(Component.ARRAY, technology.switchingJoules(rowFarads) * sensed)
        .then(pulses);
  }

  @Override
  public Expense program(
      double cells, double pulses, double meanConductanceSiemens, CellSpec.Pulse pulse) {
    double alongColumns = pulses * columnFarads * squared(pulse.voltage());
    double select =
        Math.max(rowDrivers.seconds(), columnSwitches.latencySeconds(columnFarads, columnOhm));
    return Expense.lasting(select)
        .and(Component.WORD_LINE_DRIVERS, rowDrivers.writeJoules())
        .and(
            Component.COLUMN_SWITCHES,
            columnSwitches.writeJoules(cells, cells > 0 ? pulses / cells : 0, pulse.voltage()))
        .and(
            Component.WRITE,
            pulses * pulseJoules(meanConductanceSiemens, pulse)
                + alongColumns
                + technology.switchingJoules(rowFarads));
  }

  /** One pulse in one cell. */
  private double pulseJoules(double meanConductanceSiemens, CellSpec.Pulse pulse) {
    if (cell instanceof CellSpec.Fefet fefet) {
      double charge = fefet.switchedCoulombs(technology) / (fefet.levels() - 1);
      return pulse.voltage() * charge + fefet.gateFarads() * squared(pulse.voltage());
    }
    double current = pulse.voltage() / (1 / meanConductanceSiemens + seriesOhm);
    return pulse.voltage() * current * pulse.seconds();
  }
}
