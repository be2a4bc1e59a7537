package org.crosslearn.algorithms.experiment;

import org.crosslearn.algorithms.experiment.Findings.Embedding;
import org.crosslearn.algorithms.readout.LabelledVectors;
import org.crosslearn.algorithms.readout.PrincipalComponents;

/** Pictures of features. */
final class Embeddings {
  private static final int VECTORS = 400;
  private static final int COMPONENTS = 3;

  private Embeddings() {}

  /** The first vectors along the directions in which they differ most. */
  static Embedding of(String features, double seconds, LabelledVectors vectors) {
    LabelledVectors some = vectors.between(0, Math.min(VECTORS, vectors.count()));
    int components = Math.min(COMPONENTS, some.count());
    PrincipalComponents found = PrincipalComponents.of(some, components);
    float[][] coordinates = new float[some.count()][COMPONENTS];
    int[] labels = new int[some.count()];
    for (int v = 0; v < labels.length; v++) {
      labels[v] = some.labels()[v];
      for (int c = 0; c < components; c++) {
        coordinates[v][c] = (float) found.coordinates()[v][c];
      }
    }
    double[] shares = new double[COMPONENTS];
    for (int c = 0; c < components && found.totalVariance() > 0; c++) {
      shares[c] = found.variances()[c] / found.totalVariance();
    }
    return new Embedding(features, seconds, labels, coordinates, shares);
  }
}
