package org.crosslearn.hw.array;

import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * A memory cell, in the sizes and voltages that its array depends on. In YAML, {@code kind} is
 * {@code resistive}, {@code fefet} or {@code sram}.
 */
public sealed interface CellSpec permits CellSpec.Pulsed, CellSpec.Sram {

  /** Bits that one cell can hold. */
  int bits();

  double heightFeatures();

  double widthFeatures();

  /** What raises the conductance by a step, or {@link Pulse#NONE}. */
  Pulse potentiation();

  /** What lowers the conductance by a step, or {@link Pulse#NONE}. */
  Pulse depression();

  /** A programming pulse. */
  record Pulse(double voltage, double seconds) {
    /** For cells that take a new value within the time of a row write. */
    public static final Pulse NONE = new Pulse(0, 0);

    public Pulse {
      if (voltage != 0 || seconds != 0) {
        InvalidValue.requirePositive("voltage", voltage);
        InvalidValue.requirePositive("seconds", seconds);
      }
    }
  }

  /** A cell whose conductance pulses move between two ends. */
  sealed interface Pulsed extends CellSpec permits Resistive, Fefet {
    /** Resistance at the largest conductance, ohms. */
    double onResistanceOhm();

    /** Largest over smallest conductance. */
    double onOffRatio();

    /** Across the cell in a read, volts. */
    double readVoltage();

    /** Conductances that a read can tell apart. */
    int levels();

    @Override
    default int bits() {
      return 31 - Integer.numberOfLeadingZeros(levels());
    }

    /** Largest conductance, siemens. */
    default double maxConductanceSiemens() {
      return 1 / onResistanceOhm();
    }

    /** Smallest conductance, siemens. */
    default double minConductanceSiemens() {
      return 1 / (onResistanceOhm() * onOffRatio());
    }
  }

  /**
   * A resistive memory (RRAM, phase change) with an access transistor in series.
   *
   * @param onResistanceOhm resistance at the largest conductance
   * @param onOffRatio largest over smallest conductance
   * @param readVoltage across the cell in a read, volts
   * @param potentiation pulse that raises the conductance
   * @param depression pulse that lowers it
   * @param levels conductances that a read can tell apart
   * @param heightFeatures cell height in feature sizes F
   * @param widthFeatures cell width in feature sizes F
   */
  record Resistive(
      double onResistanceOhm,
      double onOffRatio,
      double readVoltage,
      Pulse potentiation,
      Pulse depression,
      int levels,
      double heightFeatures,
      double widthFeatures)
      implements Pulsed {
    public Resistive {
      requirePulsed(onResistanceOhm, onOffRatio, readVoltage, potentiation, depression, levels);
      requireSize(heightFeatures, widthFeatures);
    }
  }

  /**
   * A ferroelectric transistor. Its channel is the resistance that is read; a write moves
   * polarisation charge and no current.
   *
   * @param onResistanceOhm resistance at the largest conductance
   * @param onOffRatio largest over smallest conductance
   * @param readVoltage across the channel in a read, volts
   * @param potentiation pulse that raises the conductance
   * @param depression pulse that lowers it
   * @param levels conductances that a read can tell apart
   * @param heightFeatures cell height in feature sizes F
   * @param widthFeatures cell width in feature sizes F
   * @param polarizationMicrocoulombsPerSquareCentimeter remanent, of a gate of one by two features
   * @param gateFarads capacitance of the ferroelectric gate
   */
  record Fefet(
      double onResistanceOhm,
      double onOffRatio,
      double readVoltage,
      Pulse potentiation,
      Pulse depression,
      int levels,
      double heightFeatures,
      double widthFeatures,
      double polarizationMicrocoulombsPerSquareCentimeter,
      double gateFarads)
      implements Pulsed {
    private static final double COULOMBS_PER_SQUARE_METER = 0.01;
    private static final double GATE_SQUARE_FEATURES = 2;

    public Fefet {
      requirePulsed(onResistanceOhm, onOffRatio, readVoltage, potentiation, depression, levels);
      requireSize(heightFeatures, widthFeatures);
      InvalidValue.requirePositive(
          "polarization-microcoulombs-per-square-centimeter",
          polarizationMicrocoulombsPerSquareCentimeter);
      InvalidValue.requirePositive("gate-farads", gateFarads);
    }

    /** Charge between the two ends of the polarisation, coulombs. */
    double switchedCoulombs(Technology technology) {
      return 2
          * COULOMBS_PER_SQUARE_METER
          * polarizationMicrocoulombsPerSquareCentimeter
          * GATE_SQUARE_FEATURES
          * technology.features(1)
          * technology.features(1);
    }
  }

