package org.crosslearn.crossbar.device;

import java.util.List;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * A memory device that learns by pulses.
 *
 * @param description one line for reports
 * @param source publication of the parameters
 * @param cell electrical side
 * @param accessOhm resistance in series in reads, an access transistor's; null for none
 * @param step what a pulse does
 * @param cycleToCycle standard deviation of the noise of one pulse, as a fraction of the
 *     conductance range; a train of n pulses has {@code sqrt(n)} of it (MLP+NeuroSim)
 * @param stepNoise standard deviation of the size of one step, relative to it (aihwkit's {@code
 *     dw_min_std})
 * @param writeNoise standard deviation, as a fraction of the conductance range, of what is read
 *     around the state that a cell holds and that pulses move; drawn anew at each train (aihwkit's
 *     {@code write_noise_std} times {@code dw_min})
 * @param deviceToDevice differences between cells
 * @param readNoise standard deviation of a cell's conductance from read to read, relative to it
 * @param programmingNoise standard deviation of the conductance that a cell gets when it is programmed
 *     to a target, both in units of the largest: coefficients of a polynomial of the target, from the
 *     constant on; where it is below 0 there is none. Empty for none
 * @param faults cells that never change; null for none
 * @param retention what time does to conductances; null for nothing
 * @param flicker noise that grows with time; null for none
 * @param readTemperature what temperature does to reads; null for nothing
 * @param temperatureKelvin of the cells; null for that of the chip, or 300 without one
 * @param endurance pulses that cells stand; null for any number
 */
public record DeviceSpec(
    String description,
    String source,
    CellSpec.Pulsed cell,
    Double accessOhm,
    StepLaw step,
    double cycleToCycle,
    double stepNoise,
    double writeNoise,
    Spread deviceToDevice,
    double readNoise,
    List<Double> programmingNoise,
    Faults faults,
    Retention retention,
    Flicker flicker,
    ReadTemperature readTemperature,
    Double temperatureKelvin,
    Endurance endurance) {
  /** Of cells of which nothing is said. */
  public static final double ROOM_KELVIN = 300;

  /** Cells that hold what they are programmed to, for ever. */
  public DeviceSpec(
      String description,
      String source,
      CellSpec.Pulsed cell,
      Double accessOhm,
      StepLaw step,
      double cycleToCycle,
      double stepNoise,
      double writeNoise,
      Spread deviceToDevice,
      double readNoise) {
    this(
        description,
        source,
        cell,
        accessOhm,
        step,
        cycleToCycle,
        stepNoise,
        writeNoise,
        deviceToDevice,
        readNoise,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  public DeviceSpec {
    InvalidValue.require(cell != null, "cell", "nothing", "the electrical cell");
    InvalidValue.require(
        accessOhm == null || accessOhm >= 0 && accessOhm < Double.POSITIVE_INFINITY,
        "access-ohm",
        accessOhm,
        "a resistance of at least 0");
    InvalidValue.require(step != null, "step", "nothing", "the law of a programming step");
    InvalidValue.requireRange("cycle-to-cycle", cycleToCycle, 0, 1);
    InvalidValue.requireRange("step-noise", stepNoise, 0, 100);
    InvalidValue.requireRange("write-noise", writeNoise, 0, 1);
    InvalidValue.require(
        deviceToDevice != null, "device-to-device", "nothing", "the spread between cells");
    InvalidValue.require(
        deviceToDevice.shape() == 0 || step.hasShape(),
        "device-to-device.shape",
        deviceToDevice.shape(),
        "0, because this law of steps has no shape that differs between cells");
    InvalidValue.requireRange("read-noise", readNoise, 0, 1);
    programmingNoise = programmingNoise == null ? List.of() : List.copyOf(programmingNoise);
    for (double coefficient : programmingNoise) {
      InvalidValue.requireRange("programming-noise", coefficient, -100, 100);
    }
    if (temperatureKelvin != null) {
      InvalidValue.requireRange("temperature-kelvin", temperatureKelvin, 1, 2000);
    }
  }

  /** Whether reads change with the time since the last programming. */
  public boolean ages() {
    return retention != null || flicker != null;
  }

  /**
   * Standard deviation of what a cell gets that is programmed to a state, normalised to the range.
   *
   * @param state likewise
   */
  double programmingDeviation(double state) {
    double off = 1 / cell.onOffRatio();
    double target = off + (1 - off) * state;
    double sum = 0;
    for (int i = programmingNoise.size() - 1; i >= 0; i--) {
      sum = sum * target + programmingNoise.get(i);
    }
    return Math.max(0, sum) / (1 - off);
  }

  /** This device with another law of steps. */
  public DeviceSpec withStep(StepLaw law) {
    return new DeviceSpec(
        description,
        source,
        cell,
        accessOhm,
        law,
        cycleToCycle,
        stepNoise,
        writeNoise,
        deviceToDevice,
        readNoise,
        programmingNoise,
        faults,
        retention,
        flicker,
        readTemperature,
        temperatureKelvin,
        endurance);
  }

  /** Largest conductance that a read sees, siemens. */
  public double maxConductanceSiemens() {
    return cell.maxConductanceSiemens() * access().most();
  }

  /** Largest over smallest conductance that a read sees. */
  public double onOffRatio() {
    return access().most() / access().least();
  }

  SeriesAccess access() {
    double ohm = accessOhm == null ? 0 : accessOhm;
    return new SeriesAccess(ohm * cell.maxConductanceSiemens(), 1 / cell.onOffRatio());
  }
}
