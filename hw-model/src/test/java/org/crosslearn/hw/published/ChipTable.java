package org.crosslearn.hw.published;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslearn.hw.fault.Fault;

/** Writes the page that shows our chips beside published ones. */
final class ChipTable {
  /** Runs whose faults are taken apart one by one. */
  private static final List<String> DISSECTED = List.of("toy_default", "mlpB_default");

  private static final double NOTICEABLE = 0.005;

  private ChipTable() {}

  static String page() {
    StringBuilder page = new StringBuilder();
    List<ChipComparison> comparisons =
        PublishedRun.ofResource().stream().map(ChipComparison::of).toList();
    long figures = comparisons.stream().mapToLong(c -> c.rows().size()).sum();
    page.append("# Chips against published runs\n\n")
        .append("Written by `ChipValidationTest`; to write it again:\n\n")
        .append(
            "    mvn -pl hw-model test -Dtest=ChipValidationTest -Dcrosslearn.regenerate=true \\\n")
        .append("        -Dsurefire.failIfNoSpecifiedTests=false\n\n")
        .append("To compare other runs of the same program, name a file of them with")
        .append(" `-Dcrosslearn.chips=file.json`.\n\n")
        .append("The runs are complete ones of DNN+NeuroSim V2.1 (Peng, Huang, Jiang, Lu, Yu, IEEE")
        .append(
            " TCAD 40(11), 2021):\nperceptrons and VGG-8, trained and not, on 32 and 22 nm, with")
        .append(" ferroelectric, resistive and static cells.\nThey were known to us by their")
        .append(
            " documentation and their figures only. Each figure stands here in three versions:\n\n")
        .append("- **printed**: as the program printed it;\n")
        .append("- **without faults**: by an independent model of the program in our tests")
        .append(" (`hw.published`), which with all\n  faults reproduces the printed figures")
        .append(
            " (`PublishedChipTest`: areas, floorplans, buffers, wires and memory to\n  3e-5, what")
        .append(
            " hangs on unpublished traces within 2.5 %), and here has none of them; its gradient\n  unit without faults is")
        .append(" ours, which is compared with worked examples of its own on the page of the")
        .append(" circuits;\n")
        .append("- **ours**: the model that prices studies, given the same chip, network and")
        .append(" activity.\n\n")
        .append("So between the first two there is nothing but the faults of the program, and the")
        .append(" second predicts ours. Of\n")
        .append(figures)
        .append(" figures of ")
        .append(comparisons.size())
        .append(" runs, ")
        .append(within(comparisons, true))
        .append(
            " agree with the prediction (areas within 2 %, times and energies within 5 %); the\nothers")
        .append(" differ for the reasons below. ")
        .append(within(comparisons, false))
        .append(" agree as closely with what was printed.\n\n");
    page.append(
            "What a researcher could defend either way is given to both: gradients go to memory")
        .append(" and back for every image,\nand a line settles once, when it is connected.\n\n");
    deviations(page);
    faults(page);
    comparisons.forEach(comparison -> table(page, comparison));
    return page.toString();
  }

  private static long within(List<ChipComparison> comparisons, boolean expected) {
    return comparisons.stream()
        .flatMap(c -> c.rows().stream())
        .filter(row -> Math.abs(expected ? row.difference() : row.ours() / row.printed() - 1)
            < (row.figure().isArea() ? 0.02 : 0.05))
        .count();
  }

  private static void deviations(StringBuilder page) {
    page.append("## Why ours differs from the prediction\n\n")
        .append("| runs | figures | at most | because |\n|---|---|---|---|\n");
    for (ChipComparison.Deviation deviation : ChipComparison.DEVIATIONS) {
      Set<String> runs = PublishedRun.ofResource().stream()
          .map(PublishedRun::name)
          .filter(name -> name.matches(deviation.runs()))
          .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
      String figures = EnumSet.allOf(ChipFigure.class).stream()
          .filter(figure -> figure.name().matches(deviation.figures()))
          .map(figure -> figure.title() + " " + figure.unit())
          .collect(Collectors.joining(", "));
      page.append("| ")
          .append(runs.size() == PublishedRun.ofResource().size() ? "all" : String.join(", ", runs))
          .append(" | ")
          .append(figures)
          .append(" | ")
          .append(percent(deviation.most()))
          .append(" | ")
          .append(deviation.reason())
          .append(" |\n");
    }
    page.append('\n');
  }

  /** What each fault alone changes, in runs that have most of them. */
  private static void faults(StringBuilder page) {
    page.append("## What the faults do\n\n")
        .append(
            "Change of a printed figure when one fault alone is taken out; those of at least 0.5 %.")
        .append(" `Fault` in our tests\nsays what each is; numbers are those of the documentation.")
        .append(" Faults act together, so their changes do not add up.\n\n");
    for (String name : DISSECTED) {
      PublishedRun run = PublishedRun.ofResource().stream()
          .filter(r -> r.name().equals(name))
          .findFirst()
          .orElseThrow();
      Map<String, Double> all =
          PublishedChip.of(run, EnumSet.allOf(Fault.class)).chipFigures();
      page.append("### ").append(name).append("\n\n| fault | changes |\n|---|---|\n");
      for (Fault fault : Fault.values()) {
        Set<Fault> others = EnumSet.complementOf(EnumSet.of(fault));
        Map<String, Double> without = PublishedChip.of(run, others).chipFigures();
        Map<String, String> changes = new LinkedHashMap<>();
        for (ChipFigure figure : ChipFigure.values()) {
          double change = figure.of(without) / figure.of(all) - 1;
          if (Math.abs(change) >= NOTICEABLE) {
            changes.put(figure.title() + " " + figure.unit(), signed(change));
          }
        }
        if (!changes.isEmpty()) {
          List<String> cells = new ArrayList<>();
          changes.forEach((figure, change) -> cells.add(figure + " " + change));
          page.append("| ")
              .append(fault)
              .append(ChipComparison.CHOICES.contains(fault) ? " (a choice)" : "")
              .append(" | ")
              .append(String.join(", ", cells))
              .append(" |\n");
        }
      }
      page.append('\n');
    }
  }

  private static void table(StringBuilder page, ChipComparison comparison) {
    page.append("## ")
        .append(comparison.run().name())
        .append("\n\n| figure | printed | without faults | ours | ours to predicted |\n")
        .append("|---|---|---|---|---|\n");
    for (ChipComparison.Row row : comparison.rows()) {
      page.append(String.format(
          Locale.ROOT,
          "| %s, %s | %s | %s | %s | %s |%n",
          row.figure().title(),
          row.figure().unit(),
          Double.isNaN(row.printed()) ? "-" : number(row.printed()),
          number(row.expected()),
          number(row.ours()),
          signed(row.difference())));
    }
    page.append('\n');
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String signed(double change) {
    double rounded = Math.rint(1000 * change) / 10;
    return String.format(Locale.ROOT, "%+.1f %%", rounded == 0 ? 0.0 : rounded);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
