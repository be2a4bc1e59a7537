package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.Technology;

/**
 * A static memory of six-transistor cells with its decoder, precharge, sense amplifiers and write
 * drivers.
 *
 * <p>Deviations: sense amplifiers, the drains on the bit lines and the leakage of the cells are
 * counted, which the published buffer leaves out; every bit of a written word is driven and flips its
 * cell (published: none, because the activity is read before it is set).
 */
public final class SramBuffer implements Block {
  private final Technology technology;
  private final int words;
  private final int wordBits;
  private final SramCell cell;
  private final Decoder decoder;
  private final Prechargers prechargers;
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
    this.cell = new SramCell(technology);
    double height = words * cell.heightMeters();
    double width = wordBits * cell.widthMeters();
    this.arraySquareMeters = height * width;
    this.decoder = new Decoder(
        technology, Decoder.bitsFor(words), Decoder.Output.WORD_LINES, Side.ofHeight(height));
    Side below = Side.ofWidth(width);
    this.prechargers = new Prechargers(technology, wordBits, below);
    this.senseAmplifiers =
        new SenseAmplifiers(technology, clockHertz, wordBits, cell.widthMeters());
    this.writeDrivers = new WriteDrivers(technology, wordBits, below);
    double wire = technology.wireFaradsPerMeter();
    this.wordLineFarads = width * wire + wordBits * cell.wordLineFarads();
    this.bitLineFarads = height * wire + words * cell.bitLineFarads();
    this.bitLineOhm = height * technology.wireOhmPerMeter();
  }

  @Override
  public double areaSquareMeters() {
    return arraySquareMeters
        + decoder.areaSquareMeters()
        + prechargers.areaSquareMeters()
        + senseAmplifiers.areaSquareMeters()
        + writeDrivers.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return (double) words * wordBits * cell.leakageWatts()
        + decoder.leakageWatts()
        + prechargers.leakageWatts()
        + senseAmplifiers.leakageWatts()
        + writeDrivers.leakageWatts();
  }

  /** One word. */
  public double readSeconds() {
    return decoder.latencySeconds(wordLineFarads, 0)
        + prechargers.latencySeconds(bitLineFarads, bitLineOhm)
        + cell.readSeconds(bitLineFarads, bitLineOhm)
        + senseAmplifiers.latencySeconds();
  }

  /** One word. */
  public double writeSeconds() {
    return decoder.latencySeconds(wordLineFarads, 0)
        + prechargers.latencySeconds(bitLineFarads, bitLineOhm)
        + writeDrivers.latencySeconds(bitLineFarads, bitLineOhm)
        + cell.flipSeconds();
  }

  /** Reading {@code bits} bits in whole words. */
  public double readJoules(double bits) {
    return bits
        / wordBits
        * (decoder.energyJoules()
            + technology.switchingJoules(wordLineFarads)
            + wordBits * (prechargers.readJoules(bitLineFarads) + senseAmplifiers.energyJoules()));
  }

  /** Writing {@code bits} bits in whole words. */
  public double writeJoules(double bits) {
    return bits
        / wordBits
        * (decoder.energyJoules()
            + technology.switchingJoules(wordLineFarads)
            + wordBits
                * (prechargers.writeJoules(bitLineFarads)
                    + writeDrivers.energyJoules()
                    + cell.flipJoules()));
  }
}
