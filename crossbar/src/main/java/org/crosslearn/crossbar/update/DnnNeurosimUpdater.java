package org.crosslearn.crossbar.update;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.PulseTrains;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.PulseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.Matrix;

/** See {@link UpdateSpec.DnnNeurosim}. */
final class DnnNeurosimUpdater implements Updater {
  private static final int CHUNK = PulseTrains.MOST;

  private final Matrix matrix;
  private final WeightCells cells;
  private final DeviceArray array;
  private final StepLaw.Levels levels;
  private final RandomStreams random;
  private final AnalogKernels kernels;
  private final PulseKernels pulseKernels;
  private final PulseCounter counter;

  /** Weights in digital memory, in units of the limit; whole groups of cells. */
  private final float[] shadows;

  /** Steps of the grid from 0 to 1. */
  private final float perUnit;

  private final float sigma;
  private final PulseTrains trains = new PulseTrains();
  private final float[] gradients = new float[CHUNK];
  private final float[] pulses = new float[CHUNK];
  private final float[] states = new float[CHUNK];
  private final float[] uniforms = new float[CHUNK];
  private final float[] gaussians = new float[CHUNK];
  private final int[] moved = new int[CHUNK];
  private RandomStream rounding;
  private RandomStream noise;
  private long updates;

  DnnNeurosimUpdater(UpdateSite site) {
    matrix = site.matrix();
    cells = site.cells();
    random = site.random();
    kernels = site.kernels();
    pulseKernels = kernels.pulses();
    counter = new PulseCounter(matrix, cells);
    array = cells.arrays().get(0);
    levels = cells.device().step().levels();
    shadows = new float[(cells.size() + CHUNK - 1) / CHUNK * CHUNK];
    perUnit = (float) (cells.device().step().gridSteps() / 2);
    sigma = (float) (2 * cells.device().cycleToCycle());
  }

  @Override
  public void written(float[] weights) {
    float most = 1 - 1 / perUnit;
    for (int i = 0; i < weights.length; i++) {
      float weight = weights[i] / cells.limit();
      shadows[i] = Math.max(-most, Math.min(most, weight));
      if (shadows[i] != weight) {
        array.set(i, nearestLevel(i));
      }
    }
  }

  @Override
  public List<HardwareOp> change(float[] gradient, float rate, boolean counted) {
    start(counted);
    for (int first = 0; first < gradient.length; first += CHUNK) {
      int count = Math.min(CHUNK, gradient.length - first);
      System.arraycopy(gradient, first, gradients, 0, count);
      follow(first, count, rate);
    }
    return with(gradient.length);
  }

  @Override
  public List<HardwareOp> changeCells(int[] indices, float[] changes, int count, boolean counted) {
    start(counted);
    for (int k = 0; k < count; k++) {
      int first = indices[k] / AnalogKernels.GROUP * AnalogKernels.GROUP;
      int within = indices[k] - first;
      Arrays.fill(gradients, 0, within, 0);
      gradients[within] = changes[k];
      follow(first, within + 1, 1);
    }
    return with(count);
  }

  private void start(boolean counted) {
    rounding = random.stream(matrix.name() + "/rounding", updates);
    noise = random.stream(matrix.name() + "/write", updates);
    updates++;
    counter.start(counted);
  }

  /** Takes the weights {@code first .. first + count - 1} a step along {@link #gradients}. */
  private void follow(int first, int count, float rate) {
    int groups = (count + AnalogKernels.GROUP - 1) / AnalogKernels.GROUP;
    // Weights that are not there ask for nothing.
    Arrays.fill(gradients, count, groups * AnalogKernels.GROUP, 0);
    float perGradient = Math.signum(rate) / (2 * cells.limit());
    pulseKernels.request(
        count,
        gradients,
        (float) levels.potentiation() * perGradient,
        (float) levels.depression() * perGradient,
        shadows,
        first,
        pulses,
        states);
    trains.setConsecutive(first, pulses, count);
    array.follow(trains, states, kernels, noise);
    kernels.uniforms(rounding.key(), rounding.takeGroups(groups), groups, uniforms);
    if (sigma > 0) {
      kernels.gaussians(noise.key(), noise.takeGroups(groups), groups, gaussians);
    }
    int found = pulseKernels.approach(
        count,
        pulses,
        states,
        uniforms,
        sigma > 0 ? gaussians : null,
        sigma,
        Math.abs(rate),
        perUnit,
        shadows,
        first,
        moved);
    for (int k = 0; k < found; k++) {
      program(first + moved[k]);
    }
  }

  private void program(int cell) {
    float before = array.conductance()[cell];
    array.set(cell, nearestLevel(cell));
    float after = array.conductance()[cell];
    counter.add(0, cell, (after - before) * levels.towards(after - before), before, after);
  }

  /** State of a cell that holds what its shadow is nearest to. */
  private double nearestLevel(int cell) {
    return (1 + Math.rint(shadows[cell] * perUnit) / perUnit) / 2;
  }

  private List<HardwareOp> with(int weights) {
    double count = weights;
    return List.of(
        new HardwareOp.Storage(matrix.name() + "/shadow", cells.size()),
        // Where on the curve a weight is, and which weight is so many pulses further on.
        new HardwareOp.Digital(DigitalFunction.LOOKUP, 2 * count),
        // Pulses onto the position, the difference, its dither, the sum.
        new HardwareOp.Digital(DigitalFunction.ADD, 4 * count),
        new HardwareOp.Digital(DigitalFunction.MULTIPLY, count),
        // The limits, and whether another level is the nearest now.
        new HardwareOp.Digital(DigitalFunction.COMPARE, 2 * count),
        counter.counted());
  }
}
