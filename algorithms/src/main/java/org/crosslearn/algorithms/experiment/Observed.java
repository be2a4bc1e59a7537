package org.crosslearn.algorithms.experiment;

import org.crosslearn.algorithms.experiment.Findings.Activity;
import org.crosslearn.algorithms.experiment.Findings.Raster;
import org.crosslearn.algorithms.geometric.EventCounts;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.RefractionRatios;
import org.crosslearn.algorithms.geometric.Response;

/**
 * What is kept of every response, by the place of its stimulus: sums over them then have one order,
 * whichever thread saw which.
 */
final class Observed {
  private final GeometricNetwork network;
  private final EventCounts[] counts;
  private final RefractionRatios[] ratios;
  private Response first;

  Observed(GeometricNetwork network, int stimuli) {
    this.network = network;
    counts = new EventCounts[stimuli];
    ratios = new RefractionRatios[stimuli];
  }

  /** Called once for every stimulus, by any thread. */
  void note(Response response, int stimulus) {
    counts[stimulus] = response.counts();
    ratios[stimulus] = response.refractionRatios();
    if (stimulus == 0) {
      first = response;
    }
  }

  Activity activity() {
    double spikes = 0;
    double inputReads = 0;
    double inserts = 0;
    double arrivals = 0;
    double lost = 0;
    double updates = 0;
    double ratio = 0;
    double[] shares = new double[RefractionRatios.BINS];
    for (int k = 0; k < counts.length; k++) {
      spikes += counts[k].recurrentReads();
      inputReads += counts[k].inputReads();
      inserts += counts[k].inserts();
      arrivals += counts[k].arrivals();
      lost += counts[k].lost();
      updates += counts[k].updates();
      ratio += ratios[k].mean() * ratios[k].activations();
      for (int bin = 0; bin < shares.length; bin++) {
        shares[bin] += ratios[k].histogram()[bin];
      }
    }
    for (int bin = 0; bin < shares.length; bin++) {
      shares[bin] /= Math.max(1, spikes);
    }
    int stimuli = counts.length;
    return new Activity(
        spikes / stimuli / network.nodes(),
        inputReads / stimuli,
        inserts / stimuli,
        arrivals / stimuli,
        lost / Math.max(1, arrivals),
        updates / stimuli,
        ratio / Math.max(1, spikes),
        shares);
  }

  /**
   * @param label class of the first stimulus
   */
  Raster raster(int label) {
    float[] seconds = new float[first.spikeTicks().length];
    for (int k = 0; k < seconds.length; k++) {
      seconds[k] = (float) (first.spikeTicks()[k] * network.tickSeconds());
    }
    return new Raster(label, first.spikeNodes(), seconds);
  }
}
