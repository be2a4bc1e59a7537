package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.crosslearn.reports.pricing.Grid;

/** Shows how many configurations are done: a live line on a terminal, elsewhere now and then. */
final class GridDisplay implements AutoCloseable {
  private static final long LIVE_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private final PrintWriter print;
  private final boolean live;
  private final LongSupplier nanoTime;
  private final int size;
  private final long startNanos;
  private long shownNanos;
  private int shownLength;

  /**
   * @param live whether the last line may be written over
   */
  GridDisplay(PrintWriter print, boolean live, LongSupplier nanoTime, Grid grid) {
    this.print = print;
    this.live = live;
    this.nanoTime = nanoTime;
    this.size = grid.size();
    this.startNanos = nanoTime.getAsLong();
    this.shownNanos = startNanos;
  }

  synchronized void done(int count) {
    long now = nanoTime.getAsLong();
    if (now - shownNanos < (live ? LIVE_NANOS : PLAIN_NANOS)) {
      return;
    }
    shownNanos = now;
    double seconds = (now - startNanos) * 1e-9;
    String text = String.format(
        Locale.ROOT,
        "[%d/%d] %.0f configurations/s, %.0f s left",
        count,
        size,
        count / seconds,
        seconds * (size - count) / count);
    clear();
    print.print(text + (live ? "" : System.lineSeparator()));
    print.flush();
    shownLength = live ? text.length() : 0;
  }

  private void clear() {
    if (shownLength > 0) {
      print.print("\r" + " ".repeat(shownLength) + "\r");
    }
  }

  @Override
  public synchronized void close() {
    clear();
    print.flush();
  }
}
