package org.crosslearn.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.crosslearn.benchmarks.Product.Variant;
import org.crosslearn.crossbar.kernel.DenseKernels;

/**
 * Times the matrix products of one training step of a perceptron against OpenBLAS on one thread, and
 * prints a Markdown table.
 *
 * <p>The two take turns within one process, so that both meet the same clock rate and the same
 * neighbours; each row shows medians over many turns.
 */
public final class SgemmRatio {

  private static final int[] LAYERS = {784, 256, 128, 10};
  private static final int DEFAULT_BATCH = 64;
  private static final int WARM_UP_TURNS = 60;
  private static final int TURNS = 101;
  private static final double SECONDS_PER_TURN = 2e-3;

  private SgemmRatio() {}

  /** Takes the batch size, or nothing for 64. */
  public static void main(String[] arguments) {
    int batch = arguments.length == 0 ? DEFAULT_BATCH : Integer.parseInt(arguments[0]);
    Product.useOneThread();
    System.out.println("crosslearn: " + DenseKernels.description());
    System.out.println("OpenBLAS: " + openBlasChoice());
    System.out.println("Java " + System.getProperty("java.version") + ", one thread, batch " + batch
        + ", layers " + Arrays.toString(LAYERS));
    System.out.println();
    System.out.println("| product | m x n x k | crosslearn GFLOP/s | OpenBLAS GFLOP/s | ratio |");
    System.out.println("|---|---|---:|---:|---:|");
    DenseKernels kernels = DenseKernels.create();
    double ours = 0;
    double theirs = 0;
    for (Step step : trainingStep(batch, LAYERS)) {
      step.product.requireAgreement(kernels);
      double[] seconds = medianSeconds(step.product, kernels);
      ours += seconds[0];
      theirs += seconds[1];
      printRow(
          step.name + " (" + step.product.variant() + ")",
          step.product.shape(),
          step.product.flops(),
          seconds[0],
          seconds[1]);
    }
    double flops = trainingStep(batch, LAYERS).stream()
        .mapToDouble(step -> step.product.flops())
        .sum();
    printRow("whole step", "", flops, ours, theirs);
  }

  /** A pinned core type, often inherited unseen from the environment, can halve OpenBLAS's speed. */
  private static String openBlasChoice() {
    String pinned = System.getenv("OPENBLAS_CORETYPE");
    return pinned == null
        ? "kernels for this processor, chosen by itself"
        : "kernels pinned by OPENBLAS_CORETYPE=" + pinned + ", maybe not its fastest here";
  }

  record Step(String name, Product product) {}

  /**
   * @param layers widths, from the inputs on
   */
  static List<Step> trainingStep(int batch, int... layers) {
    List<Step> steps = new ArrayList<>();
    for (int layer = 0; layer + 1 < layers.length; layer++) {
      int inputs = layers[layer];
      int outputs = layers[layer + 1];
      steps.add(
          new Step("forward " + (layer + 1), new Product(Variant.NT, batch, outputs, inputs, 1)));
      // The first layer sends no error further back.
      if (layer > 0) {
        steps.add(new Step(
            "backward " + (layer + 1), new Product(Variant.NN, batch, inputs, outputs, 2)));
      }
      steps.add(
          new Step("gradient " + (layer + 1), new Product(Variant.TN, outputs, inputs, batch, 3)));
    }
    return steps;
  }

  /** Median seconds per product: ours, then OpenBLAS. */
  private static double[] medianSeconds(Product product, DenseKernels kernels) {
    Runnable ours = () -> product.multiply(kernels);
    Runnable theirs = product::multiplyWithOpenBlas;
    int repeats = repeatsPerTurn(theirs);
    double[] ourSeconds = new double[TURNS];
    double[] theirSeconds = new double[TURNS];
    for (int turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
      double our = seconds(ours, repeats);
      double their = seconds(theirs, repeats);
      if (turn >= 0) {
        ourSeconds[turn] = our;
        theirSeconds[turn] = their;
      }
    }
    Arrays.sort(ourSeconds);
    Arrays.sort(theirSeconds);
    return new double[] {ourSeconds[TURNS / 2], theirSeconds[TURNS / 2]};
  }

  private static int repeatsPerTurn(Runnable product) {
    int repeats = 1;
    while (seconds(product, repeats) * repeats < SECONDS_PER_TURN) {
      repeats *= 2;
    }
    return repeats;
  }

  private static double seconds(Runnable product, int repeats) {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      product.run();
    }
    return (System.nanoTime() - start) * 1e-9 / repeats;
  }

  private static void printRow(
      String name, String shape, double flops, double ourSeconds, double theirSeconds) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %.2f |%n",
        name,
        shape,
        flops / ourSeconds * 1e-9,
        flops / theirSeconds * 1e-9,
        theirSeconds / ourSeconds);
  }
}
