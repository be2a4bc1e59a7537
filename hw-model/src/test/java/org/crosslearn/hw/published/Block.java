package org.crosslearn.hw.published;

import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.fault.Fault;

/**
 * The part of a matrix that one subarray holds: what its converters sense and what an update writes
 * (documentation, sections 2.3, 2.4 and 5.3).
 *
 * @param firstRow of the matrix
 * @param firstColumn of cells, several of which may belong to one weight
 */
record Block(Trace trace, Cells cells, int firstRow, int rows, int firstColumn, int columns) {
  private static final double POLARIZATION_PER_AREA = 0.01;

  /**
   * Sums over the bit vectors of one image.
   *
   * @param vectors input vectors of the layer
   */
  Reads reads(PublishedCircuits circuits, PublishedRun run, Subarray array, int vectors) {
    double[][] siemens = conductances(run, array);
    boolean sequential = run.count("operationmode") == 1;
    boolean training = run.flag("trainingEstimation");
    ReadOut forwardOut = array.readOut(false);
    double share = (double) vectors / trace.samples();
    double activity = 0;
    Reads.Conversions forward = Reads.Conversions.NONE;
    Reads.Conversions backward = Reads.Conversions.NONE;
    Sensed transposed = training && !circuits.has(Fault.Q8_FORWARD_RESISTANCES)
        ? sense(array.readOut(true).converters(), rowOhms(siemens))
        : null;
    for (int sample = 0; sample < trace.samples(); sample++) {
      for (int bit = 0; bit < trace.inputBits(); bit++) {
        double[] ohms = new double[columns];
        int active = 0;
        for (int i = 0; i < rows; i++) {
          if (trace.on(sample, firstRow + i, bit)) {
            active++;
            for (int j = 0; j < columns; j++) {
              ohms[j] += siemens[i][j];
            }
          }
        }
        for (int j = 0; j < columns; j++) {
          ohms[j] = (sequential ? active : 1) / ohms[j];
          if (active == 0) {
            ohms[j] = Double.POSITIVE_INFINITY;
          }
        }
        double on = (double) active / rows;
        activity += on;
        Sensed sensed = sense(forwardOut.converters(), ohms);
        forward = forward.plus(sensed.seconds(), sensed.joules(), on);
        if (training) {
          Sensed back = transposed;
          if (back == null) {
            back = run.number("levelOutput") == run.number("levelOutputAG")
                ? sensed
                : sense(array.readOut(true).converters(), ohms);
          }
          backward = backward.plus(back.seconds(), back.joules(), on);
        }
      }
    }
    return new Reads(
        (double) vectors * trace.inputBits(),
        share * activity,
        forward.times(share),
        backward.times(share));
  }

  private record Sensed(double seconds, double joules) {}

  private static Sensed sense(PublishedCircuits.Bank converters, double[] ohms) {
    double slowest = 0;
    double watts = 0;
    for (double ohm : ohms) {
      slowest = Math.max(slowest, converters.columnSeconds(ohm));
      watts += converters.watts(ohm);
    }
    double seconds = converters.conversionSeconds(slowest);
    return new Sensed(seconds, watts * seconds);
  }

  /** Of cells with the lines that lead to them; the published lines are as long as the mapped part. */
  private double[][] conductances(PublishedRun run, Subarray array) {
    boolean isStatic = Cells.isStatic(run);
    Subarray.Column column = array.column();
    double[][] siemens = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double ohm = isStatic
            ? column.columnOhm()
            : 1 / siemens(i, j, true) + (j + 1) * column.rowOhm() + (rows - i) * column.columnOhm();
        siemens[i][j] = 1 / (ohm + column.accessOhm());
      }
    }
    return siemens;
  }

  /** Resistances of the rows while every other column is driven. */
  private double[] rowOhms(double[][] siemens) {
    double[] ohms = new double[rows];
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (double cell : siemens[i]) {
        sum += cell / 2;
      }
      ohms[i] = 1 / sum;
    }
    return ohms;
  }

  private double siemens(int i, int j, boolean after) {
    int column = firstColumn + j;
    int output = column / cells.perWeight();
    double weight =
        after ? trace.weightAfter(firstRow + i, output) : trace.weightBefore(firstRow + i, output);
    return cells.siemens(weight, column % cells.perWeight());
  }

  /** What the update writes. */
  Update update(PublishedCircuits circuits, PublishedRun run) {
    double levels = Math.max(run.number("maxNumLevelLTP"), run.number("maxNumLevelLTD"));
    double step = (1 / run.number("resistanceOn") - 1 / run.number("resistanceOff")) / levels;
    double volts =
        run.number("writeVoltage") * (circuits.has(Fault.Q12_WRITE_VOLTAGE) ? Math.sqrt(2) : 1);
    boolean ferroelectric = run.count("memcelltype") == 3;
    double joules = 0;
    double setPulses = 0;
    double resetPulses = 0;
    int setCells = 0;
    int resetCells = 0;
    int setRows = 0;
    int resetRows = 0;
    for (int i = 0; i < rows; i++) {
      double most = 0;
      double least = 0;
      int setInRow = 0;
      int resetInRow = 0;
      for (int j = 0; j < columns; j++) {
        double from = siemens(i, j, false);
        double to = siemens(i, j, true);
        double change = Math.abs(to - from);
        if (change < step) {
          continue;
        }
        double pulses = Math.ceil(change / step);
        if (to > from) {
          setInRow++;
          most = Math.max(most, pulses);
        } else {
          resetInRow++;
          least = Math.max(least, pulses);
        }
        joules += ferroelectric
            ? switched(run, from / step, levels, volts) + switched(run, to / step, levels, volts)
            : volts * volts * run.number("writePulseWidth") * pulses * 2 / (1 / to + 1 / from);
      }
      setPulses += most;
      resetPulses += least;
      setCells += setInRow;
      resetCells += resetInRow;
      setRows += setInRow > 0 ? 1 : 0;
      boolean mixed = setInRow > 0 && circuits.has(Fault.Q12_MIXED_ROWS);
      resetRows += resetInRow > 0 && !mixed ? 1 : 0;
    }
    int setPerRow = setRows == 0 ? 0 : setCells / setRows;
    int resetPerRow = resetRows == 0 ? 0 : resetCells / resetRows;
    return new Update(
        columns,
        (setPerRow + resetPerRow) / 2.0 / columns,
        (setRows + resetRows) / 2.0 / rows,
        setPulses,
        resetPulses,
        setRows,
        resetRows,
        setPerRow,
        resetPerRow,
        Cells.isStatic(run) ? 0 : joules);
  }

  /** Energy of one of the two states between which a ferroelectric cell is switched. */
  private static double switched(PublishedRun run, double level, double levels, double volts) {
    double remanent = run.number("polarization");
    double polarization = (level - Math.floor(levels / 2)) * 2 * remanent / levels;
    double feature = run.number("technode") * 1e-9;
    return Math.abs(polarization + remanent)
        * POLARIZATION_PER_AREA
        * volts
        * 2
        * feature
        * feature;
  }
}
