package org.crosslearn.reports.run;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crosslearn.algorithms.experiment.Findings;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;

/**
 * What one trial of an experiment found out: deterministic, so that equal trials write equal files.
 *
 * @param fingerprint SHA-256 of everything that the result depends on
 * @param nodes recurrent nodes of the network
 * @param hardware name of the hardware's entry in the study
 * @param findings without recordings
 * @param cost of one image; null where nothing is priced
 */
public record ExperimentResult(
    String fingerprint, int nodes, String hardware, long seed, Findings findings, Cost cost) {

  /**
   * The bill of one image, from the writing of the initial weights to its class.
   *
   * @param seconds simulated time at which the features are read
   * @param energyJoules with the vote
   * @param latencySeconds with the vote; the hardware need not keep pace with the simulated time
   * @param areaSquareMeters with the memory of the vote
   * @param networkLatencySeconds without the vote
   * @param networkJoules without the vote, by what it is spent on
   * @param learning from one image, before; null where the network learns nothing that lasts
   */
  public record Cost(
      double seconds,
      double energyJoules,
      double latencySeconds,
      double areaSquareMeters,
      double networkLatencySeconds,
      Map<String, Double> networkJoules,
      Learning learning) {
    public Cost {
      networkJoules = new TreeMap<>(networkJoules);
    }

    /** The bill of one image that a network learns from, without the writing of initial weights. */
    public record Learning(double energyJoules, double latencySeconds) {}
  }

  /** Readings of some features, in the order of their times. */
  public List<Reading> readings(String features, String readout) {
    return findings.readings().stream()
        .filter(r -> r.features().equals(features) && r.readout().equals(readout))
        .sorted(Comparator.comparingDouble(Reading::seconds))
        .toList();
  }

  /** The most accurate reading of some features. */
  public Optional<Reading> best(String features, String readout) {
    return readings(features, readout).stream().max(Comparator.comparingDouble(Reading::accuracy));
  }

  /** Accuracy of some features at the time at which it is best; NaN where they were not read. */
  public double accuracy(String features, String readout) {
    return best(features, readout).map(Reading::accuracy).orElse(Double.NaN);
  }

  /** Accuracy of some features at a time; NaN where they were not read then. */
  public double accuracy(String features, String readout, double seconds) {
    return readings(features, readout).stream()
        .filter(reading -> reading.seconds() == seconds)
        .mapToDouble(Reading::accuracy)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** What became of the weights by the first time not before another one. */
  public WeightChanges changes(double seconds) {
    return findings.changes().stream()
        .filter(changes -> changes.seconds() >= seconds)
        .findFirst()
        .orElseGet(() -> findings.changes().get(findings.changes().size() - 1));
  }
}
