package org.crosslearn.hw.published;

import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.Prechargers;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.circuit.PublishedCircuits.Use;
import org.crosslearn.hw.circuit.ShiftAdders;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.SramCell;
import org.crosslearn.hw.circuit.StaticWordLineSwitches;
import org.crosslearn.hw.circuit.WriteDrivers;
import org.crosslearn.hw.fault.Fault;
import org.crosslearn.hw.technology.Technology;

/**
 * Static memories that hold the errors of a layer and are read with its inputs (documentation,
 * section 4.21, parallel variant). Sized for the layer with the most inputs.
 *
 * <p>Found by comparison: its converters are of the kind of the chip; the adder tree is as wide as
 * one subarray would be if it were square, and sums once per output in energy, once per column of a
 * converter in time; columns are converted without the resistance of their wires.
 */
final class WeightGradientUnit {
  private static final double ERROR_ACTIVITY = 0.5;

  private final PublishedCircuits circuits;
  private final PublishedRun run;
  private final Technology technology;
  private final SramCell cell;
  private final int size;
  private final int muxed;
  private final int inputBits;
  private final int arraysPerColumn;
  private final int arraysPerRow;
  private final double columnFarads;
  private final double columnOhm;
  private final double rowFarads;
  private final double rowOhm;
  private final double arraySquareMeters;
  private final StaticWordLineSwitches switches;
  private final FlipFlops registers;
  private final Use multiplexer;
  private final PublishedCircuits.Bank converters;
  private final Use encoders;
  private final Prechargers prechargers;
  private final WriteDrivers writeDrivers;
  private final ShiftAdders shifts;
  private final Use tree;

  WeightGradientUnit(PublishedCircuits circuits, PublishedRun run, int rows, int columns) {
    this.circuits = circuits;
    this.run = run;
    this.technology = circuits.technology();
    this.cell = new SramCell(technology);
    this.size = run.count("numRowSubArrayWG");
    this.muxed = run.count("numRowMuxedWG");
    this.inputBits = run.trace().wla();
    this.arraysPerColumn = arrays(rows);
    this.arraysPerRow = arrays(columns);
    double width = size * cell.widthMeters();
    double height = size * cell.heightMeters();
    this.arraySquareMeters = width * height;
    this.rowFarads = width * technology.wireFaradsPerMeter();
    this.columnFarads = height * technology.wireFaradsPerMeter();
    this.rowOhm = width * technology.wireOhmPerMeter();
    this.columnOhm = height * technology.wireOhmPerMeter();
    double clock = circuits.clockHertz();
    int levels = run.count("levelOutputWG");
    int count = (size + muxed - 1) / muxed;
    double readVolts = run.number("readVoltage");
    Side side = Side.ofWidth(width);
    this.switches = new StaticWordLineSwitches(technology, clock, size, cell.accessOhm(), height);
    this.registers = new FlipFlops(technology, clock, size, Side.free());
    this.multiplexer = circuits.columnMultiplexer(count, muxed, cell.accessOhm(), width, readVolts);
    boolean flash = !run.flag("SARADC");
    this.converters = flash
        ? circuits.flash(
            levels,
            count,
            run.number("resistanceOn") / size,
            run.number("resistanceOff") / size,
            readVolts)
        : circuits.successiveApproximation(levels, count, readVolts);
    this.encoders = flash ? circuits.encoders(levels, count, side) : Use.NONE;
    this.prechargers = new Prechargers(technology, size, side);
    this.writeDrivers = new WriteDrivers(technology, size, side);
    int sumBits = Decoder.bitsFor(levels) + inputBits + 1;
    this.shifts = new ShiftAdders(technology, clock, count, sumBits, inputBits, side);
    this.tree = circuits.adderTree(
        arraysPerColumn,
        sumBits,
        arraysPerRow * size / muxed,
        Side.ofWidth(Math.sqrt(subarraySquareMeters())));
  }

  private int arrays(int lines) {
    return circuits.has(Fault.Q3_FLOORED_GRADIENT_ARRAYS)
        ? Math.max(1, lines / size)
        : (lines + size - 1) / size;
  }

  /** Bits of a gradient. */
  int gradientBits() {
    return Decoder.bitsFor(run.count("levelOutputWG"))
        + inputBits
        + Decoder.bitsFor(arraysPerColumn);
  }

  double subarraySquareMeters() {
    return arraySquareMeters
        + switches.areaSquareMeters()
        + multiplexer.areaSquareMeters()
        + converters.areaSquareMeters()
        + encoders.areaSquareMeters()
        + prechargers.areaSquareMeters()
        + writeDrivers.areaSquareMeters()
        + shifts.areaSquareMeters();
  }

