package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/**
 * An NMOS and a PMOS in parallel that connect a line to a voltage.
 *
 * @param ohm when closed
 * @param drainFarads each side puts on its line
 */
record TransmissionGate(
    double nmosMeters,
    double pmosMeters,
    double ohm,
    double drainFarads,
    double nmosGateFarads,
    double pmosGateFarads) {

  /** Resistance of a transistor in its linear region over its effective switching resistance. */
  static final double LINEAR_REGION = 0.2;

  /** Share of a target resistance that the gate may add, so that the line keeps its voltage. */
  private static final double IR_DROP_TOLERANCE = 0.25;

  private static final double DIFFUSION_GAP_FEATURES = 7.1;

  /** Minimum devices drawn in a cell of the given height. */
  static TransmissionGate minimum(Technology t, double cellMeters) {
    double ohm = LINEAR_REGION * t.nmosOhm(t.minNmosMeters());
    return of(t, t.minNmosMeters(), t.minPmosMeters(), ohm, cellMeters);
  }

  /** Devices so wide that they add at most a quarter to the resistance of what they connect. */
  static TransmissionGate driving(Technology t, double targetOhm) {
    double ohm = IR_DROP_TOLERANCE * targetOhm;
    double nmos = t.nmosMeters(2 * ohm / LINEAR_REGION);
    double pmos = t.pmosMeters(2 * ohm / LINEAR_REGION);
    return of(t, nmos, pmos, ohm, heightMeters(t, nmos, pmos, 1));
  }

  private static TransmissionGate of(
      Technology t, double nmos, double pmos, double ohm, double cellMeters) {
    double drain = LogicGate.inverter(t, nmos, pmos, cellMeters).outputFarads();
    return new TransmissionGate(nmos, pmos, ohm, drain, t.gateFarads(nmos), t.gateFarads(pmos));
  }

  /** Height of a gate drawn in so many fingers, meters. */
  static double heightMeters(Technology t, double nmos, double pmos, int fingers) {
    return t.fingerMeters(nmos, fingers)
        + t.fingerMeters(pmos, fingers)
        + t.features(DIFFUSION_GAP_FEATURES);
  }

  double gateFarads() {
    return nmosGateFarads + pmosGateFarads;
  }

  /** Width of one unfolded gate, meters. */
  static double unitWidthMeters(Technology t) {
    return 2 * t.polyPitchMeters();
  }

  /**
   * Height of as many equal groups of gates as fit under lines of a given total width; gates fold
   * into the width that is left.
   */
  double stackHeightMeters(Technology t, int groups, int gatesPerGroup, double widthMeters) {
    double unit = gatesPerGroup * unitWidthMeters(t);
    double rows = Math.ceil(groups / Math.max(1, Math.floor(widthMeters / unit)));
    double groupsPerRow = Math.ceil(groups / rows);
    double gateWidth = widthMeters / groupsPerRow / gatesPerGroup;
    int fingers = Math.max(1, (int) Math.floor(gateWidth / t.polyPitchMeters()) - 1);
    return rows * heightMeters(t, nmosMeters, pmosMeters, fingers);
  }
}
