package org.crosslearn.algorithms.rule.gradient;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.network.DenseNetwork;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Hardware;

/**
 * Feedback alignment: backpropagation with a fixed random matrix in place of each transpose, {@code
 * delta_l = f'(z_l) o B_l delta_(l+1)}. The feedback matrices are read like any other.
 */
public final class FeedbackAlignment implements LearningRule<GradientSettings> {
  @Override
  public String name() {
    return "fa";
  }

  @Override
  public String title() {
    return "Feedback alignment";
  }

  @Override
  public String source() {
    return "Lillicrap, Cownden, Tweed, Akerman, Nature Communications 7:13276 (2016)";
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
    List<CrossbarMatrix> feedback = new ArrayList<>();
    for (int l = 0; l + 1 < network.layers().size(); l++) {
      CrossbarMatrix above = network.layers().get(l + 1);
      feedback.add(hardware.randomMatrix(
          "feedback" + (l + 1),
          above.inputs(),
          above.outputs(),
          limit(above),
          DenseNetwork.deviceLimit(task.network(), limit(above))));
    }
    return new GradientLearner(
        network,
        settings,
        (layer, errors) -> feedback.get(layer).read(errors[layer + 1]),
        true,
        hardware);
  }

  /** Uniform within {@code sqrt(6 / (n_l + n_(l+1)))} (Glorot). */
  static double limit(CrossbarMatrix above) {
    return Math.sqrt(6.0 / (above.inputs() + above.outputs()));
  }
}
