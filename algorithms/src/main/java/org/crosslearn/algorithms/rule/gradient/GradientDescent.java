package org.crosslearn.algorithms.rule.gradient;

import java.util.List;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Gradient;
import org.crosslearn.crossbar.matrix.OpRecorder;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.Phase;

/** The step that all rules with layer errors share: {@code W_l -= rate * mean_batch(delta_l y_(l-1)^T)}. */
final class GradientDescent {
  private GradientDescent() {}

  /**
   * @param errors {@code delta_1 .. delta_L}
   * @param activations {@code y_0 .. y_(L-1)}, further entries are ignored
   */
  static void descend(
      List<CrossbarMatrix> layers,
      Signal[] errors,
      List<Signal> activations,
      double rate,
      OpRecorder recorder) {
    for (int l = 0; l < layers.size(); l++) {
      recorder.phase(Phase.GRADIENT);
      Gradient gradient = layers.get(l).accumulate(errors[l], activations.get(l));
      recorder.phase(Phase.UPDATE);
      layers.get(l).update(gradient, -rate / errors[l].batch());
    }
  }
}
