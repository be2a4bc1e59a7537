package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * A switch matrix that drives all word lines of a static memory at the same time: two transmission
 * gates and a flip-flop with the input bit per line.
 */
public final class StaticWordLineSwitches implements Block {
  private static final int GATES_PER_LINE = 2;

  private final Technology technology;
  private final int lines;
  private final FlipFlops registers;
  private final TransmissionGate gate;
  private final double drainFarads;
  private final double areaSquareMeters;

  /**
   * @param lineOhm resistance of a word line from end to end
   * @param heightMeters of the array
   */
  public StaticWordLineSwitches(
      Technology technology, double clockHertz, int lines, double lineOhm, double heightMeters) {
    this.technology = technology;
    this.lines = lines;
    this.registers = new FlipFlops(technology, clockHertz, lines, Side.ofHeight(heightMeters));
    this.gate = TransmissionGate.driving(technology, lineOhm);
    double height = Math.max(heightMeters, technology.cellHeightMeters());
    double columns = Math.ceil(lines / Math.floor(height / technology.cellHeightMeters()));
    LogicGate drawn = LogicGate.inverter(
        technology, gate.nmosMeters(), gate.pmosMeters(), height / Math.ceil(lines / columns));
    this.drainFarads = drawn.outputFarads();
    this.areaSquareMeters =
        height * GATES_PER_LINE * drawn.widthMeters() * columns + registers.areaSquareMeters();
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
    return switchSeconds(lineFarads, lineOhm) + registers.latencySeconds();
  }

  double switchSeconds(double lineFarads, double lineOhm) {
    return SignalPath.stepDelaySeconds(
        gate.ohm() * (3 * drainFarads + lineFarads) + lineOhm * lineFarads / 2);
  }

  /**
   * A new input bit on every line.
   *
   * @param activeLines lines that carry a pulse
   * @param readVolts to which they are connected
   */
  public double readJoules(double activeLines, double readVolts) {
    double line =
        3 * drainFarads * readVolts * readVolts + technology.switchingJoules(gate.gateFarads());
    return activeLines * line + registers.energyJoules(lines);
  }

  /** Selection of one line for writing. */
  public double writeJoules() {
    return technology.switchingJoules(2 * gate.gateFarads()) + registers.energyJoules(lines);
  }
}
