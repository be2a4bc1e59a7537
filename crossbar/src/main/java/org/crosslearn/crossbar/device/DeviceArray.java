package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.PulseKernels;
import org.crosslearn.crossbar.random.RandomStream;

/**
 * The cells of one matrix: conductances normalised to the nominal range that answer to pulses. Each
 * cell follows the device's step law within a range of its own.
 */
public final class DeviceArray {
  /** A cell keeps at least this share of the nominal step and range, however it was drawn. */
  private static final float LEAST = 0.01f;

  private final DeviceSpec spec;
  private final float[] conductance;
  private final StepResponse response;

  /**
   * States that pulses move; the same array as the conductances but for write noise and access
   * transistors.
   */
  private final float[] held;

  /** Between the state that pulses move and what is read; null where they are the same. */
  private final SeriesAccess access;

  /** Steps up, then down, of each cell in nominal ones; null where all cells are nominal. */
  private final float[] stepSizes;

  /** Lowest, then highest state of each cell; null where all cells are nominal. */
  private final float[] ranges;

  private Workspace workspace;

  /**
   * @param cells number of cells, all at their smallest conductance
   * @param variation draws the device-to-device variation
   */
  public DeviceArray(DeviceSpec spec, int cells, RandomStream variation) {
    this.spec = spec;
    conductance = new float[cells];
    access = spec.access().a() > 0 ? spec.access() : null;
    held = spec.writeNoise() > 0 || access != null ? new float[cells] : conductance;
    Spread spread = spec.deviceToDevice();
    response = spec.step().response(cells, spread.shape(), variation);
    boolean steps = spread.step() > 0 || spread.asymmetry() > 0;
    stepSizes = steps ? new float[2 * cells] : null;
    for (int i = 0; steps && i < cells; i++) {
      double step = 1 + spread.step() * variation.gaussian();
      double half = spread.asymmetry() * variation.gaussian() / 2;
      stepSizes[2 * i] = Math.max(LEAST, (float) (step * (1 + half)));
      stepSizes[2 * i + 1] = Math.max(LEAST, (float) (step * (1 - half)));
    }
    boolean ends = spread.highest() > 0 || spread.lowest() > 0;
    ranges = ends ? new float[2 * cells] : null;
    for (int i = 0; ends && i < cells; i++) {
      // No cell conducts less than nothing.
      double off = 1 / (spec.cell().onOffRatio() - 1);
      float lowest = (float) Math.max(-off, spread.lowest() * variation.gaussian());
      ranges[2 * i] = lowest;
      ranges[2 * i + 1] =
          Math.max(lowest + LEAST, (float) (1 + spread.highest() * variation.gaussian()));
      hold(i, lowest);
    }
  }

  /** Conductances in units of the nominal range; the array's own, for kernels to read. */
  public float[] conductance() {
    return conductance;
  }

  /** Sets a cell without pulses, as an ideal programmer would, on the grid of potentiation levels. */
  public void set(int cell, double g) {
    double steps = spec.step().gridSteps();
    setExactly(cell, Math.rint(g * steps) / steps);
  }

  /** Sets the state that pulses move, as a blind programmer would who knows of no access transistor. */
  public void setBehindAccess(int cell, double state) {
    hold(cell, limited(cell, (float) state));
  }

  /** Sets a cell so that any state within its range is read. */
  public void setExactly(int cell, double g) {
    hold(cell, limited(cell, (float) (access == null ? g : access.state(g))));
  }

  private void hold(int cell, float state) {
    held[cell] = state;
    conductance[cell] = read(state);
  }

  /**
   * Applies pulses to one cell: the step law, then one Gaussian of {@code cycleToCycle *
   * sqrt(|pulses|)} for the whole train, then the limits of the cell, then write noise.
   *
   * @param pulses above 0 potentiate, below 0 depress
   */
  public void pulse(int cell, float pulses, RandomStream noise) {
    if (pulses == 0) {
      return;
    }
    boolean raised = pulses > 0;
    double steps = pulses;
    if (stepSizes != null) {
      steps *= stepSizes[2 * cell + (raised ? 0 : 1)];
    }
    double root = Math.sqrt(Math.abs(pulses));
    if (spec.stepNoise() > 0) {
      steps += spec.stepNoise() * root * noise.gaussian();
    }
    double g = held[cell];
    if (ranges == null) {
      g = response.after(cell, g, raised, steps, noise);
    } else {
      double lowest = ranges[2 * cell];
      double range = ranges[2 * cell + 1] - lowest;
      g = lowest + range * response.after(cell, (g - lowest) / range, raised, steps, noise);
    }
    if (spec.cycleToCycle() > 0) {
      g += spec.cycleToCycle() * root * noise.gaussian();
    }
    hold(cell, limited(cell, (float) g));
    if (spec.writeNoise() > 0) {
      conductance[cell] = noisy(conductance[cell], noise.gaussian());
    }
  }

