package org.crosslearn.algorithms.rule.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.network.DenseNetwork;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One step on ideal hardware against a network in double precision whose gradients come from finite
 * differences of the cross entropy, or from the equations of the rule. Weights are compared by what
 * the network answers to inputs it did not learn.
 */
class GradientCheckTest {
  private static final ImageShape IMAGE = new ImageShape(3, 2, 1);
  private static final int CLASSES = 3;
  private static final int BATCH = 5;
  private static final double RATE = 0.7;
  private static final double DIFFERENCE = 1e-5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void backpropagationDescendsTheGradientOfTheCrossEntropy(long seed) {
    for (List<Integer> hidden :
        List.of(List.<Integer>of(), List.of(7), List.of(6, 5), List.of(6, 5, 4))) {
      Step step = Step.of(new Backpropagation(), hidden, seed);
      double[][] gradient = new double[step.weights.length][];
      for (int l = 0; l < gradient.length; l++) {
        gradient[l] = new double[step.weights[l].length];
        for (int i = 0; i < gradient[l].length; i++) {
          double weight = step.weights[l][i];
          step.weights[l][i] = weight + DIFFERENCE;
          double above = step.crossEntropy();
          step.weights[l][i] = weight - DIFFERENCE;
          double below = step.crossEntropy();
          step.weights[l][i] = weight;
          gradient[l][i] = (above - below) / (2 * DIFFERENCE);
        }
      }
      step.assertLearnedBy(gradient);
    }
  }

