package org.crosslearn.algorithms.rule.gradient;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.network.DenseNetwork;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;

/**
 * Sign-concordant feedback of fixed random magnitudes (frSF): {@code delta_l = f'(z_l) o (sign(W_(l+1))^T
 * o |B_l|) delta_(l+1)}. Before each step the signs are read out of the forward weights, and feedback
 * cells whose sign has changed are programmed anew.
 */
public final class SignSymmetry implements LearningRule<GradientSettings> {
  @Override
  public String name() {
    return "sign-symmetry";
  }

  @Override
  public String title() {
    return "Sign-symmetric feedback";
  }

  @Override
  public String source() {
    return "Liao, Leibo, Poggio, AAAI 2016, arXiv 1510.05067; Moskovitz, Litwin-Kumar, Abbott,"
        + " arXiv 1812.06488 (2018)";
  }

  @Override
  public GradientSettings defaults() {
    return new GradientSettings(0.1, 2);
  }

  @Override
  public void check(GradientSettings settings, LearningTask task) {
    settings.check(task);
  }

  @Override
  public Learner learner(GradientSettings settings, LearningTask task, Hardware hardware) {
    DenseNetwork network = DenseNetwork.create(task, settings.weightLimit(), hardware);
    List<Feedback> feedback = new ArrayList<>();
    for (int l = 0; l + 1 < network.layers().size(); l++) {
      feedback.add(new Feedback("feedback" + (l + 1), network.layers().get(l + 1), task, hardware));
    }
    return new GradientLearner(
        network,
        settings,
        (layer, errors) -> feedback.get(layer).read(errors[layer + 1]),
        true,
        hardware);
  }

  /** The feedback into one hidden layer. */
  private static final class Feedback {
    private final CrossbarMatrix above;
    private final CrossbarMatrix feedback;
    private final Hardware hardware;

    /** What the feedback holds: the transpose of {@link #above} in shape. */
    private final float[] weights;

    Feedback(String name, CrossbarMatrix above, LearningTask task, Hardware hardware) {
      this.above = above;
      this.hardware = hardware;
      double limit = FeedbackAlignment.limit(above);
      feedback = hardware.matrix(
          name, above.inputs(), above.outputs(), DenseNetwork.deviceLimit(task.network(), limit));
      weights = DenseNetwork.uniform(above.inputs() * above.outputs(), limit, task.random(), name);
      feedback.program(weights);
    }

    Signal read(Signal errors) {
      Signal forward = above.readOut();
      Signal signs = hardware.digital().signs(forward);
      for (int o = 0; o < above.outputs(); o++) {
        for (int i = 0; i < above.inputs(); i++) {
          int transposed = i * above.outputs() + o;
          float sign = signs.values()[o * above.inputs() + i];
          weights[transposed] = Math.abs(weights[transposed]) * sign;
        }
      }
      feedback.program(weights);
      return feedback.read(errors);
    }
  }
}
