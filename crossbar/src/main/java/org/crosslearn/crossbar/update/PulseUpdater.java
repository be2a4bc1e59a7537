package org.crosslearn.crossbar.update;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.device.PulseTrains;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/** See {@link UpdateSpec.Pulses}. */
final class PulseUpdater implements Updater {
  /** Requests that are rounded together. */
  private static final int CHUNK = PulseTrains.MOST;

  private final Matrix matrix;
  private final WeightCells cells;
  private final StepLaw.Levels levels;
  private final PulseRounding rounding;
  private final RandomStreams random;
  private final AnalogKernels kernels;
  private final PulseCounter counter;
  private final float[] stateChanges = new float[CHUNK];
  private final float[] dither = new float[CHUNK];
  private final float[] trains = new float[CHUNK];
  private final int[] hits = new int[CHUNK];
  private final PulseTrains pulses = new PulseTrains();
  private RandomStream dithering;
  private RandomStream noise;
  private long updates;

  PulseUpdater(UpdateSite site, PulseRounding rounding) {
    this.matrix = site.matrix();
    this.cells = site.cells();
    this.rounding = rounding;
    this.random = site.random();
    this.kernels = site.kernels();
    levels = cells.device().step().levels();
    counter = new PulseCounter(matrix, cells);
    Arrays.fill(dither, 0.5f);
  }

  @Override
  public List<HardwareOp> change(float[] gradient, float rate, boolean counted) {
    start(counted);
    for (int first = 0; first < gradient.length; first += CHUNK) {
      int count = Math.min(CHUNK, gradient.length - first);
      for (int k = 0; k < count; k++) {
        request(k, rate * gradient[first + k]);
      }
      pulse(count, null, first);
    }
    return List.of(counter.counted());
  }

  @Override
  public List<HardwareOp> changeCells(int[] indices, float[] changes, int count, boolean counted) {
    start(counted);
    for (int first = 0; first < count; first += CHUNK) {
      int chunk = Math.min(CHUNK, count - first);
      for (int k = 0; k < chunk; k++) {
        request(k, changes[first + k]);
      }
      pulse(chunk, indices, first);
    }
    return List.of(counter.counted());
  }

  private void start(boolean counted) {
    dithering = random.stream(matrix.name() + "/rounding", updates);
    noise = random.stream(matrix.name() + "/write", updates);
    updates++;
    counter.start(counted);
  }

  private void request(int k, float weightChange) {
    stateChanges[k] = weightChange / (2 * cells.limit());
  }

  /**
   * Applies the requests of a chunk, in opposite directions to cells of opposite worth.
   *
   * @param indices the weight of request k at {@code first + k}; null for weight {@code first + k}
   */
  private void pulse(int count, int[] indices, int first) {
    for (int a = 0; a < cells.arrays().size(); a++) {
      int found = roundToPulses(Math.signum(cells.worth(a)), count);
      if (indices == null && found == count) {
        pulses.setConsecutive(first, trains, count);
        apply(a);
        continue;
      }
      for (int h = 0; h < found; h++) {
        int cell = indices == null ? first + hits[h] : indices[first + hits[h]];
        // A cell that is listed twice takes its second train from where the first one left it.
        if (!pulses.mayAdd(cell)) {
          apply(a);
        }
        pulses.add(cell, trains[hits[h]]);
      }
      apply(a);
    }
  }

  private void apply(int array) {
    if (pulses.count() > 0) {
      cells.arrays().get(array).pulse(pulses, kernels, noise);
      counter.add(array, pulses);
      pulses.clear();
    }
  }

  private int roundToPulses(float direction, int count) {
    float up = (float) levels.potentiation();
    float down = (float) levels.depression();
    if (rounding == PulseRounding.FRACTIONAL) {
      int found = 0;
      for (int k = 0; k < count; k++) {
        float change = direction * stateChanges[k];
        trains[k] = change * (change > 0 ? up : down);
        if (change != 0) {
          hits[found++] = k;
        }
      }
      return found;
    }
    if (rounding == PulseRounding.STOCHASTIC) {
      int groups = (count + AnalogKernels.GROUP - 1) / AnalogKernels.GROUP;
      kernels.uniforms(dithering.key(), dithering.takeGroups(groups), groups, dither);
    }
    return kernels.wholePulses(count, stateChanges, direction, up, down, dither, trains, hits);
  }
}
