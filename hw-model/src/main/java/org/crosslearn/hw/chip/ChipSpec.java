package org.crosslearn.hw.chip;

import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * The choices that make a chip, apart from its cells and subarrays.
 *
 * @param nodeNanometers technology node; a data file for it must exist
 * @param transistors which flavour of the node
 * @param temperatureKelvin of the transistors, 300..400
 * @param clockHertz of the digital parts
 * @param adc circuit that converts column currents
 * @param columnsPerAdc columns that share one converter
 * @param weightGradientUnits who owns the units that form weight gradients
 */
public record ChipSpec(
    int nodeNanometers,
    Transistors transistors,
    double temperatureKelvin,
    double clockHertz,
    Adc adc,
    int columnsPerAdc,
    WeightGradientUnits weightGradientUnits) {

  /** Transistor flavour. */
  public enum Transistors {
    HIGH_PERFORMANCE,
    LOW_POWER
  }

  /** Analog-to-digital converter circuit. */
  public enum Adc {
    /** Multilevel sense amplifiers: one comparator per level. */
    FLASH,
    /** Successive approximation. */
    SAR,
    /**
     * As good as the better published ones, whatever their circuit; a bit per clock cycle and one
     * cycle to sample; at least four bits.
     */
    SURVEY
  }

  /** Weight gradients of different matrices either queue for one unit or have one each. */
  public enum WeightGradientUnits {
    SHARED,
    PER_MATRIX
  }

  public ChipSpec {
    Technology.requireNode(nodeNanometers);
    InvalidValue.requireRange("temperature-kelvin", temperatureKelvin, 300, 400);
    InvalidValue.requirePositive("clock-hertz", clockHertz);
    InvalidValue.requireRange("columns-per-adc", columnsPerAdc, 1, 128);
  }
}
