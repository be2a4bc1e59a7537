package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.wire.CellGrid;
import org.crosslearn.crossbar.wire.NodalArray;
import org.crosslearn.crossbar.wire.WireSpec;
import org.crosslearn.crossbar.wire.WireSpec.IdleLines;
import org.crosslearn.crossbar.wire.WireSpec.Solver;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

/** Cells of 1 MOhm to 10 MOhm on wires of up to some kOhm per pitch. */
class WiredReadTest {
  private static final double MAX_SIEMENS = 1e-6;
  private static final double ON_OFF_RATIO = 10;

  /** Tile by tile, the currents of the network that Kirchhoff's laws give for the inputs. */
  @Test
  void pairsAreReadThroughTheNetworkOfEachSubarray() {
    RandomCases.check(25, random -> {
      int rows = random.nextInt(2, 6);
      int columns = random.nextInt(2, 9);
      int outputs = random.nextInt(1, 7);
      int inputs = random.nextInt(1, 9);
      WireSpec wires = new WireSpec(
          5e3 * random.nextDouble(), 5e3 * random.nextDouble(), Solver.EXACT, IdleLines.GROUNDED);
      CrossbarMatrix matrix =
          Effects.none().subarray(rows, columns).wires(wires).matrix(outputs, inputs, 1);
      matrix.program(RandomCases.uniform(random, outputs * inputs, 1));
      float[] weights = matrix.weights();
      float[] x = RandomCases.uniform(random, inputs, 1);

      float[] y = matrix.read(Signal.given(x, 1, inputs)).values();

      double[] expected = new double[outputs];
      int perRow = columns / 2;
      for (int i = 0; i < inputs; i += rows) {
        for (int o = 0; o < outputs; o += perRow) {
          addTile(
              weights,
              x,
              i,
              Math.min(rows, inputs - i),
              o,
              Math.min(perRow, outputs - o),
              wires,
              expected);
        }
      }
      for (int o = 0; o < outputs; o++) {
        assertThat((double) y[o]).isCloseTo(expected[o], offset(2e-5));
      }
    });
  }

  /** A weight w is a pair of states 1/2 + w/2 and 1/2 - w/2, in neighbouring columns. */
  private static void addTile(
      float[] weights,
      float[] x,
      int firstInput,
      int rows,
      int firstOutput,
      int count,
      WireSpec wires,
      double[] y) {
    double least = 1 / ON_OFF_RATIO;
    double[] siemens = new double[rows * 2 * count];
    double[] volts = new double[rows];
    for (int i = 0; i < rows; i++) {
      volts[i] = x[firstInput + i];
      for (int o = 0; o < count; o++) {
        double half = weights[(firstOutput + o) * x.length + firstInput + i] / 2;
        siemens[(i * count + o) * 2] = MAX_SIEMENS * (least + (1 - least) * (0.5 + half));
        siemens[(i * count + o) * 2 + 1] = MAX_SIEMENS * (least + (1 - least) * (0.5 - half));
      }
    }
    double[] amperes =
        NodalArray.of(wires, new CellGrid(rows, 2 * count, siemens)).currents(volts);
    for (int o = 0; o < count; o++) {
      y[firstOutput + o] += (amperes[2 * o] - amperes[2 * o + 1]) / (MAX_SIEMENS * (1 - least));
    }
  }

  @Test
  void wiresWithoutResistanceChangeNothing() {
    for (Encoding encoding : Encoding.values()) {
      for (Solver solver : Solver.values()) {
        Effects effects =
            Effects.none().encoding(encoding).subarray(16, 16).dac(4).adc(5, AdcSpec.Range.FULL);
        CrossbarMatrix without = effects.matrix(20, 30, 1);
        CrossbarMatrix with =
            effects.wires(new WireSpec(0, 0, solver, IdleLines.GROUNDED)).matrix(20, 30, 1);
        RandomCases.check(1, random -> {
          float[] weights = RandomCases.uniform(random, 600, 1);
          with.program(weights);
          without.program(weights);
          Signal x = Signal.given(RandomCases.uniform(random, 60, 1), 2, 30);
          float[] expected = without.read(x).values();
          float[] y = with.read(x).values();
          for (int k = 0; k < y.length; k++) {
            assertThat(y[k]).isCloseTo(expected[k], offset(1e-4f));
          }
        });
      }
    }
  }

  /** A transposed read sees what a forward read sees: without converters, x^T (W y) = (W^T x)^T y. */
  @Test
  void bothDirectionsSeeTheSameCells() {
    CrossbarMatrix matrix = Effects.none()
        .subarray(8, 8)
        .wires(new WireSpec(3e3, 2e3, Solver.APPROXIMATE, IdleLines.GROUNDED))
        .matrix(11, 13, 1);
    RandomCases.check(5, random -> {
      matrix.program(RandomCases.uniform(random, 11 * 13, 1));
      float[] x = RandomCases.uniform(random, 13, 1);
      float[] e = RandomCases.uniform(random, 11, 1);
      double forward = dot(e, matrix.read(Signal.given(x, 1, 13)).values());
      double backward = dot(x, matrix.readTransposed(Signal.given(e, 1, 11)).values());
      assertThat(forward).isCloseTo(backward, offset(1e-4));
    });
  }

  /** Far from driver and sense amplifier a cell gives less, and programming is seen at once. */
  @Test
  void theFarthestCellGivesLeast() {
    CrossbarMatrix matrix = Effects.none()
        .encoding(Encoding.REFERENCE_COLUMN)
        .subarray(32, 32)
        .wires(new WireSpec(2e3, 2e3, Solver.APPROXIMATE, IdleLines.GROUNDED))
        .matrix(32, 32, 1);
    float[] ones = new float[32 * 32];
    Arrays.fill(ones, 1);
    matrix.program(ones);
    float[] read = matrix.readOut().values();
    assertThat(read[31]).isLessThan(1).isGreaterThan(read[31 * 32]);
    matrix.program(new float[32 * 32]);
    assertThat(matrix.readOut().values()[31]).isLessThan(read[31]);
  }

  @Test
  void floatingLinesAreRefused() {
    WireSpec floating = new WireSpec(1, 1, Solver.EXACT, IdleLines.FLOATING);
    assertThatThrownBy(() -> Effects.none().wires(floating).matrix(2, 2, 1))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("idle-lines")
        .hasMessageContaining("linear in the inputs");
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
