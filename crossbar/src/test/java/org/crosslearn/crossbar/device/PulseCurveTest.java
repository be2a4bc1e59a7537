package org.crosslearn.crossbar.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.crosslearn.crossbar.RandomCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PulseCurveTest {

  /** Entries of the table that MLP+NeuroSim V3.0 publishes for its labels. */
  @ParameterizedTest
  @CsvSource({"0.5, 2.519877", "1, 1.251653", "2.4, 0.499181", "4.88, 0.200303", "9, 0.02281"})
  void shapesAreThoseOfThePublishedTable(double label, double shape) {
    assertThat(PulseCurve.shape(label)).isCloseTo(shape, offset(6e-7));
    assertThat(PulseCurve.shape(-label)).isCloseTo(-shape, offset(6e-7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.04, 0.63, 1.75, 2.4, 6.76, 9})
  void aLabelIsTheLargestDistanceFromTheStraightLine(double label) {
    int levels = 100_000;
    PulseCurve above = PulseCurve.labelled(label, levels);
    PulseCurve below = PulseCurve.labelled(-label, levels);
    double highest = 0;
    double lowest = 0;
    for (int p = 0; p <= levels; p += 10) {
      double line = (double) p / levels;
      highest = Math.max(highest, above.after(0, p) - line);
      lowest = Math.min(lowest, below.after(0, p) - line);
    }
    // 0.07 per label, measured at right angles to the line.
    assertThat(highest / Math.sqrt(2)).isCloseTo(0.07 * label, offset(1e-5));
    assertThat(lowest / Math.sqrt(2)).isCloseTo(-0.07 * label, offset(1e-5));
  }

  @Test
  void asManyPulsesAsLevelsGoFromEndToEnd() {
    RandomCases.check(200, random -> {
      int levels = random.nextInt(2, 500);
      PulseCurve curve = PulseCurve.labelled(18 * random.nextDouble() - 9, levels);
      assertThat(curve.after(0, levels)).isCloseTo(1, offset(1e-9));
      assertThat(curve.after(0, levels / 2.0)).isBetween(0.0, 1.0);
    });
  }

  /** Depression with a label whose curve saturates at the end it comes from is ill-conditioned. */
  @Test
  void asManyDepressionsAsLevelsGoBack() {
    RandomCases.check(200, random -> {
      int levels = random.nextInt(2, 500);
      double label = 12 * random.nextDouble() - 9;
      assertThat(PulseCurve.labelled(label, levels).after(1, -levels)).isCloseTo(0, offset(1e-9));
    });
  }

  @Test
  void pulsesActOneAfterAnother() {
    RandomCases.check(200, random -> {
      int levels = random.nextInt(2, 300);
      PulseCurve curve = PulseCurve.labelled(8 * random.nextDouble() - 4, levels);
      int pulses = random.nextInt(1, levels + 1);
      int direction = random.nextBoolean() ? 1 : -1;
      double start = random.nextDouble();
      double oneByOne = start;
      for (int n = 0; n < pulses; n++) {
        oneByOne = curve.after(oneByOne, direction);
      }
      assertThat(curve.after(start, direction * pulses)).isCloseTo(oneByOne, offset(1e-10));
    });
  }

  /** The model as published: find the pulse number of the present state, go on from there. */
  @Test
  void theAffineMapMovesAlongTheCurve() {
    RandomCases.check(300, random -> {
      int levels = random.nextInt(2, 300);
      double label = 0.05 + 4 * random.nextDouble();
      double shape = PulseCurve.shape(random.nextBoolean() ? label : -label);
      double ends = 1 - Math.exp(-1 / shape);
      double start = random.nextDouble();
      double position = -shape * levels * Math.log(1 - start * ends);
      double pulses = (2 * random.nextDouble() - 1) * levels;
      double expected = (1 - Math.exp(-(position + pulses) / (shape * levels))) / ends;
      assertThat(PulseCurve.saturating(shape, levels).after(start, pulses))
          .isCloseTo(expected, offset(1e-9 * Math.max(1, Math.abs(expected))));
    });
  }

  @Test
  void labelZeroIsTheStraightLine() {
    assertThat(PulseCurve.labelled(0, 50).after(0.3, 7)).isCloseTo(0.44, offset(1e-15));
    assertThat(PulseCurve.labelled(0, 50).after(0.3, -7)).isCloseTo(0.16, offset(1e-15));
    assertThat(PulseCurve.labelled(0.002, 50).after(0.3, 7)).isCloseTo(0.44, offset(2e-4));
  }
}
