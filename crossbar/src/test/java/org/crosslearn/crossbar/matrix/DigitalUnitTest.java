package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.assertj.core.data.Offset;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digital arithmetic is exact, and every operation is counted, each after what it uses. */
class DigitalUnitTest {
  private static final Offset<Float> ROUNDING = offset(1e-6f);

  private final Hardware hardware = new Hardware(HardwareSpec.IDEAL, new RandomStreams(1));
  private final DigitalUnit digital = hardware.digital();

  @BeforeEach
  void record() {
    hardware.recorder().start(1);
  }

  @Test
  void rectification() {
    Signal y = digital.relu(given(1, -2, 0.5f, 0));
    assertThat(y.values()).containsExactly(1, 0, 0.5f, 0);
    assertRecorded(op(DigitalFunction.RECTIFY, 4));
  }

  @Test
  void errorsPassWhereUnitsWereActive() {
    Signal y = digital.whereActive(given(5, 6, -7, 8), given(1, 0, 0.1f, -1));
    assertThat(y.values()).containsExactly(5, 0, -7, 0);
    assertRecorded(op(DigitalFunction.COMPARE, 4));
  }

  @Test
  void errorsPassAtTheSmallestActivationButNotAtNegativeZero() {
    Signal y = digital.whereActive(given(5, 6, -7), given(Float.MIN_VALUE, -0f, 3e38f));
    assertThat(y.values()).containsExactly(5, 0, -7);
  }

