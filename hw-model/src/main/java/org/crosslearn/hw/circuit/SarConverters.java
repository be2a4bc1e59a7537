package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.NodeData;
import org.crosslearn.hw.technology.Technology;

/** Converters by successive approximation: a nanosecond per bit and one to sample. */
public final class SarConverters implements Converters {
  private static final double SECONDS_PER_STEP = 1e-9;

  private final Technology technology;
  private final int bits;
  private final double resistanceScale;
  private final double areaSquareMeters;

  /**
   * @param count converters
   * @param readVolts across the cells
   */
  public SarConverters(Technology technology, int bits, int count, double readVolts) {
    this.technology = technology;
    this.bits = bits;
    this.resistanceScale = FIT_READ_VOLTS / readVolts;
    double cell = technology.cellHeightMeters();
    double nmos =
        LogicGate.inverter(technology, technology.minNmosMeters(), 0, cell).areaSquareMeters();
    double pmos =
        LogicGate.inverter(technology, 0, technology.minPmosMeters(), cell).areaSquareMeters();
    this.areaSquareMeters =
        count * (nmos * (269 + 109 * (bits - 1)) + pmos * (209 + 73 * (bits - 1)));
  }

  @Override
  public double conversionSeconds() {
    return (bits + 1) * SECONDS_PER_STEP;
  }

  @Override
  public double conversionJoules(double lineOhm) {
    NodeData.SarAdcFit fit = technology.sarAdcFit();
    double signal = fit.signalWattOhms()
        * Math.exp(-fit.signalExponent() * Math.log10(lineOhm * resistanceScale));
    return conversionSeconds()
        * (fit.wattsPerBit() * bits + fit.watts() + signal)
        * FlashConverters.warmth(technology);
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  /** None is published; the converter is taken to be switched off between conversions. */
  @Override
  public double leakageWatts() {
    return 0;
  }
}
