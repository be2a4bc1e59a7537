package org.crosslearn.crossbar.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.crosslearn.crossbar.converter.AdcSpec.Errors;
import org.crosslearn.crossbar.converter.AdcSpec.Range;
import org.crosslearn.crossbar.converter.AdcSpec.Rounding;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Converters as users write them. */
class AdcSpecTest {
  private static AdcSpec read(String yaml) {
    return YamlDocument.parse(yaml, "adc.yaml").as(AdcSpec.class);
  }

  @Test
  void whatIsLeftOutIsOff() {
    AdcSpec spec = read("{bits: 6, range: dynamic}");
    assertThat(spec).isEqualTo(new AdcSpec(6, Range.DYNAMIC));
    assertThat(spec.rounding()).contains(Rounding.NEAREST);
    assertThat(spec.errors()).isEqualTo(Errors.NONE);
    assertThat(read("{bits: 6, range: calibrated}").calibration().share())
        .isCloseTo(0.999, within(1e-12));
    assertThat(read("{bits: 6, range: calibrated}").calibration().isDue(0)).isTrue();
    assertThat(read("{bits: 6, range: calibrated}").calibration().isDue(1)).isFalse();
  }

  @Test
  void everyKeyIsRead() {
    assertThat(read("{bits: 8, range: per-column, percentile: 99.5, every: 10}"))
        .isEqualTo(AdcSpec.calibrated(8, Range.PER_COLUMN, 99.5, 10));
    assertThat(read("{bits: 8, range: fixed, lowest: -0.25, highest: 0.5}"))
        .isEqualTo(AdcSpec.fixed(8, -0.25, 0.5));
    assertThat(read("{bits: 8, range: swing, rounding: truncate, errors: {integral-nonlinearity: 1,"
            + " differential-nonlinearity: 0.5, offset: 0.25, gain: 0.01, noise: 0.3}}"))
        .isEqualTo(new AdcSpec(8, Range.SWING)
            .with(Rounding.TRUNCATE)
            .with(new Errors(1.0, 0.5, 0.25, 0.01, 0.3)));
  }

  @Test
  void keysOverAPresetChangeSingleValues() {
    AdcSpec preset = AdcSpec.calibrated(8, Range.CALIBRATED, 99.5, 10).with(Rounding.STOCHASTIC);
    YamlDocument bits = YamlDocument.parse("{bits: 5, errors: {noise: 1}}", "study.yaml");
    assertThat(bits.over(preset))
        .isEqualTo(AdcSpec.calibrated(5, Range.CALIBRATED, 99.5, 10)
            .with(Rounding.STOCHASTIC)
            .with(new Errors(null, null, null, null, 1.0)));
    YamlDocument full =
        YamlDocument.parse("{range: full, percentile: null, every: null}", "study.yaml");
    assertThat(full.over(preset)).isEqualTo(new AdcSpec(8, Range.FULL).with(Rounding.STOCHASTIC));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{bits: 0, range: full} | bits: must be a whole number from 1 to 16, found 0",
        "{bits: 17, range: full} | bits: must be a whole number from 1 to 16, found 17",
        "{bits: 8} | key range is missing",
        "{bits: 8, range: widest} | range: must be one of full, swing, dynamic, calibrated,"
            + " per-column, fixed, exact, found widest",
        "{bits: 5, range: exact, rounding: truncate} | rounding: must be left out with the range exact",
        "{bits: 5, range: exact, errors: {offset: 1}} | errors: must be left out with the range exact",
        "{bits: 8, range: full, percentile: 99} | percentile: must be left out, because it belongs"
            + " to the range calibrated and per-column",
        "{bits: 8, range: dynamic, every: 3} | every: must be left out, because it belongs to the"
            + " range calibrated and per-column",
        "{bits: 8, range: calibrated, lowest: 0} | lowest: must be left out, because it belongs to"
            + " the range fixed",
        "{bits: 8, range: calibrated, highest: 1} | highest: must be left out, because it belongs"
            + " to the range fixed",
        "{bits: 8, range: calibrated, percentile: 50} | percentile: must be a number above 50, up"
            + " to 100, found 50",
        "{bits: 8, range: calibrated, percentile: 100.1} | percentile: must be a number above 50",
        "{bits: 8, range: calibrated, every: -1} | every: must be a number of reads, or 0 for never"
            + " again, found -1",
        "{bits: 8, range: fixed, lowest: 0} | highest: must be a fraction of the largest partial"
            + " sum, from -1 to 1, found nothing",
        "{bits: 8, range: fixed, lowest: -2, highest: 1} | lowest: must be a fraction of the"
            + " largest partial sum, from -1 to 1, found -2",
        "{bits: 8, range: fixed, lowest: 0.5, highest: 0.5} | highest: must be above lowest, which"
            + " is 0.5, found 0.5",
        "{bits: 8, range: full, rounding: up} | rounding: must be one of nearest, truncate,"
            + " stochastic, found up",
        "{bits: 8, range: full, errors: {noise: -1}} | noise: must be a number from 0 to 100, found"
            + " -1",
        "{bits: 8, range: full, errors: {gain: 2}} | gain: must be a number from 0 to 1, found 2",
        "{bits: 8, range: full, errors: {offset: .nan}} | offset: must be a number, found .nan",
        "{bits: 8, range: full, errors: {bias: 1}} | errors: unknown key, found bias",
        "{bits: 14, range: full, errors: {integral-nonlinearity: 1}} | bits: must be at most 12 with"
            + " a nonlinearity",
      })
  void whatIsNotAllowedIsRefusedInOneMessage(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml)).hasMessageContaining(message);
  }
}
