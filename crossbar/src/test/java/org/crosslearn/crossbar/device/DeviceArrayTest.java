package org.crosslearn.crossbar.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statistical bounds are 4.5 standard errors: seeds are fixed, and one honest draw in 150,000 fails. */
class DeviceArrayTest {
  private static final double ERRORS = 4.5;

  @Test
  void cellsStartAtTheSmallestConductance() {
    assertThat(array(Effects.none(), 3, 1).conductance()).containsExactly(0, 0, 0);
  }

  @Test
  void cellsFollowTheCurveOfTheirDirection() {
    RandomCases.check(300, random -> {
      int up = random.nextInt(2, 200);
      int down = random.nextInt(2, 200);
      double upLabel = 18 * random.nextDouble() - 9;
      double downLabel = 18 * random.nextDouble() - 9;
      DeviceArray cell =
          array(Effects.none().levels(up, down).nonlinearity(upLabel, downLabel), 1, 1);
      cell.conductance()[0] = (float) random.nextDouble();
      double start = cell.conductance()[0];
      boolean potentiate = random.nextBoolean();
      double pulses = random.nextDouble() * (potentiate ? up : down);
      if (random.nextBoolean()) {
        pulses = Math.ceil(pulses);
      }
      float applied = (float) (potentiate ? pulses : -pulses);
      PulseCurve curve =
          potentiate ? PulseCurve.labelled(upLabel, up) : PulseCurve.labelled(downLabel, down);
      double expected = Math.max(0, Math.min(1, curve.after(start, applied)));
      cell.pulse(0, applied, null);
      assertThat((double) cell.conductance()[0]).isCloseTo(expected, offset(2e-7));
    });
  }

  /** With label 9, half the pulses from saturation still leave the cell within 1e-9 of it. */
  @Test
  void depressionAlongASaturatingCurveStartsSlowly() {
    DeviceArray cell = array(Effects.none().levels(64, 64).nonlinearity(9, 9), 1, 1);
    cell.set(0, 1);
    cell.pulse(0, -32, null);
    assertThat(cell.conductance()[0]).isCloseTo(1, offset(1e-6f));
  }

  @Test
  void conductancesStayInTheirRange() {
    for (double label : new double[] {0, 3, -3}) {
      DeviceArray cell = array(Effects.none().levels(10, 10).nonlinearity(label, label), 1, 1);
      cell.pulse(0, 25, null);
      assertThat(cell.conductance()).containsExactly(1);
      cell.pulse(0, -25, null);
      assertThat(cell.conductance()).containsExactly(0);
    }
  }

