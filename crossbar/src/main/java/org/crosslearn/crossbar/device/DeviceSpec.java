package org.crosslearn.crossbar.device;

import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * A memory device that learns by pulses, in the parameters of MLP+NeuroSim (Chen, Peng, Yu, IEEE
 * TCAD 37(12):3067, 2018).
 *
 * @param description one line for reports
 * @param source publication of the parameters
 * @param cell electrical side
 * @param levels conductance states from end to end
 * @param nonlinearity label of the update curve, -9..9; 0 is linear
 * @param cycleToCycle standard deviation of the noise of one pulse, as a fraction of the
 *     conductance range
 * @param deviceToDevice standard deviation of the nonlinearity labels between cells
 * @param readNoise standard deviation of a cell's conductance from read to read, relative to it
 */
public record DeviceSpec(
    String description,
    String source,
    CellSpec.Pulsed cell,
    Levels levels,
    Nonlinearity nonlinearity,
    double cycleToCycle,
    double deviceToDevice,
    double readNoise) {

  /** Pulses from the smallest to the largest conductance and back. */
  public record Levels(int potentiation, int depression) {
    public Levels {
      InvalidValue.requireRange("potentiation", potentiation, 2, 1 << 20);
      InvalidValue.requireRange("depression", depression, 2, 1 << 20);
    }
  }

  /** Labels of the two update curves; opposite signs are the usual, asymmetric case. */
  public record Nonlinearity(double potentiation, double depression) {
    public Nonlinearity {
      InvalidValue.requireRange("potentiation", potentiation, -9, 9);
      InvalidValue.requireRange("depression", depression, -9, 9);
    }
  }

  public DeviceSpec {
    InvalidValue.require(cell != null, "cell", "nothing", "the electrical cell");
    InvalidValue.require(levels != null, "levels", "nothing", "potentiation and depression levels");
    InvalidValue.require(
        nonlinearity != null, "nonlinearity", "nothing", "potentiation and depression labels");
    InvalidValue.requireRange("cycle-to-cycle", cycleToCycle, 0, 1);
    InvalidValue.requireRange("device-to-device", deviceToDevice, 0, 9);
    InvalidValue.requireRange("read-noise", readNoise, 0, 1);
  }
}
