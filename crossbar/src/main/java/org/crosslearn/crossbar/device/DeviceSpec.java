package org.crosslearn.crossbar.device;

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
    double readNoise) {

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
        readNoise);
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
