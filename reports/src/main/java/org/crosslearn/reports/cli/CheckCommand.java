package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.run.ExperimentResults;
import org.crosslearn.reports.run.ResultFolder;
import org.crosslearn.reports.run.StoredResults;
import org.crosslearn.reports.study.Catalog;
import org.crosslearn.reports.study.ExperimentReader;
import org.crosslearn.reports.study.StudyReader;
import org.crosslearn.reports.study.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = {
      "Holds the bounds of a study against its results.",
      "Ends with 0 if all hold, 1 if one is broken, 3 if a trial has no result."
    },
    footerHeading = "%nBounds, as studies write them:%n",
    footer = {
      "  accuracy >= 0.96 for bp on ideal",
      "  accuracy for dfa on rram >= 0.98 x ideal",
      "  energy of training for dfa on rram <= 1.2 x bp",
      "  latency of inference <= 3 us on rram",
      "  area <= 4 mm2",
      "  accuracy for bp on rram at read-noise=0.1 >= 0.9 x at base",
      "  latency of training for dfa on rram at depth <= 1 x bp",
      "  accuracy behind bp for dfa on rram at read-noise >= 0 %% with 95 %% confidence",
      "",
      "A figure (accuracy, settled-accuracy, energy of training, energy of inference, latency of training, latency of"
          + " inference, area), a comparison (>=, <=, >, <) and a limit: a number with its unit (%%;"
          + " pJ, nJ, uJ, mJ, J; ns, us, ms, s; um2, mm2, m2), or a multiple of the same figure of"
          + " another rule or hardware.",
      "",
      "'for RULE' and 'on HARDWARE' stand before the comparison or at the end; without them, every"
          + " rule and every hardware is meant. 'at SWEEP=VALUE' after them speaks of a point of a"
          + " sweep, 'at SWEEP' of all its points; a multiple is of the same point unless it says at"
          + " which, 'at base' being the study itself. 'accuracy behind RULE' is how much more accurate"
          + " that rule is there. 'with 95 %% confidence' at the end asks for a t-test over the seeds,"
          + " paired where figures are compared. All figures are means over the seeds; energy and"
          + " latency are per image; settled-accuracy is the mean of the last quarter of the epochs.",
      "",
      "Studies of an experiment have sentences of their own:",
      "",
      "  accuracy of weights at nodes=200 after 300 ms >= 94 %%",
      "  accuracy of weights at nodes=200 >= 1 x projection",
      "  edges turned-inhibitory at nodes=200 on ideal <= 30 %%",
      "  energy at nodes=50 on rram <= 20 uJ"
    })
final class CheckCommand implements Callable<Integer> {
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
      return verdict(stored.bounds(), stored.unfinished());
    }
    StoredResults stored = StoredResults.read(folder, new StudyReader(Catalog.installed()));
    return verdict(stored.bounds(), stored.missing().stream().map(Trial::title).toList());
  }

  private int verdict(List<BoundCheck> bounds, List<String> missing) {
    PrintWriter print = spec.commandLine().getOut();
    if (bounds.isEmpty()) {
      print.println("The study states no bounds.");
    }
    int code = Verdict.bounds(print, bounds);
    missing.forEach(title -> print.println("no result: " + title));
    return missing.isEmpty() ? code : Main.FAILED;
  }
}
