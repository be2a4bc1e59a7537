package org.crosslearn.hw.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.ColumnSwitches;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.WordLineSwitches;
import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/**
 * An array of one-transistor-one-resistor cells with its drivers and converters.
 *
 * <p>Composition after the parallel read of DNN+NeuroSim V2.1 (Peng et al., IEEE TCAD 40(11), 2021).
 * A read applies the bits of an input one after another, and for each bit converts the columns that
 * share a converter one after another. Current through the cells is part of the converters' power
 * fit. Deviations, besides those of the circuits:
 *
 * <ul>
 *   <li>the line that is sensed settles once per conversion and carries the drains of the access
 *       transistors;
 *   <li>a transposed read sees the resistance of the word lines and the activity of the inputs it is
 *       given, not those of the forward read; in a differential array the two columns of a weight
 *       are driven with opposite voltages, so that currents subtract on the word line;
 *   <li>programming uses the voltage and length of the pulses that occur, not their root of sum of
 *       squares, and the mean conductance under the pulses;
 *   <li>cells see the access transistor in series at the size for which it is drawn.
 * </ul>
 */
public final class Subarray {
  /** Access transistor over on-resistance of the cell. */
  private static final double ACCESS_SHARE = 0.25;

  private static final double LINEAR_REGION = 0.2;

  /** Narrower cells cannot hold a transistor by the design rules; theirs reaches below a neighbour. */
  private static final double NARROWEST_TRANSISTOR_FEATURES = 4;

  /** Time constants in which a sensed line settles, fitted by the published model. */
  private static final double SETTLING = 0.2;

  private final Technology technology;
  private final ArraySpec array;
  private final CellSpec.Pulsed cell;
  private final int columns;
  private final double accessOhm;
  private final double rowFarads;
  private final double senseRowFarads;
  private final double rowOhm;
  private final double columnFarads;
  private final double columnOhm;
  private final double arraySquareMeters;
  private final WordLineSwitches wordLines;
  private final ColumnSwitches columnSwitches;
  private final ReadOut readOut;
  private final Optional<ReadOut> transposed;

  /**
   * One circuit group of the subarray.
   *
   * @param squareMeters area
   */
  public record Part(Component component, double squareMeters, double leakageWatts) {}

  /**
   * @param transposable whether word lines can be sensed too
   */
  private Subarray(
      Periphery periphery, ArraySpec array, CellSpec.Pulsed cell, boolean transposable) {
    this.technology = periphery.technology();
    this.array = array;
    this.cell = cell;
    this.columns = (int) array.columnsOf(array.weightsPerRow());
    double width = columns * technology.features(cell.widthFeatures());
    double height = array.rows() * technology.features(cell.heightFeatures());
    this.arraySquareMeters = width * height;
    this.accessOhm = ACCESS_SHARE * cell.onResistanceOhm();
    double accessMeters = technology.nmosMeters(accessOhm / LINEAR_REGION);
    double accessRegion =
        technology.features(Math.max(cell.widthFeatures(), NARROWEST_TRANSISTOR_FEATURES));
    double drain = LogicGate.drainFarads(technology, accessMeters, accessRegion);
    double wireFarads = technology.wireFaradsPerMeter();
    this.rowFarads = width * wireFarads + columns * technology.gateFarads(accessMeters);
    this.senseRowFarads = width * wireFarads + columns * drain;
    this.columnFarads = height * wireFarads + array.rows() * drain;
    this.rowOhm = width * technology.wireOhmPerMeter();
    this.columnOhm = height * technology.wireOhmPerMeter();

    double onOhm = cell.onResistanceOhm() + accessOhm;
    this.wordLines = new WordLineSwitches(technology, periphery.clockHertz(), array.rows(), height);
    this.columnSwitches =
        new ColumnSwitches(technology, periphery.clockHertz(), columns, onOhm, width);
    this.readOut = new ReadOut(
        periphery,
        array,
        cell,
        columns,
        periphery.columnsPerConverter(),
        onOhm / array.rows(),
        width,
        Side.ofWidth(width));
    this.transposed = transposable
        ? Optional.of(new ReadOut(
            periphery,
            array,
            cell,
            array.rows(),
            periphery.rowsPerConverter(),
            onOhm / weightsPerRow(array),
            height,
            Side.ofHeight(height)))
        : Optional.empty();
  }

