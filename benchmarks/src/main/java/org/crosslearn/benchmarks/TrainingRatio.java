package org.crosslearn.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.algorithms.rule.gradient.Backpropagation;
import org.crosslearn.algorithms.rule.gradient.GradientSettings;
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

  /** Turns, and turns before them that do not count; fewer of networks beyond this many weights. */
  private static final int WARM_UP_TURNS = 10;

  private static final int TURNS = 41;
  private static final int LARGE = 1_000_000;
  private static final int WARM_UP_TURNS_OF_LARGE = 2;
  private static final int TURNS_OF_LARGE = 9;

  /** MNIST's digits fill a box of 20 x 20 pixels; 19 in 100 pixels of an image are not blank. */
  private static final int MARGIN = 4;

  private static final double INKED_IN_BOX = 0.19 * 28 * 28 / (20 * 20);

  private TrainingRatio() {}

  /**
   * Takes the name of a hardware preset, or a hardware as studies write it, which begins with a brace,
   * or nothing for ideal hardware; the batch size, or nothing for 64; the network as studies write it,
   * or nothing for hidden layers of 256 and 128; and the settings of backpropagation as studies write
   * them.
   */
  public static void main(String[] arguments) {
    HardwareSpec spec = arguments.length == 0 ? HardwareSpec.IDEAL : hardware(arguments[0]);
    int batch = arguments.length < 2 ? DEFAULT_BATCH : Integer.parseInt(arguments[1]);
    Training training = new Training(
        spec,
        laidOver(NetworkSpec.rectified(List.of(256, 128)), arguments, 2),
        laidOver(new Backpropagation().defaults(), arguments, 3),
        batch);
    Product.useOneThread();
    DataSet data = randomImages();
    int[] layers = training.layers(data);
    // Products of small batches are slow everywhere: the rate of the machine is the measure.
    int together = Math.max(DEFAULT_BATCH, batch);
    List<Product> products = SgemmRatio.trainingStep(together, layers).stream()
        .map(SgemmRatio.Step::product)
        .toList();
    boolean large = training.network.weights(layers[0], data.classes()) > LARGE;
    int turns = large ? TURNS_OF_LARGE : TURNS;
    double[] ours = new double[turns];
    double[] theirs = new double[turns];
    for (int turn = large ? -WARM_UP_TURNS_OF_LARGE : -WARM_UP_TURNS; turn < turns; turn++) {
      double our = training.secondsOfEpoch(data);
      double their = secondsOfProducts(products, IMAGES / together);
      if (turn >= 0) {
        ours[turn] = our;
        theirs[turn] = their;
      }
    }
    double[] ratios = new double[turns];
    Arrays.setAll(ratios, turn -> ours[turn] / theirs[turn]);
    System.out.println("crosslearn: " + DenseKernels.description());
    System.out.printf(
        Locale.ROOT,
        "%s, %s, batch %d: %.2f ms per step, %.0f images/s trained; %.2f times the time of"
            + " OpenBLAS's products, a share of %.3f (quartiles %.2f and %.2f of %d turns)%n",
        arguments.length == 0 ? spec.description() : arguments[0],
        Arrays.stream(layers).mapToObj(Integer::toString).collect(Collectors.joining("-")),
        batch,
        median(ours) * batch / IMAGES * 1e3,
        IMAGES / median(ours),
        median(ratios),
        1 / median(ratios),
        ratios[turns / 4],
        ratios[turns - 1 - turns / 4],
        turns);
  }

  private static <T> T laidOver(T defaults, String[] arguments, int argument) {
    return arguments.length <= argument
        ? defaults
        : YamlDocument.parse(arguments[argument], "argument").over(defaults);
  }

  private static HardwareSpec hardware(String argument) {
    return argument.startsWith("{")
        ? Presets.hardware(YamlDocument.parse(argument, "argument"), "")
        : Presets.hardware(argument);
  }

  private record Training(
      HardwareSpec spec, NetworkSpec network, GradientSettings settings, int batch) {

    /** Widths of all layers, from the inputs on. */
    int[] layers(DataSet data) {
      List<Integer> widths = new ArrayList<>(network.hidden());
      widths.add(0, data.shape().features());
      widths.add(data.classes());
      return widths.stream().mapToInt(Integer::intValue).toArray();
    }

    double secondsOfEpoch(DataSet data) {
      RandomStreams random = new RandomStreams(1);
      Hardware hardware = new Hardware(spec, random);
      LearningTask task = new LearningTask(
          data.shape(), data.classes(), network, 1, data.train().size(), random);
      Learner learner = new Backpropagation().learner(settings, task, hardware);
      Trainer trainer = new Trainer(
          data, new TrainingSpec(1, batch), hardware.recorder(), random, (images, total) -> {});
      long start = System.nanoTime();
      trainer.train(learner);
      return (System.nanoTime() - start) * 1e-9;
    }
  }

  private static double secondsOfProducts(List<Product> products, int steps) {
    long start = System.nanoTime();
    for (int step = 0; step < steps; step++) {
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
