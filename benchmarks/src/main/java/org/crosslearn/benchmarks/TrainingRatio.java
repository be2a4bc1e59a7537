package org.crosslearn.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.algorithms.rule.gradient.Backpropagation;
import org.crosslearn.algorithms.training.Trainer;
import org.crosslearn.algorithms.training.TrainingSpec;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * Times whole epochs of backpropagation on ideal hardware (batching, products, activations, errors,
 * updates, recording) against the time that OpenBLAS needs for the matrix products alone, the two
 * taking turns on one thread in one process.
 */
public final class TrainingRatio {
  private static final int BATCH = 64;
  private static final int STEPS = 200;
  private static final int WARM_UP_TURNS = 5;
  private static final int TURNS = 21;

  private TrainingRatio() {}

  public static void main(String[] arguments) {
    Product.useOneThread();
    List<Product> products =
        SgemmRatio.trainingStep(BATCH).stream().map(SgemmRatio.Step::product).toList();
    double[] ours = new double[TURNS];
    double[] theirs = new double[TURNS];
    DataSet data = randomImages();
    for (int turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
      double our = secondsOfEpoch(data);
      double their = secondsOfProducts(products);
      if (turn >= 0) {
        ours[turn] = our;
        theirs[turn] = their;
      }
    }
    double[] ratios = new double[TURNS];
    Arrays.setAll(ratios, turn -> ours[turn] / theirs[turn]);
    System.out.println("crosslearn: " + DenseKernels.description());
    System.out.printf(
        Locale.ROOT,
        "784-256-128-10, batch %d: %.0f images/s trained; %.2f times the time of OpenBLAS's products"
            + " (quartiles %.2f and %.2f of %d turns)%n",
        BATCH,
        BATCH * STEPS / median(ours),
        median(ratios),
        ratios[TURNS / 4],
        ratios[TURNS - 1 - TURNS / 4],
        TURNS);
  }

  private static double secondsOfEpoch(DataSet data) {
    RandomStreams random = new RandomStreams(1);
    Hardware hardware = new Hardware(HardwareSpec.IDEAL, random);
    LearningTask task = new LearningTask(
        data.shape(), data.classes(), List.of(256, 128), 1, data.train().size(), random);
    Backpropagation rule = new Backpropagation();
    Learner learner = rule.learner(rule.defaults(), task, hardware);
    Trainer trainer = new Trainer(
        data, new TrainingSpec(1, BATCH), hardware.recorder(), random, (images, total) -> {});
    long start = System.nanoTime();
    trainer.train(learner);
    return (System.nanoTime() - start) * 1e-9;
  }

  private static double secondsOfProducts(List<Product> products) {
    long start = System.nanoTime();
    for (int step = 0; step < STEPS; step++) {
      products.forEach(Product::multiplyWithOpenBlas);
    }
    return (System.nanoTime() - start) * 1e-9;
  }

  private static DataSet randomImages() {
    ImageShape shape = new ImageShape(28, 28, 1);
    return new DataSet(
        "random", shape, 10, random(STEPS * BATCH, shape.features()), random(1, shape.features()));
  }

  private static Samples random(int size, int features) {
    SplittableRandom random = new SplittableRandom(size);
    float[] images = new float[size * features];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextDouble();
    }
    return new Samples(images, random.ints(size, 0, 10).toArray());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
