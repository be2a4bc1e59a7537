package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.run.StudyResult;

/**
 * The headline figures of a study, one row per rule and hardware, in any notation.
 *
 * <p>Notations for people ({@link #text}, {@link #markdown}, {@link #latex}) show three significant
 * digits with a prefix and a dash where there is no figure; {@link #csv} has full precision, with the
 * unit in the column name, and leaves the field empty.
 *
 * @param rows hardware first, then rule, both in study order
 */
public record SummaryTable(List<Row> rows) {

  /**
   * Figures of one rule on one hardware: means over the seeds that finished, NaN where there is none.
   *
   * @param rule name of the rule's entry in the study
   * @param hardware name of the hardware's entry in the study
   * @param seeds trials run, diverged ones included
   * @param diverged trials that diverged; no other figure contains them
   * @param accuracyMean final test accuracy, fraction
   * @param accuracyDeviation sample standard deviation over seeds, NaN below two of them
   * @param trainingSteps steps of a whole training
   * @param trainingEnergyPerImageJoules energy of a training step by its images
   * @param inferenceEnergyPerImageJoules energy of an inference by its images
   * @param trainingStepLatencySeconds first operation of a step to the end of its last
   * @param trainingLatencyPerImageSeconds latency of a training step by its images
   * @param inferenceLatencyPerImageSeconds latency of an inference by its images
   * @param areaSquareMeters of the chip that does both
   * @param leakageWatts of that chip while it is on
   * @param trainingStepsPerEpoch steps from one evaluation to the next
   */
  public record Row(
      String rule,
      String hardware,
      int seeds,
      int diverged,
      double accuracyMean,
      double accuracyDeviation,
      double accuracyLeast,
      double accuracyMost,
      double trainingSteps,
      double trainingEnergyPerImageJoules,
      double inferenceEnergyPerImageJoules,
      double trainingStepLatencySeconds,
      double trainingLatencyPerImageSeconds,
      double inferenceLatencyPerImageSeconds,
      double areaSquareMeters,
      double leakageWatts,
      double trainingStepsPerEpoch,
      Efficiency training,
      Efficiency inference) {

    /** E.g. {@code "91.25 ± 0.40 %"}, without the deviation if there is one seed. */
    String accuracyText() {
      return Quantity.percent(accuracyMean, accuracyDeviation);
    }
  }

  /** A physical figure: its name for machines, its two-line heading for people, its value. */
  private record Figure(
      String key, String group, String title, Unit unit, ToDoubleFunction<Row> value) {}

  private static final List<Figure> FIGURES = List.of(
      new Figure(
          "training_energy_per_image_joules",
          "training",
          "energy/image",
          Unit.JOULE,
          Row::trainingEnergyPerImageJoules),
      new Figure(
          "training_step_latency_seconds",
          "training",
          "latency/step",
          Unit.SECOND,
          Row::trainingStepLatencySeconds),
      new Figure(
          "training_latency_per_image_seconds",
          "training",
          "latency/image",
          Unit.SECOND,
          Row::trainingLatencyPerImageSeconds),
      new Figure(
          "inference_energy_per_image_joules",
          "inference",
          "energy/image",
          Unit.JOULE,
          Row::inferenceEnergyPerImageJoules),
      new Figure(
          "inference_latency_per_image_seconds",
          "inference",
          "latency/image",
          Unit.SECOND,
          Row::inferenceLatencyPerImageSeconds),
      new Figure("area_square_meters", "chip", "area", Unit.SQUARE_METER, Row::areaSquareMeters),
      new Figure("leakage_watts", "chip", "leakage", Unit.WATT, Row::leakageWatts));

  /** A heading in two lines: what the figure belongs to, and which it is. */
  record Heading(String group, String title) {}

  /** A figure under its machine-readable name. */
  record NamedFigure(String key, double value) {}

  public SummaryTable {
    rows = List.copyOf(rows);
  }

  /**
   * Summarises a study; combinations that were not run have a row without figures.
   *
   * @throws IllegalArgumentException if a trial belongs to a rule or hardware that is not listed
   */
  public static SummaryTable of(StudyResult result) {
    return new SummaryTable(
        Combination.of(result).stream().map(SummaryTable::row).toList());
  }

  static Row row(Combination combination) {
    Spread accuracy = combination.accuracy();
    return new Row(
        combination.rule(),
        combination.hardware(),
        combination.trials().size(),
        combination.diverged().size(),
        accuracy.mean(),
        accuracy.deviation(),
        accuracy.least(),
        accuracy.most(),
        combination.trainingSteps(),
        combination.mean(Workload.TRAINING.figure(WorkloadCost::energyPerSampleJoules)),
        combination.mean(Workload.INFERENCE.figure(WorkloadCost::energyPerSampleJoules)),
        combination.mean(Workload.TRAINING.figure(WorkloadCost::latencySeconds)),
        combination.mean(Workload.TRAINING.figure(WorkloadCost::latencyPerSampleSeconds)),
        combination.mean(Workload.INFERENCE.figure(WorkloadCost::latencyPerSampleSeconds)),
        combination.mean((HardwareCost cost) -> cost.area().areaSquareMeters()),
        combination.mean(cost -> cost.area().leakageWatts()),
        combination.trainingStepsPerEpoch(),
        Efficiency.of(combination, Workload.TRAINING),
        Efficiency.of(combination, Workload.INFERENCE));
  }

