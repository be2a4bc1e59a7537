package org.crosslearn.reports.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.WholeFile;

/** Publishes the results of a study. */
public final class ReportWriter {
  private ReportWriter() {}

  /**
   * Writes {@code report.html}, {@code summary.csv}, {@code summary.json}, {@code summary.md} and
   * {@code summary.tex}. Everything is rendered before the first file is touched, and each file
   * appears whole or not at all. Equal arguments, maps in equal order included, give equal bytes.
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
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      WholeFile.write(folder.resolve(file.getKey()), file.getValue());
    }
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
      out.append("\n## Why these numbers may mislead\n\n");
      cautions.forEach(
          c -> out.append("- ").append(SummaryTable.markdownText(c)).append('\n'));
    }
    return out.toString();
  }
}
