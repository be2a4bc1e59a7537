package org.crosslearn.crossbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosslearn.crossbar.wire.WireSpec.IdleLines;
import org.crosslearn.crossbar.wire.WireSpec.Solver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An array of 16 x 16 cells against ngspice. What ngspice 39 printed is kept beside the test; where it
 * is installed it also runs, and with {@code -Dcrosslearn.regenerate=true} its words are kept anew.
 */
class SpiceTest {
  private static final double RELATIVE = 1e-6;
  private static final int SIZE = 16;
  private static final Path KEPT =
      Path.of("src/test/resources/org/crosslearn/crossbar/wire").toAbsolutePath();
  private static final Pattern PRINTED = Pattern.compile("(?m)^i\\(vs(\\d+)\\) = (\\S+)$");

  /** What the rows without input do. */
  enum Idle {
    GROUNDED(IdleLines.GROUNDED, false),
    GATED(IdleLines.FLOATING, true),
    PASSIVE(IdleLines.FLOATING, false);

    private final WireSpec wires;
    private final boolean gated;

    Idle(IdleLines lines, boolean gated) {
      wires = new WireSpec(2.5, 4, Solver.EXACT, lines);
      this.gated = gated;
    }

    private String resource() {
      return "ngspice-" + name().toLowerCase(Locale.ROOT) + ".txt";
    }
  }

  private final CellGrid cells;
  private final boolean[] idle = new boolean[SIZE];
  private final double[] volts = new double[SIZE];

  SpiceTest() {
    SplittableRandom random = new SplittableRandom(16);
    double[] siemens = new double[SIZE * SIZE];
    for (int cell = 0; cell < siemens.length; cell++) {
      siemens[cell] = random.nextDouble(1e-5, 2e-4);
    }
    cells = new CellGrid(SIZE, SIZE, siemens);
    for (int i = 0; i < SIZE; i++) {
      idle[i] = i % 3 == 1;
      volts[i] = idle[i] ? 0 : random.nextDouble(0.05, 0.5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNetworkCarriesWhatNgspicePrinted(Idle lines) throws IOException {
    try (InputStream printed = SpiceTest.class.getResourceAsStream(lines.resource())) {
      String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
      assertAgreement(lines, currents(text));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNetworkCarriesWhatNgspicePrintsHere(Idle lines, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "ngspice is not installed");
    boolean[] loose = lines == Idle.GROUNDED ? new boolean[SIZE] : idle;
    Path netlist = folder.resolve("array.cir");
    Files.writeString(
        netlist, new Circuit(lines.wires, cells, loose, lines.gated, volts).netlist());
    Path printed = folder.resolve("printed.txt");
    Process spice = new ProcessBuilder("ngspice", "-b", netlist.toString())
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile())
        .start();
    assertThat(spice.waitFor(60, TimeUnit.SECONDS)).as("ngspice ends").isTrue();
    String text = Files.readString(printed);
    assertAgreement(lines, currents(text));
    if (Boolean.getBoolean("crosslearn.regenerate")) {
      StringBuilder kept = new StringBuilder();
      PRINTED.matcher(text).results().forEach(line -> kept.append(line.group()).append('\n'));
      Files.writeString(KEPT.resolve(lines.resource()), kept);
    }
  }

  private void assertAgreement(Idle lines, double[] printed) {
    double[] ours = NodalArray.of(lines.wires, cells, idle, lines.gated).currents(volts);
    double[] withoutWires = cells.currents(volts);
    for (int j = 0; j < SIZE; j++) {
      assertThat(ours[j])
          .as("column %d", j)
          .isCloseTo(printed[j], within(RELATIVE * Math.abs(printed[j])));
      assertThat(Math.abs(printed[j] / withoutWires[j] - 1))
          .as("wires matter")
          .isGreaterThan(1000 * RELATIVE);
    }
  }

  private static double[] currents(String text) {
    double[] amperes = new double[SIZE];
    Matcher line = PRINTED.matcher(text);
    int lines = 0;
    while (line.find()) {
      amperes[Integer.parseInt(line.group(1))] = Double.parseDouble(line.group(2));
      lines++;
    }
    assertThat(lines).as("currents in %s", text).isEqualTo(SIZE);
    return amperes;
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("ngspice", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
