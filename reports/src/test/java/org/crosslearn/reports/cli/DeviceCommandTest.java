package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslearn.reports.cli.Ran.crosslearn;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.api.Assertions;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class DeviceCommandTest {
  private static final int PULSES = 50;

  @TempDir
  private Path folder;

  private Path data;

  /** Cells of 5 nS to 50 nS that answer as the curves of labels 2 and -3 say. */
  @BeforeEach
  void writeData() throws IOException {
    StringBuilder csv = new StringBuilder("pulse,potentiation,depression\n");
    double up = 0.6090352041;
    double down = -0.3868296685;
    for (int p = 0; p <= PULSES; p++) {
      double x = (double) p / PULSES;
      csv.append(p).append(',').append(conductance(up, x));
      csv.append(',').append(conductance(down, 1 - x)).append('\n');
    }
    data = Files.writeString(folder.resolve("cell.csv"), csv.toString());
  }

  private static double conductance(double shape, double x) {
    return 5e-9 + 45e-9 * Math.expm1(-x / shape) / Math.expm1(-1 / shape);
  }

  @Test
  void theFittedDeviceIsReadBackAsStudiesReadIt() {
    Path output = folder.resolve("device.yaml");
    Ran ran = crosslearn("device", "fit", data, "--output", output, "--cell", "ag-a-si");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("2 trains, 100 pulses, conductances in siemens", "AICc");
    DeviceSpec device = YamlDocument.read(output).as(DeviceSpec.class);
    StepLaw.Nonlinear law = (StepLaw.Nonlinear) device.step();
    assertThat(law.nonlinearity().potentiation()).isCloseTo(2, Assertions.offset(1e-3));
    assertThat(law.nonlinearity().depression()).isCloseTo(-3, Assertions.offset(1e-3));
    assertThat(device.cell().onResistanceOhm()).isCloseTo(2e7, Assertions.offset(1e4));
    assertThat(device.cell().onOffRatio()).isCloseTo(10, Assertions.offset(0.01));
    assertThat(device.cell().levels()).isEqualTo(PULSES);
    assertThat(device.cell().potentiation().voltage()).isEqualTo(3.2);
    assertThat(device.source()).contains("assumed", "Ag:a-Si");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedInOneLine() {
    for (String option : List.of("--output", "--plot")) {
      Path nowhere = folder.resolve("missing").resolve("file");
      Ran ran = crosslearn("device", "fit", data, option, nowhere);
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).startsWith("cannot write " + nowhere + ": ").hasLineCount(1);
    }
  }

  @Test
  void allowedLawsAreListedOnce() {
    assertThat(crosslearn("device", "fit", data, "--law", "wrong").err())
        .startsWith("unknown --law wrong. Allowed: nonlinear, ")
        .containsOnlyOnce("soft-bounds");
  }

  @Test
  void aLawMayBeChosen() {
    Ran ran = crosslearn("device", "fit", data, "--law", "power", "--unit", "normalised");
    assertThat(ran.out()).contains("kind: power", "conductances normalised");
    // Of normalised conductances nothing is known of ohms.
    assertThat(ran.out()).contains("on-resistance-ohm: 100000", "resistances, voltages");
  }

  @Test
  void theDrawingIsWellFormedAndShowsEveryPointAndLaw() throws Exception {
    Path plot = folder.resolve("fit.svg");
    crosslearn("device", "fit", data, "--plot", plot);
    String svg = Files.readString(plot);
    assertThat(DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getElementsByTagName("circle")
            .getLength())
        .isEqualTo(2 * (PULSES + 1));
    assertThat(svg)
        .contains(
            "nonlinear, rms", "linear, rms", "soft-bounds, rms", "exponential, rms", "power, rms");
  }

  @Test
  void mistakesAreToldInOneLine() throws IOException {
    Ran missing = crosslearn("device", "fit", folder.resolve("none.csv"));
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err())
        .isEqualToIgnoringNewLines(folder.resolve("none.csv") + ": there is no such file");
    Files.writeString(data, "pulse,conductance\n0,1e-9\n1,-1e-9\n");
    Ran negative = crosslearn("device", "fit", data);
    assertThat(negative.code()).isEqualTo(2);
    assertThat(negative.err())
        .isEqualToIgnoringNewLines(
            data + ":3: conductance must be a number of 0 or above, found -1e-9");
    assertThat(crosslearn("device", "fit", data, "--law", "powr").err())
        .contains(
            "unknown --law powr", "Did you mean power?", "(see crosslearn device fit --help)");
    assertThat(crosslearn("device", "fit", data, "--cell", "pmco").err())
        .contains("unknown --cell pmco", "Did you mean pcmo?");
  }
}
