package org.crosslearn.crossbar.device;

/** Shapes of labels 0.01 .. 9, interpolated: drawing a label per cell must not solve one per cell. */
final class ShapeTable {
  static final double LARGEST_LABEL = 9;
  private static final double STEP = 0.01;

  private final double[] shapeTimesLabel = new double[(int) Math.round(LARGEST_LABEL / STEP) + 2];

  ShapeTable() {
    for (int i = 1; i < shapeTimesLabel.length; i++) {
      shapeTimesLabel[i] = PulseCurve.shape(i * STEP) * i * STEP;
    }
  }

  /** Shape for a label, which is taken to lie at least {@value #STEP} from 0. */
  double of(double label) {
    double magnitude = Math.max(STEP, Math.abs(label));
    int below = Math.min((int) (magnitude / STEP), shapeTimesLabel.length - 2);
    double part = magnitude / STEP - below;
    double product = shapeTimesLabel[below] * (1 - part) + shapeTimesLabel[below + 1] * part;
    return Math.copySign(product / magnitude, label);
  }
}
