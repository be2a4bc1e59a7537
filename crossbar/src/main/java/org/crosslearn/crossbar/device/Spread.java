package org.crosslearn.crossbar.device;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Differences between the cells of an array, drawn once for each cell and then fixed: standard
 * deviations of Gaussians.
 *
 * @param shape of the step law's own shape, in its unit, for each direction: the label of {@link
 *     StepLaw.Nonlinear}, the slope of {@link StepLaw.Linear}, the exponent of {@link StepLaw.Power};
 *     the other laws have none
 * @param step of the size of a step, relative; common to both directions
 * @param asymmetry of the ratio of steps up to steps down, relative
 * @param highest of the largest conductance, as a fraction of the nominal range
 * @param lowest of the smallest conductance, as a fraction of the nominal range
 */
public record Spread(double shape, double step, double asymmetry, double highest, double lowest) {
  /** Cells that are all alike. */
  public static final Spread NONE = new Spread(0, 0, 0, 0, 0);

  public Spread {
    InvalidValue.requireRange("shape", shape, 0, 9);
    InvalidValue.requireRange("step", step, 0, 1);
    InvalidValue.requireRange("asymmetry", asymmetry, 0, 1);
    InvalidValue.requireRange("highest", highest, 0, 1);
    InvalidValue.requireRange("lowest", lowest, 0, 1);
  }
}
