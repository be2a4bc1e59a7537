package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.reports.run.ExperimentListener;
import org.crosslearn.reports.run.ExperimentResult;
import org.crosslearn.reports.run.ResultsException;
import org.crosslearn.reports.study.ExperimentTrial;

/** Shows how an experiment proceeds: a line per finished trial, and one every half minute between. */
final class ExperimentDisplay implements ExperimentListener {
  private static final long SILENCE_NANOS = 30_000_000_000L;

  private final PrintWriter print;
  private final LongSupplier nanoTime;
  private final int trials;
  private final Set<String> explained = new HashSet<>();
  private int ended;
  private long lastShownNanos;

  /**
   * @param trials that will run
   */
  ExperimentDisplay(PrintWriter print, LongSupplier nanoTime, int trials) {
    this.print = print;
    this.nanoTime = nanoTime;
    this.trials = trials;
    lastShownNanos = nanoTime.getAsLong();
  }

  @Override
  public void started(ExperimentTrial trial) {}

  @Override
  public synchronized void reached(ExperimentTrial trial, String stage, double part) {
    long now = nanoTime.getAsLong();
    if (now - lastShownNanos >= SILENCE_NANOS) {
      lastShownNanos = now;
      line(String.format(
          Locale.ROOT, "%s %s: %s, %.0f %%", count(), trial.title(), stage, 100 * part));
    }
  }

  @Override
  public synchronized void finished(
      ExperimentTrial trial, ExperimentResult result, double seconds) {
    ended++;
    String features = trial.experiment().features().get(0);
    StringBuilder outcome = new StringBuilder();
    for (String readout : trial.experiment().readouts()) {
      Reading best = result.best(features, readout).orElseThrow();
      outcome.append(String.format(
          Locale.ROOT,
          "  %.2f %% of %s by %s after %.0f ms",
          100 * best.accuracy(),
          features,
          readout,
          1e3 * best.seconds()));
    }
    line(String.format(
        Locale.ROOT, "%s %s%s  %s", count(), trial.title(), outcome, RunDisplay.clock(seconds)));
  }

  @Override
  public synchronized void failed(ExperimentTrial trial, Throwable failure) {
    ended++;
    line(count() + " " + trial.title() + " FAILED: " + failure);
    if (failure instanceof OutOfMemoryError) {
      line("Take fewer images or smaller networks, or give Java more memory"
          + " (JDK_JAVA_OPTIONS=-Xmx…).");
    } else if (!(failure instanceof ResultsException) && explained.add(failure.toString())) {
      // One fault often fails all trials; its trace is of use once.
      failure.printStackTrace(print);
      print.println(Main.REPORT_REQUEST);
    }
  }

  private String count() {
    int width = String.valueOf(trials).length();
    return String.format(Locale.ROOT, "[%" + width + "d/%d]", ended, trials);
  }

  private void line(String text) {
    print.println(text);
    print.flush();
  }
}
