package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.crosslearn.reports.run.CalibrationListener;
import org.crosslearn.reports.run.ExperimentListener;
import org.crosslearn.reports.run.ExperimentResult;
import org.crosslearn.reports.run.Search.Course;
import org.crosslearn.reports.run.Search.Step;
import org.crosslearn.reports.study.Calibration;
import org.crosslearn.reports.study.Candidate;
import org.crosslearn.reports.study.ExperimentStudy;
import org.crosslearn.reports.study.ExperimentTrial;
import org.crosslearn.reports.study.Space;

/**
 * Shows how a calibration proceeds: a line per candidate, and one every half minute between; then the
 * trials of the study with the values that were found.
 */
final class CalibrationDisplay implements ExperimentListener, CalibrationListener {
  private static final long SILENCE_NANOS = 30_000_000_000L;

  private final PrintWriter print;
  private final LongSupplier nanoTime;
  private final Calibration calibration;
  private final int trials;
  private ExperimentDisplay study;
  private double seconds;
  private boolean begun;
  private boolean ran;
  private String told;
  private int candidates;
  private int known;
  private long lastShownNanos;

  CalibrationDisplay(PrintWriter print, LongSupplier nanoTime, ExperimentStudy study) {
    this.print = print;
    this.nanoTime = nanoTime;
    calibration = study.calibration();
    trials = study.trials().size();
    lastShownNanos = nanoTime.getAsLong();
  }

  @Override
  public synchronized void started(ExperimentTrial trial) {
    tellKnown();
    begun = true;
    ran = true;
    if (study == null && trial.candidate() == null) {
      print.println();
      print.println("The study with the values that were found best:");
      study = new ExperimentDisplay(print, nanoTime, trials);
    }
  }

  @Override
  public synchronized void reached(ExperimentTrial trial, String stage, double part) {
    if (trial.candidate() == null) {
      study.reached(trial, stage, part);
    } else if (nanoTime.getAsLong() - lastShownNanos >= SILENCE_NANOS) {
      line(String.format(
          Locale.ROOT,
          "%s %s: %s, %.0f %%",
          count(candidates + 1),
          trial.title(),
          stage,
          100 * part));
    }
  }

  @Override
  public synchronized void finished(
      ExperimentTrial trial, ExperimentResult result, double seconds) {
    if (trial.candidate() == null) {
      study.finished(trial, result, seconds);
    }
    this.seconds += seconds;
  }

  @Override
  public synchronized void failed(ExperimentTrial trial, Throwable failure) {
    if (trial.candidate() == null) {
      study.failed(trial, failure);
    } else {
      line("  " + trial.title() + " failed: " + failure);
    }
  }

  @Override
  public synchronized void tried(Course course, Step step, String reason) {
    candidates = course.steps().size();
    if (!begun) {
      known++;
      if (course.next().isEmpty()) {
        tellKnown();
      }
      return;
    }
    String found = reason == null
        ? String.format(Locale.ROOT, "%.2f %%", 100 * step.figure())
        : ran ? "failed" : "refused";
    String best = course
        .best()
        .map(b -> String.format(Locale.ROOT, "best %.2f %%", 100 * b.figure()))
        .orElse("none yet");
    line(String.format(
        Locale.ROOT,
        "%s %s, %s  %s  %s",
        count(candidates),
        found,
        best,
        RunDisplay.clock(seconds),
        values(course, step)));
    if (reason != null && !reason.equals(told)) {
      line("  " + reason);
      told = reason;
    }
    ran = false;
    seconds = 0;
  }

  private void tellKnown() {
    if (known > 0) {
      line(known + (known == 1 ? " candidate was" : " candidates were") + " tried before");
      known = 0;
    }
  }

  /** What differs from the experiment as the study has it, or from the best before a neighbour. */
  private String values(Course course, Step step) {
    Candidate written = calibration.space().written();
    return switch (step.origin()) {
      case WRITTEN -> "as written";
      case DRAWN -> "drawn: " + changes(written, step.candidate());
      case NEIGHBOUR -> {
        List<Step> before = course.steps().subList(0, course.steps().size() - 1);
        Candidate best =
            new Course(before, course.next(), false).best().map(Step::candidate).orElse(written);
        yield "the best with " + changes(best, step.candidate());
      }
    };
  }

  private String changes(Candidate from, Candidate to) {
    Space space = calibration.space();
    Map<String, String> old = space.values(from);
    return space.values(to).entrySet().stream()
        .filter(value -> !old.get(value.getKey()).equals(value.getValue()))
        .map(value -> value.getKey() + " " + value.getValue())
        .collect(Collectors.joining(", "));
  }

  private String count(int candidate) {
    long most = calibration.mostCandidates();
    int width = String.valueOf(most).length();
    return String.format(Locale.ROOT, "[%" + width + "d/%d]", candidate, most);
  }

  private void line(String text) {
    lastShownNanos = nanoTime.getAsLong();
    print.println(text);
    print.flush();
  }
}
