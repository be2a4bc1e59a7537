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
 * Images per second of MLP+NeuroSim V3.0's default task on one thread: 400-100-10, one image at a
 * time, a quarter of the inputs on, nonlinear noisy updates of Ag:a-Si cells. The images are drawn
 * from ten patterns with a tenth of their pixels turned over, so that training settles as it does on
 * digits and updates become small.
 */
public final class MlpNeurosimTask {
  private static final int IMAGES = 8000;
  private static final int WARM_UP_TURNS = 3;
  private static final int TURNS = 11;
  private static final ImageShape SHAPE = new ImageShape(20, 20, 1);

  private MlpNeurosimTask() {}

  public static void main(String[] arguments) {
    HardwareSpec spec = Presets.hardware(
        YamlDocument.parse(
            "{preset: mlp-neurosim, device: {preset: ag-a-si, access-ohm: 15e3}}", "benchmark"),
        "benchmark");
    RandomStreams random = new RandomStreams(1);
    Hardware hardware = new Hardware(spec, random);
    DataSet data = new DataSet("patterns", SHAPE, 10, patterns(IMAGES), patterns(1));
    NetworkSpec network = new NetworkSpec(
        List.of(100),
        NetworkSpec.Activation.SIGMOID,
        NetworkSpec.Loss.SQUARED_ERROR,
        new NetworkSpec.InitialWeights(1, 7));
    LearningTask task = new LearningTask(SHAPE, 10, network, 1, IMAGES, random);
    Learner learner = new Backpropagation()
        .learner(new GradientSettings(0.4, 1, List.of(1.0, 0.5)), task, hardware);
    Trainer trainer = new Trainer(
        data, new TrainingSpec(1, 1), hardware.recorder(), random, (images, total) -> {});
    double[] seconds = new double[TURNS];
    for (int turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
      long start = System.nanoTime();
      trainer.train(learner);
      if (turn >= 0) {
        seconds[turn] = (System.nanoTime() - start) * 1e-9;
      }
    }
    Arrays.sort(seconds);
    System.out.println("crosslearn: " + DenseKernels.description());
    System.out.printf(
        Locale.ROOT,
        "MLP+NeuroSim's default task, one thread: %.0f images/s trained (quartiles %.0f and %.0f of"
            + " %d turns of %d images)%n",
        IMAGES / seconds[TURNS / 2],
        IMAGES / seconds[TURNS - 1 - TURNS / 4],
        IMAGES / seconds[TURNS / 4],
        TURNS,
        IMAGES);
  }

  private static Samples patterns(int size) {
    SplittableRandom random = new SplittableRandom(1);
    boolean[][] patterns = new boolean[10][SHAPE.features()];
    for (boolean[] pattern : patterns) {
      for (int i = 0; i < pattern.length; i++) {
        pattern[i] = random.nextDouble() < 0.19;
      }
    }
    float[] images = new float[size * SHAPE.features()];
    int[] labels = new int[size];
    for (int image = 0; image < size; image++) {
      labels[image] = random.nextInt(10);
      for (int i = 0; i < SHAPE.features(); i++) {
        boolean on = patterns[labels[image]][i] ^ random.nextDouble() < 0.1;
        images[image * SHAPE.features() + i] = on ? 1 : 0;
      }
    }
    return new Samples(images, labels);
  }
}
