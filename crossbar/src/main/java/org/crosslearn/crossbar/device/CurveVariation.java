package org.crosslearn.crossbar.device;

import java.util.function.DoubleFunction;
import org.crosslearn.crossbar.random.RandomStream;

/** Draws a shape for each cell and direction, and so a curve. */
final class CurveVariation {
  private final AffineResponse.Each response;
  private final int cells;
  private final double sigma;
  private final RandomStream variation;

  /**
   * @param sigma standard deviation of the shapes
   */
  CurveVariation(int cells, double sigma, RandomStream variation) {
    this.cells = cells;
    this.sigma = sigma;
    this.variation = variation;
    response = new AffineResponse.Each(cells);
  }

  /** Draws one direction. */
  CurveVariation draw(boolean raised, double mean, DoubleFunction<PulseCurve> curveOfShape) {
    for (int cell = 0; cell < cells; cell++) {
      response.set(cell, raised, curveOfShape.apply(mean + sigma * variation.gaussian()));
    }
    return this;
  }

  AffineResponse response() {
    return response;
  }
}
