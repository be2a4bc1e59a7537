package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.Technology;

/**
 * Connects groups of lines in turn to the converter of each group. The select decoder stands at the
 * end of the strip of pass gates, which is at least as high; its own width belongs to what is drawn
 * above and below it, the drivers of the rows.
 */
public final class Multiplexer implements Block {
  private final Technology technology;
  private final int groups;
  private final TransmissionGate gate;
  private final Decoder decoder;
  private final double gatesSquareMeters;
  private final double areaSquareMeters;

  /**
   * @param linesPerGroup lines that share a converter; 1 needs no multiplexer
   * @param lineOhm smallest resistance of a line
   * @param lengthMeters total width of the lines
   */
  public Multiplexer(
      Technology technology, int groups, int linesPerGroup, double lineOhm, double lengthMeters) {
    this.technology = technology;
    this.groups = linesPerGroup > 1 ? groups : 0;
    this.gate = TransmissionGate.driving(technology, lineOhm);
    this.decoder = new Decoder(
        technology, Decoder.bitsFor(linesPerGroup), Decoder.Output.PASS_GATES, Side.free());
    double length = Math.max(lengthMeters, TransmissionGate.unitWidthMeters(technology));
    this.gatesSquareMeters = this.groups == 0
        ? 0
        : gate.stackHeightMeters(technology, groups * linesPerGroup, 1, length) * length;
    this.areaSquareMeters =
        this.groups == 0 ? 0 : Math.max(gatesSquareMeters, decoder.freeHeightMeters() * length);
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  double gatesSquareMeters() {
    return gatesSquareMeters;
  }

  @Override
  public double leakageWatts() {
    return decoder.leakageWatts();
  }

  /** From a new address to settled converter inputs. */
  public double latencySeconds() {
    return groups == 0
        ? 0
        : gatesSeconds()
            + decoder.latencySeconds(
                groups * gate.nmosGateFarads(), groups * gate.pmosGateFarads());
  }

  double gatesSeconds() {
    return 2.3 * 2 * gate.ohm() * (gate.drainFarads() + gate.gateFarads() / 2);
  }

  /** One step to the next line of every group. */
  public double energyJoules(double readVolts) {
    return gatesJoules(readVolts) + decoder.energyJoules();
  }

  double gatesJoules(double readVolts) {
    return groups
        * (technology.switchingJoules(gate.nmosGateFarads())
            + 2 * gate.drainFarads() * readVolts * readVolts);
  }
}
