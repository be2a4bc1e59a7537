package org.crosslearn.crossbar.converter;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Input quantisation. Each vector is scaled by its largest magnitude (aihwkit's noise management
 * ABS_MAX), rounded to whole numbers in sign and magnitude, and applied bit by bit: one read pulse
 * per set bit, of negative voltage for negative entries.
 *
 * @param bits magnitude bits, hence pulses per input
 */
public record DacSpec(int bits) {
  public DacSpec {
    InvalidValue.requireRange("bits", bits, 1, 16);
  }
}
