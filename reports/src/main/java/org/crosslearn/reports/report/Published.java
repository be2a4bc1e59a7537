package org.crosslearn.reports.report;

import java.util.List;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.algorithms.experiment.Features;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.algorithms.experiment.Patterns;
import org.crosslearn.algorithms.experiment.Readout;
import org.crosslearn.algorithms.experiment.Trajectories;
import org.crosslearn.algorithms.experiment.TwoDigits;

/**
 * What George et al. (arXiv 2103.08878, 2021) report of an experiment with MNIST.
 *
 * @param accuracies in the order of the sizes
 * @param changes what became of the weights; null where that is not reported
 * @param note the same in words, with what there is no curve of
 */
record Published(List<Accuracy> accuracies, WeightChanges changes, String note) {
  private static final Published NOTHING = new Published(List.of(), null, "");

  /** An accuracy at a size of network. */
  record Accuracy(String features, String readout, int nodes, double value) {}

  /** What others found with other images is nothing to compare with, so that only MNIST counts. */
  static Published of(ExperimentModel model) {
    return model.results().study().data().equals("mnist") ? of(model.experiment()) : NOTHING;
  }

  private static Published of(Experiment experiment) {
    return switch (experiment.kind()) {
      case Patterns.KIND ->
        new Published(
            List.of(new Accuracy(Features.ACTIVITY, Readout.NEAREST, 200, 0.72)),
            null,
            "Published (George et al., arXiv 2103.08878, all 60,000 stimuli of MNIST): 72 % with 200"
                + " nodes, 93 % on class 1, the best, and 63 % on class 8, the worst.");
      case TwoDigits.KIND ->
        new Published(
            List.of(
                new Accuracy(Features.ACTIVITY, Readout.NEAREST, 200, 0.82),
                new Accuracy(Features.ACTIVITY, Readout.SUPPORT_VECTORS, 200, 0.976),
                new Accuracy(Features.PLAIN_ACTIVITY, Readout.NEAREST, 200, 0.61),
                new Accuracy(Features.PLAIN_ACTIVITY, Readout.SUPPORT_VECTORS, 200, 0.911)),
            new WeightChanges(Double.NaN, 1_000, 0.29, 0.40, 0.20, 0.11),
            "Published (George et al., arXiv 2103.08878, digits 1 and 5 of MNIST, 200 nodes): a vote"
                + " of the nearest 61 % without and 82 % with STDP, a support vector machine 91.1 %"
                + " and 97.6 %; of the edges 29 % up, 40 % down, 20 % turned inhibitory, 11 %"
                + " unchanged.");
      case Trajectories.KIND ->
        new Published(
            List.of(
                new Accuracy(Features.WEIGHTS, Readout.NEAREST, 5, 0.7166),
                new Accuracy(Features.WEIGHTS, Readout.NEAREST, 200, 0.9649),
                new Accuracy(Features.WEIGHTS, Readout.NEAREST, 300, 0.9648),
                new Accuracy(Features.WEIGHTS, Readout.NEAREST, 400, 0.9648)),
            null,
            "Published (George et al., arXiv 2103.08878, MNIST, 9,000 references): 71.66 % with 5"
                + " nodes, 96.49 % with 200, 96.48 % with 300 and more, all best after about 300 ms.");
      default -> throw new IllegalArgumentException("no published values of " + experiment.kind());
    };
  }

  /** What is reported of some features and readout, in the order of the sizes. */
  List<Accuracy> of(ExperimentModel.Kind kind) {
    return accuracies.stream()
        .filter(accuracy -> accuracy.features().equals(kind.features())
            && accuracy.readout().equals(kind.readout()))
        .toList();
  }
}
