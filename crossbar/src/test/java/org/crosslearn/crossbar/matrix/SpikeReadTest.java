package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.AdcSpec.Range;
import org.crosslearn.crossbar.encoding.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads of single lines through a converter that spans what one cell can conduct. */
class SpikeReadTest {

  /** Two bits on pairs: each cell reads as 0, 1/3, 2/3 or 1 of full scale. */
  @Test
  void cellsAreReadToTheNearestCode() {
    CrossbarMatrix matrix = Effects.none().adc(2, Range.FULL).matrix(4, 1, 1);
    // Cells 0.9 and 0.1, 0.7 and 0.3, 0.55 and 0.45, 0.2 and 0.8.
    matrix.program(new float[] {0.8f, 0.4f, 0.1f, -0.6f});
    assertThat(matrix.readLines(new int[] {0}, 1, Signal.GIVEN).values())
        .containsExactly(new float[] {1, 1 / 3f, 1 / 3f, -1 / 3f}, offset(1e-5f));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void everyCellIsConvertedOnItsOwn(Encoding encoding) {
    RandomCases.check(40, random -> {
      int bits = random.nextInt(1, 10);
      double limit = 0.3 + random.nextDouble();
      int outputs = random.nextInt(1, 12);
      int inputs = random.nextInt(1, 12);
      CrossbarMatrix matrix = Effects.none()
          .encoding(encoding)
          .onOffRatio(1.5 + 50 * random.nextDouble())
          .adc(bits, random.nextBoolean() ? Range.FULL : Range.DYNAMIC)
          .matrix(outputs, inputs, limit);
      float[] weights = RandomCases.uniform(random, outputs * inputs, limit);
      matrix.program(weights);
      int line = random.nextInt(inputs);
      float[] read = matrix.readLines(new int[] {line}, 1, Signal.GIVEN).values();
      int codes = (1 << bits) - 1;
      for (int o = 0; o < outputs; o++) {
        double half = weights[o * inputs + line] / limit / 2;
        double plus = Math.rint((0.5 + half) * codes) / codes;
        boolean tie = nearTie((0.5 + half) * codes);
        if (encoding == Encoding.INTERLEAVED_PAIR) {
          // The difference of the two is converted, from -1 to 1.
          double difference = 2 * Math.rint((2 * half + 1) / 2 * codes) / codes - 1;
          assertThat((double) read[o])
              .isCloseTo(limit * difference, offset(1e-5 + (tie ? 2 * limit / codes : 0)));
        } else if (encoding == Encoding.DIGITAL_OFFSET) {
          assertThat((double) read[o])
              .isCloseTo(2 * limit * (plus - 0.5), offset(1e-5 + (tie ? 2 * limit / codes : 0)));
        } else if (encoding == Encoding.DIFFERENTIAL_PAIR) {
          double minus = Math.rint((0.5 - half) * codes) / codes;
          assertThat((double) read[o])
              .isCloseTo(limit * (plus - minus), offset(1e-5 + (tie ? 2 * limit / codes : 0)));
        } else {
          // The reference lies half-way between the middle codes and is read as one of them.
          double above = 2 * limit * (plus - (codes + 1) / 2 / (double) codes);
          double below = 2 * limit * (plus - (codes - 1) / 2 / (double) codes);
          double off = Math.min(Math.abs(read[o] - above), Math.abs(read[o] - below));
          assertThat(off).isLessThan(1e-5 + (tie ? 2 * limit / codes : 0));
        }
      }
    });
  }

  private static boolean nearTie(double code) {
    return Math.abs(code - Math.floor(code) - 0.5) < 1e-3;
  }
}
