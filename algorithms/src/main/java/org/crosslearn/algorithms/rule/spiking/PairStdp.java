package org.crosslearn.algorithms.rule.spiking;

import java.util.Arrays;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.crossbar.matrix.OpRecorder;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.matrix.Spikes;
import org.crosslearn.hw.workload.Phase;

/**
 * Spike-timing dependent plasticity of pairs, additive and without bounds other than the devices':
 * with {@code dt} the time from the arrival of a spike at a synapse to a spike of the node behind it,
 *
 * <pre>  dw = A+ exp(-dt / tau+)  for dt >= 0,    dw = -A- exp(dt / tau-)  for dt < 0</pre>
 *
 * (Song, Miller, Abbott, Nature Neuroscience 3:919, 2000, eq. 1). Each arrival pairs with the node's
 * latest spike, each spike with the latest arrival at every synapse of the node. An arrival in the
 * step of a spike came before it. An arrival counts even where the node is refractory and its
 * potential does not move.
 *
 * <p>A synapse knows its arrivals and spikes by two timers; the window is a table.
 */
final class PairStdp {
  private static final int NEVER = -1;

  private final int nodes;
  private final int steps;
  private final int[] latencySteps;
  private final int slots;
  private final CrossbarMatrix weights;
  private final DigitalUnit digital;
  private final OpRecorder recorder;

  /** Change by time difference in steps, from {@code -steps} at place 0 to {@code steps}. */
  private final float[] window;

  /** Step of the latest arrival, by cell. */
  private final int[] lastArrival;

  /** Step of the latest spike, by node. */
  private final int[] lastSpike;

  /** Cells at which spikes arrive, by time slot; a synapse carries at most one spike per step. */
  private final int[][] arriving;

  private final int[] arrivals;

  private final int[] cells;
  private final int[] entries;
  private int pairs;

  /**
   * @param weights {@code nodes x nodes}, {@code w_ji} from node i to node j
   */
  PairStdp(
      GeometricStdpSettings settings,
      Geometry geometry,
      CrossbarMatrix weights,
      DigitalUnit digital,
      OpRecorder recorder) {
    this.nodes = geometry.nodes();
    this.steps = settings.steps();
    this.latencySteps = geometry.recurrentLatencySteps();
    this.weights = weights;
    this.digital = digital;
    this.recorder = recorder;
    slots = Arrays.stream(latencySteps).max().orElse(1) + 1;
    window = window(settings);
    lastArrival = new int[nodes * nodes];
    lastSpike = new int[nodes];
    arriving = new int[slots][nodes * nodes];
    arrivals = new int[slots];
    cells = new int[2 * nodes * nodes];
    entries = new int[cells.length];
  }

  private static float[] window(GeometricStdpSettings settings) {
    int steps = settings.steps();
    float[] window = new float[2 * steps + 1];
    for (int dt = -steps; dt <= steps; dt++) {
      double seconds = dt * settings.stepSeconds();
      double change = dt >= 0
          ? settings.potentiation() * Math.exp(-seconds / settings.potentiationSeconds())
          : -settings.depression() * Math.exp(seconds / settings.depressionSeconds());
      window[steps + dt] = (float) (settings.recurrentGain() * change);
    }
    return window;
  }

  /** Forgets all spikes. */
  void clear() {
    Arrays.fill(lastArrival, NEVER);
    Arrays.fill(lastSpike, NEVER);
    Arrays.fill(arrivals, 0);
  }

  /**
   * Changes the weights as the arrivals and spikes of one step demand.
   *
   * @param now step, 1 and up
   */
  void step(int now, Spikes spikes) {
    pairs = 0;
    arrive(now);
    spike(now, spikes);
    depart(now, spikes);
    recorder.phase(Phase.GRADIENT);
    Signal looked = digital.lookUp(window, entries, pairs, spikes.producer());
    recorder.phase(Phase.UPDATE);
    weights.adjust(cells, looked.values(), pairs, looked.producer());
  }

  private void arrive(int now) {
    int slot = now % slots;
    for (int k = 0; k < arrivals[slot]; k++) {
      int cell = arriving[slot][k];
      int spike = lastSpike[cell / nodes];
      if (spike != NEVER) {
        pair(cell, spike - now);
      }
      lastArrival[cell] = now;
    }
    arrivals[slot] = 0;
  }

  private void spike(int now, Spikes spikes) {
    for (int k = 0; k < spikes.count(); k++) {
      int node = spikes.lines()[k];
      lastSpike[node] = now;
      for (int cell = node * nodes; cell < (node + 1) * nodes; cell++) {
        if (lastArrival[cell] != NEVER) {
          pair(cell, now - lastArrival[cell]);
        }
      }
    }
  }

  private void depart(int now, Spikes spikes) {
    for (int k = 0; k < spikes.count(); k++) {
      int sender = spikes.lines()[k];
      for (int receiver = 0; receiver < nodes; receiver++) {
        if (receiver != sender) {
          int slot = (now + latencySteps[sender * nodes + receiver]) % slots;
          arriving[slot][arrivals[slot]++] = receiver * nodes + sender;
        }
      }
    }
  }

  private void pair(int cell, int dt) {
    cells[pairs] = cell;
    entries[pairs] = steps + dt;
    pairs++;
  }
}
