package org.crosslearn.hw.technology;

import java.util.List;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Transistors, bulk or with fins, and wires of one node, flavour and temperature.
 *
 * <p>Formulas: DNN+NeuroSim V2.1, device layer (Peng et al., IEEE TCAD 40(11), 2021), restated from
 * its documentation. Widths are those that a circuit asks for; a FinFET rounds them up to whole fins.
 *
 * <p>Deviations: the source and drain perimeter of each transistor follows its own folding, where the
 * published model takes the folding of the PMOS for both; transconductance is that of whole fins;
 * further ones of FinFETs in {@link Fins}.
 */
public final class Technology {
  /** Width of a minimum NMOS, in features. */
  public static final double MIN_NMOS_FEATURES = 2;

  private static final double OVERLAP_TO_GATE = 0.2;

  /** Junction capacitances at zero bias (F/m^2, F/m, F/m), potential and grading: documentation. */
  private static final double JUNCTION_FARADS_PER_SQUARE_METER = 1e-3;

  private static final double SIDEWALL_FARADS_PER_METER = 2.5e-10;
  private static final double DRAIN_CHANNEL_FARADS_PER_METER = 0.5e-10;
  private static final double BUILT_IN_VOLTS = 0.9;

  private static final double WIRE_RESISTANCE_PER_KELVIN = 0.00451;

  private final double featureMeters;
  private final double temperatureKelvin;
  private final NodeData.Wire wire;
  private final Geometry geometry;
  private final NodeData.Transistors transistors;
  private final double nmosOn;
  private final double pmosOn;
  private final double nmosOff;
  private final double pmosOff;
  private final double pmosToNmos;
  final double junctionFaradsPerSquareMeter;
  final double sidewallFaradsPerMeter;
  final double drainChannelFaradsPerMeter;

  Technology(
      NodeData node,
      NodeData.Transistors transistors,
      Geometry geometry,
      double temperatureKelvin) {
    InvalidValue.requireRange(
        "temperature-kelvin",
        temperatureKelvin,
        NodeData.TABLE_START_KELVIN,
        NodeData.TABLE_END_KELVIN);
    this.featureMeters = node.nodeNanometers() * 1e-9;
    this.temperatureKelvin = temperatureKelvin;
    this.wire = node.wire();
    this.geometry = geometry;
    this.transistors = transistors;
    this.nmosOn = interpolate(transistors.nmosOnAmperesPerMeter(), temperatureKelvin);
    this.pmosOn = interpolate(transistors.pmosOnAmperesPerMeter(), temperatureKelvin);
    this.nmosOff = interpolate(transistors.nmosOffAmperesPerMeter(), temperatureKelvin);
    this.pmosOff = interpolate(transistors.pmosOffAmperesPerMeter(), temperatureKelvin);
    this.pmosToNmos = node.fin().isPresent()
        ? 1
        : transistors.nmosOnAmperesPerMeter().get(0)
            / transistors.pmosOnAmperesPerMeter().get(0);
    double bias = 1 + transistors.supplyVolts() / BUILT_IN_VOLTS;
    this.junctionFaradsPerSquareMeter = JUNCTION_FARADS_PER_SQUARE_METER / Math.sqrt(bias);
    this.sidewallFaradsPerMeter = SIDEWALL_FARADS_PER_METER / Math.pow(bias, 0.33);
    this.drainChannelFaradsPerMeter = DRAIN_CHANNEL_FARADS_PER_METER / Math.pow(bias, 0.33);
  }

  /**
   * Refuses nodes of which nothing is known.
   *
   * @throws InvalidValue if there is no data file for the node
   */
  public static void requireNode(int nodeNanometers) {
    InvalidValue.require(
        NodeData.AVAILABLE.contains(nodeNanometers),
        "node-nanometers",
        nodeNanometers,
        "a node with a data file, one of " + NodeData.AVAILABLE + ", of which "
            + NodeData.nearest(nodeNanometers) + " is nearest");
  }

  /**
   * Fast, leaky transistors of a node.
   *
   * @param temperatureKelvin 300 to 400
   * @throws InvalidValue if there is no data file for the node or no
   *     current for the temperature
   */
  public static Technology highPerformance(int nodeNanometers, double temperatureKelvin) {
    NodeData node = NodeData.load(nodeNanometers);
    return new Technology(node, node.highPerformance(), geometry(node), temperatureKelvin);
  }

  /**
   * Slow transistors of a node that leak little.
   *
   * @param temperatureKelvin 300 to 400
   * @throws InvalidValue if there is no data file for the node or no
   *     current for the temperature
   */
  public static Technology lowPower(int nodeNanometers, double temperatureKelvin) {
    NodeData node = NodeData.load(nodeNanometers);
    return new Technology(node, node.lowPower(), geometry(node), temperatureKelvin);
  }

  private static Geometry geometry(NodeData node) {
    double featureMeters = node.nodeNanometers() * 1e-9;
    return node.fin()
        .<Geometry>map(fin -> new Fins(featureMeters, fin))
        .orElseGet(() -> new Planar(featureMeters));
  }

