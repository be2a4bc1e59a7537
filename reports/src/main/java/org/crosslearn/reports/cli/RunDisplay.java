package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.training.Trainer;
import org.crosslearn.reports.run.ResultsException;
import org.crosslearn.reports.run.RunListener;
import org.crosslearn.reports.run.TrialResult;
import org.crosslearn.reports.study.Trial;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows how a study proceeds: one line per finished trial, and below them a live line on a terminal
 * or, elsewhere, a line every half minute.
 */
final class RunDisplay implements RunListener, AutoCloseable {
  private static final long LIVE_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 30_000_000_000L;
  private static final int LIVE_WIDTH = 79;
  private static final int BAR_WIDTH = 10;
  private static final int LEAST_TITLE_WIDTH = 40;

  private final PrintWriter print;
  private final boolean live;
  private final LongSupplier nanoTime;
  private final int trials;
  private final long allImages;
  private final int titleWidth;
  private final Map<Trial, Running> running = new LinkedHashMap<>();
  private final Set<String> explained = new HashSet<>();
  private int ended;
  private long endedImages;
  private long lastShownNanos;
  private boolean lineOpen;

  private static final class Running {
    final long startNanos;
    long images;
    long total;

    Running(long startNanos) {
      this.startNanos = startNanos;
    }

    double imagesPerSecond(long now) {
      return images / Math.max(1e-9, (now - startNanos) * 1e-9);
    }

    double secondsLeft(long now) {
      return (total - images) / Math.max(1e-9, imagesPerSecond(now));
    }
  }

  /**
   * @param live whether the last line may be written over
   * @param data what the trials learn, by name
   */
  RunDisplay(
      PrintWriter print,
      boolean live,
      LongSupplier nanoTime,
      List<Trial> pending,
      Map<String, DataSet> data) {
    this.print = print;
    this.live = live;
    this.nanoTime = nanoTime;
    this.trials = pending.size();
    this.allImages = pending.stream()
        .mapToLong(trial -> images(trial, data.get(trial.data())))
        .sum();
    this.titleWidth = pending.stream()
        .mapToInt(trial -> trial.title().length())
        .reduce(LEAST_TITLE_WIDTH, Math::max);
    this.lastShownNanos = nanoTime.getAsLong();
  }

  private static long images(Trial trial, DataSet data) {
    return trial.trained() == null
        ? Trainer.presentations(data, trial.rule().training())
        : Trainer.presentations(data);
  }

  /** For this process: live if standard output is a terminal. */
  static RunDisplay on(PrintWriter print, List<Trial> pending, Map<String, DataSet> data) {
    return new RunDisplay(print, Ansi.AUTO.enabled(), System::nanoTime, pending, data);
  }

  @Override
  public void skipped(Trial trial, TrialResult result) {}

  @Override
  public synchronized void started(Trial trial) {
    running.put(trial, new Running(nanoTime.getAsLong()));
  }

  @Override
  public synchronized void presented(Trial trial, long images, long total) {
    Running state = running.get(trial);
    state.images = images;
    state.total = total;
    long now = nanoTime.getAsLong();
    if (now - lastShownNanos >= (live ? LIVE_NANOS : PLAIN_NANOS)) {
      lastShownNanos = now;
      show(now);
    }
  }

  @Override
  public synchronized void finished(Trial trial, TrialResult result, double seconds) {
    long images = end(trial);
    String outcome = result.divergedEpoch() > 0
        ? "diverged in epoch " + result.divergedEpoch()
        : String.format(Locale.ROOT, "accuracy %.2f %%", 100 * result.accuracy());
    line(String.format(
        Locale.ROOT,
        "%s %s %s  %s  %s",
        count(),
        padded(trial),
        outcome,
        clock(seconds),
        rate(images / Math.max(1e-9, seconds))));
  }

  @Override
  public synchronized void failed(Trial trial, Throwable failure) {
    end(trial);
    line(String.format(Locale.ROOT, "%s %s FAILED: %s", count(), padded(trial), failure));
    if (failure instanceof OutOfMemoryError) {
      line("Let fewer trials run side by side (--threads), make the network smaller, or give Java"
          + " more memory (JDK_JAVA_OPTIONS=-Xmx…).");
      return;
    }
    if (failure instanceof ResultsException) {
      return;
    }
    // One fault often fails all trials of a kind; its trace is of use once.
    if (explained.add(failure.toString())) {
      failure.printStackTrace(print);
      print.println(Main.REPORT_REQUEST);
    }
  }

  /** Ends the live line. */
  @Override
  public synchronized void close() {
    clear();
    if (trials > 0) {
      print.println();
    }
    print.flush();
  }

  private long end(Trial trial) {
    Running state = running.remove(trial);
    ended++;
    endedImages += state.images;
    return state.images;
  }

  private String padded(Trial trial) {
    return trial.title() + " ".repeat(Math.max(0, titleWidth - trial.title().length()));
  }

  private String count() {
    int width = String.valueOf(trials).length();
    return String.format(Locale.ROOT, "[%" + width + "d/%d]", ended, trials);
  }

  private void show(long now) {
    if (live) {
      showLive(now);
    } else {
      running.forEach(
          (trial, state) -> line(count() + " " + trial.title() + ": " + state(state, now)));
    }
  }

  /** The whole study as a bar, and the trial that will end first in words. */
  private void showLive(long now) {
    long images =
        endedImages + running.values().stream().mapToLong(state -> state.images).sum();
    int filled = (int) (BAR_WIDTH * images / Math.max(1, allImages));
    String bar = "#".repeat(filled) + ".".repeat(Math.max(0, BAR_WIDTH - filled));
    Trial first = null;
    for (Map.Entry<Trial, Running> entry : running.entrySet()) {
      if (first == null
          || entry.getValue().secondsLeft(now) < running.get(first).secondsLeft(now)) {
        first = entry.getKey();
      }
    }
    String text = bar + " " + count() + " " + first.title() + ": " + state(running.get(first), now);
    clear();
    print.print(text.length() <= LIVE_WIDTH ? text : text.substring(0, LIVE_WIDTH));
    print.flush();
    lineOpen = true;
  }

  private static String state(Running state, long now) {
    if (state.images == 0) {
      return "starting";
    }
    return String.format(
        Locale.ROOT,
        "%d %%, %s, %s left",
        100 * state.images / Math.max(1, state.total),
        rate(state.imagesPerSecond(now)),
        clock(state.secondsLeft(now)));
  }

  private void line(String text) {
    clear();
    print.println(text);
    print.flush();
  }

  private void clear() {
    if (lineOpen) {
      print.print("\r" + " ".repeat(LIVE_WIDTH) + "\r");
      lineOpen = false;
    }
  }

  private static String rate(double imagesPerSecond) {
    return Math.round(imagesPerSecond) + " images/s";
  }

  static String clock(double seconds) {
    long whole = Math.round(seconds);
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
  }
}
