package org.crosslearn.crossbar.converter;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Input quantisation. Each vector is scaled by its largest magnitude (aihwkit's noise management
 * ABS_MAX), rounded to integers and applied bit by bit, one pulse per set bit. Vectors with negative
 * entries are applied in sign and magnitude, so {@code bits} magnitude pulses in two polarities.
 *
 * @param bits magnitude bits, hence pulses per input
 */
public record DacSpec(int bits) {
  public DacSpec {
    InvalidValue.requireRange("bits", bits, 1, 16);
  }
}