  /**
   * @param transposable whether word lines can be sensed too
   * @throws org.crosslearn.hw.yaml.InvalidValue if the cells cannot hold what the array asks of them
   */
  public static Subarray of(
      Periphery periphery, ArraySpec array, CellSpec cell, boolean transposable) {
    array.requireHeldBy(cell);
    if (cell instanceof CellSpec.Pulsed pulsed) {
      return new Subarray(periphery, array, pulsed, transposable);
    }
    throw new UnsupportedOperationException("arrays of static cells are not composed yet");
  }

  /** Signed weights on one word line. */
  public static int weightsPerRow(ArraySpec array) {
    return array.weightsPerRow();
  }

  /** Area and leakage by component. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(Component.ARRAY, arraySquareMeters, 0));
    parts.add(part(Component.WORD_LINE_DRIVERS, List.of(wordLines)));
    parts.add(part(Component.COLUMN_SWITCHES, List.of(columnSwitches)));
    parts.add(part(Component.MULTIPLEXER, List.of(readOut.multiplexer())));
    parts.add(part(Component.ADC, List.of(readOut.converters())));
    parts.add(part(Component.SHIFT_ADD, List.of(readOut.shiftAdders())));
    parts.add(part(Component.ACCUMULATION, List.of(readOut.subtractors())));
    transposed.ifPresent(t -> parts.add(part(Component.TRANSPOSED_READ_OUT, t.blocks())));
    return parts;
  }

  private static Part part(Component component, List<Block> blocks) {
    return new Part(
        component,
        blocks.stream().mapToDouble(Block::areaSquareMeters).sum(),
        blocks.stream().mapToDouble(Block::leakageWatts).sum());
  }

  /** Width for wires over it; provisional. */
  public double widthMeters() {
    return Math.sqrt(areaSquareMeters());
  }

  public double heightMeters() {
    return Math.sqrt(areaSquareMeters());
  }

  /** Converters of one side, whose results leave the array at the same time. */
  public int convertersAbreast() {
    return readOut.groups();
  }

  /** Results of one converter that leave one after another. */
  public int resultRounds() {
    return Math.max(1, readOut.steps() / array.columnsPerWeight());
  }

  public double areaSquareMeters() {
    return parts().stream().mapToDouble(Part::squareMeters).sum();
  }

  /** Width of a result before sums over arrays, bits. */
  public int resultBits() {
    return readOut.resultBits();
  }

  /** Results that leave the array at the same time in a forward read. */
  public int resultsAbreast() {
    return Math.max(1, readOut.groups() / array.columnsPerWeight());
  }

  /** Results that leave the array at the same time in a transposed read. */
  public int transposedResultsAbreast() {
    return transposed.map(ReadOut::groups).orElse(0);
  }

  /** Groups of results that leave the array one after another. */
  public int steps() {
    return readOut.steps();
  }

  /** Time between two groups of results in a forward read. */
  public double stepSeconds() {
    return readOut.stepSeconds(array.inputBits(), wordLineSeconds(), settleSeconds(array.rows()));
  }

  private double wordLineSeconds() {
    return wordLines.latencySeconds(rowFarads, rowOhm);
  }

  /** Mean resistance of a cell with its access transistor, ohms. */
  private double meanCellOhm() {
    return accessOhm + cell.onResistanceOhm() * (1 + cell.onOffRatio()) / 2;
  }

  /** A column settles with half of the rows that may be on; a single row has nothing beside it. */
  private double settleSeconds(int rows) {
    return SETTLING * columnFarads * meanCellOhm() / Math.max(1, rows / 2.0);
  }

  private double lineOhm(double activeCells, double meanConductanceSiemens) {
    return (1 / meanConductanceSiemens + accessOhm) / activeCells;
  }

  private static double squared(double volts) {
    return volts * volts;
  }

  /**
   * Reads one vector along the word lines.
   *
   * @param rows word lines that hold weights
   * @param weights weights on a word line
   * @param lineActivity fraction of (line, input bit) slots that carry a pulse
   * @param meanConductanceSiemens of the cells
   */
  public Expense forwardRead(
      double rows, double weights, double lineActivity, double meanConductanceSiemens) {
    int bits = array.inputBits();
    double active = rows * lineActivity;
    double used = array.columnsOf(weights);
    double volts = technology.supplyVolts();
    double lines = columnFarads * squared(cell.readVoltage()) * used
        + steps() * technology.switchingJoules(rowFarads) * active;
    return Expense.lasting(readOut.seconds(bits, wordLineSeconds(), settleSeconds(array.rows())))
        .and(
            Component.WORD_LINE_DRIVERS,
            bits * steps() * wordLines.readJoules(active, volts, cell.readVoltage()))
        .and(Component.ARRAY, bits * lines)
        .and(Component.MULTIPLEXER, readOut.multiplexerJoules())
        .and(
            Component.ADC,
            readOut.conversionJoules(bits, used, lineOhm(active, meanConductanceSiemens)))
        .and(Component.SHIFT_ADD, readOut.shiftAddJoules(bits, used))
        .and(Component.ACCUMULATION, readOut.subtractionJoules(weights));
  }