  /** Headings of {@link #cells}, without rule and hardware. */
  static List<Heading> headings() {
    List<Heading> headings = new ArrayList<>();
    headings.add(new Heading("", "accuracy"));
    headings.add(new Heading("", "seeds"));
    headings.add(new Heading("", "diverged"));
    FIGURES.forEach(f -> headings.add(new Heading(f.group(), f.title())));
    return headings;
  }

  /** A row as people read it, without rule and hardware. */
  static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.accuracyText());
    cells.add(Integer.toString(row.seeds()));
    cells.add(Integer.toString(row.diverged()));
    FIGURES.forEach(f -> cells.add(new Quantity(f.value().applyAsDouble(row), f.unit()).text()));
    return cells;
  }

  /** A row as machines read it, without rule, hardware and counts. */
  static List<NamedFigure> figures(Row row) {
    List<NamedFigure> figures = new ArrayList<>();
    figures.add(new NamedFigure("accuracy_mean", row.accuracyMean()));
    figures.add(new NamedFigure("accuracy_standard_deviation", row.accuracyDeviation()));
    figures.add(new NamedFigure("accuracy_min", row.accuracyLeast()));
    figures.add(new NamedFigure("accuracy_max", row.accuracyMost()));
    figures.add(new NamedFigure("training_steps", row.trainingSteps()));
    FIGURES.forEach(f -> figures.add(new NamedFigure(f.key(), f.value().applyAsDouble(row))));
    figures.add(new NamedFigure("training_steps_per_epoch", row.trainingStepsPerEpoch()));
    figures.addAll(row.training().figures("training"));
    figures.addAll(row.inference().figures("inference"));
    return figures;
  }

  /** Columns aligned with spaces, in ASCII apart from names: for the terminal. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(withNames("", "", headings().stream().map(Heading::group).toList()));
    lines.add(
        withNames("hardware", "rule", headings().stream().map(Heading::title).toList()));
    for (Row row : rows) {
      List<String> cells = cells(row).stream().map(Quantity::ascii).toList();
      lines.add(withNames(row.hardware(), row.rule(), cells));
    }
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - line.get(i).length());
        padded.append(i < 2 ? line.get(i) + space : space + line.get(i)).append("  ");
      }
      out.append(padded.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  /** Comma-separated values after RFC 4180, but with line feeds only. */
  public String csv() {
    StringBuilder out = new StringBuilder(String.join(",", csvHeader())).append('\n');
    rows.forEach(row -> out.append(String.join(",", csvFields(row))).append('\n'));
    return out.toString();
  }

  static List<String> csvHeader() {
    List<String> header = new ArrayList<>(List.of("hardware", "rule", "seeds", "diverged"));
    // The names of the columns do not depend on the row that they are asked with.
    figures(row(new Combination("", "", List.of()))).forEach(f -> header.add(f.key()));
    return header;
  }

  static List<String> csvFields(Row row) {
    List<String> fields = new ArrayList<>();
    fields.add(csvField(row.hardware()));
    fields.add(csvField(row.rule()));
    fields.add(Integer.toString(row.seeds()));
    fields.add(Integer.toString(row.diverged()));
    figures(row).forEach(f -> fields.add(csvNumber(f.value())));
    return fields;
  }

  static String csvNumber(double number) {
    return Double.isNaN(number) ? "" : Double.toString(number);
  }

  /** A table in GitHub-flavoured Markdown. */
  public String markdown() {
    StringBuilder out = new StringBuilder("| hardware | rule |");
    headings()
        .forEach(
            h -> out.append(' ').append((h.group() + " " + h.title()).strip()).append(" |"));
    out.append("\n|---|---|").append("---:|".repeat(headings().size())).append('\n');
    for (Row row : rows) {
      out.append("| ").append(markdownText(row.hardware())).append(" | ");
      out.append(markdownText(row.rule())).append(" |");
      cells(row).forEach(cell -> out.append(' ').append(cell).append(" |"));
      out.append('\n');
    }
    return out.toString();
  }

  /** A {@code tabular} that needs the package {@code booktabs} and UTF-8 input. */
  public String latex() {
    StringBuilder out = new StringBuilder("\\begin{tabular}{ll");
    out.append("r".repeat(headings().size())).append("}\n\\toprule\n");
    out.append(
        latexLine(withNames("", "", headings().stream().map(Heading::group).toList())));
    out.append(latexLine(
        withNames("hardware", "rule", headings().stream().map(Heading::title).toList())));
    out.append("\\midrule\n");
    for (Row row : rows) {
      out.append(latexLine(withNames(row.hardware(), row.rule(), cells(row))));
    }
    return out.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static List<String> withNames(String hardware, String rule, List<String> cells) {
    List<String> line = new ArrayList<>(List.of(hardware, rule));
    line.addAll(cells);
    return Collections.unmodifiableList(line);
  }

  static String csvField(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Text that Markdown shows as it is, on one line. */
  static String markdownText(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
  }

  static String latexLine(List<String> cells) {
    return String.join(" & ", cells.stream().map(SummaryTable::latexText).toList()) + " \\\\\n";
  }

  private static String latexText(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      out.append(
          switch (c) {
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + c;
            case '±' -> "$\\pm$";
            case 'µ' -> "\\textmu{}";
            case '²' -> "\\textsuperscript{2}";
            case '·' -> "$\\cdot$";
            case '×' -> "$\\times$";
            case '≤' -> "$\\leq$";
            case '–' -> "--";
            default -> String.valueOf(c);
          });
    }
    return out.toString();
  }
}
