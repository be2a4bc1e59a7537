package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.kernel.PulseKernels;
import org.crosslearn.crossbar.random.RandomStream;

/** Pulse trains that are affine maps of the state: the kernels move many cells at a time. */
interface AffineResponse extends StepResponse {

  /** The curve that a cell follows. */
  PulseCurve curve(int cell, boolean raised);

  @Override
  default double after(int cell, double state, boolean raised, double steps, RandomStream noise) {
    return curve(cell, raised).after(state, steps);
  }

  /** Cells that are all alike. */
  record Alike(PulseCurve potentiation, PulseCurve depression) implements AffineResponse {
    @Override
    public PulseCurve curve(int cell, boolean raised) {
      return raised ? potentiation : depression;
    }

    PulseKernels.Affine map(boolean raised) {
      PulseCurve curve = curve(0, raised);
      return new PulseKernels.Affine(curve.asymptote(), curve.rate(), curve.step());
    }
  }

  /** Cells with curves of their own, none of them straight. */
  final class Each implements AffineResponse {
    /** Asymptote and rate of potentiation, then of depression, of one cell after another. */
    private final float[] curves;

    Each(int cells) {
      curves = new float[4 * cells];
    }

    void set(int cell, boolean raised, PulseCurve curve) {
      int at = index(cell, raised);
      curves[at] = (float) curve.asymptote();
      curves[at + 1] = (float) curve.rate();
    }

    @Override
    public PulseCurve curve(int cell, boolean raised) {
      int at = index(cell, raised);
      return new PulseCurve(curves[at], curves[at + 1], 0);
    }

    float[] curves() {
      return curves;
    }

    static int index(int cell, boolean raised) {
      return 4 * cell + (raised ? 0 : 2);
    }
  }
}