  /**
   * Applies trains to many cells as {@link #pulse(int, float, RandomStream)} does to one: in single
   * precision, and with draws that the kernels make, where the step law's trains are affine maps.
   *
   * @param trains receives the states before and after
   */
  public void pulse(PulseTrains trains, AnalogKernels kernels, RandomStream noise) {
    int count = trains.count();
    gather(conductance, trains, trains.before);
    if (response instanceof AffineResponse affine) {
      if (workspace == null) {
        workspace = new Workspace(kernels.pulses());
      }
      gather(held, trains, trains.after);
      move(affine, trains, workspace, kernels, noise);
      scatter(trains, held);
      if (held != conductance) {
        readBack(trains, kernels, noise);
      }
    } else {
      for (int k = 0; k < count; k++) {
        pulse(trains.cells[k], trains.pulses[k], noise);
        trains.after[k] = conductance[trains.cells[k]];
      }
    }
  }

  private void move(
      AffineResponse response,
      PulseTrains trains,
      Workspace work,
      AnalogKernels kernels,
      RandomStream noise) {
    int count = trains.count();
    float[] pulses = trains.pulses;
    float[] steps = pulses;
    if (stepSizes != null || spec.stepNoise() > 0) {
      float[] scale = stepSizes == null ? null : work.scale(trains, stepSizes);
      float[] gaussians = spec.stepNoise() > 0 ? work.gaussians(count, kernels, noise) : null;
      steps = work.steps;
      work.kernels.steps(count, pulses, scale, (float) spec.stepNoise(), gaussians, steps);
    }
    if (ranges == null && response instanceof AffineResponse.Alike alike) {
      work.kernels.move(count, pulses, steps, alike.map(true), alike.map(false), trains.after);
    } else {
      work.curves(trains, response, ranges);
      work.kernels.move(count, steps, work.asymptotes, work.rates, work.sizes, trains.after);
    }
    float[] gaussians = spec.cycleToCycle() > 0 ? work.gaussians(count, kernels, noise) : null;
    work.kernels.scatter(
        count,
        pulses,
        (float) spec.cycleToCycle(),
        gaussians,
        ranges == null ? null : work.lowest,
        ranges == null ? null : work.highest,
        trains.after);
  }

  private void readBack(PulseTrains trains, AnalogKernels kernels, RandomStream noise) {
    for (int k = 0; k < trains.count(); k++) {
      trains.after[k] = read(trains.after[k]);
    }
    if (spec.writeNoise() > 0) {
      float[] gaussians = workspace.gaussians(trains.count(), kernels, noise);
      for (int k = 0; k < trains.count(); k++) {
        trains.after[k] = noisy(trains.after[k], gaussians[k]);
      }
    }
    scatter(trains, conductance);
  }

  private static void gather(float[] array, PulseTrains trains, float[] values) {
    if (trains.isConsecutive()) {
      System.arraycopy(array, trains.cells[0], values, 0, trains.count());
    } else {
      for (int k = 0; k < trains.count(); k++) {
        values[k] = array[trains.cells[k]];
      }
    }
  }

  private static void scatter(PulseTrains trains, float[] array) {
    if (trains.isConsecutive()) {
      System.arraycopy(trains.after, 0, array, trains.cells[0], trains.count());
    } else {
      for (int k = 0; k < trains.count(); k++) {
        array[trains.cells[k]] = trains.after[k];
      }
    }
  }

  private float read(float state) {
    return access == null ? state : (float) access.read(state);
  }

  /** No cell conducts less than nothing. */
  private float noisy(float read, float gaussian) {
    float nothing = (float) (-1 / (spec.onOffRatio() - 1));
    return Math.max(nothing, read + (float) spec.writeNoise() * gaussian);
  }