  /** {@code delta_l = f'(z_l) o B_l e} with the feedback that the rule drew. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void directFeedbackFollowsItsEquations(long seed) {
    for (List<Integer> hidden : List.of(List.of(7), List.of(6, 5), List.of(6, 5, 4))) {
      Step step = Step.of(new DirectFeedbackAlignment(), hidden, seed);
      double[][] feedback = new double[hidden.size()][];
      for (int l = 0; l < feedback.length; l++) {
        double limit = Math.sqrt(6.0 / (hidden.get(l) + CLASSES));
        feedback[l] = doubles(DenseNetwork.uniform(
            hidden.get(l) * CLASSES, limit, new RandomStreams(seed), "feedback" + (l + 1)));
      }
      step.assertLearnedBy(step.directFeedback(feedback));
    }
  }

  /** With one hidden layer the chain of transposes is one matrix; deeper, feedback skips f'. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void feedbackThroughTheTransposeIsBackpropagation(long seed) {
    Step step = Step.of(new Backpropagation(), List.of(7), seed);
    double[] transposed = new double[7 * CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      for (int h = 0; h < 7; h++) {
        transposed[h * CLASSES + c] = step.weights[1][c * 7 + h];
      }
    }
    step.assertLearnedBy(step.directFeedback(new double[][] {transposed}));
  }

  /** {@code delta_l = f'(z_l) o B_l delta_(l+1)} with the feedback that the rule drew. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void feedbackAlignmentGoesLayerByLayer(long seed) {
    for (List<Integer> hidden : List.of(List.of(7), List.of(6, 5), List.of(6, 5, 4))) {
      Step step = Step.of(new FeedbackAlignment(), hidden, seed);
      step.assertLearnedBy(step.chainedFeedback(step.drawnFeedback(seed)));
    }
  }

  /** As above, with the signs of the transposed weights. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void signSymmetricFeedbackHasTheSignsOfTheWeights(long seed) {
    for (List<Integer> hidden : List.of(List.of(7), List.of(6, 5), List.of(6, 5, 4))) {
      Step step = Step.of(new SignSymmetry(), hidden, seed);
      double[][] feedback = step.drawnFeedback(seed);
      for (int l = 0; l < feedback.length; l++) {
        int width = step.sizes[l + 1];
        int above = step.sizes[l + 2];
        for (int i = 0; i < width; i++) {
          for (int o = 0; o < above; o++) {
            double weight = step.weights[l + 1][o * width + i];
            feedback[l][i * above + o] =
                Math.abs(feedback[l][i * above + o]) * (weight < 0 ? -1 : 1);
          }
        }
      }
      step.assertLearnedBy(step.chainedFeedback(feedback));
    }
  }

  @Test
  void randomFeedbackIsNotBackpropagation() {
    double[][] random = {
      doubles(DenseNetwork.uniform(7 * CLASSES, 1, new RandomStreams(1), "feedback1"))
    };
    Step step = Step.of(new Backpropagation(), List.of(7), 1);
    double[][] moved = step.moved(step.directFeedback(random));
    double[] expected = step.answers(moved, step.probes);
    assertThat(largestDifference(expected, step.learned)).isGreaterThan(0.01);
  }

  /**
   * @param weights before the step, {@code outputs x inputs} each
   * @param probes inputs that were not learned
   * @param learned what the rule's network answers to them after the step
   */
  private record Step(
      int[] sizes,
      double[][] weights,
      double[] images,
      int[] labels,
      double[] probes,
      double[] learned) {

    static Step of(LearningRule<GradientSettings> rule, List<Integer> hidden, long seed) {
      LearningTask task = new LearningTask(
          IMAGE, CLASSES, NetworkSpec.rectified(hidden), 1, BATCH, new RandomStreams(seed));
      // The same seed gives a second network of the same weights, which can be looked into.
      DenseNetwork twin = DenseNetwork.create(task, 2, ideal(seed));
      double[][] weights = twin.layers().stream()
          .map(CrossbarMatrix::weights)
          .map(GradientCheckTest::doubles)
          .toArray(double[][]::new);
      RandomStream random = new RandomStreams(seed).stream("images", 0);
      float[] images = new float[BATCH * IMAGE.features()];
      float[] probes = new float[4 * images.length];
      for (int i = 0; i < images.length; i++) {
        images[i] = random.uniform();
      }
      for (int i = 0; i < probes.length; i++) {
        probes[i] = random.symmetric(1);
      }
      int[] labels = random.ints(BATCH, 0, CLASSES).toArray();
      Learner learner = rule.learner(new GradientSettings(RATE, 2), task, ideal(seed));
      learner.learn(Signal.given(images, BATCH, IMAGE.features()), labels, 0);
      float[] learned =
          learner.scores(Signal.given(probes, 4 * BATCH, IMAGE.features())).values();
      List<Integer> sizes = new ArrayList<>(hidden);
      sizes.add(0, IMAGE.features());
      sizes.add(CLASSES);
      return new Step(
          sizes.stream().mapToInt(Integer::intValue).toArray(),
          weights,
          doubles(images),
          labels,
          doubles(probes),
          doubles(learned));
    }

    private static Hardware ideal(long seed) {
      return new Hardware(HardwareSpec.IDEAL, new RandomStreams(seed));
    }

    void assertLearnedBy(double[][] gradient) {
      double[] before = answers(weights, probes);
      double[] expected = answers(moved(gradient), probes);
      assertThat(largestDifference(before, expected)).isGreaterThan(0.01);
      for (int i = 0; i < expected.length; i++) {
        assertThat(learned[i]).isCloseTo(expected[i], offset(5e-6));
      }
    }

    double[][] moved(double[][] gradient) {
      double[][] moved = new double[weights.length][];
      for (int l = 0; l < moved.length; l++) {
        moved[l] = weights[l].clone();
        for (int i = 0; i < moved[l].length; i++) {
          moved[l][i] -= RATE * gradient[l][i];
        }
      }
      return moved;
    }

    /** Linear outputs for a batch. */
    double[] answers(double[][] network, double[] inputs) {
      int count = inputs.length / sizes[0];
      double[] answers = new double[count * CLASSES];
      for (int b = 0; b < count; b++) {
        double[][] y = activations(network, inputs, b);
        System.arraycopy(y[network.length], 0, answers, b * CLASSES, CLASSES);
      }
      return answers;
    }

    /** {@code y_0 .. y_(L-1), z_L} of one sample. */
    private double[][] activations(double[][] network, double[] inputs, int sample) {
      double[][] y = new double[network.length + 1][];
      y[0] = Arrays.copyOfRange(inputs, sample * sizes[0], (sample + 1) * sizes[0]);
      for (int l = 0; l < network.length; l++) {
        y[l + 1] = new double[sizes[l + 1]];
        for (int o = 0; o < sizes[l + 1]; o++) {
          double z = 0;
          for (int i = 0; i < sizes[l]; i++) {
            z += network[l][o * sizes[l] + i] * y[l][i];
          }
          y[l + 1][o] = l < network.length - 1 ? Math.max(0, z) : z;
        }
      }
      return y;
    }

    /** Mean over the batch of {@code -log softmax(z_L)[label]}. */
    double crossEntropy() {
      double[] z = answers(weights, images);
      double loss = 0;
      for (int b = 0; b < BATCH; b++) {
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
          sum += Math.exp(z[b * CLASSES + c]);
        }
        loss += (Math.log(sum) - z[b * CLASSES + labels[b]]) / BATCH;
      }
      return loss;
    }

