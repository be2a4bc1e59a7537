package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Selects one of 2^n lines: two-bit predecoders, a NOR per line, and a driver per line.
 *
 * <p>Deviations: a NOR of k inputs pulls up through k transistors (published: through two for every
 * k); without NORs the drivers continue the slope of the predecoder (published: they start from a
 * step).
 */
public final class Decoder implements Block {
  /** What the lines drive. */
  public enum Output {
    /** Word lines, by two inverters of three times minimum size. */
    WORD_LINES,
    /** Both gates of pass gates, by a NAND and two minimum inverters. */
    PASS_GATES
  }

  private static final double DRIVER_SIZE = 3;
  private static final double METAL_PITCH_FEATURES = 2.8;

  private final Technology technology;
  private final int addressBits;
  private final Output output;
  private final int nands;
  private final int nors;
  private final LogicGate inverter;
  private final LogicGate nand;
  private final LogicGate nor;
  private final LogicGate driver;
  private final double areaSquareMeters;

  /**
   * @param addressBits 0 selects nothing and takes nothing
   */
  public Decoder(Technology technology, int addressBits, Output output, Side side) {
    this.technology = technology;
    this.addressBits = addressBits;
    this.output = output;
    this.nands = 4 * (addressBits / 2);
    this.nors = addressBits > 2 ? 1 << addressBits : 0;
    this.inverter = LogicGate.inverter(technology);
    this.nand = LogicGate.nand(technology, 2);
    this.nor = LogicGate.nor(technology, Math.max(1, norInputs()));
    this.driver = LogicGate.inverter(technology, DRIVER_SIZE);
    this.areaSquareMeters = addressBits == 0 ? 0 : layoutSquareMeters(side);
  }

  /** Address bits that tell {@code lines} lines apart. */
  public static int bitsFor(int lines) {
    return lines <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(lines - 1);
  }

  private int norInputs() {
    return (addressBits + 1) / 2;
  }

  private double layoutSquareMeters(Side side) {
    double cell = technology.cellHeightMeters();
    double tracks =
        nors > 0 ? technology.features(METAL_PITCH_FEATURES) * (nands + 2 * (addressBits % 2)) : 0;
    double lineDriver = output == Output.PASS_GATES
        ? nand.widthMeters() + 2 * inverter.widthMeters()
        : 2 * driver.widthMeters();
    if (side.imposesHeight()) {
      double norColumns = columns(nors, side.meters());
      double width = inverter.widthMeters() * columns(addressBits, side.meters())
          + nand.widthMeters() * columns(nands, side.meters())
          + tracks
          + norColumns * (nor.widthMeters() + lineDriver);
      return Math.max(side.meters(), cell) * width;
    }
    double width =
        inverter.widthMeters() + nand.widthMeters() + tracks + nor.widthMeters() + lineDriver;
    return freeHeightMeters() * width;
  }

  /** Height of one column of gates; what lies beside it cannot be lower. */
  double freeHeightMeters() {
    return technology.cellHeightMeters() * Math.max(addressBits, Math.max(nors, nands));
  }

  private double columns(int gates, double heightMeters) {
    if (gates == 0) {
      return 0;
    }
    double perColumn = Math.max(1, Math.floor(heightMeters / technology.cellHeightMeters()));
    return Math.ceil(gates / Math.min(perColumn, gates));
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  @Override
  public double leakageWatts() {
    double perLine = output == Output.PASS_GATES
        ? nand.leakageWatts() + 2 * inverter.leakageWatts()
        : 2 * driver.leakageWatts();
    return addressBits * inverter.leakageWatts()
        + nands * nand.leakageWatts()
        + nors * (nor.leakageWatts() + perLine);
  }

  /**
   * From the address to the selected line.
   *
   * @param loadFarads of the line, or of the NMOS gates of a line of pass gates
   * @param complementFarads of the PMOS gates of a line of pass gates; unused for word lines
   */
  public double latencySeconds(double loadFarads, double complementFarads) {
    return path(loadFarads, complementFarads).seconds();
  }

  /** The signal of {@link #latencySeconds}, for further stages. */
  public SignalPath path(double loadFarads, double complementFarads) {
    SignalPath path = new SignalPath();
    if (addressBits == 0) {
      return path;
    }
    double minN = technology.minNmosMeters();
    double minP = technology.minPmosMeters();
    boolean passGates = output == Output.PASS_GATES;
    double driverInput = passGates ? nand.inputFarads() : driver.inputFarads();
    double nandLoad = nors > 0 ? nor.inputFarads() * nors / 4 : driverInput;
    path.stage(technology.nmosOhm(minN)
        * (inverter.outputFarads() + (nands > 0 ? 2 * nand.inputFarads() : driverInput)));
    if (nands > 0) {
      path.stage(2 * technology.nmosOhm(2 * minN) * (nand.outputFarads() + nandLoad));
    }
    if (nors > 0) {
      double pullUp = norInputs() * technology.pmosOhm(norInputs() * minP);
      path.stage(pullUp
          * (nor.outputFarads() + (passGates ? nand.inputFarads() : inverter.inputFarads())));
    }
    if (passGates) {
      path.stage(technology.nmosOhm(2 * minN) * (nand.outputFarads() + inverter.inputFarads()));
      path.stage(technology.pmosOhm(minP)
          * (inverter.outputFarads() + inverter.inputFarads() + loadFarads));
      path.stage(technology.nmosOhm(minN) * (inverter.outputFarads() + complementFarads));
    } else {
      path.stage(
          technology.nmosOhm(DRIVER_SIZE * minN) * (driver.outputFarads() + driver.inputFarads()));
      path.stage(technology.pmosOhm(DRIVER_SIZE * minP) * (driver.outputFarads() + loadFarads));
    }
    return path;
  }

  /** One selection, without the load. */
  public double energyJoules() {
    if (addressBits == 0) {
      return 0;
    }
    boolean passGates = output == Output.PASS_GATES;
    double inverters = inverter.inputFarads() + 2 * nand.inputFarads();
    double odd = inverter.inputFarads() + nor.inputFarads() * (nors / 2);
    double predecoders = nand.outputFarads() + nor.inputFarads() * nors / 4.0;
    double line = (nors > 0 ? nor.outputFarads() : 0)
        + (passGates ? nand.inputFarads() : inverter.inputFarads());
    double drive = passGates
        ? nand.outputFarads() + 2 * inverter.outputFarads() + 2 * inverter.inputFarads()
        : 2 * (driver.inputFarads() + driver.outputFarads());
    return technology.switchingJoules(inverters * 2 * (addressBits / 2)
        + odd * (addressBits % 2)
        + predecoders * (nands / 4)
        + line
        + drive);
  }
}
