package org.crosslearn.algorithms.experiment;

import java.util.List;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.DataSources;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.StdpSettings;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.crossbar.random.RandomStreams;

/** Small experiments with the bundled digits, on networks of {@value #NODES} nodes. */
final class Specimens {
  static final int NODES = 10;

  static final DataSet DIGITS =
      DataSources.installed().named("digits").load(DataFolders.ofProcess(Optional.empty()));

  static final Wiring WIRING = new Wiring(1, 1, 0.01, 0.4, 0.1, 0, 0.8, 0.01, 0.3, 0.3);

  private Specimens() {}

  static DynamicsSettings dynamics(StdpSettings stdp) {
    return new DynamicsSettings(
        DynamicsSettings.Kernel.EXPONENTIAL, 0.02, 0.8, 0.02, 0.4, 0.1, stdp, 2);
  }

  static StdpSettings stdp(double amplitude) {
    return new StdpSettings(Pairing.NEAREST, amplitude, amplitude, 0.02, 0.04);
  }

  static Findings run(Experiment experiment, HardwareSpec hardware, int threads, long bytes) {
    return experiment.run(new Conditions(
        DIGITS, NODES, hardware, new RandomStreams(1), threads, bytes, (stage, part) -> {}));
  }

  static List<Reading> readings(String features, Findings findings) {
    return findings.readings().stream()
        .filter(r -> r.features().equals(features))
        .toList();
  }
}
