package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * A static memory of six-transistor cells with its decoder, precharge, sense amplifiers and write
 * drivers.
 *
 * <p>Deviations: sense amplifiers, the drains on the bit lines and the leakage of the cells are
 * counted, which the published buffer leaves out; every bit of a written word is driven (published:
 * none, because the activity is read before it is set); the sense amplifier leaks supply times
 * current (published: times the supply once more).
 */
public final class SramBuffer implements Block {
  private static final double CELL_HEIGHT_FEATURES = 8;
  private static final double CELL_WIDTH_FEATURES = 20;
  private static final double ACCESS_FEATURES = 1.31;
  private static final double CELL_NMOS_FEATURES = 2.08;
  private static final double CELL_PMOS_FEATURES = 1.23;
  private static final double BIT_LINE_SWING_VOLTS = 0.05;

  private final Technology technology;
  private final int words;
  private final int wordBits;
  private final Decoder decoder;
  private final Precharge precharge;
  private final SenseAmplifiers senseAmplifiers;
  private final WriteDrivers writeDrivers;
  private final double arraySquareMeters;
  private final double wordLineFarads;
  private final double bitLineFarads;
  private final double bitLineOhm;

  /** {@code words} words of {@code wordBits} bits; one word is read or written at a time. */
  public SramBuffer(Technology technology, double clockHertz, int words, int wordBits) {
    this.technology = technology;
    this.words = words;
    this.wordBits = wordBits;
    double height = words * technology.features(CELL_HEIGHT_FEATURES);
    double width = wordBits * technology.features(CELL_WIDTH_FEATURES);
    this.arraySquareMeters = height * width;
    this.decoder = new Decoder(
        technology, Decoder.bitsFor(words), Decoder.Output.WORD_LINES, Side.ofHeight(height));
    Side below = Side.ofWidth(width);
    this.precharge = new Precharge(technology, wordBits, below);
    this.senseAmplifiers = new SenseAmplifiers(
        technology, clockHertz, wordBits, technology.features(CELL_WIDTH_FEATURES));
    this.writeDrivers = new WriteDrivers(technology, wordBits, below);
    double access = technology.features(ACCESS_FEATURES);
    this.wordLineFarads =
        width * technology.wireFaradsPerMeter() + 2 * wordBits * technology.gateFarads(access);
    this.bitLineFarads = height * technology.wireFaradsPerMeter() + words * accessDrainFarads();
    this.bitLineOhm = height * technology.wireOhmPerMeter();
  }

  private double accessDrainFarads() {
    return LogicGate.drainFarads(
        technology, technology.features(ACCESS_FEATURES), technology.features(CELL_WIDTH_FEATURES));
  }

  @Override
  public double areaSquareMeters() {
    return arraySquareMeters
        + decoder.areaSquareMeters()
        + precharge.areaSquareMeters()
        + senseAmplifiers.areaSquareMeters()
        + writeDrivers.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    LogicGate cellInverter = LogicGate.inverter(
        technology,
        technology.features(CELL_NMOS_FEATURES),
        technology.features(CELL_PMOS_FEATURES),
        technology.features(CELL_WIDTH_FEATURES));
    return 2.0 * words * wordBits * cellInverter.leakageWatts()
        + decoder.leakageWatts()
        + precharge.leakageWatts()
        + senseAmplifiers.leakageWatts()
        + writeDrivers.leakageWatts();
  }

  /** One word. */
  public double readSeconds() {
    return decoder.latencySeconds(wordLineFarads, 0)
        + precharge.latencySeconds(bitLineFarads, bitLineOhm)
        + dischargeSeconds()
        + senseAmplifiers.latencySeconds();
  }

  private double dischargeSeconds() {
    double supply = technology.supplyVolts();
    double path = technology.nmosOhm(technology.features(ACCESS_FEATURES))
        + technology.nmosOhm(technology.features(CELL_NMOS_FEATURES));
    double timeConstant =
        path * (accessDrainFarads() + bitLineFarads) + bitLineOhm * bitLineFarads / 2;
    return SignalPath.stepDelaySeconds(
        timeConstant * Math.log(supply / (supply - BIT_LINE_SWING_VOLTS)));
  }

  /** One word. */
  public double writeSeconds() {
    return decoder.latencySeconds(wordLineFarads, 0)
        + precharge.latencySeconds(bitLineFarads, bitLineOhm)
        + writeDrivers.latencySeconds(bitLineFarads, bitLineOhm);
  }

  /** Reading {@code bits} bits in whole words. */
  public double readJoules(double bits) {
    return bits
        / wordBits
        * (decoder.energyJoules()
            + technology.switchingJoules(wordLineFarads)
            + wordBits * (precharge.readJoules(bitLineFarads) + senseAmplifiers.energyJoules()));
  }

