package org.crosslearn.crossbar;

import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.update.PulseRounding;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How cells become signed matrices.
 *
 * @param encoding signed weights on non-negative conductances
 * @param rows word lines of one subarray
 * @param columns bit lines of one subarray
 * @param dac input quantisation; null applies inputs as real numbers
 * @param adc column quantisation; null reads currents exactly
 * @param pulses how a requested change becomes a whole number of pulses
 */
public record CrossbarSpec(
    Encoding encoding, int rows, int columns, DacSpec dac, AdcSpec adc, PulseRounding pulses) {
  public CrossbarSpec {
    InvalidValue.require(
        encoding != null, "encoding", "nothing", "differential-pair or reference-column");
    InvalidValue.requireRange("rows", rows, 2, 4096);
    InvalidValue.requireRange("columns", columns, 2, 4096);
    InvalidValue.require(pulses != null, "pulses", "nothing", "nearest, stochastic or fractional");
  }
}
