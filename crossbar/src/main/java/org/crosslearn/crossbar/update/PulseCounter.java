package org.crosslearn.crossbar.update;

import java.util.Arrays;
import org.crosslearn.crossbar.device.PulseTrains;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/**
 * Counts the programming pulses of one update, by polarity, where that is asked for; and always adds
 * them to the history of the cells.
 */
public final class PulseCounter {
  private final Matrix matrix;
  private final WeightCells cells;
  private final double maxSiemens;
  private final float off;
  private final Polarity potentiation;
  private final Polarity depression;
  private boolean counting;

  public PulseCounter(Matrix matrix, WeightCells cells) {
    this.matrix = matrix;
    this.cells = cells;
    maxSiemens = cells.device().maxConductanceSiemens();
    off = (float) (1 / cells.device().onOffRatio());
    potentiation = new Polarity(cells.wordLines());
    depression = new Polarity(cells.wordLines());
  }

  /** Starts over. */
  public void start(boolean counted) {
    counting = counted;
    potentiation.clear();
    depression.clear();
  }

  /**
   * A train on one cell.
   *
   * @param array which cell of the weight
   * @param cell {@code output * inputs + input}
   * @param pulses above 0 potentiate
   * @param before state of the cell
   * @param after state of the cell
   */
  public void add(int array, int cell, float pulses, float before, float after) {
    cells.countPulses(Math.max(0, pulses), Math.max(0, -pulses));
    if (counting && pulses != 0) {
      addTrain(cells.wordLine(array, cell % matrix.inputs()), pulses, before, after);
    }
  }

  /**
   * Trains that have been applied.
   *
   * @param array which cells of the weights
   */
  public void add(int array, PulseTrains trains) {
    double up = 0;
    double both = 0;
    for (int k = 0; k < trains.count(); k++) {
      up += Math.max(0, trains.pulses(k));
      both += Math.abs(trains.pulses(k));
    }
    cells.countPulses(up, both - up);
    if (!counting) {
      return;
    }
    int inputs = matrix.inputs();
    int nextOutput = 0;
    for (int k = 0; k < trains.count(); k++) {
      int cell = trains.cell(k);
      // Cells ascend: one division for each output is enough.
      if (cell >= nextOutput) {
        nextOutput = (cell / inputs + 1) * inputs;
      }
      int line = cells.wordLine(array, cell - nextOutput + inputs);
      addTrain(line, trains.pulses(k), trains.before(k), trains.after(k));
    }
  }

  private void addTrain(int line, float pulses, float before, float after) {
    float conductance = off + (1 - off) * (before + after) / 2;
    (pulses > 0 ? potentiation : depression).add(line, Math.abs(pulses), conductance);
  }

  /** Everything since the start, programmed line by line. */
  public HardwareOp.PulseUpdate counted() {
    return new HardwareOp.PulseUpdate(matrix, potentiation.counted(), depression.counted());
  }

  /**
   * Everything since the start, programmed on all lines at the same time.
   *
   * @param slots pulses of either polarity that follow each other
   */
  HardwareOp.PulseUpdate countedInParallel(double slots) {
    return new HardwareOp.PulseUpdate(
        matrix, inParallel(potentiation.counted(), slots), inParallel(depression.counted(), slots));
  }

  private static HardwareOp.Pulses inParallel(HardwareOp.Pulses pulses, double slots) {
    return pulses.count() == 0
        ? HardwareOp.Pulses.NONE
        : new HardwareOp.Pulses(
            pulses.count(), slots, pulses.cells(), pulses.rows(), pulses.meanConductanceSiemens());
  }

  private final class Polarity {
    private final float[] mostOnLine;
    private double pulses;
    private double conductances;
    private long cells;

    Polarity(int lines) {
      mostOnLine = new float[lines];
    }

    void clear() {
      Arrays.fill(mostOnLine, 0);
      pulses = 0;
      conductances = 0;
      cells = 0;
    }

    /**
     * @param conductance midway between that before and after, in units of the largest
     */
    void add(int line, float train, float conductance) {
      cells++;
      pulses += train;
      conductances += (double) train * conductance;
      mostOnLine[line] = Math.max(mostOnLine[line], train);
    }

    HardwareOp.Pulses counted() {
      if (cells == 0) {
        return HardwareOp.Pulses.NONE;
      }
      double serial = 0;
      int lines = 0;
      for (float most : mostOnLine) {
        serial += most;
        lines += most > 0 ? 1 : 0;
      }
      return new HardwareOp.Pulses(
          pulses, serial, cells, lines, conductances / pulses * maxSiemens);
    }
  }
}
