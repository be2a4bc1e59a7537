package org.crosslearn.reports.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.crosslearn.reports.run.ExperimentResults;
import org.crosslearn.reports.run.ResultFolder;
import org.crosslearn.reports.run.StoredResults;
import org.crosslearn.reports.study.Catalog;
import org.crosslearn.reports.study.ExperimentReader;
import org.crosslearn.reports.study.StudyReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    description = "Writes the report of a results folder again, without running anything.")
final class ReportCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "RESULTS_DIR", description = "results folder, e.g. results/quickstart")
  private Path results;

  @Override
  public Integer call() {
    ResultFolder folder = new ResultFolder(results);
    if (ExperimentResults.areIn(folder)) {
      ExperimentResults stored =
          ExperimentResults.read(folder, new ExperimentReader(Catalog.installed()));
      Verdict.publish(spec.commandLine().getOut(), stored, folder);
      return 0;
    }
    StoredResults stored = StoredResults.read(folder, new StudyReader(Catalog.installed()));
    Verdict.publish(spec.commandLine().getOut(), stored, folder);
    return 0;
  }
}
