package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * A switch matrix that drives all word lines of an array at the same time: four minimum transmission
 * gates and a flip-flop with the input bit per line.
 *
 * <p>Lines of more than two voltages, which are not in the published model, have one more gate to the
 * rail of each further voltage, one as large for its share of the decoder that selects it, and a
 * flip-flop for each bit of the digit.
 */
public final class WordLineSwitches implements Block {
  private static final int GATES_PER_LINE = 4;

  private final Technology technology;
  private final int registerBits;
  private final int furtherGates;
  private final FlipFlops registers;
  private final TransmissionGate gate;
  private final double areaSquareMeters;

  /** Lines that are on or off. */
  public WordLineSwitches(
      Technology technology, double clockHertz, int lines, double heightMeters) {
    this(technology, clockHertz, lines, 2, 1, heightMeters);
  }

  /**
   * @param levels voltages that a line can be switched to, none included
   * @param bitsPerLine of the register that holds what a line shows
   */
  public WordLineSwitches(
      Technology technology,
      double clockHertz,
      int lines,
      int levels,
      int bitsPerLine,
      double heightMeters) {
    this.technology = technology;
    this.registerBits = lines * bitsPerLine;
    this.furtherGates = levels - 2;
    this.registers =
        new FlipFlops(technology, clockHertz, registerBits, Side.ofHeight(heightMeters));
    double height = Math.max(heightMeters, technology.cellHeightMeters());
    double perColumn = Math.floor(height / technology.cellHeightMeters());
    double columns = Math.ceil(lines / perColumn);
    this.gate = TransmissionGate.minimum(technology, height / Math.ceil(lines / columns));
    double gateWidth = LogicGate.inverter(technology).widthMeters();
    this.areaSquareMeters = height * (GATES_PER_LINE + 2 * furtherGates) * gateWidth * columns
        + registers.areaSquareMeters();
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  @Override
  public double leakageWatts() {
    return registers.leakageWatts();
  }

  /** A new input bit on every line. */
  public double latencySeconds(double lineFarads, double lineOhm) {
    return SignalPath.stepDelaySeconds(
            gate.ohm() * ((5 + furtherGates) * gate.drainFarads() + lineFarads)
                + lineOhm * lineFarads / 2)
        + registers.latencySeconds();
  }

  /**
   * A new input bit on every line.
   *
   * @param activeLines lines that carry a pulse
   * @param selectVolts on the gates of the cells
   * @param readVolts on the cells
   */
  public double readJoules(double activeLines, double selectVolts, double readVolts) {
    double line = 2 * gate.drainFarads() * selectVolts * selectVolts
        + (5 + furtherGates) * gate.drainFarads() * readVolts * readVolts
        + technology.switchingJoules((furtherGates > 0 ? 4 : 3) * gate.gateFarads());
    return activeLines * line + registers.energyJoules(registerBits);
  }

  /** Selection of one line for programming. */
  public double writeJoules(double selectVolts) {
    return 2 * gate.drainFarads() * selectVolts * selectVolts
        + technology.switchingJoules(5 * gate.gateFarads())
        + registers.energyJoules(registerBits);
  }
}
