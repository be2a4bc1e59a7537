package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Drivers between a row decoder and the word lines of an array that is read one row at a time: three
 * NANDs, an inverter and two minimum transmission gates per line, which connect the selected line to
 * the voltage of a read or a write and all others to ground. Lines of more than two voltages are as
 * {@link WordLineSwitches} of as many.
 *
 * <p>Deviation: each stage sees the slope that the stage before it made (published: the first three
 * all see the slope of the decoder, the transmission gate a step).
 */
public final class SequentialWordLineDrivers implements Block {
  private final Technology technology;
  private final int lines;
  private final int furtherGates;
  private final LogicGate nand;
  private final LogicGate inverter;
  private final TransmissionGate gate;
  private final double areaSquareMeters;

  /**
   * Lines that are on or off.
   *
   * @param heightMeters of the array
   */
  public SequentialWordLineDrivers(Technology technology, int lines, double heightMeters) {
    this(technology, lines, 2, heightMeters);
  }

  /**
   * @param levels voltages that a line can be switched to, none included
   * @param heightMeters of the array
   */
  public SequentialWordLineDrivers(
      Technology technology, int lines, int levels, double heightMeters) {
    this.furtherGates = levels - 2;
    this.technology = technology;
    this.lines = lines;
    this.nand = LogicGate.nand(technology, 2);
    this.inverter = LogicGate.inverter(technology);
    double cell = technology.cellHeightMeters();
    double height = Math.max(heightMeters, cell);
    double lineHeight = Math.max(height / lines, cell);
    this.gate = TransmissionGate.minimum(technology, lineHeight);
    double unitWidth = 3 * nand.widthMeters()
        + inverter.widthMeters()
        + 2 * (1 + furtherGates) * TransmissionGate.unitWidthMeters(technology);
    double columns = Math.ceil(lines / Math.max(1, Math.floor(height / lineHeight)));
    this.areaSquareMeters = height * columns * unitWidth;
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  @Override
  public double leakageWatts() {
    return 2 * lines * (nand.leakageWatts() + inverter.leakageWatts());
  }

  /** What a driver puts on its output of the decoder. */
  public double inputFarads() {
    return nand.inputFarads();
  }

  /**
   * From the output of the decoder to the word line.
   *
   * @param decoder the path so far, which the stages of the driver lengthen
   */
  public double latencySeconds(SignalPath decoder, double lineFarads, double lineOhm) {
    double before = decoder.seconds();
    double down = 2 * technology.nmosOhm(2 * technology.minNmosMeters());
    decoder.stage(down * (nand.outputFarads() + inverter.inputFarads()));
    decoder.stage(technology.pmosOhm(technology.minPmosMeters())
        * (inverter.outputFarads() + 2 * nand.inputFarads()));
    decoder.stage(down * (nand.outputFarads() + gate.gateFarads()));
    decoder.stage(gateOhm() * ((2 + furtherGates) * gate.drainFarads() + lineFarads)
        + lineOhm * lineFarads / 2);
    return decoder.seconds() - before;
  }

  /** The two switching transistors of the gate in parallel: it charges the line from ground. */
  double gateOhm() {
    double nmos = technology.nmosOhm(gate.nmosMeters());
    double pmos = technology.pmosOhm(gate.pmosMeters());
    return nmos * pmos / (nmos + pmos);
  }

  /**
   * Selection of one line, without the line itself.
   *
   * @param lineVolts to which the line is connected
   */
  public double energyJoules(double lineVolts) {
    double logic = nand.inputFarads()
        + inverter.outputFarads()
        + gate.nmosGateFarads()
        + nand.outputFarads()
        + (furtherGates > 0 ? 2 : 1) * gate.gateFarads();
    return technology.switchingJoules(logic)
        + (1 + furtherGates) * gate.drainFarads() * lineVolts * lineVolts;
  }
}
