package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With every effect off, a crossbar is matrix algebra. */
class EffectsOffTest {
  private static final double ROUNDING = 5e-6;

  /** Makes a matrix for a random case. */
  interface Maker {
    CrossbarMatrix make(SplittableRandom random, int outputs, int inputs, double limit);
  }

  static Stream<Named<Maker>> hardware() {
    Named<Maker> ideal = Named.of(
        "ideal",
        (random, outputs, inputs, limit) -> new Hardware(HardwareSpec.IDEAL, new RandomStreams(1))
            .matrix("matrix", outputs, inputs, limit));
    return Stream.concat(
        Stream.of(ideal), Stream.of(Encoding.values()).flatMap(EffectsOffTest::devices));
  }

  private static Stream<Named<Maker>> devices(Encoding encoding) {
    return Stream.of(
        Named.of(
            encoding + ", products of weights",
            (random, outputs, inputs, limit) ->
                anyArray(random, encoding).matrix(outputs, inputs, limit)),
        // Noise far below the rounding of a float makes the array be read tile by tile.
        Named.of(
            encoding + ", currents tile by tile",
            (random, outputs, inputs, limit) ->
                anyArray(random, encoding).readNoise(1e-12).matrix(outputs, inputs, limit)));
  }

  private static Effects anyArray(SplittableRandom random, Encoding encoding) {
    return Effects.none()
        .encoding(encoding)
        .subarray(random.nextInt(2, 20), random.nextInt(2, 20))
        .onOffRatio(1.5 + random.nextInt(100));
  }

  @ParameterizedTest
  @MethodSource("hardware")
  void aProgrammedMatrixHoldsItsWeights(Maker maker) {
    onRandomMatrices(maker, (random, c) -> assertEqual(c.matrix.weights(), c.weights, c.limit));
  }

  @ParameterizedTest
  @MethodSource("hardware")
  void aForwardReadIsAProduct(Maker maker) {
    onRandomMatrices(maker, (random, c) -> {
      int batch = random.nextInt(1, 6);
      float[] x = RandomCases.uniform(random, batch * c.inputs, 3);
      assertForward(c, c.weights, x, batch);
    });
  }

  @ParameterizedTest
  @MethodSource("hardware")
  void aTransposedReadIsAProductWithTheTranspose(Maker maker) {
    onRandomMatrices(maker, (random, c) -> {
      int batch = random.nextInt(1, 6);
      float[] x = RandomCases.uniform(random, batch * c.outputs, 3);
      Signal y = c.matrix.readTransposed(Signal.given(x, batch, c.outputs));
      assertThat(y.batch()).isEqualTo(batch);
      assertThat(y.size()).isEqualTo(c.inputs);
      for (int b = 0; b < batch; b++) {
        for (int i = 0; i < c.inputs; i++) {
          double sum = 0;
          double magnitude = 0;
          for (int o = 0; o < c.outputs; o++) {
            sum += x[b * c.outputs + o] * (double) c.weights[o * c.inputs + i];
            magnitude += Math.abs(x[b * c.outputs + o]);
          }
          assertThat((double) y.values()[b * c.inputs + i])
              .isCloseTo(sum, offset(ROUNDING * c.limit * magnitude));
        }
      }
    });
  }

  @ParameterizedTest
  @MethodSource("hardware")
  void anUpdateAddsTheOuterProducts(Maker maker) {
    onRandomMatrices(maker, (random, c) -> {
      int batch = random.nextInt(1, 6);
      float[] errors = RandomCases.uniform(random, batch * c.outputs, 1);
      float[] x = RandomCases.uniform(random, batch * c.inputs, 1);
      // Weights start below half the limit; a step of a tenth keeps them inside.
      double rate = 0.1 * c.limit / batch * (random.nextBoolean() ? 1 : -1);
      float[] expected = new float[c.weights.length];
      for (int o = 0; o < c.outputs; o++) {
        for (int i = 0; i < c.inputs; i++) {
          double sum = 0;
          for (int b = 0; b < batch; b++) {
            sum += errors[b * c.outputs + o] * (double) x[b * c.inputs + i];
          }
          expected[o * c.inputs + i] = (float) (c.weights[o * c.inputs + i] + rate * sum);
        }
      }
      c.matrix.update(
          Signal.given(errors, batch, c.outputs), Signal.given(x, batch, c.inputs), rate);
      assertEqual(c.matrix.weights(), expected, c.limit);
      assertForward(c, expected, x, batch);
    });
  }