  /** Writing {@code bits} bits in whole words. */
  public double writeJoules(double bits) {
    return bits
        / wordBits
        * (decoder.energyJoules()
            + technology.switchingJoules(wordLineFarads)
            + wordBits * (precharge.writeJoules(bitLineFarads) + writeDrivers.energyJoules()));
  }

  /** Pulls both bit lines of every column to the supply. */
  static final class Precharge implements Block {
    private final Technology technology;
    private final int columns;
    private final LogicGate pull;
    private final LogicGate equalise;
    private final Side.Extent extent;

    Precharge(Technology technology, int columns, Side side) {
      this.technology = technology;
      this.columns = columns;
      double cell = technology.cellHeightMeters();
      this.pull = LogicGate.inverter(technology, 0, technology.features(6), cell);
      this.equalise = LogicGate.inverter(technology, 0, technology.features(2), cell);
      this.extent =
          side.arrange(columns, Math.max(pull.widthMeters(), equalise.widthMeters()), 3 * cell);
    }

    @Override
    public double areaSquareMeters() {
      return extent.areaSquareMeters();
    }

    @Override
    public double leakageWatts() {
      return columns * pull.leakageWatts();
    }

    double latencySeconds(double bitLineFarads, double bitLineOhm) {
      return SignalPath.stepDelaySeconds(technology.pmosOhm(technology.features(6))
              * (bitLineFarads + pull.outputFarads() + equalise.outputFarads())
          + bitLineOhm * bitLineFarads / 2);
    }

    /** One column after a read. */
    double readJoules(double bitLineFarads) {
      return 2 * technology.switchingJoules(bitLineFarads);
    }

    /** One column after a write. */
    double writeJoules(double bitLineFarads) {
      return technology.switchingJoules(bitLineFarads);
    }
  }

  /** Pulls one bit line of every column to ground. */
  static final class WriteDrivers implements Block {
    private final Technology technology;
    private final int columns;
    private final LogicGate inverter;
    private final Side.Extent extent;

    WriteDrivers(Technology technology, int columns, Side side) {
      this.technology = technology;
      this.columns = columns;
      this.inverter = LogicGate.inverter(technology);
      this.extent = side.arrange(columns, inverter.widthMeters(), 3 * inverter.heightMeters());
    }

    @Override
    public double areaSquareMeters() {
      return extent.areaSquareMeters();
    }

    @Override
    public double leakageWatts() {
      return 3 * columns * inverter.leakageWatts();
    }

    double latencySeconds(double bitLineFarads, double bitLineOhm) {
      SignalPath path = new SignalPath();
      path.stage(technology.pmosOhm(technology.minPmosMeters())
          * (inverter.outputFarads() + inverter.inputFarads()));
      path.stage(
          technology.nmosOhm(technology.minNmosMeters()) * (bitLineFarads + inverter.outputFarads())
              + bitLineOhm * bitLineFarads / 2);
      return path.seconds();
    }

    /** One column. */
    double energyJoules() {
      return technology.switchingJoules(inverter.inputFarads() + inverter.outputFarads());
    }
  }

  /** Latching voltage sense amplifiers, one per column. */
  static final class SenseAmplifiers implements Block {
    private static final double SENSED_VOLTS = 0.1;
    private static final int DEVICES_ABREAST = 6;

    private final Technology technology;
    private final double clockHertz;
    private final int columns;
    private final double pitchMeters;
    private final double latchFarads;

    SenseAmplifiers(Technology technology, double clockHertz, int columns, double pitchMeters) {
      this.technology = technology;
      this.clockHertz = clockHertz;
      this.columns = columns;
      this.pitchMeters = pitchMeters;
      this.latchFarads = technology.gateFarads(technology.features(11.25))
          + drain(3.75)
          + drain(7.5)
          + drain(12.5)
          + drain(9);
    }

    private double drain(double widthFeatures) {
      return LogicGate.drainFarads(technology, technology.features(widthFeatures), pitchMeters);
    }

    @Override
    public double areaSquareMeters() {
      return columns * pitchMeters * DEVICES_ABREAST * TransmissionGate.unitWidthMeters(technology);
    }

    @Override
    public double leakageWatts() {
      return columns
          * technology.supplyVolts()
          * technology.nmosOffAmperes(technology.features(5))
          / 2;
    }

    double latencySeconds() {
      double siemens = technology.nmosSiemens(technology.features(3.75))
          + technology.pmosSiemens(technology.features(7.5));
      return latchFarads / siemens * Math.log(technology.supplyVolts() / SENSED_VOLTS)
          + 1 / clockHertz;
    }

    /** One column. */
    double energyJoules() {
      return technology.switchingJoules(latchFarads);
    }
  }
}
