package org.crosslearn.algorithms.rule.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.network.DenseNetwork;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.algorithms.network.NetworkSpec.Activation;
import org.crosslearn.algorithms.network.NetworkSpec.InitialWeights;
import org.crosslearn.algorithms.network.NetworkSpec.Loss;
import org.crosslearn.algorithms.network.Wage;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.algorithms.rule.gradient.GradientSettings.MomentumReset;
import org.crosslearn.algorithms.rule.gradient.GradientSettings.Normalisation;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp.Storage;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps in numbers of few bits, with momentum and normalised gradients, against the published equations
 * in double precision. Weights are compared by what the network answers to inputs it did not learn.
 */
class WageTest {
  private static final ImageShape IMAGE = new ImageShape(4, 3, 1);
  private static final int CLASSES = 3;
  private static final int BATCH = 5;
  private static final List<Integer> HIDDEN = List.of(9, 7);
  private static final double RATE = 0.1;
  private static final double TOLERANCE = 1e-5;

  static Stream<Arguments> settings() {
    return Stream.of(new Backpropagation(), new DirectFeedbackAlignment())
        .flatMap(rule -> Stream.of(
                new Wage(6, 8, 8), new Wage(8, 8, null), new Wage(6, null, 5), null)
            .flatMap(wage -> Stream.of(0.0, 0.9)
                .flatMap(momentum -> Stream.of(
                    Arguments.of(rule, wage, momentum, MomentumReset.NEVER, Normalisation.NONE),
                    Arguments.of(
                        rule,
                        wage,
                        momentum,
                        MomentumReset.EACH_EPOCH,
                        Normalisation.POWER_OF_TWO)))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void stepsFollowTheEquations(
      LearningRule<GradientSettings> rule,
      Wage wage,
      double momentum,
      MomentumReset reset,
      Normalisation normalise) {
    NetworkSpec network =
        new NetworkSpec(HIDDEN, Activation.RELU, Loss.HALF_SQUARED_ERROR, null, wage);
    LearningTask task =
        new LearningTask(IMAGE, CLASSES, network, 2, 2 * BATCH, new RandomStreams(3));
    GradientSettings settings =
        new GradientSettings(RATE, 2, List.of(), momentum, reset, normalise);
    Learner learner = rule.learner(settings, task, ideal());
    Equations equations = new Equations(task, settings, rule.name().equals("bp"));
    RandomStream random = new RandomStreams(3).stream("images", 0);
    double[][] probes = null;
    double[] untrained = null;
    for (int step = 0; step < 4; step++) {
      double[][] images = new double[BATCH][IMAGE.features()];
      float[] values = new float[BATCH * IMAGE.features()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.uniform();
        images[i / IMAGE.features()][i % IMAGE.features()] = values[i];
      }
      if (probes == null) {
        probes = images;
        untrained = equations.answers(probes);
      }
      int[] labels = random.ints(BATCH, 0, CLASSES).toArray();
      learner.learn(Signal.given(values, BATCH, IMAGE.features()), labels, step / 2);
      equations.learn(images, labels, step / 2);
    }
    float[] answers = learner.scores(signal(probes)).values();
    double[] expected = equations.answers(probes);
    double moved = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) answers[i]).isCloseTo(expected[i], offset(TOLERANCE));
      moved = Math.max(moved, Math.abs(expected[i] - untrained[i]));
    }
    assertThat(moved).isGreaterThan(100 * TOLERANCE);
  }

