package org.crosslearn.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.report.ExperimentReport;
import org.crosslearn.reports.report.Quantity;
import org.crosslearn.reports.report.ReportWriter;
import org.crosslearn.reports.report.SpeedUps;
import org.crosslearn.reports.report.SummaryTable;
import org.crosslearn.reports.run.ExperimentResults;
import org.crosslearn.reports.run.ResultFolder;
import org.crosslearn.reports.run.ResultsException;
import org.crosslearn.reports.run.StoredResults;

/** What a run, a check and a rebuilt report end with. */
final class Verdict {
  private Verdict() {}

  /** Writes the report, prints the table and the bounds; returns the exit code. */
  static int publish(PrintWriter print, StoredResults results, ResultFolder folder) {
    try {
      ReportWriter.write(results.result(), results.bounds(), folder.path());
    } catch (IOException e) {
      throw new ResultsException("cannot write the report to " + folder.path() + ": " + e, e);
    }
    print.println(SummaryTable.of(results.result()).text());
    for (SpeedUps speedUps : SpeedUps.of(results.result())) {
      print.println(speedUps.title() + ":");
      speedUps.lines().forEach(line -> print.println("  " + Quantity.ascii(line)));
      print.println();
    }
    int code = bounds(print, results.bounds());
    reportFile(print, folder);
    return code;
  }

  private static void reportFile(PrintWriter print, ResultFolder folder) {
    print.println(
        "Report: " + folder.path().resolve("report.html").toAbsolutePath().normalize());
  }

  /** The same for an experiment. */
  static int publish(PrintWriter print, ExperimentResults results, ResultFolder folder) {
    try {
      ExperimentReport.write(results, folder.path());
    } catch (IOException e) {
      throw new ResultsException("cannot write the report to " + folder.path() + ": " + e, e);
    }
    print.println(ExperimentReport.summary(results));
    int code = bounds(print, results.bounds());
    reportFile(print, folder);
    return code;
  }

  /** Prints the bounds; returns the exit code. */
  static int bounds(PrintWriter print, List<BoundCheck> bounds) {
    boolean allHold = true;
    String last = null;
    for (BoundCheck check : bounds) {
      if (!check.bound().equals(last)) {
        print.println("bound: " + check.bound());
        last = check.bound();
      }
      print.println((check.holds() ? "  holds   " : "  BROKEN  ") + check.measured());
      allHold &= check.holds();
    }
    if (!bounds.isEmpty()) {
      print.println();
    }
    return allHold ? 0 : Main.BOUND_BROKEN;
  }
}
