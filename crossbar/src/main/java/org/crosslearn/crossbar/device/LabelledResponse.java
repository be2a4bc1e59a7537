package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/** Cells on the curves of {@link StepLaw.Nonlinear}, each with labels of its own. */
final class LabelledResponse implements StepResponse {
  private static final double LARGEST_LABEL = 9;

  private final Curves potentiation;
  private final Curves depression;

  LabelledResponse(StepLaw.Nonlinear law, int cells, double sigma, RandomStream variation) {
    ShapeTable shapes = new ShapeTable();
    potentiation = new Curves(
        law.nonlinearity().potentiation(),
        law.levels().potentiation(),
        cells,
        sigma,
        variation,
        shapes);
    depression = new Curves(
        law.nonlinearity().depression(),
        law.levels().depression(),
        cells,
        sigma,
        variation,
        shapes);
  }

  @Override
  public double after(int cell, double state, double pulses, RandomStream noise) {
    Curves curves = pulses > 0 ? potentiation : depression;
    return state + (curves.asymptote[cell] - state) * -Math.expm1(-pulses * curves.rate[cell]);
  }

  /** One direction of programming. */
  private static final class Curves {
    final float[] asymptote;
    final float[] rate;

    Curves(
        double label,
        int levels,
        int cells,
        double sigma,
        RandomStream variation,
        ShapeTable shapes) {
      asymptote = new float[cells];
      rate = new float[cells];
      for (int i = 0; i < cells; i++) {
        double drawn = label + sigma * variation.gaussian();
        double clipped = Math.max(-LARGEST_LABEL, Math.min(LARGEST_LABEL, drawn));
        PulseCurve curve = PulseCurve.saturating(shapes.of(clipped), levels);
        asymptote[i] = (float) curve.asymptote();
        rate[i] = (float) curve.rate();
      }
    }
  }

  /** Shapes of labels 0.01 .. 9, interpolated: drawing a label per cell must not solve one per cell. */
  private static final class ShapeTable {
    private static final double STEP = 0.01;
    private final double[] shapeTimesLabel = new double[(int) Math.round(LARGEST_LABEL / STEP) + 2];

    ShapeTable() {
      for (int i = 1; i < shapeTimesLabel.length; i++) {
        shapeTimesLabel[i] = PulseCurve.shape(i * STEP) * i * STEP;
      }
    }

    double of(double label) {
      double magnitude = Math.max(STEP, Math.abs(label));
      int below = Math.min((int) (magnitude / STEP), shapeTimesLabel.length - 2);
      double part = magnitude / STEP - below;
      double product = shapeTimesLabel[below] * (1 - part) + shapeTimesLabel[below + 1] * part;
      return Math.copySign(product / magnitude, label);
    }
  }
}