  /**
   * Pulses one word line once and reads its cells.
   *
   * @param weights weights on the word line
   */
  public Expense spikeRead(int weights, double meanConductanceSiemens) {
    double used = array.columnsOf(weights);
    double lines = columnFarads * squared(cell.readVoltage()) * used
        + steps() * technology.switchingJoules(rowFarads);
    return Expense.lasting(readOut.seconds(1, wordLineSeconds(), settleSeconds(1)))
        .and(
            Component.WORD_LINE_DRIVERS,
            steps() * wordLines.readJoules(1, technology.supplyVolts(), cell.readVoltage()))
        .and(Component.ARRAY, lines)
        .and(Component.MULTIPLEXER, readOut.multiplexerJoules())
        .and(Component.ADC, readOut.conversionJoules(1, used, lineOhm(1, meanConductanceSiemens)))
        .and(Component.ACCUMULATION, readOut.subtractionJoules(weights));
  }

  /**
   * Reads one vector along the columns; all word lines are selected meanwhile.
   *
   * @param rows word lines that hold weights
   * @param weights weights on a word line
   * @param lineActivity fraction of (weight, input bit) slots that carry a pulse
   * @throws IllegalStateException if the word lines cannot be sensed
   */
  public Expense transposedRead(
      double rows, double weights, double lineActivity, double meanConductanceSiemens) {
    ReadOut rowReadOut =
        transposed.orElseThrow(() -> new IllegalStateException("word lines cannot be sensed"));
    int bits = array.inputBits();
    double active = array.columnsPerWeight() * weights * lineActivity;
    double readVolts = cell.readVoltage();
    double lines = senseRowFarads * squared(readVolts) * rows
        + rowReadOut.steps() * columnFarads * squared(readVolts) * active;
    double drive = columnSwitches.latencySeconds(columnFarads, columnOhm);
    double settle = SETTLING * senseRowFarads * meanCellOhm() / Math.max(1, array.columns() / 2.0);
    Expense pulses = Expense.lasting(rowReadOut.seconds(bits, drive, settle))
        .and(
            Component.COLUMN_SWITCHES,
            bits * rowReadOut.steps() * columnSwitches.driveJoules(active, readVolts))
        .and(Component.ARRAY, bits * lines)
        .and(
            Component.TRANSPOSED_READ_OUT,
            rowReadOut.multiplexerJoules()
                + rowReadOut.conversionJoules(bits, rows, lineOhm(active, meanConductanceSiemens))
                + rowReadOut.shiftAddJoules(bits, rows));
    return Expense.lasting(wordLineSeconds())
        .and(
            Component.WORD_LINE_DRIVERS,
            wordLines.readJoules(rows, technology.supplyVolts(), readVolts))
        .and(Component.ARRAY, technology.switchingJoules(rowFarads) * rows)
        .then(pulses)
        .and(
            Component.TRANSPOSED_READ_OUT,
            array.columnsPerWeight() == 1 ? rowReadOut.subtractionJoules(rows) : 0);
  }

  /**
   * Pulses of one polarity on selected cells of one word line. Time is that of selecting the cells;
   * the pulses themselves follow in the order of the whole matrix.
   *
   * @param cells cells that are pulsed
   * @param pulses pulses on all of them
   * @param meanConductanceSiemens of the cells, over the pulses
   * @param pulse what is applied
   */
  public Expense program(
      double cells, double pulses, double meanConductanceSiemens, CellSpec.Pulse pulse) {
    double current = pulse.voltage() / (1 / meanConductanceSiemens + accessOhm);
    double inCells = pulses * pulse.voltage() * current * pulse.seconds();
    double alongColumns = pulses * columnFarads * squared(pulse.voltage());
    double select =
        Math.max(wordLineSeconds(), columnSwitches.latencySeconds(columnFarads, columnOhm));
    return Expense.lasting(select)
        .and(Component.WORD_LINE_DRIVERS, wordLines.writeJoules(technology.supplyVolts()))
        .and(
            Component.COLUMN_SWITCHES,
            columnSwitches.writeJoules(cells, cells > 0 ? pulses / cells : 0, pulse.voltage()))
        .and(Component.WRITE, inCells + alongColumns + technology.switchingJoules(rowFarads));
  }
}
