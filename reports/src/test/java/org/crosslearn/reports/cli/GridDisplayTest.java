package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.crosslearn.reports.pricing.Grid;
import org.junit.jupiter.api.Test;

class GridDisplayTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Grid FORTY = new Grid(List.of(
      new Grid.Axis("array.rows", List.of("32", "64", "128", "256")),
      new Grid.Axis("array.adc-bits", List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"))));

  private final AtomicLong clock = new AtomicLong();
  private final StringWriter out = new StringWriter();

  private GridDisplay display(boolean live) {
    return new GridDisplay(new PrintWriter(out), live, clock::get, FORTY);
  }

  @Test
  void aLogGetsALineEveryTenSeconds() {
    try (GridDisplay display = display(false)) {
      for (int done = 1; done <= 25; done++) {
        clock.addAndGet(SECOND);
        display.done(done);
      }
    }

    assertThat(out.toString().lines())
        .containsExactly(
            "[10/40] 1 configurations/s, 30 s left", "[20/40] 1 configurations/s, 20 s left");
  }

  @Test
  void aTerminalKeepsNothingOfTheLiveLine() {
    try (GridDisplay display = display(true)) {
      clock.addAndGet(SECOND);
      display.done(4);
    }

    String live = "[4/40] 4 configurations/s, 9 s left";
    assertThat(out.toString()).isEqualTo(live + "\r" + " ".repeat(live.length()) + "\r");
  }

  @Test
  void aSmallGridSaysNothing() {
    try (GridDisplay display = display(true)) {
      display.done(40);
    }

    assertThat(out.toString()).isEmpty();
  }
}
