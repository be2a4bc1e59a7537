package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.hw.workload.HardwareOp.Direction;

/**
 * Reads an array of cells pulse by pulse: each pulse and tile of lines gives one current per column,
 * which picks up read noise and is converted on its own; the digital side shifts and adds.
 */
final class AnalogReader {
  private final CrossbarSpec spec;
  private final double readNoise;
  private final DenseKernels kernels;

  AnalogReader(CrossbarSpec spec, double readNoise, DenseKernels kernels) {
    this.spec = spec;
    this.readNoise = readNoise;
    this.kernels = kernels;
  }

  /**
   * Adds {@code factor * (pulses times conductances)} to y.
   *
   * @param conductances {@code outputs x inputs}, in units of the largest conductance
   * @param y {@code batch x (outputs or inputs)}
   */
  void read(
      InputPulses pulses,
      Direction direction,
      float[] conductances,
      int outputs,
      int inputs,
      float factor,
      float[] y,
      RandomStream noise) {
    boolean forward = direction == Direction.FORWARD;
    int lines = forward ? inputs : outputs;
    int columns = forward ? outputs : inputs;
    int vectors = pulses.planes() * pulses.batch();
    int tile =
        forward ? spec.rows() : Math.max(1, spec.columns() / spec.encoding().cellsPerWeight());
    float[] sums = new float[vectors * columns];
    for (int first = 0; first < lines; first += tile) {
      int active = Math.min(tile, lines - first);
      multiply(
          pulses.pulses(),
          lines,
          forward,
          conductances,
          inputs,
          first,
          active,
          vectors,
          columns,
          sums);
      if (readNoise > 0) {
        addNoise(pulses, lines, forward, conductances, inputs, first, active, columns, sums, noise);
      }
      if (spec.adc() != null) {
        convert(sums, active, pulses.signed());
      }
      shiftAndAdd(sums, pulses, columns, factor, y);
    }
  }

  private void multiply(
      float[] pulses,
      int lines,
      boolean forward,
      float[] conductances,
      int inputs,
      int first,
      int active,
      int vectors,
      int columns,
      float[] sums) {
    if (forward) {
      kernels.multiplyNT(
          vectors,
          columns,
          active,
          pulses,
          first,
          lines,
          conductances,
          first,
          inputs,
          sums,
          0,
          columns,
          false);
    } else {
      kernels.multiplyNN(
          vectors,
          columns,
          active,
          pulses,
          first,
          lines,
          conductances,
          first * inputs,
          inputs,
          sums,
          0,
          columns,
          false);
    }
  }

  /**
   * Cells vary independently from read to read, so a column's current varies with the root of the
   * sum of squares of its cells' currents: one Gaussian per column has the same distribution as one
   * per cell.
   */
  private void addNoise(
      InputPulses pulses,
      int lines,
      boolean forward,
      float[] conductances,
      int inputs,
      int first,
      int active,
      int columns,
      float[] sums,
      RandomStream noise) {
    float[] variances = new float[sums.length];
    multiply(
        squares(pulses.pulses()),
        lines,
        forward,
        squares(conductances),
        inputs,
        first,
        active,
        sums.length / columns,
        columns,
        variances);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (float) (readNoise * Math.sqrt(variances[i])) * noise.gaussian();
    }
  }

  private static float[] squares(float[] values) {
    float[] squares = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = values[i] * values[i];
    }
    return squares;
  }

  /** Rounds to the converter's codes: {@code 2^bits} levels from the lowest to the highest value. */
  private void convert(float[] sums, int active, boolean signed) {
    float low = signed ? -active : 0;
    float high = active;
    if (spec.adc().range() == AdcSpec.Range.DYNAMIC) {
      low = Float.POSITIVE_INFINITY;
      high = Float.NEGATIVE_INFINITY;
      for (float sum : sums) {
        low = Math.min(low, sum);
        high = Math.max(high, sum);
      }
    }
    int codes = (1 << spec.adc().bits()) - 1;
    float step = (high - low) / codes;
    // Currents that are all but equal are one code; a step below this has no reciprocal.
    if (step < Float.MIN_NORMAL) {
      Arrays.fill(sums, low);
      return;
    }
    float perStep = 1 / step;
    for (int i = 0; i < sums.length; i++) {
      float code = (float) Math.rint((sums[i] - low) * perStep);
      sums[i] = low + Math.max(0, Math.min(codes, code)) * step;
    }
  }

  /**
   * Reads one cell alone, as a spike on its line does: the converter spans what one cell can conduct.
   *
   * @param least the smallest conductance, in units of the largest
   */
  float sense(float conductance, float least, RandomStream noise) {
    float current = conductance;
    if (readNoise > 0) {
      current += (float) readNoise * conductance * noise.gaussian();
    }
    if (spec.adc() == null) {
      return current;
    }
    int codes = (1 << spec.adc().bits()) - 1;
    float code = (float) Math.rint((current - least) / (1 - least) * codes);
    return least + Math.max(0, Math.min(codes, code)) * (1 - least) / codes;
  }

  private static void shiftAndAdd(
      float[] sums, InputPulses pulses, int columns, float factor, float[] y) {
    for (int p = 0; p < pulses.planes(); p++) {
      for (int b = 0; b < pulses.batch(); b++) {
        float weight = factor * pulses.planeWeight()[p] * pulses.scale()[b];
        int from = (p * pulses.batch() + b) * columns;
        for (int j = 0; j < columns; j++) {
          y[b * columns + j] += weight * sums[from + j];
        }
      }
    }
  }
}
