package org.crosslearn.algorithms.rule.hebbian;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.network.DenseNetwork;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.crossbar.matrix.Gradient;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * SoftHebb: soft winner-take-all layers that learn without labels or errors,
 *
 * <pre>  u = W x,  y = softmax(u / T),  dW_k = sum_batch y_k (x - u_k W_k)</pre>
 *
 * divided by its largest entry and applied with a step of {@code eta | |W_k| - 1 |^p} per neuron; a
 * linear readout learns the classes by the delta rule. All layers learn in the same forward pass
 * (Journe et al. report that this equals greedy learning).
 *
 * <p>The decay {@code u_k W_k} needs the weights themselves: the hidden arrays are read out line by
 * line in every Hebbian step, and that read-out is recorded like any other.
 */
public final class SoftHebb implements LearningRule<SoftHebbSettings> {
  @Override
  public String name() {
    return "softhebb";
  }

  @Override
  public String title() {
    return "SoftHebb with linear readout";
  }

  @Override
  public String source() {
    return "Moraitis et al., Neuromorph. Comput. Eng. 2:044017 (2022); Journe et al., ICLR 2023";
  }

  @Override
  public SoftHebbSettings defaults() {
    return new SoftHebbSettings(0.045, 0.5, 0.05, 0.07, 3, 1, 1);
  }

  @Override
  public void check(SoftHebbSettings settings, LearningTask task) {
    InvalidValue.require(
        !task.hidden().isEmpty(), "hidden", "[]", "at least one hidden layer for softhebb");
  }

  @Override
  public Learner learner(SoftHebbSettings settings, LearningTask task, Hardware hardware) {
    return new Network(settings, task, hardware);
  }

  private static final class Network implements Learner {
    private final SoftHebbSettings settings;
    private final Hardware hardware;
    private final DigitalUnit digital;
    private final List<CrossbarMatrix> hidden = new ArrayList<>();
    private final CrossbarMatrix readout;

    Network(SoftHebbSettings settings, LearningTask task, Hardware hardware) {
      this.settings = settings;
      this.hardware = hardware;
      digital = hardware.digital();
      int inputs = task.inputs();
      for (int width : task.hidden()) {
        String name = "layer" + (hidden.size() + 1);
        // Positive weights: neurons start as noisy averages of the input, as in the published
        // preset.
        double largest = settings.radius() * Math.sqrt(3.0 / inputs);
        CrossbarMatrix layer =
            hardware.matrix(name, width, inputs, settings.weightLimit() * largest);
        float[] weights = DenseNetwork.uniform(width * inputs, largest, task.random(), name);
        for (int i = 0; i < weights.length; i++) {
          weights[i] = Math.abs(weights[i]);
        }
        layer.program(weights);
        hidden.add(layer);
        inputs = width;
      }
      readout = hardware.matrix("readout", task.classes(), inputs, 8 * Math.sqrt(6.0 / inputs));
    }

    @Override
    public void learn(Signal images, int[] labels, int epoch) {
      Signal y = images;
      for (CrossbarMatrix layer : hidden) {
        hardware.recorder().phase(Phase.FORWARD);
        Signal u = layer.read(y);
        learn(layer, y, u);
        hardware.recorder().phase(Phase.FORWARD);
        y = activation(u);
      }
      Signal output = readout.read(y);
      hardware.recorder().phase(Phase.ERROR);
      Signal error = DenseNetwork.outputError(output, labels, digital);
      readout.update(error, y, -settings.readoutRate() / images.batch());
    }

    private void learn(CrossbarMatrix layer, Signal x, Signal u) {
      hardware.recorder().phase(Phase.GRADIENT);
      Signal weights = layer.readOut();
      Signal y = digital.softmax(u, settings.temperature());
      Gradient hebbian = layer.accumulate(y, x);
      Gradient stable =
          digital.subtractScaledRows(hebbian, digital.batchSumOfProducts(y, u), weights);
      Signal rates = digital.powerOfDistanceFromOne(
          digital.rowLengths(weights), settings.learningRate(), settings.learningRateExponent());
      Gradient step = digital.scaleRows(digital.normaliseByLargest(stable), rates);
      hardware.recorder().phase(Phase.UPDATE);
      layer.update(step, 1);
    }

    private Signal activation(Signal u) {
      return digital.softmax(u, settings.activationTemperature());
    }

    @Override
    public Signal scores(Signal images) {
      Signal y = images;
      for (CrossbarMatrix layer : hidden) {
        y = activation(layer.read(y));
      }
      return readout.read(y);
    }
  }
}
