package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How a programming pulse moves the conductance, as a function of where it is. States are
 * conductances normalised to the range of the cell: 0 at the smallest, 1 at the largest. In YAML,
 * {@code kind} names the law.
 */
public sealed interface StepLaw permits StepLaw.Nonlinear {

  /** Pulses from end to end, by which a requested change becomes a number of pulses. */
  Levels levels();

  /**
   * The law for an array of cells.
   *
   * @param sigma standard deviation of the law's shape between cells, in the unit of that shape
   * @param variation draws the shapes; not used if sigma is 0
   */
  StepResponse response(int cells, double sigma, RandomStream variation);

  /** Pulses from the smallest to the largest conductance and back. */
  record Levels(int potentiation, int depression) {
    public Levels {
      InvalidValue.requireRange("potentiation", potentiation, 1, 1 << 20);
      InvalidValue.requireRange("depression", depression, 1, 1 << 20);
    }

    /** The smaller number of the two. */
    public int least() {
      return Math.min(potentiation, depression);
    }

    /** Levels in the direction of a change. */
    public int towards(double change) {
      return change > 0 ? potentiation : depression;
    }
  }

  /** One number for each direction of programming. */
  record Directions(double potentiation, double depression) {
    Directions require(String name, double lowest, double highest) {
      InvalidValue.requireRange(name + ".potentiation", potentiation, lowest, highest);
      InvalidValue.requireRange(name + ".depression", depression, lowest, highest);
      return this;
    }
  }

  /**
   * The saturating curves of MLP+NeuroSim (Chen, Peng, Yu, IEEE TCAD 37(12):3067, 2018); see {@link
   * PulseCurve#labelled}. A label of 0 is a straight line of equal steps.
   *
   * @param levels pulses from end to end
   * @param nonlinearity labels of the two curves, -9..9; opposite signs are the usual, asymmetric
   *     case
   */
  record Nonlinear(Levels levels, Directions nonlinearity) implements StepLaw {
    public Nonlinear {
      requireLevels(levels);
      InvalidValue.require(
          nonlinearity != null, "nonlinearity", "nothing", "potentiation and depression labels");
      nonlinearity.require("nonlinearity", -9, 9);
    }

    /**
     * Deviates from the original in one point: device-to-device variation draws a label of its own
     * for each cell and direction, where the original draws one for all cells built within the same
     * second.
     *
     * @param sigma in units of the label
     */
    @Override
    public StepResponse response(int cells, double sigma, RandomStream variation) {
      return sigma == 0
          ? new AffineResponse(
              PulseCurve.labelled(nonlinearity.potentiation, levels.potentiation),
              PulseCurve.labelled(nonlinearity.depression, levels.depression))
          : new LabelledResponse(this, cells, sigma, variation);
    }
  }

  private static void requireLevels(Levels levels) {
    InvalidValue.require(levels != null, "levels", "nothing", "potentiation and depression levels");
  }
}
