package org.crosslearn.crossbar.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters are found again within 4.5 of the standard errors that the fit states. */
class LawFitTest {
  private static final double ERRORS = 4.5;
  private static final double LOWEST = 2e-9;
  private static final double RANGE = 3e-8;

  /** A law and what a fit to trains of it must find. */
  record Case(StepLaw law, int pulses, Map<String, Double> parameters) {
    @Override
    public String toString() {
      return law.getClass().getSimpleName();
    }
  }

  static Stream<Case> laws() {
    return Stream.of(
        new Case(
            new StepLaw.Nonlinear(new StepLaw.Levels(97, 97), new StepLaw.Directions(2.4, -4.88)),
            97,
            Map.of(
                "nonlinearity.potentiation",
                2.4,
                "nonlinearity.depression",
                -4.88,
                "lowest",
                LOWEST,
                "highest",
                LOWEST + RANGE)),
        new Case(
            new StepLaw.SoftBounds(new StepLaw.Levels(80, 120)),
            100,
            Map.of(
                "levels.potentiation",
                80.0,
                "levels.depression",
                120.0,
                "lowest",
                LOWEST,
                "highest",
                LOWEST + RANGE)),
        new Case(
            new StepLaw.Linear(new StepLaw.Levels(60, 70), new StepLaw.Directions(0.3, 0.6)),
            130,
            Map.of(
                "levels.potentiation", 60.0,
                "slope.potentiation", 0.3,
                "levels.depression", 70.0,
                "slope.depression", 0.6)),
        new Case(
            new StepLaw.Exponential(
                new StepLaw.Levels(70, 60),
                new StepLaw.Directions(-1, 0.1),
                new StepLaw.Directions(-3, 4),
                0.5,
                0),
            140,
            Map.of("levels.potentiation", 70.0, "levels.depression", 60.0)),
        new Case(
            new StepLaw.Power(new StepLaw.Levels(60, 50), new StepLaw.Directions(0.5, 0.7)),
            140,
            Map.of(
                "levels.potentiation", 60.0,
                "exponent.potentiation", 0.5,
                "levels.depression", 50.0,
                "exponent.depression", 0.7)));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aNoisyCurveTellsItsParameters(Case test) {
    MeasuredCurves curves = curves(test.law, 0, 0.01, test.pulses, 6, 1);
    LawFit fit = LawFit.all(curves).stream()
        .filter(candidate -> candidate.law().getClass() == test.law.getClass())
        .findFirst()
        .orElseThrow();
    test.parameters.forEach((name, value) -> {
      LawFit.Estimate found = fit.parameters().get(name);
      // A hundredth of noise in the mean ends moves the scale of everything else by as much.
      double ends = 0.01 / Math.sqrt(6) * Math.abs(value);
      assertThat(found.value())
          .as("%s +- %s", name, found.error())
          .isCloseTo(value, offset(ERRORS * Math.hypot(found.error(), ends)));
      assertThat(found.error() / Math.abs(value)).as("error of %s", name).isBetween(1e-6, 0.1);
    });
    assertThat(fit.rms() * measuredShare(fit)).isBetween(0.008, 0.012);
    assertThat(fit.scatter().writeNoise()).isCloseTo(0.01, offset(0.0015));
    assertThat(fit.scatter().cycleToCycle()).isLessThan(0.006);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theCriterionFindsTheLaw(Case test) {
    LawFit best = LawFit.all(curves(test.law, 0, 0.003, test.pulses, 6, 2)).get(0);
    // Soft bounds are linear steps in a wider range, and a linear law may be found in their place.
    if (!(test.law instanceof StepLaw.SoftBounds || test.law instanceof StepLaw.Linear)) {
      assertThat(best.law()).isInstanceOf(test.law.getClass());
    }
    assertThat(best.rms() * measuredShare(best)).isLessThan(0.0036);
  }

  /** Share of the cell's range that the trains cover. */
  private static double measuredShare(LawFit fit) {
    double[] rising = fit.potentiation();
    return (rising[rising.length - 1] - rising[0]) / RANGE;
  }

  @Test
  void curvesWithoutNoiseAreMatched() {
    StepLaw law =
        new StepLaw.Nonlinear(new StepLaw.Levels(50, 50), new StepLaw.Directions(3.68, -6.76));
    LawFit best = LawFit.all(curves(law, 0, 0, 50, 2, 3)).get(0);
    assertThat(best.rms()).isLessThan(1e-6);
    assertThat(best.name()).isEqualTo("nonlinear");
    assertThat(best.parameters().get("nonlinearity.depression").value())
        .isCloseTo(-6.76, offset(1e-4));
    assertThat(best.lowest()).isCloseTo(LOWEST, offset(1e-6 * RANGE));
    assertThat(best.highest()).isCloseTo(LOWEST + RANGE, offset(1e-6 * RANGE));
  }

  /** Noise that pulses make adds up from pulse to pulse; noise of readings does not. */
  @Test
  void noiseOfPulsesIsToldFromNoiseOfReadings() {
    StepLaw law = new StepLaw.SoftBounds(new StepLaw.Levels(100, 100));
    LawFit.Scatter pulses = softBounds(curves(law, 0.008, 0, 120, 10, 4)).scatter();
    assertThat(pulses.cycleToCycle()).isCloseTo(0.008, offset(0.0008));
    assertThat(pulses.writeNoise()).isLessThan(0.003);
    LawFit.Scatter both = softBounds(curves(law, 0.008, 0.01, 120, 10, 5)).scatter();
    assertThat(both.cycleToCycle()).isCloseTo(0.008, offset(0.002));
    assertThat(both.writeNoise()).isCloseTo(0.01, offset(0.0012));
  }

  @Test
  void noiseThatGrowsWithTheStepIsNoiseOfSteps() {
    StepLaw law = new StepLaw.SoftBounds(new StepLaw.Levels(60, 60));
    RandomStream noise = new RandomStreams(6).stream("noise", 0);
    DeviceArray cell = new DeviceArray(Effects.none().step(law).stepNoise(0.4).device(), 1, null);
    List<MeasuredCurves.Train> trains = new ArrayList<>();
    for (int train = 0; train < 20; train++) {
      trains.add(train(cell, train % 2 == 0, 100, () -> 0, noise));
    }
    LawFit.Scatter scatter = softBounds(new MeasuredCurves(trains)).scatter();
    assertThat(scatter.stepNoise()).isCloseTo(0.4, offset(0.08));
    assertThat(scatter.cycleToCycle()).isLessThan(0.004);
  }

  private static LawFit softBounds(MeasuredCurves curves) {
    return LawFit.all(curves).stream()
        .filter(fit -> fit.law() instanceof StepLaw.SoftBounds)
        .findFirst()
        .orElseThrow();
  }

  private static MeasuredCurves curves(
      StepLaw law, double cycleToCycle, double readings, int pulses, int trains, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DeviceArray cell =
        new DeviceArray(Effects.none().step(law).cycleToCycle(cycleToCycle).device(), 1, null);
    RandomStream noise = new RandomStreams(seed).stream("noise", 0);
    // To the cycle that repeats.
    for (int i = 0; i < 4; i++) {
      train(cell, i % 2 == 0, pulses, () -> 0, noise);
    }
    List<MeasuredCurves.Train> measured = new ArrayList<>();
    for (int i = 0; i < trains; i++) {
      measured.add(train(cell, i % 2 == 0, pulses, () -> readings * random.nextGaussian(), noise));
    }
    return new MeasuredCurves(measured);
  }

  private static MeasuredCurves.Train train(
      DeviceArray cell, boolean raised, int pulses, DoubleSupplier reading, RandomStream noise) {
    double[] conductances = new double[pulses + 1];
    for (int p = 0; p <= pulses; p++) {
      if (p > 0) {
        cell.pulse(0, raised ? 1 : -1, noise);
      }
      conductances[p] = LOWEST + RANGE * (cell.conductance()[0] + reading.getAsDouble());
    }
    return new MeasuredCurves.Train(raised, conductances);
  }
}