  /** Three bits: quarters from -3/4 to 3/4, halves between two of them to the even one. */
  @Test
  void roundingToFewBits() {
    Signal y = digital.clipAndRound(given(0.3f, -0.4f, 0.125f, 0.375f, 5, -5, 0.74f), 3);
    assertThat(y.values()).containsExactly(0.25f, -0.5f, 0, 0.5f, 0.75f, -0.75f, 0.75f);
    assertRecorded(op(DigitalFunction.COMPARE, 7), op(DigitalFunction.ADD, 7, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.41, 1",
    "1.42, 2",
    "2.8, 2",
    "2.9, 4",
    "0.7, 0.5",
    "0.71, 1",
    "1e-3, 9.765625e-4"
  })
  void theNearestPowerOfTwoIsThatOfTheLogarithm(double x, double power) {
    assertThat(DigitalUnit.nearestPowerOfTwo(x)).isEqualTo(power);
  }

  @Test
  void dividingByAPowerOfTwoIsAShiftBehindTheSearchForTheLargest() {
    assertThat(digital.normaliseByPowerOfTwo(given(1, -3, 0.5f)).values())
        .containsExactly(0.25f, -0.75f, 0.125f);
    assertThat(
            digital.normaliseByPowerOfTwo(new Gradient(new float[] {11, -6}, 0)).values())
        .containsExactly(1.375f, -0.75f);
    assertRecorded(op(DigitalFunction.COMPARE, 3), op(DigitalFunction.COMPARE, 2, 0));
  }

  @Test
  void silenceAndWhatIsNoNumberAreNotNormalised() {
    assertThat(digital.normaliseByPowerOfTwo(given(0, 0)).values()).containsExactly(0, 0);
    assertThat(digital.normaliseByPowerOfTwo(given(1, Float.POSITIVE_INFINITY)).values())
        .containsExactly(1, Float.POSITIVE_INFINITY);
  }

  @Test
  void averagesForgetExponentially() {
    float[] average = {4, 0};
    Gradient gradient =
        digital.average(new Gradient(new float[] {8, 2}, Signal.GIVEN), average, 0.75);
    assertThat(gradient.values()).containsExactly(5, 0.5f);
    assertThat(average).containsExactly(5, 0.5f);
    assertRecorded(op(DigitalFunction.MULTIPLY, 4), op(DigitalFunction.ADD, 2, 0));
  }

  @Test
  void softmaxOfEachSample() {
    Signal x = Signal.given(new float[] {0, (float) Math.log(3), 1000, 1000}, 2, 2);
    assertThat(digital.softmax(x, 1).values())
        .containsExactly(new float[] {0.25f, 0.75f, 0.5f, 0.5f}, ROUNDING);
    assertRecorded(
        op(DigitalFunction.COMPARE, 4),
        op(DigitalFunction.ADD, 4, 0),
        op(DigitalFunction.LOOKUP, 4, 1),
        op(DigitalFunction.ADD, 4, 2),
        // one reciprocal per sample
        op(DigitalFunction.LOOKUP, 2, 3),
        op(DigitalFunction.MULTIPLY, 4, 2, 4));
  }

  /** Halving the temperature squares the odds. */
  @Test
  void temperatureSharpensTheSoftmax() {
    assertThat(digital.softmax(given(0, (float) Math.log(3)), 0.5).values())
        .containsExactly(new float[] {0.1f, 0.9f}, ROUNDING);
  }

  @Test
  void differencesAndProducts() {
    assertThat(digital.subtract(given(1, 2), given(0.25f, 4)).values()).containsExactly(0.75f, -2);
    Signal a = Signal.given(new float[] {1, 2, 3, 4}, 2, 2);
    Signal b = Signal.given(new float[] {10, 20, 30, 40}, 2, 2);
    Signal sums = digital.batchSumOfProducts(a, b);
    assertThat(sums.values()).containsExactly(1 * 10 + 3 * 30, 2 * 20 + 4 * 40);
    assertThat(sums.batch()).isEqualTo(1);
    assertRecorded(
        op(DigitalFunction.ADD, 2), op(DigitalFunction.MULTIPLY, 4), op(DigitalFunction.ADD, 4, 1));
  }

  @Test
  void rowsOfAGradient() {
    Signal matrix = Signal.given(new float[] {3, 4, 0, 2, 0, 0}, 2, 3);
    Signal lengths = digital.rowLengths(matrix);
    assertThat(lengths.values()).containsExactly(5, 2);
    Gradient gradient = new Gradient(new float[] {1, 1, 1, 2, 2, 2}, Signal.GIVEN);
    Gradient reduced = digital.subtractScaledRows(gradient, given(1, 0.5f), matrix);
    assertThat(reduced.values()).containsExactly(-2, -3, 1, 1, 2, 2);
    Gradient scaled = digital.scaleRows(reduced, lengths);
    assertThat(scaled.values()).containsExactly(-10, -15, 5, 2, 4, 4);
    assertRecorded(
        op(DigitalFunction.MULTIPLY, 6),
        op(DigitalFunction.ADD, 6, 0),
        op(DigitalFunction.LOOKUP, 2, 1),
        op(DigitalFunction.MULTIPLY, 6),
        op(DigitalFunction.ADD, 6, 3),
        op(DigitalFunction.MULTIPLY, 6, 2, 4));
  }

  @Test
  void theLargestEntryOfANormalisedGradientIsOne() {
    Gradient gradient = new Gradient(new float[] {1, -4, 2}, Signal.GIVEN);
    assertThat(digital.normaliseByLargest(gradient).values()).containsExactly(0.25f, -1, 0.5f);
    Gradient nothing = new Gradient(new float[3], Signal.GIVEN);
    assertThat(digital.normaliseByLargest(nothing).values()).containsExactly(0, 0, 0);
    assertRecorded(
        op(DigitalFunction.COMPARE, 3),
        op(DigitalFunction.LOOKUP, 1, 0),
        op(DigitalFunction.MULTIPLY, 3, 1),
        op(DigitalFunction.COMPARE, 3),
        op(DigitalFunction.LOOKUP, 1, 3),
        op(DigitalFunction.MULTIPLY, 3, 4));
  }

  @Test
  void powersOfTheDistanceFromOne() {
    assertThat(digital.powerOfDistanceFromOne(given(5, 0, 1), 0.1, 0.5).values())
        .containsExactly(new float[] {0.2f, 0.1f, 0}, ROUNDING);
    assertRecorded(op(DigitalFunction.LOOKUP, 3));
  }

  private static Signal given(float... values) {
    return Signal.given(values, 1, values.length);
  }

  private record Recorded(Digital op, List<Integer> dependsOn) {}

  private static Recorded op(DigitalFunction function, double operations, Integer... dependsOn) {
    return new Recorded(new Digital(function, operations), List.of(dependsOn));
  }

  private void assertRecorded(Recorded... expected) {
    OpGraph graph = hardware.recorder().stop();
    assertThat(graph.nodes())
        .extracting(node -> new Recorded((Digital) node.op(), node.dependsOn()))
        .containsExactly(expected);
  }
}
