package org.crosslearn.algorithms.rule.gradient;

import org.crosslearn.algorithms.network.DenseNetwork;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.matrix.Hardware;

/**
 * Backpropagation with stochastic gradient descent. The error of a layer is the transposed read of
 * the layer above: {@code delta_(l-1) = f'(z_(l-1)) o W_l^T delta_l}.
 */
public final class Backpropagation implements LearningRule<GradientSettings> {
  @Override
  public String name() {
    return "bp";
  }

  @Override
  public String title() {
    return "Backpropagation";
  }

  @Override
  public String source() {
    return "Rumelhart, Hinton, Williams, Nature 323:533 (1986)";
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
    return new GradientLearner(
        network,
        settings,
        (layer, errors) -> network.layers().get(layer + 1).readTransposed(errors[layer + 1]),
        true,
        hardware);
  }
}
