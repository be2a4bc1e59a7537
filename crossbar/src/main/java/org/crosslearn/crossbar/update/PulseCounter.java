package org.crosslearn.crossbar.update;

import java.util.Arrays;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/** Counts the programming pulses of one update, by polarity. */
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
    if (counting && pulses != 0) {
      float conductance = off + (1 - off) * (before + after) / 2;
      (pulses > 0 ? potentiation : depression)
          .add(cells.wordLine(array, cell), Math.abs(pulses), conductance);
    }
  }

  /** Everything since the start, programmed line by line. */
  public HardwareOp.PulseUpdate counted() {
    return new HardwareOp.PulseUpdate(matrix, potentiation.counted(), depression.counted());
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
