package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Converters as good as the better ones that were built: energy and area by regression over B.
 * Murmann's "ADC Performance Survey 1997-2023".
 *
 * <p>Source: Andrulis, Chen, Lee, Emer, Sze, "Modeling Analog-Digital-Converter Energy and Area for
 * Compute-In-Memory Accelerator Design", arXiv:2404.06553, 2024, with the coefficients of its
 * implementation (Accelergy ADC plug-in, also used by CiMLoop; {@code adc_data/model.yaml} at commit
 * 6851cb8d). With {@code f} conversions per second, {@code b} effective bits and {@code n} the node
 * in nanometers:
 *
 * <ul>
 *   <li>Schreier figure of merit, dB: the smaller of {@code 213.7807 - 2.87190 ln f} (what fast
 *       converters reach) and {@code 128.3068 + 3.22051 b}, {@code b} rounded up (what coarse ones reach);
 *   <li>signal to noise and distortion, dB: {@code 20 b log10 2 + 10 log10 1.5};
 *   <li>energy, pJ: {@code 10^((SNDR - FOM)/10) / 2 * exp(26.04962 + 1.880037 ln n - 2.829126 ln b
 *       - 1.470202)}; the last number puts the line at the best fifth of the survey;
 *   <li>area, square micrometers: {@code exp(1.346192 + 0.9932795 ln n + 0.1807154 ln f + 0.2991243
 *       ln(energy/pJ))}, at the best tenth.
 * </ul>
 *
 * <p>Deviations: all bits are taken to be effective; the current through the cells, which a
 * converter of the survey does not have, is added; leakage is part of the energy of a conversion
 * (the plug-in takes it to be a fifth). Flavour and temperature of the transistors do not matter:
 * designers chose them.
 */
public final class SurveyConverters implements Converters {
  /** Below it the survey has too few converters, and the regression falls with every bit. */
  public static final int LEAST_BITS = 4;

  private final double conversionSeconds;
  private final double converterJoules;
  private final double readVolts;
  private final double areaSquareMeters;

  /**
   * @param count converters
   * @param conversionsPerSecond of each converter
   * @param readVolts across the cells
   * @throws InvalidValue below 4 bits, for which the survey says nothing
   */
  public SurveyConverters(
      Technology technology, int bits, int count, double conversionsPerSecond, double readVolts) {
    InvalidValue.require(
        bits >= LEAST_BITS,
        "adc-bits",
        bits,
        "at least " + LEAST_BITS + " where the survey of converters gives their energy");
    double nodeMeters = technology.featureMeters();
    this.conversionSeconds = 1 / conversionsPerSecond;
    this.converterJoules = joules(bits, nodeMeters, conversionsPerSecond);
    this.readVolts = readVolts;
    this.areaSquareMeters = count * squareMeters(bits, nodeMeters, conversionsPerSecond);
  }

  /** Energy of one conversion. */
  static double joules(double effectiveBits, double nodeMeters, double conversionsPerSecond) {
    double meritDecibels = Math.min(
        213.7806687348118 - 2.8719030399529957 * Math.log(conversionsPerSecond),
        128.3068287398817 + 3.220511510977529 * Math.ceil(effectiveBits));
    double signalDecibels = 20 * effectiveBits * Math.log10(2) + 10 * Math.log10(1.5);
    double picojoules = Math.pow(10, (signalDecibels - meritDecibels) / 10)
        / 2
        * Math.exp(26.0496215686518
            + 1.8800369206815004 * Math.log(nodeMeters * 1e9)
            - 2.8291256050594527 * Math.log(effectiveBits)
            - 1.4702022133784405);
    return picojoules * 1e-12;
  }

  /** Area of one converter. */
  static double squareMeters(double effectiveBits, double nodeMeters, double conversionsPerSecond) {
    double picojoules = joules(effectiveBits, nodeMeters, conversionsPerSecond) * 1e12;
    double squareMicrometers = Math.exp(1.3461916439910742
        + 0.9932794744745022 * Math.log(nodeMeters * 1e9)
        + 0.18071538424508238 * Math.log(conversionsPerSecond)
        + 0.29912426192653485 * Math.log(picojoules));
    return squareMicrometers * 1e-12;
  }

  @Override
  public double conversionSeconds() {
    return conversionSeconds;
  }

  @Override
  public double conversionJoules(double lineOhm) {
    return converterJoules + readVolts * readVolts / lineOhm * conversionSeconds;
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  /** Part of the energy of a conversion. */
  @Override
  public double leakageWatts() {
    return 0;
  }
}
