package org.crosslearn.crossbar.update;

import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.Matrix;

/**
 * The cells that an update scheme works on, and what it has at hand there.
 *
 * @param matrix that the cells hold; names the random streams
 * @param cells where they are
 * @param reader of single lines
 * @param random of the trial
 * @param kernels for whoever serves this matrix
 */
public record UpdateSite(
    Matrix matrix,
    WeightCells cells,
    LineReader reader,
    RandomStreams random,
    AnalogKernels kernels) {

  /** Reads the cells of single lines with the noise and through the converters of the crossbar. */
  @FunctionalInterface
  public interface LineReader {

    /**
     * Reads one line once.
     *
     * @param line input of the matrix
     * @param states {@code arrays x outputs}: receives the normalised states of the line's cells
     */
    void read(int line, float[] states);
  }
}
