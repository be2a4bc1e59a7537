package org.crosslearn.algorithms.rule.spiking;

import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.DelayLines;
import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.OpRecorder;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.matrix.Spikes;
import org.crosslearn.crossbar.matrix.SpikingNeurons;
import org.crosslearn.hw.workload.Phase;

/**
 * A geometric dynamic network on two arrays, {@code input} of {@code nodes x inputs} and {@code
 * recurrent} of {@code nodes x nodes}. A node sums the weights of the signals that reach it, forgets
 * them exponentially, fires at the threshold and is deaf for its refractory period (the geometric
 * dynamic perceptron of Silva, Neural Computation 31(12):2492, 2019, with an exponential decay).
 *
 * <p>A spike reads its line of the array once, when it leaves; delay lines carry each of the weights
 * to its node. So a signal counts with the weight at its departure, where the publication takes the
 * weight at its arrival: a delayed signal would need one read per edge instead of one per spike.
 *
 * <p>There is one recurrent array, and its weights start anew for each stimulus: stimuli follow one
 * another, and what is recorded says so.
 */
final class GeometricNetwork {
  private final GeometricStdpSettings settings;
  private final Geometry geometry;
  private final float[] initial;
  private final CrossbarMatrix input;
  private final CrossbarMatrix recurrent;
  private final DelayLines delays;
  private final SpikingNeurons neurons;
  private final PairStdp stdp;
  private final DigitalUnit digital;
  private final OpRecorder recorder;

  /**
   * @param inputWeights {@code nodes x inputs}, in units of the input gain
   * @param recurrentWeights {@code nodes x nodes}, in units of the recurrent gain; the diagonal must
   *     be 0
   */
  GeometricNetwork(
      GeometricStdpSettings settings,
      Geometry geometry,
      float[] inputWeights,
      float[] recurrentWeights,
      Hardware hardware) {
    this.settings = settings;
    this.geometry = geometry;
    digital = hardware.digital();
    recorder = hardware.recorder();
    int nodes = geometry.nodes();
    input = hardware.matrix("input", nodes, geometry.inputs(), settings.inputGain());
    input.program(scaled(inputWeights, settings.inputGain()));
    recurrent = hardware.matrix(
        "recurrent", nodes, nodes, settings.weightLimit() * settings.recurrentGain());
    initial = scaled(recurrentWeights, settings.recurrentGain());
    delays = digital.delayLines(nodes, geometry.longestSteps());
    neurons =
        digital.neurons(nodes, settings.leak(), settings.threshold(), settings.refractorySteps());
    stdp = new PairStdp(settings, geometry, recurrent, digital, recorder);
  }

  private static float[] scaled(float[] weights, double gain) {
    float[] scaled = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      scaled[i] = (float) gain * weights[i];
    }
    return scaled;
  }

  /**
   * Shows one image to the network in its initial state and lets it run.
   *
   * @param image {@code 1 x inputs}
   * @param cause what the network must finish before; the previous stimulus
   * @return the recurrent weights at the end, {@code nodes x nodes}
   */
  Signal stimulate(Signal image, int cause) {
    delays.clear(cause);
    neurons.rest(cause);
    stdp.clear();
    digital.keep("geometric network", keptNumbers());
    recorder.phase(Phase.UPDATE);
    recurrent.program(initial);
    recorder.phase(Phase.FORWARD);
    Spikes pixels = digital.spikes(image, settings.pixelThreshold());
    send(pixels, input, geometry.inputLatencySteps());
    for (int now = 1; now <= settings.steps(); now++) {
      recorder.phase(Phase.FORWARD);
      Spikes spikes = neurons.step(delays.next());
      send(spikes, recurrent, geometry.recurrentLatencySteps());
      stdp.step(now, spikes);
    }
    recorder.phase(Phase.FORWARD);
    return recurrent.readOut();
  }

  /**
   * Initial weight, latency and two timers of each recurrent synapse, latency of each input synapse,
   * the slots of the delay lines, and potential and refractory counter of each node.
   */
  private double keptNumbers() {
    double nodes = geometry.nodes();
    double slots = geometry.longestSteps() + 1.0;
    return 4 * nodes * nodes + nodes * geometry.inputs() + nodes * slots + 2 * nodes;
  }

  private void send(Spikes spikes, CrossbarMatrix matrix, int[] latencySteps) {
    Signal weights = matrix.readLines(spikes.lines(), spikes.count(), spikes.producer());
    delays.send(spikes, weights, latencySteps);
  }
}
