package org.crosslearn.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.algorithms.rule.gradient.Backpropagation;
import org.crosslearn.algorithms.training.Trainer;
import org.crosslearn.algorithms.training.TrainingSpec;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.yaml.YamlDocument;

/**
 * Times whole epochs of backpropagation on a hardware preset (batching, reads, activations, errors,
 * updates, recording) against the time that OpenBLAS needs for the useful multiply-adds alone, the
 * three matrix products of each layer in floating point, the two taking turns on one thread in one
 * process. The images are as sparse as MNIST's: bit-serial inputs cost what is switched on.
 */
public final class TrainingRatio {
  private static final int DEFAULT_BATCH = 64;
  private static final int IMAGES = 12_800;
  private static final int WARM_UP_TURNS = 10;
  private static final int TURNS = 41;

  /** MNIST's digits fill a box of 20 x 20 pixels; 19 in 100 pixels of an image are not blank. */
  private static final int MARGIN = 4;

  private static final double INKED_IN_BOX = 0.19 * 28 * 28 / (20 * 20);

  private TrainingRatio() {}

  /**
   * Takes the name of a hardware preset, or a hardware as studies write it, which begins with a brace,
   * or nothing for ideal hardware; and the batch size, or nothing for 64.
   */
  public static void main(String[] arguments) {
    HardwareSpec spec = arguments.length == 0 ? HardwareSpec.IDEAL : hardware(arguments[0]);
    int batch = arguments.length < 2 ? DEFAULT_BATCH : Integer.parseInt(arguments[1]);
    Product.useOneThread();
    // Products of a batch of 64 at any batch size: the rate of the machine is the measure.
    List<Product> products = SgemmRatio.trainingStep(DEFAULT_BATCH).stream()
        .map(SgemmRatio.Step::product)
        .toList();
    double[] ours = new double[TURNS];
    double[] theirs = new double[TURNS];
    DataSet data = randomImages();
    for (int turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
      double our = secondsOfEpoch(spec, data, batch);
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
        "%s, 784-256-128-10, batch %d: %.2f ms per step, %.0f images/s trained; %.2f times the time of"
            + " OpenBLAS's products, a share of %.3f (quartiles %.2f and %.2f of %d turns)%n",
        arguments.length == 0 ? spec.description() : arguments[0],
        batch,
        median(ours) * batch / IMAGES * 1e3,
        IMAGES / median(ours),
        median(ratios),
        1 / median(ratios),
        ratios[TURNS / 4],
        ratios[TURNS - 1 - TURNS / 4],
        TURNS);
  }

  private static HardwareSpec hardware(String argument) {
    return argument.startsWith("{")
        ? Presets.hardware(YamlDocument.parse(argument, "argument"), "")
        : Presets.hardware(argument);
  }

  private static double secondsOfEpoch(HardwareSpec spec, DataSet data, int batch) {
    RandomStreams random = new RandomStreams(1);
    Hardware hardware = new Hardware(spec, random);
    LearningTask task = new LearningTask(
        data.shape(),
        data.classes(),
        NetworkSpec.rectified(List.of(256, 128)),
        1,
        data.train().size(),
        random);
    Backpropagation rule = new Backpropagation();
    Learner learner = rule.learner(rule.defaults(), task, hardware);
    Trainer trainer = new Trainer(
        data, new TrainingSpec(1, batch), hardware.recorder(), random, (images, total) -> {});
    long start = System.nanoTime();
    trainer.train(learner);
    return (System.nanoTime() - start) * 1e-9;
  }

  private static double secondsOfProducts(List<Product> products) {
    long start = System.nanoTime();
    for (int step = 0; step < IMAGES / DEFAULT_BATCH; step++) {
      products.forEach(Product::multiplyWithOpenBlas);
    }
    return (System.nanoTime() - start) * 1e-9;
  }

  private static DataSet randomImages() {
    ImageShape shape = new ImageShape(28, 28, 1);
    return new DataSet("random", shape, 10, random(IMAGES, shape), random(1, shape));
  }

  private static Samples random(int size, ImageShape shape) {
    SplittableRandom random = new SplittableRandom(size);
    float[] images = new float[size * shape.features()];
    for (int image = 0; image < size; image++) {
      for (int row = MARGIN; row < shape.height() - MARGIN; row++) {
        for (int column = MARGIN; column < shape.width() - MARGIN; column++) {
          if (random.nextDouble() < INKED_IN_BOX) {
            images[image * shape.features() + row * shape.width() + column] =
                (float) random.nextDouble();
          }
        }
      }
    }
    return new Samples(images, random.ints(size, 0, 10).toArray());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
