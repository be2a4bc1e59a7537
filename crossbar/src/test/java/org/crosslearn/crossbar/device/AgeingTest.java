package org.crosslearn.crossbar.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.device.Retention.Exponential.Towards;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Statistical bounds are 4.5 standard errors: seeds are fixed, and one honest draw in 150,000 fails. */
class AgeingTest {
  private static final double ERRORS = 4.5;
  private static final double DAY = 86_400;

  /** On/off ratio 5: a cell of state s conducts 0.2 + 0.8 s of the largest. */
  private static Effects cells() {
    return Effects.none().onOffRatio(5);
  }

  private static double conductance(double state) {
    return 0.2 + 0.8 * state;
  }

  /** Of phase-change memory: Joshi et al. 2020. */
  private static Retention.PowerLaw phaseChange() {
    return new Retention.PowerLaw(
        20,
        new Retention.Logarithm(-0.0155, 0.0244, 0.049, 0.1),
        new Retention.Logarithm(-0.0125, -0.0059, 0.008, 0.045),
        null);
  }

  private static Retention.PowerLaw drift(double exponent, Arrhenius arrhenius) {
    return new Retention.PowerLaw(
        20,
        new Retention.Logarithm(0, exponent, 0, 1),
        new Retention.Logarithm(0, 0, 0, 0),
        arrhenius);
  }

  static Stream<Retention> laws() {
    return Stream.of(
        phaseChange(),
        new Retention.Exponential(1e6, 0.5, Towards.MIDDLE, null),
        new Retention.Exponential(1e6, 0.5, Towards.RANDOM, null),
        new Retention.Logarithmic(1, -0.001, 0.0005, 0.005, null));
  }

  private static DeviceArray array(Effects effects, int cells, long seed) {
    return new DeviceArray(effects.device(), cells, new RandomStreams(seed).stream("variation", 0));
  }

  private static DeviceArray programmed(Effects effects, double... states) {
    DeviceArray array = array(effects, states.length, 1);
    for (int i = 0; i < states.length; i++) {
      array.setExactly(i, states[i]);
    }
    array.programmed();
    return array;
  }

  private static double[] all(int cells, double state) {
    return DoubleStream.generate(() -> state).limit(cells).toArray();
  }

  private static RandomStream stream(String name) {
    return new RandomStreams(7).stream(name, 0);
  }

  @Test
  void aCellWithoutSpreadDriftsByThePowerLaw() {
    RandomCases.check(100, random -> {
      double nu = 0.1 * random.nextDouble();
      double state = random.nextDouble();
      double seconds = Math.pow(10, 8 * random.nextDouble());
      DeviceArray array = programmed(cells().retention(drift(nu, null)), state);
      array.elapse(seconds, null);
      double expected = conductance(state) * Math.pow((20 + seconds) / 20, -nu);
      assertThat(conductance(array.conductance()[0])).isCloseTo(expected, offset(2e-7));
      assertThat(conductance(array.typical((float) state))).isCloseTo(expected, offset(2e-7));
    });
  }

  @ParameterizedTest
  @MethodSource("laws")
  void manyLapsesAreOneOfTheirSum(Retention law) {
    RandomCases.check(20, random -> {
      double[] states = random.doubles(30).toArray();
      DeviceArray once = programmed(cells().retention(law), states);
      DeviceArray often = programmed(cells().retention(law), states);
      double sum = 0;
      for (int k = random.nextInt(2, 6); k > 0; k--) {
        double seconds = Math.pow(10, 7 * random.nextDouble());
        often.elapse(seconds, null);
        sum += seconds;
      }
      once.elapse(sum, null);
      assertThat(often.conductance()).containsExactly(once.conductance(), offset(1e-6f));
    });
  }

  /** The published statistics, cell by cell from the drifted conductances. */
  @Test
  void exponentsOfPhaseChangeCellsHaveThePublishedMeanAndDeviation() {
    int cells = 20_000;
    double[][] conductanceMeanDeviation = {
      {1, 0.049, 0.008}, {0.5, 0.049, 0.008}, {0.25, 0.049, 0.0114287}
    };
    for (double[] row : conductanceMeanDeviation) {
      DeviceArray array =
          programmed(cells().retention(phaseChange()), all(cells, (row[0] - 0.2) / 0.8));
      array.elapse(DAY, null);
      double[] exponents = IntStream.range(0, cells)
          .mapToDouble(i ->
              -Math.log(conductance(array.conductance()[i]) / row[0]) / Math.log((20 + DAY) / 20))
          .toArray();
      assertThat(mean(exponents)).isCloseTo(row[1], offset(ERRORS * row[2] / Math.sqrt(cells)));
      assertThat(deviation(exponents))
          .isCloseTo(row[2], offset(ERRORS * row[2] / Math.sqrt(2.0 * cells)));
    }
  }

