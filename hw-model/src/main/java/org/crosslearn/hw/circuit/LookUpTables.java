package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/**
 * Tables of a function, such as a sigmoid, all with the same contents and each read by its own
 * decoder and amplifiers.
 *
 * <p>Deviations: word and bit lines load the decoder and the cells (published: not); every bit of
 * an entry is sensed (published: one, of static cells); all tables leak (published: one).
 */
public final class LookUpTables implements Block {
  private final int tables;
  private final double tableSquareMeters;
  private final double tableWatts;
  private final double latencySeconds;
  private final double readJoules;

  /** Resistive cells of {@code onOhm} or {@code offOhm}, read at {@code readVolts}. */
  public record ResistiveCell(
      double heightFeatures, double widthFeatures, double onOhm, double offOhm, double readVolts) {}

  /** Energy of one decision of a resistive cell's amplifier at a supply of 1.1 V: documentation. */
  private static final double AMPLIFIER_JOULES = 9.845e-15;

  private static final double AMPLIFIER_SUPPLY_VOLTS = 1.1;
  private static final double SENSED_VOLTS = 0.1;
  private static final double SETTLING = 2.3;
  private static final int NMOS_PER_AMPLIFIER = 6;
  private static final int PMOS_PER_AMPLIFIER = 5;

  private LookUpTables(
      int tables,
      double tableSquareMeters,
      double tableWatts,
      double latencySeconds,
      double readJoules) {
    this.tables = tables;
    this.tableSquareMeters = tableSquareMeters;
    this.tableWatts = tableWatts;
    this.latencySeconds = latencySeconds;
    this.readJoules = readJoules;
  }

  private static Decoder decoder(Technology technology, int entries) {
    return new Decoder(
        technology, Decoder.bitsFor(entries), Decoder.Output.WORD_LINES, Side.free());
  }

  /**
   * Static cells, each with the inverter that drives it when the table is loaded.
   *
   * @param entries inputs that the function is tabulated for
   * @param bits of an entry
   */
  public static LookUpTables ofStaticCells(
      Technology technology, double clockHertz, int entries, int bits, int tables) {
    SramCell cell = new SramCell(technology);
    LogicGate inverter = LogicGate.inverter(technology);
    double pitch = Math.max(3 * inverter.widthMeters(), cell.widthMeters());
    double entryHeight = inverter.heightMeters() + cell.heightMeters();
    SenseAmplifiers amplifiers = new SenseAmplifiers(technology, clockHertz, bits, pitch);
    Decoder decoder = decoder(technology, entries);
    double cells = (double) entries * bits;
    double wire = technology.wireFaradsPerMeter();
    double word = bits * (pitch * wire + cell.wordLineFarads());
    double bitLine = entries * (entryHeight * wire + cell.bitLineFarads());
    double bitLineOhm = entries * entryHeight * technology.wireOhmPerMeter();
    return new LookUpTables(
        tables,
        cells * entryHeight * pitch + decoder.areaSquareMeters() + amplifiers.areaSquareMeters(),
        cells * cell.leakageWatts() + decoder.leakageWatts() + amplifiers.leakageWatts(),
        decoder.latencySeconds(word, 0)
            + cell.readSeconds(bitLine, bitLineOhm)
            + amplifiers.latencySeconds(),
        decoder.energyJoules() + bits * amplifiers.energyJoules());
  }

  /**
   * Resistive cells, sensed by their current.
   *
   * @param entries inputs that the function is tabulated for
   * @param bits of an entry
   */
  public static LookUpTables ofResistiveCells(
      Technology technology,
      double clockHertz,
      int entries,
      int bits,
      int tables,
      ResistiveCell cell) {
    double height = technology.features(cell.heightFeatures());
    double width = technology.features(cell.widthFeatures());
    LogicGate nmos = transistor(technology, technology.minNmosMeters(), 0);
    LogicGate pmos = transistor(technology, 0, technology.minPmosMeters());
    double amplifier =
        NMOS_PER_AMPLIFIER * nmos.areaSquareMeters() + PMOS_PER_AMPLIFIER * pmos.areaSquareMeters();
    Decoder decoder = decoder(technology, entries);
    double wire = technology.wireFaradsPerMeter();
    double node = nmos.inputFarads() + nmos.outputFarads() + pmos.outputFarads();
    double differenceAmperes = cell.readVolts() * (1 / cell.onOhm() - 1 / cell.offOhm());
    double bitLine = entries * height * wire;
    double decide = SETTLING * technology.pmosOhm(technology.minPmosMeters()) * node
        + SENSED_VOLTS * (node + nmos.outputFarads() + bitLine) / differenceAmperes
        + 2 / clockHertz;
    double supply = technology.supplyVolts() / AMPLIFIER_SUPPLY_VOLTS;
    return new LookUpTables(
        tables,
        (double) entries * bits * height * width + decoder.areaSquareMeters() + bits * amplifier,
        decoder.leakageWatts(),
        decoder.latencySeconds(bits * width * wire, 0) + decide,
        decoder.energyJoules() + bits * AMPLIFIER_JOULES * supply * supply);
  }

  private static LogicGate transistor(Technology technology, double nmos, double pmos) {
    return LogicGate.inverter(technology, nmos, pmos, technology.cellHeightMeters());
  }

  @Override
  public double areaSquareMeters() {
    return tables * tableSquareMeters;
  }

  @Override
  public double leakageWatts() {
    return tables * tableWatts;
  }

  /** One entry of every table. */
  public double latencySeconds() {
    return latencySeconds;
  }

  /** {@code entries} entries, each of one table. */
  public double energyJoules(double entries) {
    return entries * readJoules;
  }
}
