package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.update.PulseRounding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateTest {

  /** Full scale 2 over 64 levels: a pulse on a cell against a reference is a change of 1/32. */
  @ParameterizedTest
  @CsvSource({
    "0.03125, 1",
    "0.015625, 1",
    "0.0155, 0",
    "-0.015625, -1",
    "-0.0155, 0",
    "0.1, 3",
    "-0.109375, -4",
    "0, 0"
  })
  void nearestRoundsHalfPulsesAwayFromZero(float change, int pulses) {
    CrossbarMatrix matrix = Effects.none()
        .levels(64, 64)
        .encoding(Encoding.REFERENCE_COLUMN)
        .rounding(PulseRounding.NEAREST)
        .matrix(1, 1, 1);
    assertThat(changed(matrix, change)).isCloseTo(pulses / 32f, offset(1e-6f));
  }

  /** The largest float below a half, plus a half, is 1 in single precision. */
  @Test
  void theLargestRequestBelowHalfAPulseVanishes() {
    CrossbarMatrix matrix = Effects.none()
        .levels(64, 64)
        .encoding(Encoding.REFERENCE_COLUMN)
        .rounding(PulseRounding.NEAREST)
        .matrix(1, 1, 1);
    assertThat(changed(matrix, Math.nextDown(0.5f) / 32)).isZero();
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void nearestPulsesMoveEachCellByWholeLevels(Encoding encoding) {
    RandomCases.check(60, random -> {
      int up = random.nextInt(2, 100);
      int down = random.nextInt(2, 100);
      double limit = 0.2 + random.nextDouble();
      int outputs = random.nextInt(1, 9);
      int inputs = random.nextInt(1, 9);
      CrossbarMatrix matrix = Effects.none()
          .levels(up, down)
          .encoding(encoding)
          .rounding(PulseRounding.NEAREST)
          .matrix(outputs, inputs, limit);
      float[] before = matrix.weights();
      float[] gradient = RandomCases.uniform(random, outputs * inputs, 1);
      double rate = 0.5 * limit;
      matrix.update(new Gradient(gradient, Signal.GIVEN), rate);
      float[] after = matrix.weights();
      double middle = Math.rint(0.5 * up) / up;
      for (int i = 0; i < gradient.length; i++) {
        double request = rate * gradient[i] / (2 * limit);
        double plus = moved(middle, request, up, down);
        double expected = encoding.sides() == 2
            ? limit * (plus - moved(middle, -request, up, down))
            : limit * (2 * plus - 1);
        boolean tie = near(request, up) || near(request, down);
        assertThat((double) after[i])
            .isCloseTo(expected, offset(1e-5 + (tie ? 2 * limit / Math.min(up, down) : 0)));
        if (request * up < 0.49 && request * up > 0 && request * down < 0.49) {
          assertThat(after[i]).isEqualTo(before[i]);
        }
      }
    });
  }

  private static double moved(double state, double request, int up, int down) {
    int levels = request > 0 ? up : down;
    double pulses = Math.signum(request) * Math.floor(Math.abs(request) * levels + 0.5);
    return Math.max(0, Math.min(1, state + pulses / levels));
  }

  private static boolean near(double request, int levels) {
    double part = Math.abs(request) * levels - Math.floor(Math.abs(request) * levels);
    return Math.abs(part - 0.5) < 1e-4;
  }

  /** A binomial count within 4.5 standard errors. */
  @ParameterizedTest
  @CsvSource({"0.3, 64", "0.02, 64", "2.75, 64", "-0.6, 64", "-5.1, 64", "0.5, 1000"})
  void stochasticRoundingIsRightInTheMean(double pulses, int levels) {
    int cells = 200 * 200;
    CrossbarMatrix matrix = Effects.none()
        .levels(levels, levels)
        .encoding(Encoding.REFERENCE_COLUMN)
        .rounding(PulseRounding.STOCHASTIC)
        .matrix(200, 200, 1);
    float[] request = new float[cells];
    Arrays.fill(request, (float) (pulses * 2 / levels));
    matrix.update(new Gradient(request, Signal.GIVEN), 1);
    float[] first = matrix.weights();
    double whole = Math.floor(Math.abs(pulses));
    double fraction = Math.abs(pulses) - whole;
    long up = 0;
    for (float weight : first) {
      double applied = Math.abs(weight) * levels / 2;
      assertThat(Math.rint(applied)).isIn(whole, whole + 1);
      assertThat(applied).isCloseTo(Math.rint(applied), offset(1e-3));
      assertThat(weight * pulses).isGreaterThanOrEqualTo(0);
      up += Math.rint(applied) > whole ? 1 : 0;
    }
    double error = Math.sqrt(fraction * (1 - fraction) / cells);
    assertThat(up / (double) cells).isCloseTo(fraction, offset(4.5 * error));

    matrix.update(new Gradient(request, Signal.GIVEN), 1);
    float[] second = matrix.weights();
    long bothUp = 0;
    for (int i = 0; i < cells; i++) {
      boolean firstUp = Math.rint(Math.abs(first[i]) * levels / 2) > whole;
      boolean secondUp = Math.rint(Math.abs(second[i] - first[i]) * levels / 2) > whole;
      bothUp += firstUp && secondUp ? 1 : 0;
    }
    double both = fraction * fraction;
    assertThat(bothUp / (double) cells)
        .isCloseTo(both, offset(4.5 * Math.sqrt(both * (1 - both) / cells)));
  }

  @Test
  void stochasticRoundingLeavesWholeRequestsWhole() {
    int levels = 1 << 20;
    CrossbarMatrix matrix = Effects.none()
        .levels(levels, levels)
        .encoding(Encoding.REFERENCE_COLUMN)
        .rounding(PulseRounding.STOCHASTIC)
        .matrix(40, 40, 1);
    float[] request = new float[1600];
    Arrays.fill(request, 300_000 * 2f / levels);
    matrix.update(new Gradient(request, Signal.GIVEN), 1);
    assertThat(matrix.weights()).containsOnly(300_000 * 2f / levels);
  }

  @Test
  void theCellsOfAPairRoundApart() {
    CrossbarMatrix matrix =
        Effects.none().levels(100, 100).rounding(PulseRounding.STOCHASTIC).matrix(100, 100, 1);
    float[] request = new float[10_000];
    Arrays.fill(request, 0.01f);
    matrix.update(new Gradient(request, Signal.GIVEN), 1);
    // Half a pulse on each of two cells: 0, 1 or 2 with 1/4, 1/2, 1/4.
    int[] counts = new int[3];
    for (float weight : matrix.weights()) {
      counts[Math.round(weight * 100)]++;
    }
    assertThat(counts[1]).isBetween(5000 - 225, 5000 + 225);
    assertThat(counts[2]).isBetween(2500 - 195, 2500 + 195);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void weightsStopAtTheLimit(Encoding encoding) {
    CrossbarMatrix matrix = Effects.none().encoding(encoding).matrix(1, 2, 0.7);
    matrix.update(new Gradient(new float[] {5, -5}, Signal.GIVEN), 1);
    assertThat(matrix.weights()).containsExactly(0.7f, -0.7f);
    matrix.program(new float[] {-3, 3});
    assertThat(matrix.weights()).containsExactly(-0.7f, 0.7f);
    matrix.update(new Gradient(new float[] {0.2f, 0}, Signal.GIVEN), 1);
    assertThat(matrix.weights()).containsExactly(new float[] {-0.5f, 0.7f}, offset(1e-6f));
  }

  /** Five states 0, 1/4 .. 1 hold the weights -1, -1/2 .. 1. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void programmingRoundsToTheLevelsOfTheDevice(Encoding encoding) {
    CrossbarMatrix matrix = Effects.none().levels(4, 4).encoding(encoding).matrix(1, 7, 1);
    matrix.program(new float[] {0.3f, 0.2f, -0.3f, 0.9f, -1, 0.7f, 0});
    assertThat(matrix.weights()).containsExactly(0.5f, 0, -0.5f, 1, -1, 0.5f, 0);
  }

  /** An asymmetric device that is asked up and down again does not return. */
  @Test
  void nonlinearCellsFollowTheirCurves() {
    CrossbarMatrix matrix = Effects.none()
        .levels(97, 100)
        .nonlinearity(2.4, -4.88)
        .rounding(PulseRounding.NEAREST)
        .encoding(Encoding.REFERENCE_COLUMN)
        .matrix(1, 1, 1);
    float start = matrix.weights()[0];
    double state = (start + 1) / 2;
    // 0.2 of full scale 2 is a tenth: 9.7 -> 10 potentiating pulses, then 10 depressing ones.
    double up = affine(state, 10, 97, 0.499181);
    double down = affine(up, -10, 100, -0.200303);
    assertThat(changed(matrix, 0.2f)).isCloseTo((float) (2 * (up - state)), offset(1e-5f));
    assertThat(changed(matrix, -0.2f)).isCloseTo((float) (2 * (down - up)), offset(1e-5f));
    assertThat(matrix.weights()[0]).isLessThan(start - 0.05f);
  }

  private static double affine(double g, int pulses, int levels, double shape) {
    double asymptote = 1 / (1 - Math.exp(-1 / shape));
    double r = Math.exp(-pulses / (shape * levels));
    return asymptote * (1 - r) + g * r;
  }

  @Test
  void adjustingEveryCellIsAnUpdate() {
    RandomCases.check(20, random -> {
      Effects device = Effects.none()
          .levels(50, 60)
          .nonlinearity(2, -1.5)
          .cycleToCycle(0.02)
          .deviceToDevice(0.2)
          .encoding(Encoding.values()[random.nextInt(2)])
          .rounding(PulseRounding.STOCHASTIC);
      int outputs = random.nextInt(1, 8);
      int inputs = random.nextInt(1, 8);
      CrossbarMatrix updated = device.matrix(outputs, inputs, 1);
      CrossbarMatrix adjusted = device.matrix(outputs, inputs, 1);
      float[] changes = RandomCases.uniform(random, outputs * inputs, 0.3);
      int[] cells = new int[changes.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = i;
      }
      for (int step = 0; step < 3; step++) {
        updated.update(new Gradient(changes, Signal.GIVEN), 1);
        adjusted.adjust(cells, changes, cells.length, Signal.GIVEN);
      }
      assertThat(adjusted.weights()).isEqualTo(updated.weights());
    });
  }

  @Test
  void adjustingSomeCellsIsAnUpdateWithZerosElsewhere() {
    Effects device =
        Effects.none().levels(50, 60).nonlinearity(2, -1.5).rounding(PulseRounding.NEAREST);
    CrossbarMatrix updated = device.matrix(3, 4, 1);
    CrossbarMatrix adjusted = device.matrix(3, 4, 1);
    float[] gradient = new float[12];
    gradient[7] = 0.4f;
    gradient[2] = -0.3f;
    updated.update(new Gradient(gradient, Signal.GIVEN), 1);
    adjusted.adjust(new int[] {7, 2, 5}, new float[] {0.4f, -0.3f, 0.9f}, 2, Signal.GIVEN);
    assertThat(adjusted.weights()).isEqualTo(updated.weights());
    assertThat(adjusted.weights()[7]).isGreaterThan(0.1f);
  }

  @Test
  void aCellListedTwiceChangesTwice() {
    Effects device =
        Effects.none().levels(50, 60).nonlinearity(2, -1.5).rounding(PulseRounding.NEAREST);
    CrossbarMatrix once = device.matrix(2, 2, 1);
    CrossbarMatrix oneByOne = device.matrix(2, 2, 1);
    once.adjust(new int[] {3, 3}, new float[] {0.5f, -0.3f}, 2, Signal.GIVEN);
    oneByOne.adjust(new int[] {3}, new float[] {0.5f}, 1, Signal.GIVEN);
    assertThat(once.weights()).isNotEqualTo(oneByOne.weights());
    oneByOne.adjust(new int[] {3}, new float[] {-0.3f}, 1, Signal.GIVEN);
    assertThat(once.weights()).isEqualTo(oneByOne.weights());
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    CrossbarMatrix matrix = Effects.none().matrix(2, 3, 1);
    assertThatThrownBy(() -> matrix.read(Signal.given(new float[2], 1, 2)))
        .hasMessageContaining("3 inputs")
        .hasMessageContaining("vectors of 2");
    assertThatThrownBy(() -> matrix.readTransposed(Signal.given(new float[3], 1, 3)))
        .hasMessageContaining("2 outputs");
    assertThatThrownBy(() -> matrix.program(new float[5])).hasMessageContaining("2 x 3");
    assertThatThrownBy(() -> matrix.update(new Gradient(new float[5], Signal.GIVEN), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 3");
    assertThatThrownBy(() ->
            matrix.accumulate(Signal.given(new float[4], 2, 2), Signal.given(new float[3], 1, 3)))
        .hasMessageContaining("batches differ");
    assertThatThrownBy(() -> Signal.given(new float[5], 2, 3)).hasMessageContaining("2 x 3");
  }

  private static float changed(CrossbarMatrix matrix, float change) {
    float before = matrix.weights()[0];
    matrix.update(new Gradient(new float[] {change}, Signal.GIVEN), 1);
    return matrix.weights()[0] - before;
  }
}