  @Test
  void smallConductancesDriftFaster() {
    Retention.Logarithm exponent = phaseChange().exponent();
    assertThat(exponent.of(0.01)).isCloseTo(-0.0155 * Math.log(0.01) + 0.0244, offset(1e-12));
    assertThat(exponent.of(0)).isEqualTo(0.1);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aCellDriftsAfterEachProgrammingAsAfterTheOneBefore(Retention law) {
    double[] states = new SplittableRandom(1).doubles(50).toArray();
    DeviceArray array = programmed(cells().retention(law), states);
    array.elapse(DAY, null);
    float[] first = array.conductance().clone();
    for (int i = 0; i < states.length; i++) {
      array.setExactly(i, states[i]);
    }
    array.programmed();
    array.elapse(DAY, null);
    assertThat(array.conductance()).containsExactly(first);
  }

  @Test
  void pulsesStartFromTheDriftedState() {
    DeviceArray array = programmed(cells().levels(100, 100).retention(drift(0.05, null)), 0.8);
    array.elapse(DAY, null);
    float drifted = array.conductance()[0];
    array.pulse(0, 10, null);
    array.programmed();
    assertThat(drifted).isLessThan(0.5f);
    assertThat(array.conductance()[0]).isCloseTo(drifted + 0.1f, offset(1e-6f));
  }

  @ParameterizedTest
  @EnumSource(Towards.class)
  void decayEndsWhereItIsSaid(Towards towards) {
    double[] states = new SplittableRandom(1).doubles(2000).toArray();
    DeviceArray array =
        programmed(cells().retention(new Retention.Exponential(100, 0.3, towards, null)), states);
    array.elapse(1e5, null);
    float[] ends = array.conductance();
    switch (towards) {
      case ON -> assertAll(ends, 1);
      case OFF -> assertAll(ends, 0);
      case MIDDLE -> assertAll(ends, 0.5);
      case RANDOM -> {
        double[] drawn = doubles(ends);
        assertThat(Arrays.stream(drawn).min().getAsDouble()).isBetween(-1e-6, 0.01);
        assertThat(Arrays.stream(drawn).max().getAsDouble()).isBetween(0.99, 1 + 1e-6);
        double ofUniform = Math.sqrt(1 / 12.0);
        double error = ERRORS * ofUniform / Math.sqrt(drawn.length);
        assertThat(mean(drawn)).isCloseTo(0.5, offset(error));
        assertThat(deviation(drawn)).isCloseTo(ofUniform, offset(error));
      }
    }
  }

  @Test
  void timeConstantsAreLognormal() {
    int cells = 10_000;
    double sigma = 0.4;
    DeviceArray array = programmed(
        cells().retention(new Retention.Exponential(1000, sigma, Towards.OFF, null)),
        all(cells, 1));
    array.elapse(500, null);
    double[] logs = IntStream.range(0, cells)
        .mapToDouble(i -> Math.log(-500 / Math.log(array.conductance()[i]) / 1000))
        .toArray();
    assertThat(mean(logs)).isCloseTo(0, offset(ERRORS * sigma / Math.sqrt(cells)));
    assertThat(deviation(logs)).isCloseTo(sigma, offset(ERRORS * sigma / Math.sqrt(2.0 * cells)));
  }

  @Test
  void filamentsRelaxWithTheLogarithmOfTime() {
    int cells = 10_000;
    Retention law = new Retention.Logarithmic(1, -0.01, 0.002, 0.01, null);
    for (double seconds : new double[] {10, 1e4, 1e7}) {
      DeviceArray array = programmed(cells().retention(law), all(cells, 0.5));
      array.elapse(seconds, null);
      double[] moved = IntStream.range(0, cells)
          .mapToDouble(i -> conductance(array.conductance()[i]) - conductance(0.5))
          .toArray();
      double log = Math.log(1 + seconds);
      double deviation = 0.01 + 0.002 * log;
      assertThat(mean(moved)).isCloseTo(-0.01 * log, offset(ERRORS * deviation / Math.sqrt(cells)));
      assertThat(deviation(moved))
          .isCloseTo(deviation, offset(ERRORS * deviation / Math.sqrt(2.0 * cells)));
    }
  }

  /** By hand: 0.5 eV between 300 K and 350 K is a factor of exp(5802.26 / 2100) = 15.85. */
  @Test
  void heatMakesTimeRunFaster() {
    Arrhenius arrhenius = new Arrhenius(0.5, 300);
    assertThat(arrhenius.acceleration(300)).isEqualTo(1);
    assertThat(arrhenius.acceleration(350)).isCloseTo(15.85, offset(0.01));
    DeviceArray hot = programmed(cells().retention(drift(0.06, arrhenius)), 0.7);
    DeviceArray cold = programmed(cells().retention(drift(0.06, null)), 0.7);
    hot.temperature(350);
    hot.elapse(1000, null);
    cold.elapse(1000 * arrhenius.acceleration(350), null);
    assertThat(hot.conductance()).containsExactly(cold.conductance(), offset(1e-6f));
  }

  @Test
  void noCellConductsLessThanNothing() {
    Retention law = new Retention.Logarithmic(1, -0.5, 0, 0, null);
    DeviceArray array = programmed(cells().retention(law), 0.3);
    array.elapse(1e9, null);
    assertThat(conductance(array.conductance()[0])).isCloseTo(0, offset(1e-7));
  }

  @Test
  void driftedCellsAreReadThroughTheirAccessTransistor() {
    Effects effects = cells().accessOhm(5e5).retention(drift(0.05, null));
    DeviceArray array = array(effects, 1, 1);
    array.setBehindAccess(0, 0.6);
    array.programmed();
    array.elapse(DAY, null);
    double c = conductance(0.6) * Math.pow((20 + DAY) / 20, -0.05);
    double most = 1 / 1.5;
    double least = 0.2 / 1.1;
    assertThat((double) array.conductance()[0])
        .isCloseTo((c / (1 + 0.5 * c) - least) / (most - least), offset(1e-6));
  }

  /** {@code Q sqrt(ln((t + t_read) / (2 t_read)))} a day after programming, Joshi et al. 2020. */
  @Test
  void flickerHasThePublishedDeviationAndLeavesTheStateAlone() {
    int cells = 20_000;
    Flicker flicker = new Flicker(0.0088, 0.65, 0.2, 250e-9, 20);
    for (double state : new double[] {0.1, 0.5, 1}) {
      DeviceArray array = programmed(cells().flicker(flicker), all(cells, state));
      float[] before = array.conductance().clone();
      assertThat(array.visible()).containsExactly(before);
      array.elapse(DAY, stream("flicker"));
      assertThat(array.conductance()).containsExactly(before);
      double g = conductance(state);
      double[] relative = IntStream.range(0, cells)
          .mapToDouble(i -> conductance(array.visible()[i]) / g - 1)
          .toArray();
      double sigma = 0.0088 / Math.pow(g, 0.65) * Math.sqrt(Math.log((DAY + 20 + 250e-9) / 500e-9));
      assertThat(mean(relative)).isCloseTo(0, offset(ERRORS * sigma / Math.sqrt(cells)));
      assertThat(deviation(relative))
          .isCloseTo(sigma, offset(ERRORS * sigma / Math.sqrt(2.0 * cells)));
      array.programmed();
      assertThat(array.visible()).containsExactly(before);
    }
    assertThat(flicker.relativeDeviation(1e-6, DAY))
        .isCloseTo(0.2 * Math.sqrt(Math.log((DAY + 20) / 500e-9)), offset(1e-6));
  }

  @Test
  void readsAtAnotherTemperatureSeeOtherConductances() {
    RandomCases.check(50, random -> {
      double on = 0.004 * (random.nextDouble() - 0.5);
      double off = 0.004 * (random.nextDouble() - 0.5);
      double state = random.nextDouble();
      double kelvin = 250 + 150 * random.nextDouble();
      DeviceArray array =
          programmed(cells().readTemperature(new ReadTemperature(300, on, off)), state);
      array.temperature(kelvin);
      double slope = off + state * (on - off);
      double expected = conductance(state) * (1 + slope * (kelvin - 300));
      assertThat(conductance(array.visible()[0])).isCloseTo(expected, offset(2e-7));
      assertThat((double) array.conductance()[0]).isCloseTo(state, offset(1e-7));
    });
  }

  @Test
  void programmingMissesItsTargetByThePublishedDeviation() {
    int cells = 20_000;
    Effects effects = cells().programmingNoise(0.0105392, 0.0786, -0.046924);
    for (double state : new double[] {0.3, 0.6}) {
      DeviceArray array = array(effects, cells, 1);
      RandomStream noise = stream("programming");
      for (int i = 0; i < cells; i++) {
        array.set(i, state, noise);
      }
      double[] held = IntStream.range(0, cells)
          .mapToDouble(i -> conductance(array.conductance()[i]))
          .toArray();
      double g = conductance(state);
      // In microsiemens for a largest conductance of 25.
      double sigma = (0.26348 + 1.965 * g - 1.1731 * g * g) / 25;
      assertThat(mean(held)).isCloseTo(g, offset(ERRORS * sigma / Math.sqrt(cells)));
      assertThat(deviation(held)).isCloseTo(sigma, offset(ERRORS * sigma / Math.sqrt(2.0 * cells)));
    }
  }

  @Test
  void stuckCellsAnswerToNothing() {
    int cells = 20_000;
    Effects effects = cells()
        .levels(50, 50)
        .faults(0.01, 0.05, 0.02)
        .retention(phaseChange())
        .flicker(new Flicker(0.01, 0.5, 0.2, 1e-7, 20))
        .readTemperature(new ReadTemperature(250, 0.001, 0.001));
    DeviceArray array = array(effects, cells, 1);
    float[] start = array.conductance().clone();
    RandomStream noise = stream("noise");
    for (int i = 0; i < cells; i++) {
      array.setExactly(i, 0.5);
      array.pulse(i, i % 2 == 0 ? 3 : -3, noise);
    }
    array.programmed();
    int[] stuck =
        IntStream.range(0, cells).filter(i -> isStuck(array, i, start[i])).toArray();
    assertThat(stuck).hasSize(array.stuckCells());
    array.elapse(DAY, stream("flicker"));
    int on = 0;
    int off = 0;
    int between = 0;
    for (int i : stuck) {
      assertThat(array.conductance()[i]).isEqualTo(start[i]);
      assertThat(array.visible()[i]).isEqualTo(start[i]);
      on += start[i] == 1 ? 1 : 0;
      off += start[i] == 0 ? 1 : 0;
      between += start[i] > 0 && start[i] < 1 ? 1 : 0;
    }
    assertShare(on, cells, 0.01);
    assertShare(off, cells, 0.05);
    assertShare(between, cells, 0.02);
  }

  private static boolean isStuck(DeviceArray array, int cell, float start) {
    float expected = cell % 2 == 0 ? 0.56f : 0.44f;
    return array.conductance()[cell] == start
        && Math.abs(array.conductance()[cell] - expected) > 1e-5;
  }

  @Test
  void trainsOnManyCellsLeaveStuckOnesWhereTheyAre() {
    RandomCases.check(20, random -> {
      Effects effects = cells().levels(50, 50).faults(0.1, 0.1, 0.1);
      DeviceArray together = array(random.nextBoolean() ? effects : effects.accessOhm(3e5), 300, 1);
      float[] start = together.conductance().clone();
      for (int i = 0; i < 300; i++) {
        together.setExactly(i, 0.5);
      }
      float[] before = together.conductance().clone();
      PulseTrains trains = new PulseTrains();
      for (int i = random.nextInt(40); i < 300 && trains.mayAdd(i); i += 1 + random.nextInt(3)) {
        trains.add(i, 2);
      }
      together.pulse(trains, DenseKernels.create().analog(), stream("noise"));
      int free = 0;
      for (int k = 0; k < trains.count(); k++) {
        int cell = trains.cell(k);
        float after = together.conductance()[cell];
        assertThat(trains.after(k)).isEqualTo(after);
        if (before[cell] == start[cell]) {
          assertThat(after).isEqualTo(before[cell]);
        } else {
          assertThat(after).isGreaterThan(before[cell] + 0.01f);
          free++;
        }
      }
      assertThat(free).isBetween(trains.count() / 2, trains.count() - 1);
    });
  }

  @Test
  void cellsWearUnderTrainsOnManyAsUnderTrainsOnOne() {
    Effects effects = cells()
        .levels(100, 100)
        .endurance(new Endurance(
            new Endurance.Lognormal(50, 0.5), Endurance.End.OFF, new Endurance.Narrowing(0.2, 1)));
    DeviceArray together = array(effects, 200, 1);
    DeviceArray oneByOne = array(effects, 200, 1);
    for (int pulses = 0; pulses < 60; pulses += 20) {
      PulseTrains trains = new PulseTrains();
      for (int i = 0; i < 200; i++) {
        trains.add(i, 20);
        oneByOne.pulse(i, 20, null);
      }
      together.pulse(trains, DenseKernels.create().analog(), null);
    }
    assertThat(together.stuckCells()).isBetween(20, 180);
    assertThat(together.conductance()).containsExactly(oneByOne.conductance());
  }

  /** What write noise has added to a read stays while the state below it drifts. */
  @Test
  void writeNoiseDoesNotDrift() {
    Effects effects = cells().levels(100, 100).retention(drift(0.05, null));
    int cells = 100;
    DeviceArray noisy = array(effects.writeNoise(0.05), cells, 1);
    RandomStream noise = stream("writes");
    for (int i = 0; i < cells; i++) {
      noisy.setExactly(i, 0.5);
      noisy.pulse(i, 10, noise);
    }
    noisy.programmed();
    double[] errors =
        Arrays.stream(doubles(noisy.conductance())).map(g -> g - 0.6).toArray();
    noisy.elapse(DAY, null);
    double drifted = (conductance(0.6) * Math.pow((20 + DAY) / 20, -0.05) - 0.2) / 0.8;
    assertThat(deviation(errors)).isCloseTo(0.05, offset(ERRORS * 0.05 / Math.sqrt(2 * cells)));
    assertThat(doubles(noisy.conductance()))
        .containsExactly(Arrays.stream(errors).map(e -> drifted + e).toArray(), offset(1e-6));
  }

  @Test
  void faultsAreTheSameDevicesWhateverElseIsOn() {
    float[] alone = array(cells().faults(0.1, 0.1, 0.1), 500, 3).conductance();
    float[] with =
        array(cells().faults(0.1, 0.1, 0.1).retention(phaseChange()), 500, 3).conductance();
    assertThat(with).containsExactly(alone);
  }

  @Test
  void cellsWearOutAfterTheirLivesAndStayWhereTheyEnd() {
    int cells = 4000;
    double sigma = 0.5;
    for (Endurance.End end : Endurance.End.values()) {
      DeviceArray array = array(
          cells()
              .levels(1000, 1000)
              .endurance(new Endurance(new Endurance.Lognormal(100, sigma), end, null)),
          cells,
          1);
      for (int i = 0; i < cells; i++) {
        array.conductance()[i] = 0.5f;
      }
      array.programmed();
      // Up and down by turns: 60 pulses, or half a sigma and a little more before the median.
      for (int pulses = 0; pulses < 60; pulses += 10) {
        for (int i = 0; i < cells; i++) {
          array.pulse(i, pulses % 20 == 0 ? 10 : -10, null);
        }
      }
      array.programmed();
      double worn = normalBelow(Math.log(60 / 100.0) / sigma);
      assertShare(array.stuckCells(), cells, worn);
      long atEnd = IntStream.range(0, cells)
          .filter(i -> switch (end) {
            case ON -> array.conductance()[i] == 1;
            case OFF -> array.conductance()[i] == 0;
            case IN_PLACE -> Math.abs(array.conductance()[i] - 0.5) < 0.011;
          })
          .count();
      assertThat(atEnd).isEqualTo(end == Endurance.End.IN_PLACE ? cells : array.stuckCells());
    }
  }

  @Test
  void weibullLivesEndWithTheWeakestLink() {
    RandomStream random = stream("lives");
    Endurance.Life life = new Endurance.Weibull(1e6, 2);
    int count = 20_000;
    long longer =
        IntStream.range(0, count).filter(i -> life.pulses(random) > 5e5).count();
    assertShare(longer, count, Math.exp(-0.25));
  }

  @Test
  void theRangeOfAWornCellCloses() {
    Endurance endurance = new Endurance(
        new Endurance.Lognormal(1000, 0), Endurance.End.IN_PLACE, new Endurance.Narrowing(0.4, 2));
    DeviceArray cell = array(cells().levels(100, 100).endurance(endurance), 1, 1);
    cell.pulse(0, 500, null);
    cell.pulse(0, 1, null);
    double used = 0.5;
    assertThat((double) cell.conductance()[0]).isCloseTo(1 - 0.2 * used * used, offset(1e-3));
  }

  private static void assertShare(long found, int of, double share) {
    assertThat(found / (double) of)
        .isCloseTo(share, offset(ERRORS * Math.sqrt(share * (1 - share) / of)));
  }

  private static void assertAll(float[] values, double expected) {
    double[] all = new double[values.length];
    Arrays.fill(all, expected);
    assertThat(doubles(values)).containsExactly(all, offset(1e-6));
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  /** Standard normal distribution function, by the midpoint rule from -10. */
  private static double normalBelow(double x) {
    int steps = 100_000;
    double width = (x + 10) / steps;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double z = -10 + (i + 0.5) * width;
      sum += Math.exp(-z * z / 2);
    }
    return sum * width / Math.sqrt(2 * Math.PI);
  }
}
