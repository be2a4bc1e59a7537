package org.crosslearn.crossbar.converter;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Column quantisation: one conversion per column, row tile and input pulse.
 *
 * @param bits resolution
 * @param range what the lowest and highest code stand for
 */
public record AdcSpec(int bits, Range range) {

  /** Full-scale policy. */
  public enum Range {
    /**
     * From no current (with negative inputs: from the negative of the largest) to every line of the
     * tile at the largest conductance.
     */
    FULL,
    /**
     * From the smallest to the largest partial sum of the read, as DNN+NeuroSim's training wrapper
     * does; stands for a converter whose references were calibrated to the layer.
     */
    DYNAMIC
  }

  public AdcSpec {
    InvalidValue.requireRange("bits", bits, 1, 16);
    InvalidValue.require(range != null, "range", "nothing", "full or dynamic");
  }
}
