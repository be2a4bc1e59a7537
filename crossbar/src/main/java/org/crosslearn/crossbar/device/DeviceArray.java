package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/**
 * The cells of one matrix: normalised conductances in 0..1 that answer to pulses.
 *
 * <p>Follows section "weight update by pulses" of MLP+NeuroSim V3.0 (Chen, Peng, Yu 2018) with one
 * deviation: device-to-device variation draws a label of its own for each cell and direction, where
 * the original draws one for all cells built within the same second.
 */
public final class DeviceArray {
  private static final double LARGEST_LABEL = 9;

  private final DeviceSpec spec;
  private final float[] conductance;
  private final Direction potentiation;
  private final Direction depression;

  /**
   * @param cells number of cells, all at the smallest conductance
   * @param variation draws the device-to-device variation
   */
  public DeviceArray(DeviceSpec spec, int cells, RandomStream variation) {
    this.spec = spec;
    conductance = new float[cells];
    potentiation =
        new Direction(spec.nonlinearity().potentiation(), spec.levels().potentiation(), 1);
    depression = new Direction(spec.nonlinearity().depression(), spec.levels().depression(), -1);
    if (spec.deviceToDevice() > 0) {
      potentiation.vary(cells, spec.deviceToDevice(), variation);
      depression.vary(cells, spec.deviceToDevice(), variation);
    }
  }

  /** Normalised conductances; the array's own, for kernels to read. */
  public float[] conductance() {
    return conductance;
  }

  /** Sets a cell without pulses, as an ideal programmer would, on the grid of potentiation levels. */
  public void set(int cell, double g) {
    int steps = spec.levels().potentiation();
    conductance[cell] = (float) (Math.rint(Math.min(1, Math.max(0, g)) * steps) / steps);
  }

  /**
   * Applies pulses to one cell: the update curve, then one Gaussian of {@code cycleToCycle *
   * sqrt(|pulses|)} for the whole train, then the limits of the device.
   *
   * @param pulses above 0 potentiate, below 0 depress
   */
  public void pulse(int cell, float pulses, RandomStream noise) {
    if (pulses == 0) {
      return;
    }
    float g = (pulses > 0 ? potentiation : depression).after(cell, conductance[cell], pulses);
    if (spec.cycleToCycle() > 0) {
      g += (float) (spec.cycleToCycle() * Math.sqrt(Math.abs(pulses))) * noise.gaussian();
    }
    conductance[cell] = Math.min(1f, Math.max(0f, g));
  }

  /** One direction of programming: a curve for all cells, or one for each. */
  private static final class Direction {
    private final double label;
    private final int levels;
    private final PulseCurve nominal;
    private final double nominalAsymptote;
    private final float[] approachOfPulses;
    private float[] asymptote;
    private float[] rate;
    private float[] approachOfOnePulse;
    private final int sign;

    /**
     * @param sign of the pulses: 1 or -1
     */
    Direction(double label, int levels, int sign) {
      this.label = label;
      this.sign = sign;
      this.levels = levels;
      nominal = PulseCurve.of(label, levels);
      nominalAsymptote = nominal.asymptote();
      approachOfPulses = new float[Math.min(levels, 1024) + 1];
      for (int n = 0; n < approachOfPulses.length; n++) {
        approachOfPulses[n] = (float) (1 - Math.exp(-n * Math.abs(nominal.rate())));
      }
    }

    void vary(int cells, double sigma, RandomStream variation) {
      LabelTable table = new LabelTable();
      asymptote = new float[cells];
      rate = new float[cells];
      approachOfOnePulse = new float[cells];
      for (int i = 0; i < cells; i++) {
        double drawn = label + sigma * variation.gaussian();
        double clipped = Math.max(-LARGEST_LABEL, Math.min(LARGEST_LABEL, drawn));
        PulseCurve curve = new PulseCurve(table.shape(clipped), levels);
        asymptote[i] = (float) curve.asymptote();
        rate[i] = (float) curve.rate();
        approachOfOnePulse[i] = (float) -Math.expm1(-sign * curve.rate());
      }
    }

    /**
     * The affine map of {@link PulseCurve} as an approach to the asymptote, {@code g + (B - g)(1 - r)}:
     * close to saturation {@code B (1 - r) + g r} would be a difference of huge numbers.
     */
    float after(int cell, float g, float pulses) {
      if (rate != null) {
        double approach =
            pulses == sign ? approachOfOnePulse[cell] : -Math.expm1(-pulses * rate[cell]);
        return (float) (g + (asymptote[cell] - g) * approach);
      }
      if (nominal.straight()) {
        return g + pulses / levels;
      }
      return (float) (g + (nominalAsymptote - g) * approach(pulses));
    }

    /** Whole pulses in the direction that the curve saturates in are looked up, all else computed. */
    private double approach(float pulses) {
      float towardsAsymptote = nominal.shape() > 0 ? pulses : -pulses;
      int whole = (int) towardsAsymptote;
      return whole == towardsAsymptote && whole >= 0 && whole < approachOfPulses.length
          ? approachOfPulses[whole]
          : 1 - Math.exp(-pulses * nominal.rate());
    }
  }

  /** Shapes of labels 0.01 .. 9, interpolated: drawing a label per cell must not solve one per cell. */
  private static final class LabelTable {
    private static final double STEP = 0.01;
    private final double[] shapeTimesLabel = new double[(int) Math.round(LARGEST_LABEL / STEP) + 2];

    LabelTable() {
      for (int i = 1; i < shapeTimesLabel.length; i++) {
        shapeTimesLabel[i] = PulseCurve.shape(i * STEP) * i * STEP;
      }
    }

    double shape(double label) {
      double magnitude = Math.max(STEP, Math.abs(label));
      int below = Math.min((int) (magnitude / STEP), shapeTimesLabel.length - 2);
      double part = magnitude / STEP - below;
      double product = shapeTimesLabel[below] * (1 - part) + shapeTimesLabel[below + 1] * part;
      return Math.copySign(product / magnitude, label);
    }
  }
}
