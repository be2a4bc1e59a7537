package org.crosslearn.crossbar.device;

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

  /** Between what is read and the state that pulses move; null where they are the same. */
  private final SeriesAccess access;

  /** Steps of each cell in nominal ones; null where all cells are nominal. */
  private final float[] stepUp;

  private final float[] stepDown;

  /** One pulse in each direction where all cells are alike and without noise; else null. */
  private final OnePulse up;

  private final OnePulse down;

  /** Ends of each cell's range; null where all cells are nominal. */
  private final float[] lowest;

  private final float[] highest;

  /**
   * @param cells number of cells, all at their smallest conductance
   * @param variation draws the device-to-device variation
   */
  public DeviceArray(DeviceSpec spec, int cells, RandomStream variation) {
    this.spec = spec;
    conductance = new float[cells];
    access = spec.access().a() > 0 ? spec.access() : null;
    Spread spread = spec.deviceToDevice();
    response = spec.step().response(cells, spread.shape(), variation);
    boolean steps = spread.step() > 0 || spread.asymmetry() > 0;
    stepUp = steps ? new float[cells] : null;
    stepDown = steps ? new float[cells] : null;
    for (int i = 0; steps && i < cells; i++) {
      double step = 1 + spread.step() * variation.gaussian();
      double half = spread.asymmetry() * variation.gaussian() / 2;
      stepUp[i] = Math.max(LEAST, (float) (step * (1 + half)));
      stepDown[i] = Math.max(LEAST, (float) (step * (1 - half)));
    }
    boolean ranges = spread.highest() > 0 || spread.lowest() > 0;
    lowest = ranges ? new float[cells] : null;
    highest = ranges ? new float[cells] : null;
    for (int i = 0; ranges && i < cells; i++) {
      // No cell conducts less than nothing.
      double off = 1 / (spec.cell().onOffRatio() - 1);
      lowest[i] = (float) Math.max(-off, spread.lowest() * variation.gaussian());
      highest[i] =
          Math.max(lowest[i] + LEAST, (float) (1 + spread.highest() * variation.gaussian()));
      conductance[i] = lowest[i];
    }
    boolean alike = !steps && !ranges && access == null && spec.stepNoise() == 0;
    boolean plain = alike && spec.cycleToCycle() == 0 && response instanceof AffineResponse;
    up = plain ? OnePulse.of(((AffineResponse) response).potentiation(), 1) : null;
    down = plain ? OnePulse.of(((AffineResponse) response).depression(), -1) : null;
  }

  /** Conductances in units of the nominal range; the array's own, for kernels to read. */
  public float[] conductance() {
    return conductance;
  }

  /** Sets a cell without pulses, as an ideal programmer would, on the grid of potentiation levels. */
  public void set(int cell, double g) {
    int steps = spec.step().levels().potentiation();
    setExactly(cell, Math.rint(g * steps) / steps);
  }

  /** Sets the state that pulses move, as a blind programmer would who knows of no access transistor. */
  public void setBehindAccess(int cell, double state) {
    conductance[cell] = read(limited(cell, (float) state));
  }

  /** Sets a cell to any state within its range. */
  public void setExactly(int cell, double g) {
    conductance[cell] = read(limited(cell, (float) state(g)));
  }

  /**
   * Applies pulses to one cell: the step law, then one Gaussian of {@code cycleToCycle *
   * sqrt(|pulses|)} for the whole train, then the limits of the cell.
   *
   * @param pulses above 0 potentiate, below 0 depress
   */
  public void pulse(int cell, float pulses, RandomStream noise) {
    if (pulses == 0) {
      return;
    }
    double steps = pulses;
    if (stepUp != null) {
      steps *= (pulses > 0 ? stepUp : stepDown)[cell];
    }
    double root = Math.sqrt(Math.abs(pulses));
    if (spec.stepNoise() > 0) {
      steps += spec.stepNoise() * root * noise.gaussian();
    }
    double g = state(conductance[cell]);
    if (lowest == null) {
      g = response.after(cell, g, steps, noise);
    } else {
      double range = highest[cell] - lowest[cell];
      g = lowest[cell] + range * response.after(cell, (g - lowest[cell]) / range, steps, noise);
    }
    if (spec.cycleToCycle() > 0) {
      g += spec.cycleToCycle() * root * noise.gaussian();
    }
    conductance[cell] = read(limited(cell, (float) g));
  }

  private double state(double read) {
    return access == null ? read : access.state(read);
  }

  private float read(float state) {
    return access == null ? state : (float) access.read(state);
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
    if (up == null) {
      for (int k = from; k < to; k++) {
        pulse(first + offsets[k], raise ? 1 : -1, noise);
      }
      return;
    }
    float start = (raise ? up : down).start;
    float slope = (raise ? up : down).slope;
    for (int k = from; k < to; k++) {
      int cell = first + offsets[k];
      float g = slope * conductance[cell] + start;
      conductance[cell] = g < 0 ? 0 : g > 1 ? 1 : g;
    }
  }

  /** What one pulse makes of a state: {@code start + slope * state}. */
  private record OnePulse(float start, float slope) {
    static OnePulse of(PulseCurve curve, int pulses) {
      double start = curve.after(0, pulses);
      return new OnePulse(
          (float) start, curve.isStraight() ? 1 : (float) (curve.after(1, pulses) - start));
    }
  }

  private float limited(int cell, float g) {
    return lowest == null
        ? Math.min(1f, Math.max(0f, g))
        : Math.min(highest[cell], Math.max(lowest[cell], g));
  }
}