  double areaSquareMeters() {
    return arraysPerColumn * arraysPerRow * subarraySquareMeters() + tree.areaSquareMeters();
  }

  double leakageWatts() {
    return arraysPerColumn
            * arraysPerRow
            * (size * size * cell.leakageWatts()
                + switches.leakageWatts()
                + multiplexer.leakageWatts()
                + encoders.leakageWatts()
                + prechargers.leakageWatts()
                + writeDrivers.leakageWatts()
                + shifts.leakageWatts())
        + tree.leakageWatts();
  }

  /**
   * Time and energy of the gradients of a kernel position for one image, if all arrays are used.
   *
   * @param activity mean of the input bits
   * @param outputs of the layer
   */
  Cost read(double activity, int outputs) {
    double uses = (double) muxed * inputBits;
    double drive = switches.latencySeconds(rowFarads, rowOhm);
    double seconds = uses * Math.max(drive, multiplexer.seconds())
        + uses * prechargers.latencySeconds(columnFarads, columnOhm)
        + inputBits * cell.readSeconds(columnFarads, columnOhm);
    double active = Math.ceil(size * activity);
    double column = cell.accessOhm() / active;
    double conversion = converters.conversionSeconds(converters.columnSeconds(column));
    double visible = circuits.has(Fault.HIDDEN) ? 0 : uses - 1;
    double step = Math.max(drive, multiplexer.seconds()) + conversion + encoders.seconds();
    double shift = shifts.latencySeconds();
    seconds += uses * (conversion + encoders.seconds())
        + shift
        + visible * Math.max(0, shift - step)
        + run.count("numColMuxed") * tree.seconds();
    double joules = uses
        * (switches.readJoules(size * activity, run.number("readVoltage"))
            + size * prechargers.readJoules(columnFarads)
            + size * converters.watts(column) * conversion
            + encoders.joules()
            + multiplexer.joules()
            + shifts.energyJoules((size + muxed - 1) / muxed));
    return new Cost(
        outputs * seconds, outputs * (joules * arraysPerColumn * arraysPerRow + tree.joules()));
  }

  /** Writing one operand into the arrays. */
  Cost write(double inputActivity) {
    double activity = circuits.has(Fault.Q21_GRADIENT_ACTIVITY) ? inputActivity : ERROR_ACTIVITY;
    double rows = size * activity;
    double selected = circuits.has(Fault.Q2_UNSET_ACTIVITY) ? 0 : rows;
    Use lines = circuits.writes(
        2 * rows,
        (double) muxed * inputBits,
        switches.latencySeconds(rowFarads, rowOhm),
        switches.writeJoules(),
        registers);
    double seconds = rows * cell.flipSeconds()
        + lines.seconds()
        + rows
            * (prechargers.latencySeconds(columnFarads, columnOhm)
                + writeDrivers.latencySeconds(columnFarads, columnOhm));
    double joules = lines.joules()
        + cell.flipJoules() * rows * rows
        + rows * selected * (prechargers.writeJoules(columnFarads) + writeDrivers.energyJoules());
    return new Cost(seconds, joules * arraysPerColumn * arraysPerRow);
  }

  /** Time and energy of a layer for one image. */
  Cost image(Layer layer, double activity) {
    int rows = layer.vectors();
    int columns = layer.channels() * inputBits;
    double used = (double) rows * columns / ((double) arraysPerColumn * arraysPerRow * size * size);
    int copiesRows = copies(arraysPerColumn, rows);
    int copiesColumns = copies(arraysPerRow, columns);
    if (rows == 1) {
      copiesRows = arraysPerColumn;
      copiesColumns = Math.max(1, columns / size);
    }
    Cost read = read(activity, layer.outputs());
    Cost write = write(activity);
    int positions = layer.kernel() * layer.kernel();
    return new Cost(
        (read.seconds() / (copiesRows * copiesColumns) + write.seconds()) * positions,
        (read.joules() + write.joules()) * used * positions);
  }

  private int copies(int arrays, int lines) {
    return Math.max(1, arrays / ((lines + size - 1) / size));
  }

  /** Time and energy of a step. */
  record Cost(double seconds, double joules) {
    Cost times(double count) {
      return new Cost(count * seconds, count * joules);
    }

    Cost plus(Cost more) {
      return new Cost(seconds + more.seconds, joules + more.joules);
    }
  }
}