  /**
   * A static cell; it holds one bit.
   *
   * @param ports six transistors, or eight with a port of their own for reads
   * @param heightFeatures cell height in feature sizes F
   * @param widthFeatures cell width in feature sizes F
   * @param accessFeatures width of the transistors to the bit lines, F
   * @param pullDownFeatures width of the NMOS of the two inverters, F
   * @param pullUpFeatures width of their PMOS, F
   */
  record Sram(
      Ports ports,
      double heightFeatures,
      double widthFeatures,
      double accessFeatures,
      double pullDownFeatures,
      double pullUpFeatures)
      implements CellSpec {

    /** How a cell is reached. */
    public enum Ports {
      /** Six transistors: reads and writes share the word line. */
      SIX_TRANSISTORS,
      /** Eight transistors: a read port, which can also be turned by a right angle. */
      EIGHT_TRANSISTORS
    }

    public Sram {
      InvalidValue.require(
          ports != null, "ports", "nothing", "six-transistors or eight-transistors");
      requireSize(heightFeatures, widthFeatures);
      InvalidValue.requirePositive("access-features", accessFeatures);
      InvalidValue.requirePositive("pull-down-features", pullDownFeatures);
      InvalidValue.requirePositive("pull-up-features", pullUpFeatures);
    }

    /** The cell of DNN+NeuroSim V2.1, 8 x 20 F at every node. */
    public static Sram bulk(Ports ports) {
      return new Sram(ports, 8, 20, 1.31, 2.08, 1.23);
    }

    /**
     * A cell of the size that DNN+NeuroSim V1.4 gives for a node (Table V of its manual): larger in F
     * from node to node, because foundry cells shrink less than F. Its transistors are F wide. Of
     * eight-transistor cells the area is published; they are as high as those of six.
     */
    public static Sram ofNode(Ports ports, int nodeNanometers) {
      boolean six = ports == Ports.SIX_TRANSISTORS;
      return switch (nodeNanometers) {
        case 14 -> new Sram(ports, 10.6, six ? 30.8 : 480 / 10.6, 1, 1, 1);
        case 10 -> new Sram(ports, 12.8, six ? 31.25 : 720 / 12.8, 1, 1, 1);
        case 7 -> new Sram(ports, 16, six ? 34.43 : 1080 / 16.0, 1, 1, 1);
        default -> {
          InvalidValue.require(
              nodeNanometers > 14,
              "node-nanometers",
              nodeNanometers,
              "a node whose static cell is published: 7, 10, 14 or more");
          yield new Sram(ports, 10, six ? 28 : 36, 1, 1, 1);
        }
      };
    }

    @Override
    public int bits() {
      return 1;
    }

    @Override
    public Pulse potentiation() {
      return Pulse.NONE;
    }

    @Override
    public Pulse depression() {
      return Pulse.NONE;
    }
  }

  private static void requirePulsed(
      double onResistanceOhm,
      double onOffRatio,
      double readVoltage,
      Pulse potentiation,
      Pulse depression,
      int levels) {
    InvalidValue.requirePositive("on-resistance-ohm", onResistanceOhm);
    InvalidValue.require(onOffRatio > 1, "on-off-ratio", onOffRatio, "a number above 1");
    InvalidValue.requirePositive("read-voltage", readVoltage);
    requirePulse("potentiation", potentiation);
    requirePulse("depression", depression);
    InvalidValue.requireRange("levels", levels, 2, 1 << 20);
  }

  private static void requirePulse(String key, Pulse pulse) {
    InvalidValue.require(
        pulse != null && !pulse.equals(Pulse.NONE),
        key,
        "nothing",
        "voltage and seconds of a pulse");
  }

  private static void requireSize(double heightFeatures, double widthFeatures) {
    InvalidValue.requirePositive("height-features", heightFeatures);
    InvalidValue.requirePositive("width-features", widthFeatures);
  }
}