  @Test
  void programmedStatesLieOnTheGridOfLevels() {
    DeviceArray cell = array(Effects.none().levels(5, 7), 1, 1);
    double[][] wantedAndHeld = {
      {-0.3, 0}, {0, 0}, {0.09, 0}, {0.11, 0.2}, {0.49, 0.4}, {0.51, 0.6}, {0.95, 1}, {1.7, 1}
    };
    for (double[] pair : wantedAndHeld) {
      cell.set(0, pair[0]);
      assertThat(cell.conductance()[0]).isEqualTo((float) pair[1]);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.02", "4, 0.02", "-9, 0.01", "0.25, 0.03"})
  void aTrainOfPulsesScattersWithTheRootOfItsLength(float pulses, double sigma) {
    int cells = 40_000;
    DeviceArray array = array(Effects.none().levels(100, 100).cycleToCycle(sigma), cells, 1);
    RandomStream noise = new RandomStreams(7).stream("noise", 0);
    double[] standard = new double[cells];
    for (int i = 0; i < cells; i++) {
      array.set(i, 0.5);
      array.pulse(i, pulses, noise);
      double moved = array.conductance()[i] - 0.5;
      standard[i] = (moved - pulses / 100) / (sigma * Math.sqrt(Math.abs(pulses)));
    }
    assertThat(mean(standard)).isCloseTo(0, offset(ERRORS / Math.sqrt(cells)));
    assertThat(variance(standard)).isCloseTo(1, offset(ERRORS * Math.sqrt(2.0 / cells)));
    assertThat(chiSquareOfNormal(standard)).isLessThan(50);
  }

  @Test
  void noiseIsCutOffAtTheEndsOfTheRange() {
    int cells = 10_000;
    DeviceArray array = array(Effects.none().levels(100, 100).cycleToCycle(0.05), cells, 1);
    RandomStream noise = new RandomStreams(8).stream("noise", 0);
    int cut = 0;
    for (int i = 0; i < cells; i++) {
      array.set(i, 1);
      array.pulse(i, 1, noise);
      assertThat(array.conductance()[i]).isBetween(0f, 1f);
      cut += array.conductance()[i] == 1 ? 1 : 0;
    }
    // One pulse aims at 1.01, 0.2 standard deviations above the end: P(z > -0.2) = 0.5793.
    assertThat(cut / (double) cells)
        .isCloseTo(0.5793, offset(ERRORS * Math.sqrt(0.5793 * 0.4207 / cells)));
  }

  /**
   * A cell of 1 MOhm to 10 MOhm behind 0.5 MOhm, at half its own range (0.55 uS): 0.55 / 1.275 uS =
   * 0.4314 uS is read, of 0.1 / 1.05 = 0.0952 uS to 1 / 1.5 = 0.6667 uS. Ten of a hundred pulses
   * later it is 0.64 uS, of which 0.64 / 1.32 = 0.4848 uS are read.
   */
  @Test
  void pulsesMoveTheCellBehindItsAccessTransistor() {
    DeviceArray cell = array(Effects.none().levels(100, 100).accessOhm(0.5e6), 1, 1);
    cell.setBehindAccess(0, 0.5);
    assertThat((double) cell.conductance()[0])
        .isCloseTo((0.431373 - 0.095238) / (0.666667 - 0.095238), offset(1e-5));
    cell.pulse(0, 10, null);
    assertThat((double) cell.conductance()[0])
        .isCloseTo((0.484848 - 0.095238) / (0.666667 - 0.095238), offset(1e-5));
  }

  @Test
  void noPulseMeansNoNoise() {
    DeviceArray array = array(Effects.none().cycleToCycle(0.5), 1, 1);
    array.set(0, 0.5);
    array.pulse(0, 0, new RandomStreams(1).stream("noise", 0));
    assertThat(array.conductance()).containsExactly(0.5f);
  }

  @Test
  void eachCellAndDirectionHasALabelOfItsOwn() {
    int cells = 4000;
    double sigma = 0.4;
    DeviceArray array =
        array(Effects.none().levels(64, 32).nonlinearity(2, -3).deviceToDevice(sigma), cells, 1);
    double[] up = labels(array, cells, i -> halfWay(array, i, 0, 32));
    double[] down = labels(array, cells, i -> halfWayDown(array, i, 16));

    assertThat(mean(up)).isCloseTo(2, offset(ERRORS * sigma / Math.sqrt(cells)));
    assertThat(mean(down)).isCloseTo(-3, offset(ERRORS * sigma / Math.sqrt(cells)));
    double ofVariance = ERRORS * sigma * sigma * Math.sqrt(2.0 / cells);
    assertThat(variance(up)).isCloseTo(sigma * sigma, offset(ofVariance));
    assertThat(variance(down)).isCloseTo(sigma * sigma, offset(ofVariance));
    assertThat(chiSquareOfNormal(Arrays.stream(up).map(l -> (l - 2) / sigma).toArray()))
        .isLessThan(50);
    assertThat(correlation(up, down)).isCloseTo(0, offset(ERRORS / Math.sqrt(cells)));
    assertThat(correlation(Arrays.copyOf(up, cells - 1), Arrays.copyOfRange(up, 1, cells)))
        .isCloseTo(0, offset(ERRORS / Math.sqrt(cells)));
  }

  @Test
  void aCellKeepsItsLabels() {
    DeviceArray array =
        array(Effects.none().levels(64, 64).nonlinearity(2, -2).deviceToDevice(0.5), 50, 1);
    for (int cell = 0; cell < 50; cell++) {
      double first = halfWay(array, cell, 0, 32);
      array.pulse(cell, -5, null);
      assertThat(halfWay(array, cell, 0, 32)).isEqualTo(first);
    }
  }

  @Test
  void cellsOfTheSameSeedAreTheSameDevices() {
    Effects spread = Effects.none().levels(64, 64).nonlinearity(2, -2).deviceToDevice(0.5);
    DeviceArray one = array(spread, 20, 1);
    DeviceArray same = array(spread, 20, 1);
    DeviceArray other = array(spread, 20, 2);
    for (int cell = 0; cell < 20; cell++) {
      double response = halfWay(one, cell, 0, 32);
      assertThat(halfWay(same, cell, 0, 32)).isEqualTo(response);
      assertThat(halfWay(other, cell, 0, 32)).isNotEqualTo(response);
    }
  }

  private static DeviceArray array(Effects effects, int cells, long seed) {
    return new DeviceArray(effects.device(), cells, new RandomStreams(seed).stream("variation", 0));
  }

  private static double halfWay(DeviceArray array, int cell, double start, float pulses) {
    array.set(cell, start);
    array.pulse(cell, pulses, null);
    return array.conductance()[cell];
  }

  private static double halfWayDown(DeviceArray array, int cell, float pulses) {
    return halfWay(array, cell, 1, -pulses);
  }

  /**
   * Labels from the state half-way along the curve: {@code g(1/2) = 1 / (1 + exp(-1/(2a)))} gives the
   * shape, and the largest distance from the line the label.
   */
  private static double[] labels(
      DeviceArray array, int cells, ToDoubleFunction<Integer> stateHalfWay) {
    return IntStream.range(0, cells)
        .mapToDouble(cell -> {
          double g = stateHalfWay.applyAsDouble(cell);
          double shape = 1 / (2 * Math.log(g / (1 - g)));
          double farthest = 0;
          for (double x = 0; x <= 1; x += 1e-3) {
            double height = Math.expm1(-x / shape) / Math.expm1(-1 / shape) - x;
            farthest = Math.max(farthest, Math.abs(height));
          }
          return Math.copySign(farthest / Math.sqrt(2) / 0.07, shape);
        })
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / a.length / Math.sqrt(variance(a) * variance(b));
  }

  /**
   * Chi-square of 16 equally likely bins of the standard normal: 15 degrees of freedom, above 50 with
   * probability 1e-5.
   */
  private static double chiSquareOfNormal(double[] standard) {
    double[] bounds = {
      -1.534121, -1.150349, -0.887147, -0.674490, -0.488776, -0.318639, -0.157311, 0, 0.157311,
      0.318639, 0.488776, 0.674490, 0.887147, 1.150349, 1.534121
    };
    int[] counts = new int[16];
    for (double value : standard) {
      int bin = Arrays.binarySearch(bounds, value);
      counts[bin >= 0 ? bin : -bin - 1]++;
    }
    double expected = standard.length / 16.0;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
