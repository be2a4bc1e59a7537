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
 * Direct feedback alignment: the output error reaches every hidden layer through a fixed random
 * matrix of its own, {@code delta_l = f'(z_l) o B_l e}. The feedback matrices are crossbars, written
 * once and read like any other, so their quantisation and noise are part of the rule.
 */
public final class DirectFeedbackAlignment implements LearningRule<GradientSettings> {
  @Override
  public String name() {
    return "dfa";
  }

  @Override
  public String title() {
    return "Direct feedback alignment";
  }

  @Override
  public String source() {
    return "Nokland, NeurIPS 2016, arXiv 1609.01596";
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
    List<CrossbarMatrix> feedback = feedback(task, hardware);
    return new GradientLearner(
        network,
        settings,
        (layer, errors) -> feedback.get(layer).read(errors[errors.length - 1]),
        false,
        hardware);
  }

  /** {@code B_l} of {@code n_l x classes}, uniform within {@code sqrt(6 / (n_l + classes))} (Glorot). */
  private static List<CrossbarMatrix> feedback(LearningTask task, Hardware hardware) {
    List<CrossbarMatrix> feedback = new ArrayList<>();
    for (int l = 0; l < task.hidden().size(); l++) {
      int width = task.hidden().get(l);
      double limit = Math.sqrt(6.0 / (width + task.classes()));
      feedback.add(hardware.randomMatrix(
          "feedback" + (l + 1),
          width,
          task.classes(),
          limit,
          DenseNetwork.deviceLimit(task.network(), limit)));
    }
    return feedback;
  }
}