  @Test
  void everyStepAsksForTheSameOperationsAndMemory() {
    LearningTask task = new LearningTask(
        IMAGE,
        CLASSES,
        new NetworkSpec(HIDDEN, Activation.RELU, Loss.HALF_SQUARED_ERROR, null, new Wage(6, 8, 8)),
        2,
        BATCH,
        new RandomStreams(1));
    Hardware hardware = ideal();
    Learner learner = new Backpropagation()
        .learner(
            new GradientSettings(
                RATE, 2, List.of(), 0.9, MomentumReset.EACH_EPOCH, Normalisation.POWER_OF_TWO),
            task,
            hardware);
    List<OpGraph> steps = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      hardware.recorder().start(BATCH);
      learner.learn(signal(new double[BATCH][IMAGE.features()]), new int[BATCH], epoch);
      steps.add(hardware.recorder().stop());
    }
    assertThat(OpGraph.mean(steps).ops(Storage.class))
        .containsExactly(
            new Storage("layer1/momentum", 9 * 12),
            new Storage("layer2/momentum", 7 * 9),
            new Storage("layer3/momentum", 3 * 7));
  }

  /** a = 24 / 32 for 6 bits, and s = shift(0.75 / sqrt(3 / n)). */
  @Test
  void initialWeightsAndScalesAreThoseOfTheWorkedExample() {
    NetworkSpec network = new NetworkSpec(
        List.of(1024), Activation.RELU, Loss.HALF_SQUARED_ERROR, null, new Wage(6, 8, 8));
    LearningTask task =
        new LearningTask(new ImageShape(28, 28, 1), 10, network, 1, 1, new RandomStreams(1));
    DenseNetwork dense = DenseNetwork.create(task, 2, ideal());
    float[] weights = dense.layers().get(1).weights();
    double largest = IntStream.range(0, weights.length)
        .mapToDouble(i -> Math.abs(weights[i]))
        .max()
        .orElseThrow();
    assertThat(largest).isBetween(0.749, 0.75);
    // log2(0.75 / sqrt(3 / 1024)) = 3.79, so a hidden unit of activity 1 counts 1 / 16 of its
    // weight.
    float[] one = new float[784];
    one[0] = 1;
    List<Signal> activations = dense.forward(Signal.given(one, 1, 784));
    float[] hidden = activations.get(1).values();
    float[] output = activations.get(2).values();
    for (int k = 0; k < 10; k++) {
      double sum = 0;
      for (int i = 0; i < hidden.length; i++) {
        assertThat(hidden[i] * 128).isEqualTo((float) Math.rint(hidden[i] * 128));
        sum += hidden[i] * (double) weights[k * 1024 + i];
      }
      assertThat((double) output[k]).isCloseTo(sum / 16, offset(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 17})
  void weightsOfOtherThanSixToSixteenBitsAreRefused(int bits) {
    assertThatThrownBy(() -> new Wage(bits, 8, 8))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("weight-bits");
  }

  @Test
  void twoWaysForWeightsToStartAreRefused() {
    assertThatThrownBy(() -> new NetworkSpec(
            List.of(),
            Activation.RELU,
            Loss.CROSS_ENTROPY,
            new InitialWeights(1, null),
            new Wage(6, 8, 8)))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("initial");
  }

  private static Hardware ideal() {
    return new Hardware(HardwareSpec.IDEAL, new RandomStreams(3));
  }

  private static Signal signal(double[][] samples) {
    float[] values = new float[samples.length * samples[0].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) samples[i / samples[0].length][i % samples[0].length];
    }
    return Signal.given(values, samples.length, samples[0].length);
  }

  /** The equations, sample by sample. Matrices are {@code outputs x inputs}. */
  private static final class Equations {
    final Wage wage;
    final GradientSettings settings;
    final boolean transposed;
    final double[][][] weights;
    final double[][][] averages;
    final double[][][] feedback;
    int epoch;

    Equations(LearningTask task, GradientSettings settings, boolean transposed) {
      this.settings = settings;
      this.transposed = transposed;
      wage = task.network().wage();
      weights = DenseNetwork.create(task, 2, ideal()).layers().stream()
          .map(layer -> matrix(layer.weights(), layer.inputs()))
          .toArray(double[][][]::new);
      averages =
          Stream.of(weights).map(w -> new double[w.length][w[0].length]).toArray(double[][][]::new);
      feedback = new double[HIDDEN.size()][][];
      for (int l = 0; l < feedback.length; l++) {
        int width = HIDDEN.get(l);
        double limit = Math.sqrt(6.0 / (width + CLASSES));
        feedback[l] = matrix(
            DenseNetwork.uniform(
                width * CLASSES, limit, new RandomStreams(3), "feedback" + (l + 1)),
            CLASSES);
      }
    }

    static double[][] matrix(float[] values, int columns) {
      double[][] matrix = new double[values.length / columns][columns];
      for (int i = 0; i < values.length; i++) {
        matrix[i / columns][i % columns] = values[i];
      }
      return matrix;
    }

    double scale(int layer) {
      if (wage == null) {
        return 1;
      }
      double least = 24 / Math.pow(2, wage.weightBits() - 1);
      double ratio = least / Math.sqrt(3.0 / weights[layer][0].length);
      return Math.max(1, Math.pow(2, Math.rint(Math.log(ratio) / Math.log(2))));
    }

    static double q(double x, Integer bits) {
      if (bits == null) {
        return x;
      }
      double s = Math.pow(2, bits - 1);
      return Math.rint(Math.max(-1 + 1 / s, Math.min(1 - 1 / s, x)) * s) / s;
    }

    static double shift(double[][] values) {
      double largest = Stream.of(values)
          .flatMapToDouble(DoubleStream::of)
          .map(Math::abs)
          .max()
          .orElseThrow();
      return largest == 0 ? 1 : Math.pow(2, Math.rint(Math.log(largest) / Math.log(2)));
    }

    /** Activations of all layers, {@code [layer][sample][unit]}. */
    double[][][] forward(double[][] images) {
      double[][][] y = new double[weights.length + 1][images.length][];
      y[0] = images;
      for (int l = 0; l < weights.length; l++) {
        for (int b = 0; b < images.length; b++) {
          y[l + 1][b] = new double[weights[l].length];
          for (int o = 0; o < weights[l].length; o++) {
            double z = 0;
            for (int i = 0; i < weights[l][o].length; i++) {
              z += weights[l][o][i] * y[l][b][i];
            }
            z /= scale(l);
            boolean hidden = l < weights.length - 1;
            Integer bits = wage == null ? null : wage.activationBits();
            y[l + 1][b][o] = hidden ? Math.max(0, q(z, bits)) : z;
          }
        }
      }
      return y;
    }

    double[] answers(double[][] images) {
      return Stream.of(forward(images)[weights.length])
          .flatMapToDouble(DoubleStream::of)
          .toArray();
    }

    double[][] rounded(double[][] errors) {
      if (wage == null || wage.errorBits() == null) {
        return errors;
      }
      double divisor = shift(errors);
      return Stream.of(errors)
          .map(
              e -> DoubleStream.of(e).map(v -> q(v / divisor, wage.errorBits())).toArray())
          .toArray(double[][]::new);
    }

    void learn(double[][] images, int[] labels, int now) {
      double[][][] y = forward(images);
      int last = weights.length - 1;
      double[][][] errors = new double[weights.length][][];
      errors[last] = new double[images.length][CLASSES];
      for (int b = 0; b < images.length; b++) {
        for (int k = 0; k < CLASSES; k++) {
          errors[last][b][k] = (y[last + 1][b][k] - (labels[b] == k ? 1 : 0)) / scale(last);
        }
      }
      errors[last] = rounded(errors[last]);
      for (int l = last - 1; l >= 0; l--) {
        errors[l] = new double[images.length][weights[l].length];
        for (int b = 0; b < images.length; b++) {
          for (int i = 0; i < weights[l].length; i++) {
            double sum = 0;
            double[] from = transposed ? errors[l + 1][b] : errors[last][b];
            for (int o = 0; o < from.length; o++) {
              sum += from[o] * (transposed ? weights[l + 1][o][i] : feedback[l][i][o]);
            }
            errors[l][b][i] = y[l + 1][b][i] > 0 ? sum / scale(l) : 0;
          }
        }
        errors[l] = transposed ? rounded(errors[l]) : errors[l];
      }
      boolean cleared = settings.momentumReset() == MomentumReset.EACH_EPOCH && now != epoch;
      epoch = now;
      for (int l = 0; l <= last; l++) {
        double m = settings.momentum();
        for (int o = 0; o < weights[l].length; o++) {
          for (int i = 0; i < weights[l][o].length; i++) {
            double g = 0;
            for (int b = 0; b < images.length; b++) {
              g += errors[l][b][o] * y[l][b][i];
            }
            averages[l][o][i] = m * (cleared ? 0 : averages[l][o][i]) + (1 - m) * g;
          }
        }
        boolean normalised = settings.normalise() == Normalisation.POWER_OF_TWO;
        double divisor = normalised ? shift(averages[l]) : images.length;
        for (int o = 0; o < weights[l].length; o++) {
          for (int i = 0; i < weights[l][o].length; i++) {
            weights[l][o][i] -= RATE / divisor * averages[l][o][i];
          }
        }
      }
    }
  }
}
