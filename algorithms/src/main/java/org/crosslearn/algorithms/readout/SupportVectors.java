package org.crosslearn.algorithms.readout;

import java.util.Arrays;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.crosslearn.crossbar.kernel.DenseKernels;

/**
 * A support vector machine with a linear kernel, one against one, by LIBSVM (Chang, Lin, ACM Trans.
 * Intell. Syst. Technol. 2(3):27, 2011). The products of all references with each other are computed
 * beforehand and take 24 bytes each: made for up to a few thousand references.
 */
public final class SupportVectors implements Classifier {
  static {
    // Otherwise the library writes its progress to the standard output.
    svm.svm_set_print_string_function(text -> {});
  }

  private final LabelledVectors references;
  private final float[] centre;
  private final float[] centred;
  private final double scale;
  private final svm_model model;
  private final DenseKernels kernels = DenseKernels.create();

  /**
   * Learns the references, centred and scaled to a mean square length of 1.
   *
   * @param cost of a vector on the wrong side of the margin, C
   */
  public SupportVectors(double cost, LabelledVectors references) {
    this.references = references;
    centre = references.mean();
    centred = references.less(centre, 0, references.count());
    double squares = 0;
    for (float value : centred) {
      squares += (double) value * value;
    }
    scale = squares == 0 ? 1 : references.count() / squares;
    svm_problem problem = new svm_problem();
    problem.l = references.count();
    problem.x = products(references);
    problem.y = new double[problem.l];
    for (int v = 0; v < problem.l; v++) {
      problem.y[v] = references.label(v);
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
    model = svm.svm_train(problem, parameters);
  }

  @Override
  public int[] classify(LabelledVectors queries) {
    return Arrays.stream(products(queries))
        .mapToInt(query -> (int) svm.svm_predict(model, query))
        .toArray();
  }

  /** Products with all references, behind a first node as LIBSVM wants them. */
  private svm_node[][] products(LabelledVectors vectors) {
    int count = references.count();
    int size = references.size();
    float[] row = new float[count];
    svm_node[][] products = new svm_node[vectors.count()][count + 1];
    for (int v = 0; v < products.length; v++) {
      float[] vector = vectors.less(centre, v, 1);
      kernels.multiplyNT(1, count, size, vector, 0, size, centred, 0, size, row, 0, count, false);
      for (int k = 0; k <= count; k++) {
        products[v][k] = new svm_node();
        products[v][k].index = k;
        products[v][k].value = k == 0 ? 0 : scale * row[k - 1];
      }
    }
    return products;
  }
}
