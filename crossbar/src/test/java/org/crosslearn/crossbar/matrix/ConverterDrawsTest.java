package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.converter.AdcSpec.Range;
import org.crosslearn.crossbar.converter.AdcSpec.Rounding;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that converters draw, all at once. */
class ConverterDrawsTest {

  private static Effects everything(Encoding encoding) {
    return Effects.none()
        .encoding(encoding)
        .subarray(7, 6)
        .readNoise(0.02)
        .dac(new DacSpec(5)
            .multiLevel(2)
            .calibrated(95, 3)
            .with(DacSpec.Rounding.STOCHASTIC)
            .with(new DacSpec.Errors(0.05, 0.01)))
        .adc(AdcSpec.calibrated(6, Range.PER_COLUMN, 98, 2)
            .with(Rounding.STOCHASTIC)
            .with(new AdcSpec.Errors(0.5, 0.2, 0.5, 0.02, 0.3)));
  }

  private static float[] run(Encoding encoding, long seed, boolean recorded) {
    SplittableRandom random = new SplittableRandom(9);
    CrossbarMatrix matrix = everything(encoding).hardware(seed).matrix("matrix", 11, 20, 1);
    matrix.program(RandomCases.uniform(random, 220, 1));
    float[] last = {};
    if (recorded) {
      matrix.recorder.start(1);
    }
    for (int step = 0; step < 5; step++) {
      Signal x = Signal.given(RandomCases.uniform(random, 80, 1), 4, 20);
      Signal error = matrix.read(x);
      Signal back = matrix.readTransposed(error);
      matrix.update(matrix.accumulate(error, x), 1e-3);
      last = back.values();
    }
    return last;
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void dependOnTheSeedAlone(Encoding encoding) {
    float[] alone = run(encoding, 1, false);
    List<float[]> together = IntStream.range(0, 8)
        .parallel()
        .mapToObj(i -> run(encoding, 1, i % 2 == 0))
        .toList();
    assertThat(together).allSatisfy(result -> assertThat(result).isEqualTo(alone));
    assertThat(run(encoding, 2, false)).isNotEqualTo(alone);
  }

  /** A cell of a state between 0 and 1 is that many parts of the highest code above the lowest. */
  @Test
  void spikesAreReadByTheConvertersOfTheirColumns() {
    AdcSpec.Errors errors = new AdcSpec.Errors(null, null, 3.0, 0.1, null);
    int inputs = 23;
    CrossbarMatrix matrix = Effects.none()
        .subarray(7, 6)
        .adc(new AdcSpec(8, Range.FULL).with(errors))
        .matrix(9, inputs, 1);
    matrix.program(RandomCases.uniform(new SplittableRandom(3), 9 * inputs, 0.5));
    float[] weights = matrix.weights();
    RandomStreams streams = new RandomStreams(1);
    for (int line = 0; line < inputs; line++) {
      float[] read = matrix.readLines(new int[] {line}, 1, Signal.GIVEN).values();
      for (int o = 0; o < 9; o++) {
        double expected = 0;
        for (int array = 0; array < 2; array++) {
          RandomStream draws = streams.stream("matrix/adc-columns" + array + "/tile" + line / 7, o);
          double shift = 3 * draws.gaussian();
          double gain = 1 + 0.1 * draws.gaussian();
          int sign = array == 0 ? 1 : -1;
          double state = 0.5 + sign * weights[o * inputs + line] / 2;
          expected += sign * Math.max(0, Math.min(255, 255 * state * gain + shift)) / 255;
        }
        assertThat((double) read[o]).isCloseTo(expected, offset(1.001 / 255));
      }
    }
  }

  /** The reads of one direction neither calibrate nor disturb those of the other. */
  @Test
  void directionsHaveConvertersOfTheirOwn() {
    Supplier<CrossbarMatrix> maker = () -> Effects.none()
        .encoding(Encoding.REFERENCE_COLUMN)
        .subarray(4, 3)
        .adc(AdcSpec.calibrated(6, Range.CALIBRATED, 100, 0))
        .dac(new DacSpec(6).fixed(1))
        .matrix(6, 6, 1);
    CrossbarMatrix other = maker.get();
    CrossbarMatrix same = maker.get();
    float[] weights = RandomCases.uniform(new SplittableRandom(5), 36, 1);
    other.program(weights);
    same.program(weights);
    Signal small = Signal.given(RandomCases.uniform(new SplittableRandom(6), 6, 0.2), 1, 6);
    Signal large = Signal.given(RandomCases.uniform(new SplittableRandom(7), 6, 1), 1, 6);
    other.readTransposed(small);
    assertThat(other.read(large).values()).isEqualTo(same.read(large).values());
    same.read(small);
    assertThat(other.readTransposed(large).values())
        .isNotEqualTo(same.readTransposed(large).values());
  }
}
