package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.AdcSpec.Range;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.kernel.PlainKernels;
import org.crosslearn.crossbar.kernel.VectorKernels;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.crossbar.update.UpdateSpec;
import org.crosslearn.hw.workload.Matrix;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which kernels compute the products is no part of the physics. */
class KernelProvidersTest {
  private static final int OUTPUTS = 150;
  private static final int INPUTS = 210;
  private static final int BATCH = 12;

  static Stream<Named<Effects>> hardware() {
    return Stream.of(
        Named.of("no effects", Effects.none()),
        Named.of("read noise", Effects.none().readNoise(0.05).subarray(64, 64)),
        Named.of(
            "converters, reference column",
            Effects.none()
                .encoding(Encoding.REFERENCE_COLUMN)
                .dac(6)
                .adc(8, Range.FULL)
                .subarray(100, 90)),
        Named.of(
            "converters, pairs",
            Effects.none().dac(6).adc(7, Range.DYNAMIC).subarray(128, 128).readNoise(0.01)));
  }

  @ParameterizedTest
  @MethodSource("hardware")
  void plainAndVectorKernelsAgree(Effects effects) {
    Fixture plain = new Fixture(effects, new PlainKernels());
    Fixture vector = new Fixture(effects, new VectorKernels());
    assertAgree(plain.forward(), vector.forward());
    assertAgree(plain.transposed(), vector.transposed());
    plain.update();
    vector.update();
    assertAgree(plain.matrix.weights(), vector.matrix.weights());
    assertAgree(plain.forward(), vector.forward());
  }

  /**
   * Sums in another order differ by rounding; where one lies between two codes of a converter, it may
   * fall to either side, so one value in fifty may differ by a code.
   */
  private static void assertAgree(float[] expected, float[] actual) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    int apart = 0;
    for (int i = 0; i < expected.length; i++) {
      double distance = Math.abs(expected[i] - actual[i]);
      apart += distance > 2e-5 * largest ? 1 : 0;
      assertThat(distance).isLessThan(0.03 * largest);
    }
    assertThat(apart).isLessThanOrEqualTo(expected.length / 50);
  }

  private static final class Fixture {
    private final CrossbarMatrix matrix;
    private final Signal x;
    private final Signal error;

    Fixture(Effects effects, DenseKernels kernels) {
      SplittableRandom random = new SplittableRandom(1);
      matrix = new DeviceMatrix(
          new Matrix("matrix", OUTPUTS, INPUTS),
          "matrix",
          effects.device(),
          effects.crossbar(),
          (UpdateSpec.OfCells) effects.crossbar().update(),
          1,
          new RandomStreams(1),
          new OpRecorder(),
          kernels);
      matrix.program(RandomCases.uniform(random, OUTPUTS * INPUTS, 0.5));
      x = Signal.given(RandomCases.uniform(random, BATCH * INPUTS, 1), BATCH, INPUTS);
      error = Signal.given(RandomCases.uniform(random, BATCH * OUTPUTS, 1), BATCH, OUTPUTS);
    }

    float[] forward() {
      return matrix.read(x).values();
    }

    float[] transposed() {
      return matrix.readTransposed(error).values();
    }

    void update() {
      matrix.update(error, x, 0.02);
    }
  }
}
