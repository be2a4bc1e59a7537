package org.crosslearn.reports.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslearn.reports.pricing.TextTable;
import org.crosslearn.reports.run.ExperimentResult;
import org.crosslearn.reports.run.ExperimentResults;
import org.crosslearn.reports.run.WholeFile;

/** Publishes the results of an experiment. */
public final class ExperimentReport {
  private static final Map<String, String> DEFINITIONS = definitions();

  private ExperimentReport() {}

  private static Map<String, String> definitions() {
    Map<String, String> definitions = new LinkedHashMap<>();
    definitions.put(
        "weights", "All recurrent weights, as they are some time after a stimulus began.");
    definitions.put(
        "activity",
        "Spikes of every recurrent node in each of some equal parts of the time. "
            + "activity-without-stdp: the same of the network whose weights stay as they are.");
    definitions.put(
        "pixels",
        "The grey image itself: what the readout can do alone. binary-pixels: 1 where an input node"
            + " fires, which is all that the network is shown.");
    definitions.put(
        "projection",
        "A Gaussian random projection of the binary pixels on as many numbers as the network's"
            + " features have, at most 4,096: what random weights without dynamics make of the image.");
    definitions.put(
        "knn", "A vote of the nearest references; svm: a linear support vector machine.");
    definitions.put(
        "Simulated time",
        "Time of the model, in which signals travel; hardware takes its own time to compute it.");
    return definitions;
  }

  /**
   * Writes {@code report.html}, {@code summary.md} and {@code accuracy.csv}, and for a calibration
   * {@code summary.json} and {@code chosen.yaml}. Everything is rendered before the first file is touched, and each file appears whole or not at all.
   *
   * @param folder created if it does not exist; files of an earlier report are replaced
   */
  public static void write(ExperimentResults results, Path folder) throws IOException {
    ExperimentModel model = ExperimentModel.of(results);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("report.html", html(model));
    files.put("summary.md", markdown(model));
    files.put("accuracy.csv", csv(results));
    if (results.calibration() != null) {
      files.put("summary.json", CalibrationJson.of(results));
      results
          .calibration()
          .chosen()
          .ifPresent(chosen -> files.put("chosen.yaml", ChosenYaml.of(results, chosen)));
    }
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      WholeFile.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Accuracies as tables for a terminal. */
  public static String summary(ExperimentResults results) {
    return ExperimentAccuracySection.tables(ExperimentModel.of(results)).stream()
        .map(ExperimentReport::text)
        .collect(Collectors.joining("\n"));
  }

  private static String text(FigureTable table) {
    List<String> headings = new ArrayList<>(List.of("network"));
    table.headings().forEach(heading -> headings.add(heading.group() + " " + heading.title()));
    TextTable text = new TextTable(headings.toArray(String[]::new));
    for (FigureTable.Group group : table.groups()) {
      for (FigureTable.Row row : group.rows()) {
        List<String> cells = new ArrayList<>();
        cells.add(group.hardware() + ", " + row.names().get(0));
        row.figures().forEach(figure -> cells.add(Quantity.ascii(figure)));
        text.row(cells);
      }
    }
    return text.text();
  }

  private static String title(ExperimentResults results) {
    return results.study().profile() == null
        ? results.study().name()
        : results.study().name() + " (" + results.study().profile() + ")";
  }

  private static String html(ExperimentModel model) {
    ExperimentResults results = model.results();
    Markup out = new Markup();
    Page.open(out, title(results));
    out.open("header").paragraph("kind", "crosslearn experiment");
    out.element("h1", title(results)).paragraph("lead", results.study().description());
    out.paragraph(
        "note",
        "Experiment " + model.experiment().kind() + " with "
            + Page.count(model.experiment().images(), "image") + " ("
            + results.images()
            + ", counted from 0) · "
            + Page.count(results.study().experiment().nodes().size(), "size") + " on "
            + results.study().hardware().size() + " hardware · "
            + Page.count(results.study().seeds().size(), "seed"));
    out.closeLine();
    if (results.calibration() != null) {
      CalibrationSection.write(out, results);
    }
    if (model.networks().isEmpty()) {
      out.paragraph("note", "No trial has a result.");
    } else {
      ExperimentAccuracySection.write(out, model);
      ExperimentDynamicsSection.write(out, model);
      ExperimentCostSection.write(out, model);
    }
    Page.bounds(out, results.bounds());
    Page.cautions(out, results.cautions());
    Page.definitions(out, DEFINITIONS);
    Page.manifest(out, results.manifest());
    return Page.close(out);
  }

  private static String markdown(ExperimentModel model) {
    ExperimentResults results = model.results();
    StringBuilder out = new StringBuilder();
    out.append("# ").append(SummaryTable.markdownText(title(results))).append("\n\n");
    out.append(SummaryTable.markdownText(results.study().description())).append("\n\n");
    if (results.calibration() != null) {
      out.append(CalibrationSection.markdown(results));
      out.append("\n## With the values that were chosen\n\n");
    }
    out.append(ExperimentAccuracySection.tables(model).stream()
        .map(FigureTable::markdown)
        .collect(Collectors.joining("\n")));
    if (!model.networks().isEmpty()) {
      details(out, model);
    }
    if (!results.cautions().isEmpty()) {
      ReportWriter.section(
          out, "Why these numbers may mislead", ReportWriter.list(results.cautions()));
    }
    return out.toString();
  }

  private static void details(StringBuilder out, ExperimentModel model) {
    ReportWriter.section(
        out,
        ExperimentAccuracySection.CLASSES_TITLE,
        SummaryTable.markdownText(ExperimentAccuracySection.classesNote(model)),
        ExperimentAccuracySection.classes(model).markdown());
    if (model.experiment().plastic()) {
      ReportWriter.section(
          out,
          ExperimentDynamicsSection.CHANGES_TITLE,
          SummaryTable.markdownText(ExperimentDynamicsSection.changesNote(model)),
          ExperimentDynamicsSection.changes(model).markdown());
    }
    ReportWriter.section(
        out,
        ExperimentDynamicsSection.ACTIVITY_TITLE,
        SummaryTable.markdownText(ExperimentDynamicsSection.ACTIVITY_NOTE),
        ExperimentDynamicsSection.activity(model).markdown());
    FigureTable costs = ExperimentCostSection.table(model);
    if (!costs.groups().isEmpty()) {
      ReportWriter.section(
          out,
          ExperimentCostSection.TITLE,
          SummaryTable.markdownText(ExperimentCostSection.billed(model)),
          costs.markdown());
    }
  }

  /** One line per trial, readout, time and split. */
  private static String csv(ExperimentResults results) {
    StringBuilder out =
        new StringBuilder("hardware,nodes,seed,features,readout,seconds,numbers,split,accuracy\n");
    for (ExperimentResult result : results.results()) {
      result.findings().readings().forEach(reading -> {
        for (int split = 0; split < reading.accuracies().length; split++) {
          out.append(String.join(
              ",",
              result.hardware(),
              String.valueOf(result.nodes()),
              String.valueOf(result.seed()),
              reading.features(),
              reading.readout(),
              String.valueOf(reading.seconds()),
              String.valueOf(reading.size()),
              String.valueOf(split + 1),
              String.valueOf(reading.accuracies()[split])));
          out.append('\n');
        }
      });
    }
    return out.toString();
  }
}