  @ParameterizedTest
  @MethodSource("hardware")
  void spikesReadColumnsOfTheMatrix(Maker maker) {
    onRandomMatrices(maker, (random, c) -> {
      int count = random.nextInt(0, 5);
      int[] lines = random.ints(count + 3, 0, c.inputs).toArray();
      Signal read = c.matrix.readLines(lines, count, Signal.GIVEN);
      assertThat(read.batch()).isEqualTo(count);
      assertThat(read.size()).isEqualTo(c.outputs);
      for (int k = 0; k < count; k++) {
        for (int o = 0; o < c.outputs; o++) {
          assertThat((double) read.values()[k * c.outputs + o])
              .isCloseTo(c.weights[o * c.inputs + lines[k]], offset(ROUNDING * c.limit));
        }
      }
    });
  }

  @ParameterizedTest
  @MethodSource("hardware")
  void theWholeMatrixCanBeReadOut(Maker maker) {
    onRandomMatrices(maker, (random, c) -> {
      Signal read = c.matrix.readOut();
      assertThat(read.batch()).isEqualTo(c.outputs);
      assertThat(read.size()).isEqualTo(c.inputs);
      assertEqual(read.values(), c.weights, c.limit);
    });
  }

  @ParameterizedTest
  @MethodSource("hardware")
  void singleWeightsCanBeAdjusted(Maker maker) {
    onRandomMatrices(maker, (random, c) -> {
      int cell = random.nextInt(c.weights.length);
      float change = (float) (0.2 * c.limit);
      float[] expected = c.weights.clone();
      expected[cell] += change;
      c.matrix.adjust(new int[] {cell, 0}, new float[] {change, 9}, 1, Signal.GIVEN);
      assertEqual(c.matrix.weights(), expected, c.limit);
    });
  }

  private static void onRandomMatrices(Maker maker, BiConsumer<SplittableRandom, Case> property) {
    RandomCases.check(30, random -> {
      int outputs = random.nextInt(1, 40);
      int inputs = random.nextInt(1, 40);
      double limit = 0.1 + 4 * random.nextDouble();
      CrossbarMatrix matrix = maker.make(random, outputs, inputs, limit);
      assertThat(matrix.weights()).containsOnly(0f);
      float[] weights = RandomCases.uniform(random, outputs * inputs, limit / 2);
      matrix.program(weights);
      property.accept(random, new Case(matrix, weights, outputs, inputs, limit));
    });
  }

  private record Case(
      CrossbarMatrix matrix, float[] weights, int outputs, int inputs, double limit) {}

  private static void assertForward(Case c, float[] weights, float[] x, int batch) {
    Signal y = c.matrix.read(Signal.given(x, batch, c.inputs));
    assertThat(y.batch()).isEqualTo(batch);
    assertThat(y.size()).isEqualTo(c.outputs);
    for (int b = 0; b < batch; b++) {
      for (int o = 0; o < c.outputs; o++) {
        double sum = 0;
        double magnitude = 0;
        for (int i = 0; i < c.inputs; i++) {
          sum += x[b * c.inputs + i] * (double) weights[o * c.inputs + i];
          magnitude += Math.abs(x[b * c.inputs + i]);
        }
        assertThat((double) y.values()[b * c.outputs + o])
            .isCloseTo(sum, offset(ROUNDING * c.limit * magnitude));
      }
    }
  }

  private static void assertEqual(float[] actual, float[] expected, double limit) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], offset(ROUNDING * limit));
    }
  }
}
