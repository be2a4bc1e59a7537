package org.crosslearn.crossbar;

import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * One hardware of a study. Without device and crossbar it is ideal: floating-point matrix algebra
 * that no chip performs and nobody bills.
 *
 * @param description one line for reports
 * @param device physics of one cell; absent on ideal hardware
 * @param crossbar signed weights, converters and update scheme; absent on ideal hardware
 * @param chip what the cost model prices; absent where nothing is to be priced
 */
public record HardwareSpec(
    String description, DeviceSpec device, CrossbarSpec crossbar, ChipSpec chip) {

  /** Plain floating-point algebra. */
  public static final HardwareSpec IDEAL = new HardwareSpec("floating point", null, null, null);

  public HardwareSpec {
    InvalidValue.require(description != null, "description", "nothing", "one line of text");
    InvalidValue.require(
        (device == null) == (crossbar == null),
        device == null ? "device" : "crossbar",
        "nothing",
        "given, because device and crossbar go together (start from a preset)");
    InvalidValue.require(
        chip == null || crossbar != null,
        "chip",
        "a chip",
        "left out on ideal hardware, which has no crossbar");
    InvalidValue.require(
        chip == null || (crossbar.dac() != null && crossbar.adc() != null),
        "chip",
        "a chip",
        "left out (chip: null) where dac or adc is, because no circuit reads without converters");
    InvalidValue.require(
        chip == null || crossbar.backward() == Backward.HARDWARE,
        "chip",
        "a chip",
        "left out (chip: null) where backward is software, which no circuit computes");
    if (crossbar != null && crossbar.slices() != null) {
      int most = crossbar.slices().mostBits(device);
      InvalidValue.require(
          crossbar.slices().bits() <= most,
          "crossbar.slices.bits",
          crossbar.slices().bits(),
          "at most " + most + ", because a cell of the device has "
              + device.cell().levels() + " levels that a read can tell apart, and "
              + (int) device.step().gridSteps()
              + " steps (take more slices, or another device)");
    }
  }

  /** Temperature of the cells, which is the chip's where nothing else is said; not on ideal hardware. */
  public double cellKelvin() {
    if (device.temperatureKelvin() != null) {
      return device.temperatureKelvin();
    }
    return chip == null ? DeviceSpec.ROOM_KELVIN : chip.temperatureKelvin();
  }

  /** Whether reads change with the time since the last programming. */
  public boolean ages() {
    return !isIdeal() && device.ages();
  }

  /** Whether this is plain algebra. */
  public boolean isIdeal() {
    return crossbar == null;
  }

  /** The subarray that the cost model prices; only where there is a {@link #chip()}. */
  public ArraySpec array() {
    return new ArraySpec(
        crossbar.rows(),
        crossbar.columns(),
        crossbar.encoding().signs(),
        crossbar.cellsPerMagnitude(),
        crossbar.slices() == null ? device.cell().bits() : crossbar.slices().bits(),
        crossbar.dac().bits(),
        crossbar.adc().bits(),
        crossbar.adc().bits(),
        crossbar.dac().drive());
  }
}
