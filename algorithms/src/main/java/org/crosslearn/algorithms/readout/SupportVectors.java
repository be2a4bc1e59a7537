package org.crosslearn.algorithms.readout;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.crosslearn.algorithms.parallel.Workers;

/**
 * A support vector machine with a linear kernel, one against one, by LIBSVM (Chang, Lin, ACM Trans.
 * Intell. Syst. Technol. 2(3):27, 2011). The products of all references with each other are computed
 * beforehand and take 24 bytes each: made for up to a few thousand references.
 *
 * <p>Of several costs it takes the one with which references name each other best in a
 * cross-validation (Hsu, Chang, Lin, A practical guide to support vector classification, 2003), the
 * smaller of equals: with one cost for all, a few long vectors would decide how much the others count.
 *
 * @param costs of a vector on the wrong side of the margin, C, where the mean square length of the
 *     centred references is 1, rising
 * @param threads splits that are learned at once
 */
public record SupportVectors(List<Double> costs, int threads) implements Classifier {
  private static final int FOLDS = 5;

  static {
    // Otherwise the library writes its progress to the standard output.
    svm.svm_set_print_string_function(text -> {});
  }

  public SupportVectors {
    costs = List.copyOf(costs);
  }

  @Override
  public int[][] classify(LabelledVectors vectors, List<Split> splits) {
    int[][] found = new int[splits.size()][];
    Workers.share(splits.size(), threads, () -> s -> {
      Split split = splits.get(s);
      found[s] = classify(vectors.at(split.references()), vectors.at(split.queries()));
    });
    return found;
  }

  private int[] classify(LabelledVectors references, LabelledVectors queries) {
    float[] centre = references.mean();
    double squares = 0;
    for (float[] reference : references.vectors()) {
      squares += InnerProducts.squaredDistance(reference, centre);
    }
    double scale = squares == 0 ? 1 : references.count() / squares;
    InnerProducts products = new InnerProducts(centre);
    svm_node[][] known = nodes(references, references, products, scale);
    for (int v = 0; v < known.length; v++) {
      known[v][0].value = v + 1;
    }
    int[] all = IntStream.range(0, known.length).toArray();
    svm_model model = train(known, references.labels(), all, bestCost(known, references.labels()));
    return Arrays.stream(nodes(queries, references, products, scale))
        .mapToInt(query -> (int) svm.svm_predict(model, query))
        .toArray();
  }

  private double bestCost(svm_node[][] known, int[] labels) {
    double best = costs.get(0);
    if (costs.size() == 1 || known.length < FOLDS) {
      return best;
    }
    int most = -1;
    for (double cost : costs) {
      int right = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        int held = fold;
        int[] others =
            IntStream.range(0, known.length).filter(v -> v % FOLDS != held).toArray();
        svm_model model = train(known, labels, others, cost);
        right += (int) IntStream.range(0, known.length)
            .filter(v -> v % FOLDS == held)
            .filter(v -> svm.svm_predict(model, known[v]) == labels[v])
            .count();
      }
      if (right > most) {
        most = right;
        best = cost;
      }
    }
    return best;
  }

  /** Learns from some of the references, whose first nodes say which they are. */
  private static svm_model train(svm_node[][] known, int[] labels, int[] some, double cost) {
    svm_problem problem = new svm_problem();
    problem.l = some.length;
    problem.x = Arrays.stream(some).mapToObj(v -> known[v]).toArray(svm_node[][]::new);
    problem.y = Arrays.stream(some).mapToDouble(v -> labels[v]).toArray();
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
