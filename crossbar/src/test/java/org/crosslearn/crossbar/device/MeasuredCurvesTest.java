package org.crosslearn.crossbar.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredCurvesTest {
  @TempDir
  private Path folder;

  @Test
  void tablesSideBySideAreOneTrainEach() throws IOException {
    MeasuredCurves curves =
        read("# of wafer 7\npulse,potentiation,depression\n0,1,9\n1,3,5\n2,5,3\n3,7,1\n4,9,\n\n");
    assertThat(curves.trains(true)).hasSize(1);
    assertThat(curves.trains(true).get(0).conductances()).containsExactly(1, 3, 5, 7, 9);
    assertThat(curves.trains(false).get(0).conductances()).containsExactly(9, 5, 3, 1);
  }

  @Test
  void aTrainBeginsWhereThePulseNumberFalls() throws IOException {
    MeasuredCurves curves = read(
        "pulse,conductance\n0,1\n1,2\n2,3\n3,4\n0,4\n1,3\n2,2\n3,1\n0,1\n1,2\n2,3\n3,4\n4,5\n");
    assertThat(curves.trains()).hasSize(3);
    assertThat(curves.trains(true)).hasSize(2);
    assertThat(curves.trains(true).get(1).pulses()).isEqualTo(4);
  }

  /** Triangles with noise of a tenth: where they turn is told by their equal lengths. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutThatItBeginsWhereTheConductanceTurns(boolean first) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder("pulse,conductance\n");
    for (int p = 0; p <= 240; p++) {
      double phase = (p + (first ? 0 : 40)) % 80;
      double g = Math.min(phase, 80 - phase) / 40 + 0.1 * random.nextGaussian();
      text.append(p).append(',').append(Math.max(0, g + 1)).append('\n');
    }
    MeasuredCurves curves = read(text.toString());
    assertThat(curves.trains()).hasSize(6).allMatch(train -> train.pulses() == 40);
    assertThat(curves.trains().get(0).raised()).isEqualTo(first);
    assertThat(curves.trains().get(1).raised()).isEqualTo(!first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | holds no lines",
        "pulse,current;0,1 | :1: the columns must be pulse,conductance or pulse,potentiation,depression, found pulse,current",
        "pulse,conductance;0,1;1,NaN;2,3;3,4 | :3: conductance must be a number of 0 or above, found NaN",
        "pulse,conductance;0,1;1,-2e-9;2,3 | :3: conductance must be a number of 0 or above, found -2e-9",
        "pulse,conductance;0,1;1;2,3 | :3: must have 2 fields, found 1",
        "pulse,conductance;0,1;1,2;2,3 | conductance must have at least 4 conductances, found 3",
        "pulse,conductance;0,1;1,2;2,3;3,4 | both directions, found none that lowers",
        "pulse,conductance;0,1;1,2;2,3;3,4;0,4;1,1 | :6: the train that begins here must have at least 4 conductances, found 2",
        "pulse,potentiation,depression;0,1,5;1,2,4;2,3,3 | potentiation must have at least 4",
        "pulse,potentiation,depression;0,1,5;1,,4;2,3,3 | :4: potentiation must not be missing",
        "pulse,potentiation,depression;0,1,5;0,2,4;2,3,3 | :3: pulse must be above"
      })
  void whatCannotBeUsedIsRefusedInOneLine(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n')))
        .isInstanceOf(CurveFileError.class)
        .hasMessageStartingWith(folder.resolve("curve.csv") + ":")
        .hasMessageContaining(message);
  }

  private MeasuredCurves read(String text) throws IOException {
    return MeasuredCurves.read(Files.writeString(folder.resolve("curve.csv"), text));
  }
}