  /**
   * One pulse on each of several cells, one after the other: as {@link #pulse} on each of them, in
   * single precision where the cells are alike and without noise.
   *
   * @param first index that the others count from
   * @param offsets the cells, between {@code from} and {@code to}
   * @param raise whether the pulses potentiate
   */
  public void pulseEach(
      int first, int[] offsets, int from, int to, boolean raise, RandomStream noise) {
    PulseCurve curve = held == conductance
            && ranges == null
            && stepSizes == null
            && spec.stepNoise() == 0
            && spec.cycleToCycle() == 0
            && response instanceof AffineResponse.Alike alike
        ? raise ? alike.potentiation() : alike.depression()
        : null;
    if (curve == null) {
      for (int k = from; k < to; k++) {
        pulse(first + offsets[k], raise ? 1 : -1, noise);
      }
      return;
    }
    float start = (float) curve.after(0, raise ? 1 : -1);
    float slope = curve.isStraight() ? 1 : (float) (curve.after(1, raise ? 1 : -1) - start);
    for (int k = from; k < to; k++) {
      int cell = first + offsets[k];
      conductance[cell] = Math.min(1f, Math.max(0f, slope * conductance[cell] + start));
    }
  }

  private float limited(int cell, float g) {
    return ranges == null
        ? Math.min(1f, Math.max(0f, g))
        : Math.min(ranges[2 * cell + 1], Math.max(ranges[2 * cell], g));
  }

  /** What the kernels need of the cells of some trains, one after the other. */
  private static final class Workspace {
    final PulseKernels kernels;
    final float[] steps = new float[PulseTrains.MOST];
    final float[] asymptotes = new float[PulseTrains.MOST];
    final float[] rates = new float[PulseTrains.MOST];
    final float[] sizes = new float[PulseTrains.MOST];
    final float[] lowest = new float[PulseTrains.MOST];
    final float[] highest = new float[PulseTrains.MOST];
    private final float[] scale = new float[PulseTrains.MOST];
    private final float[] gaussians = new float[PulseTrains.MOST];

    Workspace(PulseKernels kernels) {
      this.kernels = kernels;
    }

    float[] gaussians(int count, AnalogKernels analog, RandomStream noise) {
      int groups = (count + AnalogKernels.GROUP - 1) / AnalogKernels.GROUP;
      analog.gaussians(noise.key(), noise.takeGroups(groups), groups, gaussians);
      return gaussians;
    }

    float[] scale(PulseTrains trains, float[] stepSizes) {
      for (int k = 0; k < trains.count(); k++) {
        scale[k] = stepSizes[2 * trains.cells[k] + direction(trains.pulses[k])];
      }
      return scale;
    }

    /** Curves within the range of each cell: an asymptote, like any state, is {@code low + range B}. */
    void curves(PulseTrains trains, AffineResponse response, float[] ranges) {
      if (response instanceof AffineResponse.Each each) {
        float[] curves = each.curves();
        for (int k = 0; k < trains.count(); k++) {
          int at = 4 * trains.cells[k] + 2 * direction(trains.pulses[k]);
          asymptotes[k] = curves[at];
          rates[k] = curves[at + 1];
          sizes[k] = 0;
        }
      } else {
        PulseCurve up = response.curve(0, true);
        PulseCurve down = response.curve(0, false);
        for (int k = 0; k < trains.count(); k++) {
          PulseCurve curve = trains.pulses[k] > 0 ? up : down;
          asymptotes[k] = (float) curve.asymptote();
          rates[k] = (float) curve.rate();
          sizes[k] = (float) curve.step();
        }
      }
      if (ranges != null) {
        for (int k = 0; k < trains.count(); k++) {
          int at = 2 * trains.cells[k];
          lowest[k] = ranges[at];
          highest[k] = ranges[at + 1];
        }
        for (int k = 0; k < trains.count(); k++) {
          float range = highest[k] - lowest[k];
          asymptotes[k] = lowest[k] + range * asymptotes[k];
          sizes[k] *= range;
        }
      }
    }

    /** 0 for potentiation, 1 for depression. */
    private static int direction(float pulses) {
      return Float.floatToRawIntBits(pulses) >>> 31;
    }
  }
}
