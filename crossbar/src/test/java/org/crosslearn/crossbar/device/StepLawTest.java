package org.crosslearn.crossbar.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistical bounds are 4.5 standard errors at fixed seeds. */
class StepLawTest {
  private static final double ERRORS = 4.5;
  private static final StepLaw.Levels LEVELS = new StepLaw.Levels(37, 52.5);

  /**
   * A law and what one pulse does by its formula, written down a second time.
   *
   * @param up change of the state by one pulse that potentiates
   */
  record Case(StepLaw law, DoubleUnaryOperator up, DoubleUnaryOperator down) {
    @Override
    public String toString() {
      return law.getClass().getSimpleName();
    }
  }

  static Stream<Case> laws() {
    StepLaw.Exponential exponential = new StepLaw.Exponential(
        LEVELS, new StepLaw.Directions(-1.18, 0.02), new StepLaw.Directions(5, 4), -0.5, -0.3);
    return Stream.of(
        new Case(
            new StepLaw.Linear(LEVELS, new StepLaw.Directions(0.4, -0.3)),
            g -> (1 - 0.4 * (2 * g - 1)) / 37,
            g -> -(1 - 0.3 * (2 * g - 1)) / 52.5),
        new Case(
            new StepLaw.Linear(LEVELS, new StepLaw.Directions(0, 1)),
            g -> 1.0 / 37,
            g -> -2 * g / 52.5),
        new Case(new StepLaw.SoftBounds(LEVELS), g -> 2 * (1 - g) / 37, g -> -2 * g / 52.5),
        new Case(
            exponential,
            g -> Math.max(0, 1 + 1.18 * Math.exp(5 * (-0.5 * (2 * g - 1) - 0.3)))
                / (1 + 1.18 * Math.exp(-1.5))
                / 37,
            g -> -Math.max(0, 1 - 0.02 * Math.exp(-4 * (-0.5 * (2 * g - 1) - 0.3)))
                / (1 - 0.02 * Math.exp(1.2))
                / 52.5),
        new Case(
            new StepLaw.Power(LEVELS, new StepLaw.Directions(1.7, 0.6)),
            g -> Math.pow(2 - 2 * g, 1.7) / 37,
            g -> -Math.pow(2 * g, 0.6) / 52.5),
        new Case(
            new StepLaw.Piecewise(LEVELS, List.of(2.0, 1.0, 0.5), List.of(0.2, 1.2)),
            g -> (g < 0.5 ? 2 - 2 * g : 1.5 - g) / 37,
            g -> -(0.2 + g) / 52.5),
        new Case(
            new StepLaw.Nonlinear(new StepLaw.Levels(37, 52), new StepLaw.Directions(2.4, -4.88)),
            // Shapes 0.499181 and -0.200303 are entries of the published table.
            g -> (1 / (1 - Math.exp(-1 / 0.499181)) - g) * (1 - Math.exp(-1 / (0.499181 * 37))),
            g -> (1 / (1 - Math.exp(1 / 0.200303)) - g) * (1 - Math.exp(-1 / (0.200303 * 52)))));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aTrainIsItsPulsesOneAfterAnother(Case test) {
    RandomCases.check(200, random -> {
      int pulses = random.nextInt(1, 80);
      boolean raised = random.nextBoolean();
      float start = (float) random.nextDouble();
      double expected = start;
      for (int n = 0; n < pulses; n++) {
        double change = (raised ? test.up : test.down).applyAsDouble(expected);
        expected = Math.max(0, Math.min(1, expected + change));
      }
      DeviceArray array = array(Effects.none().step(test.law), 1);
      array.setExactly(0, start);
      array.pulse(0, raised ? pulses : -pulses, null);
      assertThat((double) array.conductance()[0]).isCloseTo(expected, offset(1e-6));
    });
  }

  @ParameterizedTest
  @MethodSource("laws")
  void manyCellsAtOnceMoveAsOneByOne(Case test) {
    RandomCases.check(60, random -> {
      Spread spread = random.nextBoolean()
          ? Spread.NONE
          : new Spread(
              test.law.hasShape() && random.nextBoolean() ? 0.2 : 0,
              random.nextBoolean() ? 0.2 : 0,
              0.1,
              random.nextBoolean() ? 0.1 : 0,
              0.05);
      Effects effects = Effects.none().step(test.law).deviceToDevice(spread);
      int cells = random.nextInt(1, 600);
      DeviceArray single = array(effects, cells);
      DeviceArray together = array(effects, cells);
      PulseTrains trains = new PulseTrains();
      boolean all = random.nextBoolean();
      for (int turn = 0; turn < 3; turn++) {
        for (int cell = 0; cell < cells; cell++) {
          if (all || random.nextInt(3) == 0) {
            if (!trains.mayAdd(cell)) {
              together.pulse(trains, DenseKernels.create().analog(), null);
              trains.clear();
            }
            float train = (float) (20 * random.nextDouble() - 8);
            trains.add(cell, train);
            single.pulse(cell, train, null);
          }
        }
        together.pulse(trains, DenseKernels.create().analog(), null);
        trains.clear();
      }
      for (int cell = 0; cell < cells; cell++) {
        assertThat(together.conductance()[cell])
            .as("cell %s", cell)
            .isCloseTo(single.conductance()[cell], offset(1e-5f));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("laws")
  void statesStayInTheirRange(Case test) {
    DeviceArray array = array(Effects.none().step(test.law), 1);
    array.pulse(0, 5000, null);
    assertThat(array.conductance()[0]).isBetween(0.9f, 1f);
    array.pulse(0, -5000, null);
    assertThat(array.conductance()[0]).isBetween(0f, 0.1f);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void trainsTellWhatTheCellsHeldBeforeAndAfter(Case test) {
    DeviceArray array = array(Effects.none().step(test.law).cycleToCycle(0.01), 5);
    PulseTrains trains = new PulseTrains();
    for (int cell = 0; cell < 5; cell++) {
      array.setExactly(cell, cell / 5.0);
    }
    trains.add(1, 2);
    trains.add(4, -3);
    float[] held = array.conductance().clone();
    array.pulse(trains, DenseKernels.create().analog(), stream("noise"));
    assertThat(trains.before(0)).isEqualTo(held[1]);
    assertThat(trains.before(1)).isEqualTo(held[4]);
    assertThat(trains.after(0)).isEqualTo(array.conductance()[1]).isNotEqualTo(held[1]);
    assertThat(trains.after(1)).isEqualTo(array.conductance()[4]).isNotEqualTo(held[4]);
    assertThat(array.conductance()[2]).isEqualTo(held[2]);
  }

  @Test
  void linearStepsOfSlopeOneAreSoftBounds() {
    StepResponse linear =
        new StepLaw.Linear(LEVELS, new StepLaw.Directions(1, 1)).response(1, 0, null);
    StepResponse soft = new StepLaw.SoftBounds(LEVELS).response(1, 0, null);
    StepResponse power =
        new StepLaw.Power(LEVELS, new StepLaw.Directions(1, 1)).response(1, 0, null);
    for (double steps : new double[] {1, 7, -4, -20}) {
      double expected = soft.after(0, 0.3, steps > 0, steps, null);
      assertThat(linear.after(0, 0.3, steps > 0, steps, null)).isEqualTo(expected);
      assertThat(power.after(0, 0.3, steps > 0, steps, null)).isCloseTo(expected, offset(1e-12));
    }
  }

  @Test
  void aMeasuredCurveIsFollowedFromWhereItHasTheState() {
    StepLaw.Measured law = new StepLaw.Measured(
        Optional.empty(), List.of(1e-9, 5e-9, 8e-9, 11e-9), List.of(11e-9, 4e-9, 1e-9));
    assertThat(law.levels()).isEqualTo(new StepLaw.Levels(3, 2));
    DeviceArray array = array(Effects.none().step(law), 1);
    array.pulse(0, 1, null);
    assertThat(array.conductance()[0]).isCloseTo(0.4f, offset(1e-6f));
    array.pulse(0, 1.5f, null);
    assertThat(array.conductance()[0]).isCloseTo(0.85f, offset(1e-6f));
    // 0.85 lies 3/14 of a pulse from the top of the falling curve.
    array.pulse(0, -1, null);
    assertThat(array.conductance()[0]).isCloseTo((float) (0.3 - 0.3 * 3 / 14), offset(1e-6f));
    array.pulse(0, -10, null);
    assertThat(array.conductance()[0]).isZero();
    array.pulse(0, 10, null);
    assertThat(array.conductance()[0]).isEqualTo(1);
  }

  @Test
  void aMeasuredStraightLineIsALinearDevice() {
    double[] line = new double[65];
    for (int i = 0; i < line.length; i++) {
      line[i] = 1e-7 + i * 1e-8;
    }
    List<Double> up = Arrays.stream(line).boxed().toList();
    List<Double> down = Stream.iterate(64, i -> i - 1).limit(65).map(up::get).toList();
    DeviceArray measured =
        array(Effects.none().step(new StepLaw.Measured(Optional.empty(), up, down)), 1);
    DeviceArray linear = array(Effects.none().levels(64, 64), 1);
    SplittableRandom random = new SplittableRandom(3);
    for (int turn = 0; turn < 50; turn++) {
      float train = (float) (30 * random.nextDouble() - 15);
      measured.pulse(0, train, null);
      linear.pulse(0, train, null);
      assertThat(measured.conductance()[0]).isCloseTo(linear.conductance()[0], offset(1e-5f));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 0.3, 5", "8, 0.7, -3", "1, 0.2, 1", "1, 1, -1", "20, 0.5, 2.5"})
  void switchedLevelsAreBinomial(int steps, double probability, float pulses) {
    int cells = 40_000;
    DeviceArray array = array(
        Effects.none()
            .step(new StepLaw.StochasticSwitching(
                steps, new StepLaw.Directions(probability, probability))),
        cells);
    RandomStream noise = stream("switching");
    double[] levels = new double[cells];
    for (int i = 0; i < cells; i++) {
      array.setExactly(i, pulses > 0 ? 0 : 1);
      float before = array.conductance()[i];
      array.pulse(i, pulses, noise);
      levels[i] = Math.abs(array.conductance()[i] - before) * steps;
      assertThat(levels[i]).isCloseTo(Math.rint(levels[i]), offset(1e-5));
    }
    double n = Math.abs(pulses);
    double whole = Math.floor(n);
    double part = probability * (n - whole);
    double mean = probability * whole + part;
    double variance = whole * probability * (1 - probability) + part * (1 - part);
    assertThat(mean(levels)).isCloseTo(mean, offset(ERRORS * Math.sqrt(variance / cells) + 1e-6));
    assertThat(variance(levels))
        .isCloseTo(variance, offset(ERRORS * 2 * Math.max(variance, 0.05) / Math.sqrt(cells)));
  }

  @Test
  void aBinaryCellHoldsTwoStates() {
    StepLaw law = new StepLaw.StochasticSwitching(1, new StepLaw.Directions(0.1, 0.2));
    assertThat(law.levels()).isEqualTo(new StepLaw.Levels(10, 5));
    DeviceArray array = array(Effects.none().step(law), 1);
    array.set(0, 0.7);
    assertThat(array.conductance()[0]).isEqualTo(1);
    RandomStream noise = stream("switching");
    for (int turn = 0; turn < 200; turn++) {
      array.pulse(0, turn % 7 < 3 ? 3 : -2, noise);
      assertThat(array.conductance()[0]).isIn(0f, 1f);
    }
  }

  @Test
  void noisyStepsOfARaisingPulseThatFallAreAsLargeAsRaisingOnes() {
    StepLaw law = new StepLaw.SoftBounds(new StepLaw.Levels(100, 20));
    StepResponse response = law.response(1, 0, null);
    double down = response.after(0, 0.5, true, -1, null) - 0.5;
    // A map and its inverse differ by the square of the rate.
    assertThat(down).isCloseTo(-0.01, offset(3e-4));
    StepResponse power = new StepLaw.Power(
            new StepLaw.Levels(100, 20), new StepLaw.Directions(1.5, 1))
        .response(1, 0, null);
    assertThat(power.after(0, 0.5, true, -1, null) - 0.5).isCloseTo(-0.01, offset(1e-12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stepsScatterWithTheRootOfTheTrain(boolean together) {
    int cells = 40_000;
    double sigma = 0.4;
    float pulses = 9;
    DeviceArray array = array(Effects.none().levels(100, 100).stepNoise(sigma), cells);
    double[] moved = moved(array, cells, 0.5, pulses, together);
    assertThat(mean(moved)).isCloseTo(0.09, offset(ERRORS * 0.01 * sigma * 3 / Math.sqrt(cells)));
    double variance = Math.pow(0.01 * sigma * 3, 2);
    assertThat(variance(moved))
        .isCloseTo(variance, offset(ERRORS * variance * Math.sqrt(2.0 / cells)));
  }

  @Test
  void manyCellsAtOnceScatterFromCycleToCycle() {
    int cells = 40_000;
    DeviceArray array = array(Effects.none().levels(100, 100).cycleToCycle(0.02), cells);
    double[] moved = moved(array, cells, 0.5, -4, true);
    assertThat(mean(moved)).isCloseTo(-0.04, offset(ERRORS * 0.04 / Math.sqrt(cells)));
    assertThat(variance(moved))
        .isCloseTo(0.04 * 0.04, offset(ERRORS * 0.04 * 0.04 * Math.sqrt(2.0 / cells)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsReadScattersAroundWhatIsHeld(boolean together) {
    int cells = 20_000;
    DeviceArray array = array(Effects.none().levels(100, 100).writeNoise(0.05), cells);
    double[] moved = new double[cells];
    for (int turn = 0; turn < 10; turn++) {
      // Ten times up and ten times down: noise that pulses moved would have added up to 0.16.
      moved = moved(array, cells, turn == 0 ? 0.5 : Double.NaN, turn % 2 == 0 ? 5 : -5, together);
    }
    double[] read = new double[cells];
    for (int i = 0; i < cells; i++) {
      read[i] = array.conductance()[i];
    }
    assertThat(mean(read)).isCloseTo(0.5, offset(ERRORS * 0.05 / Math.sqrt(cells)));
    assertThat(variance(read)).isCloseTo(0.0025, offset(ERRORS * 0.0025 * Math.sqrt(2.0 / cells)));
    assertThat(mean(moved)).isCloseTo(-0.05, offset(ERRORS * 0.08 / Math.sqrt(cells)));
  }

  /** Each spread alone: what it must change, in the mean and in variance, and nothing else. */
  @ParameterizedTest
  @CsvSource({
    "step, 0.1, 0.1, 1",
    "asymmetry, 0.2, 0.1, -1",
    "highest, 0.05, 0, 0",
    "lowest, 0.02, 0, 0"
  })
  void cellsDifferInEachParameterOnItsOwn(
      String parameter, double sigma, double stepSigma, double correlation) {
    int cells = 20_000;
    Spread spread = new Spread(
        0,
        parameter.equals("step") ? sigma : 0,
        parameter.equals("asymmetry") ? sigma : 0,
        parameter.equals("highest") ? sigma : 0,
        parameter.equals("lowest") ? sigma : 0);
    DeviceArray array = array(Effects.none().levels(100, 100).deviceToDevice(spread), cells);
    double[] up = moved(array, cells, 0.5, 1, false);
    double[] down = moved(array, cells, 0.5, -1, false);
    double[] high = ends(array, cells, 1000);
    double[] low = ends(array, cells, -1000);
    if (stepSigma > 0) {
      double error = ERRORS * stepSigma / Math.sqrt(cells);
      assertThat(100 * mean(up)).isCloseTo(1, offset(error));
      assertThat(-100 * mean(down)).isCloseTo(1, offset(error));
      double ofVariance = ERRORS * stepSigma * stepSigma * Math.sqrt(2.0 / cells) + 1e-6;
      assertThat(1e4 * variance(up)).isCloseTo(stepSigma * stepSigma, offset(ofVariance));
      double covariance = 0;
      for (int i = 0; i < cells; i++) {
        covariance += (100 * up[i] - 1) * (-100 * down[i] - 1) / cells;
      }
      assertThat(covariance / (stepSigma * stepSigma)).isCloseTo(correlation, offset(0.06));
    }
    double highSigma = parameter.equals("highest") ? sigma : 0;
    double lowSigma = parameter.equals("lowest") ? sigma : 0;
    assertThat(mean(high)).isCloseTo(1, offset(ERRORS * highSigma / Math.sqrt(cells) + 1e-6));
    assertThat(mean(low)).isCloseTo(0, offset(ERRORS * lowSigma / Math.sqrt(cells) + 1e-6));
    assertThat(variance(high))
        .isCloseTo(
            highSigma * highSigma,
            offset(ERRORS * highSigma * highSigma * Math.sqrt(2.0 / cells) + 1e-9));
    assertThat(variance(low))
        .isCloseTo(
            lowSigma * lowSigma,
            offset(ERRORS * lowSigma * lowSigma * Math.sqrt(2.0 / cells) + 1e-9));
    assertThat(moved(array, cells, 0.5, 1, false)).as("fixed over time").isEqualTo(up);
  }

  @Test
  void slopesDifferFromCellToCell() {
    int cells = 20_000;
    double sigma = 0.05;
    StepLaw law =
        new StepLaw.Linear(new StepLaw.Levels(1000, 1000), new StepLaw.Directions(0.4, 0.6));
    DeviceArray array = array(Effects.none().step(law).deviceToDevice(sigma), cells);
    // At the lower end a step upwards is (1 + slope) / P.
    double[] slopes =
        Arrays.stream(moved(array, cells, 0, 1, false)).map(d -> 1000 * d - 1).toArray();
    assertThat(mean(slopes)).isCloseTo(0.4, offset(ERRORS * sigma / Math.sqrt(cells)));
    assertThat(variance(slopes))
        .isCloseTo(sigma * sigma, offset(ERRORS * sigma * sigma * Math.sqrt(2.0 / cells)));
  }

  @Test
  void exponentsDifferFromCellToCell() {
    int cells = 20_000;
    double sigma = 0.1;
    StepLaw law = new StepLaw.Power(new StepLaw.Levels(1000, 1000), new StepLaw.Directions(2, 1));
    DeviceArray array = array(Effects.none().step(law).deviceToDevice(sigma), cells);
    double[] exponents = Arrays.stream(moved(array, cells, 0.25, 1, false))
        .map(d -> Math.log(1000 * d) / Math.log(1.5))
        .toArray();
    assertThat(mean(exponents)).isCloseTo(2, offset(ERRORS * sigma / Math.sqrt(cells) + 1e-4));
    assertThat(variance(exponents))
        .isCloseTo(sigma * sigma, offset(ERRORS * sigma * sigma * Math.sqrt(2.0 / cells) + 1e-4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: linear, levels: {potentiation: 64, depression: 64}, slope: {potentiation: 1.5, depression: 0}} | slope.potentiation",
        "{kind: soft-bounds, levels: {potentiation: 2, depression: 64}} | above 2",
        "{kind: power, levels: {potentiation: 64, depression: 64}, exponent: {potentiation: -1, depression: 0}} | exponent.potentiation",
        "{kind: exponential, levels: {potentiation: 64, depression: 64}, factor: {potentiation: 3, depression: 0}, exponent: {potentiation: 1, depression: 1}, slope: 1, offset: 0} | step in the middle",
        "{kind: piecewise, levels: {potentiation: 64, depression: 64}, potentiation: [1], depression: [1, 1]} | two steps or more",
        "{kind: measured, potentiation: [1, 2, 2, 3], depression: [3, 1]} | above the conductance one pulse earlier",
        "{kind: measured, potentiation: [1, 2, 3], depression: [3, -1]} | 0 or above",
        "{kind: measured, potentiation: [1, .nan, 3], depression: [3, 1]} | must be a number, found .nan",
        "{kind: measured, potentiation: [1, 2, 3]} | two conductances or more",
        "{kind: measured, file: x.csv, potentiation: [1, 2, 3], depression: [3, 1]} | left out",
        "{kind: stochastic-switching, steps: 0, probability: {potentiation: 0.5, depression: 0.5}} | from 1 to 1000",
        "{kind: stochastic-switching, steps: 1, probability: {potentiation: 1.5, depression: 0.5}} | probability.potentiation",
        "{kind: liner} | Did you mean linear?"
      })
  void lawsThatMakeNoSenseAreRefused(String yaml, String message) {
    YamlDocument document = YamlDocument.parse("step: " + yaml + "\n", "study.yaml");
    assertThatThrownBy(() -> document.at("step").as(StepLaw.class))
        .hasMessageContaining("study.yaml:1:")
        .hasMessageContaining(message);
  }

  @Test
  void aLawWithoutShapeHasNoSpreadOfIt() {
    Effects device = Effects.none().step(new StepLaw.SoftBounds(LEVELS)).deviceToDevice(0.1);
    assertThatThrownBy(device::device)
        .hasMessageContaining("device-to-device.shape must be 0")
        .hasMessageContaining("0.1");
  }

  /** Changes of state by one train on each cell; from where they are if the start is not a number. */
  private static double[] moved(
      DeviceArray array, int cells, double start, float pulses, boolean together) {
    RandomStream noise = stream("noise" + start + pulses);
    PulseTrains trains = new PulseTrains();
    double[] before = new double[cells];
    for (int i = 0; i < cells; i++) {
      if (!Double.isNaN(start)) {
        array.setExactly(i, start);
      }
      before[i] = array.conductance()[i];
    }
    for (int i = 0; i < cells; i++) {
      if (together) {
        trains.add(i, pulses);
        if (!trains.mayAdd(i + 1) || i == cells - 1) {
          array.pulse(trains, DenseKernels.create().analog(), noise);
          trains.clear();
        }
      } else {
        array.pulse(i, pulses, noise);
      }
    }
    double[] changes = new double[cells];
    for (int i = 0; i < cells; i++) {
      changes[i] = array.conductance()[i] - before[i];
    }
    return changes;
  }

  private static double[] ends(DeviceArray array, int cells, float pulses) {
    double[] states = new double[cells];
    for (int i = 0; i < cells; i++) {
      array.pulse(i, pulses, null);
      states[i] = array.conductance()[i];
    }
    return states;
  }

  private static DeviceArray array(Effects effects, int cells) {
    return new DeviceArray(effects.device(), cells, stream("variation"));
  }

  private static RandomStream stream(String name) {
    return new RandomStreams(11).stream(name, 0);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }
}
