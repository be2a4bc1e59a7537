package org.crosslearn.reports.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.WholeFile;

/** Publishes the results of a study. */
public final class ReportWriter {
  private ReportWriter() {}

  /**
   * Writes {@code report.html}, {@code summary.csv}, {@code summary.json}, {@code summary.md}, and
   * {@code summary.tex}, {@code efficiency.tex} and {@code cost-to-target.tex} to include in a paper,
   * {@code cost-to-target.csv}, and, where the study has sweeps, {@code sweeps.csv} and {@code
   * sweeps.tex}, where it has accountings, {@code accounting.csv} and {@code accounting.tex}. Everything is rendered before the first file is touched, and each file appears whole
   * or not at all. Equal arguments, maps in equal order included, give equal bytes.
   *
   * @param bounds the study's bounds held against the results, possibly none
   * @param folder created if it does not exist; files of an earlier report are replaced
   * @throws IllegalArgumentException if a trial belongs to a rule or hardware that is not listed
   * @throws IOException if a file cannot be written
   */
  public static void write(StudyResult result, List<BoundCheck> bounds, Path folder)
      throws IOException {
    ReportModel model = ReportModel.of(result, bounds);
    SummaryTable table = SummaryTable.of(result);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("report.html", HtmlReport.of(model));
    files.put("summary.csv", table.csv());
    files.put("summary.json", SummaryJson.of(model));
    files.put("summary.md", markdown(model, table));
    files.put("summary.tex", table.latex());
    files.put("efficiency.tex", EfficiencySection.table(model).latex());
    files.put("cost-to-target.csv", TargetCostSection.csv(model));
    files.put("cost-to-target.tex", TargetCostSection.table(model).latex());
    List<SweptCombinations> sweeps = model.sweeps();
    if (!sweeps.isEmpty()) {
      files.put("sweeps.csv", SweepSection.csv(sweeps));
      files.put(
          "sweeps.tex",
          sweeps.stream()
              .map(sweep -> SweepSection.table(sweep).latex())
              .collect(Collectors.joining("\n")));
    }
    if (!result.accountings().isEmpty()) {
      files.put("accounting.csv", AccountingSection.csv(model));
      files.put("accounting.tex", accountingLatex(model));
    }
    Files.createDirectories(folder);
    for (String optional :
        List.of("sweeps.csv", "sweeps.tex", "accounting.csv", "accounting.tex")) {
      if (!files.containsKey(optional)) {
        Files.deleteIfExists(folder.resolve(optional));
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      WholeFile.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static String accountingLatex(ReportModel model) {
    List<FigureTable> tables =
        new ArrayList<>(List.of(AccountingSection.table(model), AccountingSection.choices(model)));
    tables.addAll(AccountingSection.swept(model));
    tables.add(AccountingSection.overhead(model));
    return tables.stream().map(FigureTable::latex).collect(Collectors.joining("\n"));
  }

  static String list(List<String> lines) {
    return lines.stream()
        .map(line -> "- " + SummaryTable.markdownText(line) + "\n")
        .collect(Collectors.joining());
  }

  private static void accounting(StringBuilder out, ReportModel model) {
    section(
        out,
        AccountingSection.TITLE,
        SummaryTable.markdownText(AccountingSection.NOTE),
        list(AccountingSection.ways(model)),
        AccountingSection.table(model).markdown());
    FigureTable choices = AccountingSection.choices(model);
    if (!choices.groups().isEmpty()) {
      section(
          out,
          AccountingSection.CHOICES_TITLE,
          SummaryTable.markdownText(AccountingSection.choicesNote(model)),
          choices.markdown());
    }
    for (SpeedUps speedUps : SpeedUps.of(model.result())) {
      out.append('\n').append(SummaryTable.markdownText(speedUps.title())).append(":\n\n");
      out.append(list(speedUps.lines()));
    }
    AccountingSection.swept(model).forEach(swept -> out.append('\n').append(swept.markdown()));
    section(
        out,
        AccountingSection.OVERHEAD_TITLE,
        SummaryTable.markdownText(AccountingSection.OVERHEAD_NOTE),
        AccountingSection.overhead(model).markdown());
  }

  private static String markdown(ReportModel model, SummaryTable table) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(SummaryTable.markdownText(model.result().study())).append("\n\n");
    out.append(SummaryTable.markdownText(model.result().description())).append("\n\n");
    out.append(table.markdown());
    if (!model.bounds().isEmpty()) {
      out.append("\n## Bounds\n\n| verdict | bound | measured |\n|---|---|---|\n");
      for (BoundCheck bound : model.bounds()) {
        out.append(bound.holds() ? "| holds | " : "| **broken** | ");
        out.append(SummaryTable.markdownText(bound.bound())).append(" | ");
        out.append(SummaryTable.markdownText(bound.measured())).append(" |\n");
      }
    }
    List<String> cautions = Cautions.of(model);
    if (!cautions.isEmpty()) {
      out.append("\n## Why these numbers may mislead\n\n").append(list(cautions));
    }
    FigureTable targets = TargetCostSection.table(model);
    if (!targets.groups().isEmpty()) {
      section(
          out,
          TargetCostSection.TITLE,
          SummaryTable.markdownText(TargetCostSection.NOTE),
          targets.markdown());
    }
    for (SweptCombinations sweep : model.sweeps()) {
      section(
          out,
          "Sweep: " + SummaryTable.markdownText(sweep.label()),
          SummaryTable.markdownText(SweepSection.note(sweep)),
          SweepSection.table(sweep).markdown());
    }
    if (!model.result().accountings().isEmpty()) {
      accounting(out, model);
    }
    FigureTable cells = CellsSection.table(model);
    if (!cells.groups().isEmpty()) {
      section(
          out, CellsSection.TITLE, SummaryTable.markdownText(CellsSection.NOTE), cells.markdown());
    }
    if (model.anyPriced()) {
      section(out, EfficiencySection.TITLE, EfficiencySection.table(model).markdown());
      section(
          out,
          EqualAreaSection.TITLE,
          SummaryTable.markdownText(EqualAreaSection.densityNote(model)),
          EqualAreaSection.density(model).markdown());
      FigureTable equalSize = EqualAreaSection.equalSize(model);
      if (!equalSize.groups().isEmpty()) {
        section(
            out,
            EqualAreaSection.SIZE_TITLE,
            SummaryTable.markdownText(EqualAreaSection.SIZE_NOTE),
            equalSize.markdown());
      }
      if (ConverterSection.compared(model)) {
        section(
            out,
            ConverterSection.TITLE,
            list(ConverterSection.findings(model)),
            ConverterSection.table(model).markdown());
      }
      section(out, ChipSection.TITLE, ChipSection.markdown(ChipSection.chips(model)));
    }
    return out.toString();
  }

  /** A section of a summary in Markdown. */
  static void section(StringBuilder out, String title, String... blocks) {
    out.append("\n## ").append(title).append('\n');
    for (String block : blocks) {
      out.append('\n').append(block.stripTrailing()).append('\n');
    }
  }
}
