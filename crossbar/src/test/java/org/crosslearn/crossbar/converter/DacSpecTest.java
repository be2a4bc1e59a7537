package org.crosslearn.crossbar.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosslearn.crossbar.converter.DacSpec.Errors;
import org.crosslearn.crossbar.converter.DacSpec.Rounding;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs as users write them. */
class DacSpecTest {
  private static DacSpec read(String yaml) {
    return YamlDocument.parse(yaml, "dac.yaml").as(DacSpec.class);
  }

  @Test
  void bitsAloneAreSerialAndScaledToEachVector() {
    DacSpec spec = read("{bits: 8}");
    assertThat(spec).isEqualTo(new DacSpec(8));
    assertThat(spec.pulses()).contains(DacSpec.Pulses.BIT_SERIAL);
    assertThat(spec.range()).contains(DacSpec.Range.MAX_ABS);
    assertThat(spec.rounding()).contains(Rounding.NEAREST);
    assertThat(spec.errors()).isEqualTo(Errors.NONE);
  }

  @Test
  void everyKeyIsRead() {
    assertThat(read("{bits: 8, pulses: multi-level, bits-per-pulse: 3, range: fixed, full-scale: 1,"
            + " rounding: stochastic, errors: {integral-nonlinearity: 0.01, noise: 0.02}}"))
        .isEqualTo(new DacSpec(8)
            .multiLevel(3)
            .fixed(1)
            .with(Rounding.STOCHASTIC)
            .with(new Errors(0.01, 0.02)));
    assertThat(read("{bits: 6, pulses: pulse-width, range: calibrated, percentile: 99, every: 5}"))
        .isEqualTo(new DacSpec(6).pulseWidth().calibrated(99, 5));
    assertThat(YamlDocument.parse("{pulses: bit-serial, bits-per-pulse: null}", "study.yaml")
            .over(new DacSpec(8).multiLevel(2).fixed(3)))
        .isEqualTo(new DacSpec(8).fixed(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{bits: 17} | bits: must be a whole number from 1 to 16, found 17",
        "{bits: 8, pulses: analog} | pulses: must be one of bit-serial, multi-level, pulse-width,"
            + " found analog",
        "{bits: 8, pulses: multi-level} | bits-per-pulse: must be a whole number from 1 to 8, found"
            + " nothing",
        "{bits: 3, pulses: multi-level, bits-per-pulse: 4} | bits-per-pulse: must be a whole number"
            + " from 1 to 3, found 4",
        "{bits: 8, bits-per-pulse: 2} | bits-per-pulse: must be left out, because it belongs to the"
            + " pulses multi-level",
        "{bits: 8, range: fixed} | full-scale: must be a number above 0, found nothing",
        "{bits: 8, range: fixed, full-scale: 0} | full-scale: must be a number above 0, found 0",
        "{bits: 8, full-scale: 1} | full-scale: must be left out, because it belongs to the range"
            + " fixed",
        "{bits: 8, percentile: 99} | percentile: must be left out, because it belongs to the range"
            + " calibrated",
        "{bits: 8, range: calibrated, percentile: 0} | percentile: must be a number above 0, up to"
            + " 100, found 0",
        "{bits: 8, range: calibrated, every: -2} | every: must be a number of reads, or 0 for never"
            + " again, found -2",
        "{bits: 8, range: max-abs, every: 2} | every: must be left out, because it belongs to the"
            + " range calibrated",
        "{bits: 8, rounding: truncate} | rounding: must be one of nearest, stochastic, found"
            + " truncate",
        "{bits: 8, errors: {noise: 0.1}} | errors: must be left out with bit-serial pulses",
        "{bits: 8, pulses: pulse-width, errors: {noise: 2}} | noise: must be a number from 0 to 1,"
            + " found 2",
      })
  void whatIsNotAllowedIsRefusedInOneMessage(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml)).hasMessageContaining(message);
  }
}
