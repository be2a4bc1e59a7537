package org.crosslearn.algorithms.rule.gradient;

import java.util.List;
import org.crosslearn.algorithms.network.DenseNetwork;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.Phase;

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
  public Learner learner(GradientSettings settings, LearningTask task, Hardware hardware) {
    DenseNetwork network = DenseNetwork.create(task, settings.weightLimit(), hardware);
    return new Learner() {
      @Override
      public void learn(Signal images, int[] labels, int epoch) {
        DigitalUnit digital = hardware.digital();
        List<CrossbarMatrix> layers = network.layers();
        hardware.recorder().phase(Phase.FORWARD);
        List<Signal> activations = network.forward(images);
        hardware.recorder().phase(Phase.ERROR);
        Signal[] errors = new Signal[layers.size()];
        int last = layers.size() - 1;
        errors[last] = DenseNetwork.outputError(activations.get(last + 1), labels, digital);
        for (int l = last; l > 0; l--) {
          errors[l - 1] =
              digital.whereActive(layers.get(l).readTransposed(errors[l]), activations.get(l));
        }
        GradientDescent.descend(
            layers, errors, activations, settings.learningRate(), hardware.recorder());
      }

      @Override
      public Signal scores(Signal images) {
        return network.output(images);
      }
    };
  }
}
