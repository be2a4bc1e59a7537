package org.crosslearn.hw.technology;

import java.util.List;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Bulk CMOS transistors and wires of one node, flavour and temperature.
 *
 * <p>Formulas: DNN+NeuroSim V2.1, device layer (Peng et al., IEEE TCAD 40(11), 2021), restated from
 * its documentation. One deviation: the source and drain perimeter of each transistor follows its
 * own folding, where the published code takes the folding of the PMOS for both.
 */
public final class Technology {
  /** Width of a minimum NMOS, in features. */
  public static final double MIN_NMOS_FEATURES = 2;

  /** Height of a standard cell, in features. */
  public static final double CELL_HEIGHT_FEATURES = 28;

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
  private final NodeData.Transistors transistors;
  private final double nmosOn;
  private final double pmosOn;
  private final double nmosOff;
  private final double pmosOff;
  private final double pmosToNmos;
  final double junctionFaradsPerSquareMeter;
  final double sidewallFaradsPerMeter;
  final double drainChannelFaradsPerMeter;

  private Technology(NodeData node, NodeData.Transistors transistors, double temperatureKelvin) {
    this.featureMeters = node.nodeNanometers() * 1e-9;
    this.temperatureKelvin = temperatureKelvin;
    this.wire = node.wire();
    this.transistors = transistors;
    this.nmosOn = interpolate(transistors.nmosOnAmperesPerMeter(), temperatureKelvin);
    this.pmosOn = interpolate(transistors.pmosOnAmperesPerMeter(), temperatureKelvin);
    this.nmosOff = interpolate(transistors.nmosOffAmperesPerMeter(), temperatureKelvin);
    this.pmosOff = interpolate(transistors.pmosOffAmperesPerMeter(), temperatureKelvin);
    this.pmosToNmos = transistors.nmosOnAmperesPerMeter().get(0)
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
        "a node with a data file, one of " + NodeData.AVAILABLE);
  }

  /**
   * Fast, leaky transistors of a node.
   *
   * @param temperatureKelvin 300 to 400
   * @throws InvalidValue if there is no data file for the node
   */
  public static Technology highPerformance(int nodeNanometers, double temperatureKelvin) {
    NodeData node = NodeData.load(nodeNanometers);
    return new Technology(node, node.highPerformance(), temperatureKelvin);
  }

  /**
   * Slow transistors of a node that leak little.
   *
   * @param temperatureKelvin 300 to 400
   * @throws InvalidValue if there is no data file for the node
   */
  public static Technology lowPower(int nodeNanometers, double temperatureKelvin) {
    NodeData node = NodeData.load(nodeNanometers);
    return new Technology(node, node.lowPower(), temperatureKelvin);
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

  /** Width of the PMOS that matches an NMOS of the given width in on-current, meters. */
  public double matchingPmosMeters(double nmosMeters) {
    return pmosToNmos * nmosMeters;
  }

  public double cellHeightMeters() {
    return features(CELL_HEIGHT_FEATURES);
  }

  /** Capacitance of a gate of the given width: ideal, overlap and fringe, farads. */
  public double gateFarads(double widthMeters) {
    return (transistors.idealGateFaradsPerMeter() * (1 + OVERLAP_TO_GATE)
            + transistors.fringeFaradsPerMeter())
        * widthMeters;
  }

  /** Effective resistance of a switching NMOS, ohms. */
  public double nmosOhm(double widthMeters) {
    return transistors.resistanceMultiplier() * supplyVolts() / (nmosOn * widthMeters);
  }

  /** Effective resistance of a switching PMOS, ohms. */
  public double pmosOhm(double widthMeters) {
    return transistors.resistanceMultiplier() * supplyVolts() / (pmosOn * widthMeters);
  }

  /** Off-current of an NMOS, amperes. */
  public double nmosOffAmperes(double widthMeters) {
    return nmosOff * widthMeters;
  }

  /** Off-current of a PMOS, amperes. */
  public double pmosOffAmperes(double widthMeters) {
    return pmosOff * widthMeters;
  }

  /** Transconductance of an NMOS biased at 0.7 of the supply, siemens. */
  public double nmosSiemens(double widthMeters) {
    return 2 * transistors.nmosTransconductanceSiemensPerMeter() * widthMeters / overdriveVolts();
  }

  /** Transconductance of a PMOS biased at 0.7 of the supply, siemens. */
  public double pmosSiemens(double widthMeters) {
    return 2 * transistors.pmosTransconductanceSiemensPerMeter() * widthMeters / overdriveVolts();
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
