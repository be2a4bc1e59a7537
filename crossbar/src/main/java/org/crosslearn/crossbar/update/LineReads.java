package org.crosslearn.crossbar.update;

import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/** Reads lines on the way of an update, and counts the reads. */
final class LineReads {
  private final Matrix matrix;
  private final WeightCells cells;
  private final UpdateSite.LineReader reader;
  private final float off;
  private boolean counting;
  private double lines;
  private double siemens;

  LineReads(UpdateSite site) {
    matrix = site.matrix();
    cells = site.cells();
    reader = site.reader();
    off = (float) (1 / cells.device().onOffRatio());
  }

  /** Starts over. */
  void start(boolean counted) {
    counting = counted;
    lines = 0;
    siemens = 0;
  }

  /** See {@link UpdateSite.LineReader#read}. */
  void read(int line, float[] states) {
    reader.read(line, states);
    if (counting) {
      lines++;
      siemens += meanConductanceSiemens(line);
    }
  }

  private double meanConductanceSiemens(int line) {
    double sum = 0;
    for (DeviceArray array : cells.arrays()) {
      for (int o = 0; o < matrix.outputs(); o++) {
        sum += array.conductance()[o * matrix.inputs() + line];
      }
    }
    double state = sum / (matrix.outputs() * cells.arrays().size());
    return (off + (1 - off) * state) * cells.device().maxConductanceSiemens();
  }

  /** Everything since the start. */
  HardwareOp.SpikeRead counted() {
    return new HardwareOp.SpikeRead(matrix, lines, lines == 0 ? 0 : siemens / lines);
  }
}