    /** {@code n_l x n_(l+1)} for each hidden layer, uniform within Glorot's limit. */
    double[][] drawnFeedback(long seed) {
      double[][] feedback = new double[weights.length - 1][];
      for (int l = 0; l < feedback.length; l++) {
        double limit = Math.sqrt(6.0 / (sizes[l + 1] + sizes[l + 2]));
        feedback[l] = doubles(DenseNetwork.uniform(
            sizes[l + 1] * sizes[l + 2], limit, new RandomStreams(seed), "feedback" + (l + 1)));
      }
      return feedback;
    }

    /**
     * @param feedback {@code B_l} of {@code n_l x n_(l+1)} for each hidden layer
     */
    double[][] chainedFeedback(double[][] feedback) {
      int layers = weights.length;
      double[][] gradient = new double[layers][];
      for (int l = 0; l < layers; l++) {
        gradient[l] = new double[weights[l].length];
      }
      for (int b = 0; b < BATCH; b++) {
        double[][] y = activations(weights, images, b);
        double[] delta = outputError(y[layers], labels[b]);
        for (int l = layers - 1; l >= 0; l--) {
          for (int o = 0; o < sizes[l + 1]; o++) {
            for (int i = 0; i < sizes[l]; i++) {
              gradient[l][o * sizes[l] + i] += delta[o] * y[l][i] / BATCH;
            }
          }
          double[] below = new double[sizes[l]];
          for (int i = 0; l > 0 && i < sizes[l]; i++) {
            for (int o = 0; y[l][i] > 0 && o < sizes[l + 1]; o++) {
              below[i] += feedback[l - 1][i * sizes[l + 1] + o] * delta[o];
            }
          }
          delta = below;
        }
      }
      return gradient;
    }

    private static double[] outputError(double[] output, int label) {
      double[] error = new double[CLASSES];
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        error[c] = Math.exp(output[c]);
        sum += error[c];
      }
      for (int c = 0; c < CLASSES; c++) {
        error[c] = error[c] / sum - (label == c ? 1 : 0);
      }
      return error;
    }

    /**
     * @param feedback {@code B_l} of {@code n_l x classes} for each hidden layer
     */
    double[][] directFeedback(double[][] feedback) {
      int layers = weights.length;
      double[][] gradient = new double[layers][];
      for (int l = 0; l < layers; l++) {
        gradient[l] = new double[weights[l].length];
      }
      for (int b = 0; b < BATCH; b++) {
        double[][] y = activations(weights, images, b);
        double[] error = outputError(y[layers], labels[b]);
        for (int l = 0; l < layers; l++) {
          for (int o = 0; o < sizes[l + 1]; o++) {
            double delta = 0;
            if (l == layers - 1) {
              delta = error[o];
            } else if (y[l + 1][o] > 0) {
              for (int c = 0; c < CLASSES; c++) {
                delta += feedback[l][o * CLASSES + c] * error[c];
              }
            }
            for (int i = 0; i < sizes[l]; i++) {
              gradient[l][o * sizes[l] + i] += delta * y[l][i] / BATCH;
            }
          }
        }
      }
      return gradient;
    }
  }

  private static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
