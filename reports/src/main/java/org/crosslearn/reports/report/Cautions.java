package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.run.TrialResult;

/** Reasons why the numbers may mislead: those that the run found, and those seen in its results. */
final class Cautions {
  private static final int ENOUGH_SEEDS = 3;

  private static final String CLIPPED =
      "weights were programmed beyond what cells hold, and became the nearest that they do: raise"
          + " the limit of the weights";

  private Cautions() {}

  static List<String> of(ReportModel model) {
    List<String> cautions = new ArrayList<>(model.result().cautions());
    addNames(
        cautions, "The study is incomplete; not run: ", model, c -> c.trials().isEmpty());
    addNames(
        cautions,
        "Fewer than " + ENOUGH_SEEDS + " seeds, too few to tell a difference from chance: ",
        model,
        c -> !c.trials().isEmpty() && c.trials().size() < ENOUGH_SEEDS);
    addNames(
        cautions,
        "The cost is not a finite number, which is a fault of the model: ",
        model,
        c -> c.priced() && !Double.isFinite(c.mean(Cautions::sumOfCosts)));
    model.combinations().forEach(c -> addDivergence(cautions, name(c), c));
    for (SweptCombinations sweep : model.sweeps()) {
      for (SweptCombinations.Point point : sweep.points()) {
        point.combinations().stream()
            // What is the study's own was said above.
            .filter(c -> !model.result().trials().containsAll(c.trials()))
            .forEach(c -> {
              String name = name(c) + " at " + sweep.name() + "=" + point.value();
              addDivergence(cautions, name, c);
              if (!sweep.retrained()) {
                addRefusal(cautions, name, c, CellHistory::clipped, CLIPPED);
              }
            });
      }
    }
    model.combinations().forEach(c -> {
      addRefusal(cautions, name(c), c, CellHistory::clipped, CLIPPED);
      addRefusal(
          cautions,
          name(c),
          c,
          CellHistory::unconverged,
          "verified writes ended off their target: allow more attempts or a wider tolerance");
      addRefusal(
          cautions,
          name(c),
          c,
          CellHistory::saturated,
          "pulse trains should have had more pulses than slots, so that updates fell short: make"
              + " trains longer, or the learning rate smaller");
    });
    model.byHardware().values().forEach(group -> addCloseFinish(cautions, group));
    cautions.addAll(ConverterSection.rankingsThatDepend(model));
    return List.copyOf(cautions);
  }

  private static void addNames(
      List<String> cautions, String what, ReportModel model, Predicate<Combination> concerned) {
    List<Combination> found = model.combinations().stream().filter(concerned).toList();
    if (found.size() > 1 && found.size() == model.combinations().size()) {
      cautions.add(what + "every rule on every hardware.");
    } else if (!found.isEmpty()) {
      cautions.add(
          what + found.stream().map(Cautions::name).collect(Collectors.joining(", ")) + ".");
    }
  }

  private static void addDivergence(List<String> cautions, String name, Combination combination) {
    List<TrialResult> diverged = combination.diverged();
    if (!diverged.isEmpty()) {
      String which = diverged.stream()
          .map(t -> "seed " + t.seed() + " in epoch " + t.divergedEpoch())
          .collect(Collectors.joining(", "));
      String consequence = combination.finished().isEmpty()
          ? "there are no figures for it."
          : "its figures are means over the seeds that did not, and flatter it.";
      cautions.add(name + " diverged in " + diverged.size() + " of "
          + combination.trials().size() + " trials (" + which + "): " + consequence);
    }
  }

  private static void addRefusal(
      List<String> cautions,
      String name,
      Combination combination,
      ToDoubleFunction<CellHistory> figure,
      String what) {
    double mean = CellsSection.mean(combination, figure);
    if (mean > 0) {
      cautions.add(name + ": " + new Quantity(mean, Unit.COUNT).text() + " " + what + ".");
    }
  }

  /** The two most accurate rules cannot be ranked if they differ by less than both deviations. */
  private static void addCloseFinish(List<String> cautions, List<Combination> group) {
    List<Combination> ranked = group.stream()
        .filter(c -> c.accuracy().count() > 1)
        .sorted(Comparator.comparingDouble((Combination c) -> -c.accuracy().mean()))
        .toList();
    if (ranked.size() < 2) {
      return;
    }
    Combination first = ranked.get(0);
    Combination second = ranked.get(1);
    double lead = first.accuracy().mean() - second.accuracy().mean();
    double noise = first.accuracy().deviation() + second.accuracy().deviation();
    if (lead < noise) {
      cautions.add("On " + first.hardware() + ", " + first.rule() + " and " + second.rule()
          + " lead with accuracies that differ by less than their standard deviations together:"
          + " these seeds do not rank them.");
    }
  }

  /** Meaningless but for being finite only if everything in it is. */
  private static double sumOfCosts(HardwareCost cost) {
    return cost.training().energyJoules()
        + cost.training().latencySeconds()
        + cost.inference().energyJoules()
        + cost.inference().latencySeconds()
        + cost.area().areaSquareMeters()
        + cost.area().leakageWatts();
  }

  private static String name(Combination combination) {
    return combination.rule() + " on " + combination.hardware();
  }
}
