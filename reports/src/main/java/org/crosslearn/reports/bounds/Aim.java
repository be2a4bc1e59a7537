package org.crosslearn.reports.bounds;

/**
 * What a calibration wants a figure to be.
 *
 * @param figure its mean over the places that it speaks of, and over seeds
 * @param target what was published, say; null if the figure is to be as large as possible
 */
public record Aim(ExperimentFigure figure, Double target) {

  /** How well a value of the figure serves: the more the better. */
  public double worth(double value) {
    return target == null ? value : 1 - Math.abs(value - target);
  }
}
