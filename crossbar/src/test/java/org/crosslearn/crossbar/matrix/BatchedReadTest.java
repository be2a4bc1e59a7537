package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.AdcSpec.Range;
import org.crosslearn.crossbar.encoding.Encoding;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How many samples are read at once, and how many of their pulses are silent, decides how currents are
 * computed but not what they are.
 */
class BatchedReadTest {
  private static final int OUTPUTS = 70;
  private static final int INPUTS = 150;
  private static final int BATCH = 90;

  static Stream<Named<Effects>> hardware() {
    return Stream.of(
        Named.of("pairs", Effects.none().dac(8).adc(9, Range.FULL).subarray(64, 48)),
        Named.of(
            "reference column",
            Effects.none()
                .encoding(Encoding.REFERENCE_COLUMN)
                .dac(8)
                .adc(9, Range.FULL)
                .subarray(64, 48)),
        Named.of("real inputs", Effects.none().adc(9, Range.FULL).subarray(64, 48)),
        Named.of(
            "real inputs, reference column",
            Effects.none().encoding(Encoding.REFERENCE_COLUMN).adc(9, Range.FULL)),
        Named.of("no converters", Effects.none()),
        Named.of(
            "no converters, reference column", Effects.none().encoding(Encoding.REFERENCE_COLUMN)));
  }

  @ParameterizedTest
  @MethodSource("hardware")
  void aBatchReadsWhatItsSamplesReadAlone(Effects effects) {
    SplittableRandom random = new SplittableRandom(3);
    CrossbarMatrix matrix = effects.matrix(OUTPUTS, INPUTS, 1);
    matrix.program(RandomCases.uniform(random, OUTPUTS * INPUTS, 1));
    assertBatchIsItsSamples(matrix, true, random);
    assertBatchIsItsSamples(matrix, false, random);
  }

  private static void assertBatchIsItsSamples(
      CrossbarMatrix matrix, boolean forward, SplittableRandom random) {
    int size = forward ? INPUTS : OUTPUTS;
    int columns = forward ? OUTPUTS : INPUTS;
    float[] x = RandomCases.uniform(random, BATCH * size, 2);
    float[] together = read(matrix, forward, x, BATCH);
    float[] alone = new float[BATCH * columns];
    float[] sample = new float[size];
    for (int b = 0; b < BATCH; b++) {
      System.arraycopy(x, b * size, sample, 0, size);
      System.arraycopy(read(matrix, forward, sample, 1), 0, alone, b * columns, columns);
    }
    // A sum that lies between two codes may fall to either side; a code is worth less than 1.
    int apart = 0;
    for (int i = 0; i < alone.length; i++) {
      assertThat(together[i]).isCloseTo(alone[i], offset(1f));
      apart += Math.abs(together[i] - alone[i]) > 1e-3 ? 1 : 0;
    }
    assertThat(apart).isLessThan(alone.length / 200);
  }

  private static float[] read(CrossbarMatrix matrix, boolean forward, float[] x, int batch) {
    Signal signal = Signal.given(x, batch, x.length / batch);
    return (forward ? matrix.read(signal) : matrix.readTransposed(signal)).values();
  }
}
