package org.crosslearn.hw.circuit;

import java.util.List;
import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.NodeData;
import org.crosslearn.hw.technology.Technology;

/**
 * Flash converters: one current sense amplifier per level boundary and a thermometer encoder.
 *
 * <p>Deviations: references divide the conductance range evenly, as a converter of currents must
 * (published: they divide the resistance range); a decision between nearly equal resistances takes
 * the plateau time that the published comparison never reaches; a conversion takes as long as the
 * slowest decision at any reference, not as long as the columns at hand happen to need, because its
 * strobe cannot know them; a line without current still powers the sense amplifiers.
 */
public final class FlashConverters implements Converters {
  private static final int NMOS_PER_AMPLIFIER = 48;
  private static final int PMOS_PER_AMPLIFIER = 24;
  private static final double SHORTEST_SECONDS = 1e-9;
  private static final double LONGEST_SECONDS = 10e-9;
  private static final double POWER_PER_KELVIN = 1.3e-3;

  private final Technology technology;
  private final int references;
  private final double resistanceScale;
  private final double decisionSeconds;
  private final ThermometerEncoders encoders;
  private final double amplifiersSquareMeters;

  /**
   * @param count converters
   * @param lowestLineOhm resistance at which the highest level ends
   * @param readVolts across the cells
   */
  public FlashConverters(
      Technology technology,
      int bits,
      int count,
      double lowestLineOhm,
      double readVolts,
      Side side) {
    this.technology = technology;
    int levels = 1 << bits;
    this.references = levels - 1;
    this.resistanceScale = FIT_READ_VOLTS / readVolts;
    double highestReferenceOhm = lowestLineOhm * levels * resistanceScale;
    this.decisionSeconds =
        decisionSeconds(technology.flashAdcFit(), highestReferenceOhm, highestReferenceOhm);
    this.encoders = new ThermometerEncoders(technology, levels, count, side);
    double nmos = LogicGate.inverter(
            technology, technology.minNmosMeters(), 0, technology.cellHeightMeters())
        .areaSquareMeters();
    double pmos = LogicGate.inverter(
            technology, 0, technology.minPmosMeters(), technology.cellHeightMeters())
        .areaSquareMeters();
    this.amplifiersSquareMeters =
        (double) count * references * (NMOS_PER_AMPLIFIER * nmos + PMOS_PER_AMPLIFIER * pmos);
  }

  /**
   * Time in which a sense amplifier tells a column from a reference, 1 to 10 ns.
   *
   * @param columnOhm scaled to a read voltage of 0.5 V
   */
  static double decisionSeconds(NodeData.FlashAdcFit fit, double columnOhm, double referenceOhm) {
    double ratio = referenceOhm / columnOhm;
    if (fit.decision().isEmpty() || ratio >= 20 || ratio <= 0.05) {
      return SHORTEST_SECONDS;
    }
    NodeData.DecisionFit decision = fit.decision().get();
    double plateau =
        decision.secondsPerLogOhm() * Math.log(columnOhm / 1e3) + decision.secondsAtKilohm();
    double shape = 1;
    if (ratio <= 0.9) {
      shape = polynomial(decision.below(), ratio);
    } else if (ratio >= 1.1) {
      shape = polynomial(decision.above(), ratio);
    }
    return plateau * shape;
  }

  private static double polynomial(List<Double> coefficients, double x) {
    double value = 0;
    for (int i = coefficients.size() - 1; i >= 0; i--) {
      value = value * x + coefficients.get(i);
    }
    return value;
  }

  /** Power of the sense amplifiers of one converter and of the column current, watts. */
  double watts(double lineOhm) {
    NodeData.FlashAdcFit fit = technology.flashAdcFit();
    double signal = fit.signalWattOhms()
        * Math.exp(-fit.signalExponent() * Math.log10(lineOhm * resistanceScale));
    return (fit.wattsPerReference() * references + signal) * warmth(technology);
  }

  static double warmth(Technology technology) {
    return 1 + POWER_PER_KELVIN * (technology.temperatureKelvin() - 300);
  }

  @Override
  public double conversionSeconds() {
    return strobeSeconds() + encoders.latencySeconds();
  }

  /** Time in which the sense amplifiers are on. */
  double strobeSeconds() {
    return Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, decisionSeconds));
  }

  @Override
  public double conversionJoules(double lineOhm) {
    return watts(lineOhm) * strobeSeconds() + encoders.energyJoules(1);
  }

  @Override
  public double areaSquareMeters() {
    return amplifiersSquareMeters + encoders.areaSquareMeters();
  }

  double amplifiersSquareMeters() {
    return amplifiersSquareMeters;
  }

  /** Of the encoders; the sense amplifiers are switched off between strobes. */
  @Override
  public double leakageWatts() {
    return encoders.leakageWatts();
  }
}