  private static double interpolate(List<Double> table, double kelvin) {
    double position = (kelvin - NodeData.TABLE_START_KELVIN) / NodeData.TABLE_STEP_KELVIN;
    int below = (int) Math.max(0, Math.min(table.size() - 2.0, Math.floor(position)));
    double fraction = position - below;
    return table.get(below) * (1 - fraction) + table.get(below + 1) * fraction;
  }

  /** Feature size F, meters. */
  public double featureMeters() {
    return featureMeters;
  }

  /** A number of features as a length, meters. */
  public double features(double count) {
    return count * featureMeters;
  }

  public double temperatureKelvin() {
    return temperatureKelvin;
  }

  public double supplyVolts() {
    return transistors.supplyVolts();
  }

  /** Energy of charging a capacitance to the supply and discharging it: C V^2, joules. */
  public double switchingJoules(double farads) {
    return farads * supplyVolts() * supplyVolts();
  }

  /** Width of a minimum NMOS, meters. */
  public double minNmosMeters() {
    return features(MIN_NMOS_FEATURES);
  }

  /** Width of the PMOS that matches a minimum NMOS in strength, meters. */
  public double minPmosMeters() {
    return matchingPmosMeters(minNmosMeters());
  }

  /**
   * Width of the PMOS that matches an NMOS of the given width in on-current, meters; with fins, whose
   * currents differ by less than one fin, the same width.
   */
  public double matchingPmosMeters(double nmosMeters) {
    return pmosToNmos * nmosMeters;
  }

  /** Height of a standard cell, meters. */
  public double cellHeightMeters() {
    return geometry.cellHeightMeters();
  }

  /** Distance between successive gates, meters. */
  public double polyPitchMeters() {
    return geometry.polyPitchMeters();
  }

  Geometry geometry() {
    return geometry;
  }

  /** Length across the gate of each of so many equal fingers of a transistor, meters. */
  public double fingerMeters(double widthMeters, int fingers) {
    return geometry.fingerMeters(widthMeters, fingers);
  }

  /** Capacitance of a gate of the given width: ideal, overlap and fringe, farads. */
  public double gateFarads(double widthMeters) {
    return channelFarads(geometry.channelMeters(widthMeters));
  }

  double channelFarads(double channelMeters) {
    double ideal = transistors.idealGateFaradsPerMeter();
    double perMeter = transistors
        .fringeFaradsPerMeter()
        .map(fringe -> ideal * (1 + OVERLAP_TO_GATE) + fringe)
        .orElse(ideal);
    return perMeter * channelMeters;
  }

  /** Effective resistance of a switching NMOS, ohms. */
  public double nmosOhm(double widthMeters) {
    return nmosOhmMeters() / geometry.channelMeters(widthMeters);
  }

  /** Effective resistance of a switching PMOS, ohms. */
  public double pmosOhm(double widthMeters) {
    return pmosOhmMeters() / geometry.channelMeters(widthMeters);
  }

  /** Width of the switching NMOS of a given resistance, meters; a part of a fin is not rounded up. */
  public double nmosMeters(double ohm) {
    return geometry.widthMeters(nmosOhmMeters() / ohm);
  }

  /** Width of the switching PMOS of a given resistance, meters; a part of a fin is not rounded up. */
  public double pmosMeters(double ohm) {
    return geometry.widthMeters(pmosOhmMeters() / ohm);
  }

  private double nmosOhmMeters() {
    return transistors.resistanceMultiplier() * supplyVolts() / nmosOn;
  }

  private double pmosOhmMeters() {
    return transistors.resistanceMultiplier() * supplyVolts() / pmosOn;
  }

  /** Off-current of an NMOS, amperes. */
  public double nmosOffAmperes(double widthMeters) {
    return nmosOff * geometry.channelMeters(widthMeters);
  }

  /** Off-current of a PMOS, amperes. */
  public double pmosOffAmperes(double widthMeters) {
    return pmosOff * geometry.channelMeters(widthMeters);
  }

  /** Transconductance of an NMOS biased at 0.7 of the supply, siemens. */
  public double nmosSiemens(double widthMeters) {
    return 2
        * transistors.nmosTransconductanceSiemensPerMeter()
        * geometry.channelMeters(widthMeters)
        / overdriveVolts();
  }

  /** Transconductance of a PMOS biased at 0.7 of the supply, siemens. */
  public double pmosSiemens(double widthMeters) {
    return 2
        * transistors.pmosTransconductanceSiemensPerMeter()
        * geometry.channelMeters(widthMeters)
        / overdriveVolts();
  }

  private double overdriveVolts() {
    return 0.7 * supplyVolts() - transistors.thresholdVolts();
  }

  /** Resistance of a minimum wire, ohms per meter. */
  public double wireOhmPerMeter() {
    double resistivity = wire.resistivityOhmMeters()
        * (1
            + WIRE_RESISTANCE_PER_KELVIN
                * Math.abs(temperatureKelvin - NodeData.TABLE_START_KELVIN));
    return resistivity / (wire.widthMeters() * wire.widthMeters() * wire.aspectRatio());
  }

  public double wireFaradsPerMeter() {
    return wire.faradsPerMeter();
  }

  public NodeData.FlashAdcFit flashAdcFit() {
    return transistors.flashAdc();
  }

  public NodeData.SarAdcFit sarAdcFit() {
    return transistors.sarAdc();
  }
}
