package org.crosslearn.algorithms.readout;

import java.util.Arrays;
import java.util.List;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/**
 * A support vector machine with a linear kernel, one against one, by LIBSVM (Chang, Lin, ACM Trans.
 * Intell. Syst. Technol. 2(3):27, 2011). The products of all references with each other are computed
 * beforehand and take 24 bytes each: made for up to a few thousand references.
 *
 * @param cost of a vector on the wrong side of the margin, C, where the mean square length of the
 *     centred references is 1
 */
public record SupportVectors(double cost) implements Classifier {
  static {
    // Otherwise the library writes its progress to the standard output.
    svm.svm_set_print_string_function(text -> {});
  }

  @Override
  public int[][] classify(LabelledVectors vectors, List<Split> splits) {
    return splits.stream()
        .map(split -> classify(vectors.at(split.references()), vectors.at(split.queries())))
        .toArray(int[][]::new);
  }

  private int[] classify(LabelledVectors references, LabelledVectors queries) {
    float[] centre = references.mean();
    double squares = 0;
    for (float[] reference : references.vectors()) {
      squares += InnerProducts.squaredDistance(reference, centre);
    }
    double scale = squares == 0 ? 1 : references.count() / squares;
    InnerProducts products = new InnerProducts(centre);
    svm_model model = train(references, nodes(references, references, products, scale));
    return Arrays.stream(nodes(queries, references, products, scale))
        .mapToInt(query -> (int) svm.svm_predict(model, query))
        .toArray();
  }

  private svm_model train(LabelledVectors references, svm_node[][] products) {
    svm_problem problem = new svm_problem();
    problem.l = references.count();
    problem.x = products;
    problem.y = new double[problem.l];
    for (int v = 0; v < problem.l; v++) {
      problem.y[v] = references.labels()[v];
      problem.x[v][0].value = v + 1;
    }
    svm_parameter parameters = new svm_parameter();
    parameters.svm_type = svm_parameter.C_SVC;
    parameters.kernel_type = svm_parameter.PRECOMPUTED;
    parameters.C = cost;
    parameters.eps = 1e-3;
    parameters.cache_size = 100;
    parameters.shrinking = 1;
    String refused = svm.svm_check_parameter(problem, parameters);
    if (refused != null) {
      throw new IllegalArgumentException("LIBSVM refuses C = " + cost + ": " + refused);
    }
    return svm.svm_train(problem, parameters);
  }

  /** Products with all references, behind a first node as LIBSVM wants them. */
  private static svm_node[][] nodes(
      LabelledVectors vectors, LabelledVectors references, InnerProducts products, double scale) {
    int count = references.count();
    float[] block = new float[Math.multiplyExact(vectors.count(), count)];
    products.multiply(vectors.vectors(), references.vectors(), block);
    svm_node[][] nodes = new svm_node[vectors.count()][count + 1];
    for (int v = 0; v < nodes.length; v++) {
      for (int k = 0; k <= count; k++) {
        nodes[v][k] = new svm_node();
        nodes[v][k].index = k;
        nodes[v][k].value = k == 0 ? 0 : scale * block[v * count + k - 1];
      }
    }
    return nodes;
  }
}
