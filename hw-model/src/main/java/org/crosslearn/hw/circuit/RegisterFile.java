package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/** A small buffer of flip-flops, read and written word by word. */
public final class RegisterFile implements Block {
  private final int bits;
  private final int wordBits;
  private final FlipFlops flipFlops;
  private final Decoder decoder;
  private final double wordLineFarads;

  public RegisterFile(Technology technology, double clockHertz, int bits, int wordBits) {
    this.bits = bits;
    this.wordBits = Math.min(bits, wordBits);
    int words = (bits + this.wordBits - 1) / this.wordBits;
    this.flipFlops = new FlipFlops(technology, clockHertz, bits, Side.free());
    this.decoder = new Decoder(
        technology,
        Decoder.bitsFor(words),
        Decoder.Output.WORD_LINES,
        Side.ofHeight(technology.cellHeightMeters() * words));
    this.wordLineFarads = FlipFlops.INVERTER_WIDTHS
        * LogicGate.inverter(technology).widthMeters()
        * this.wordBits
        * technology.wireFaradsPerMeter();
  }

  @Override
  public double areaSquareMeters() {
    return flipFlops.areaSquareMeters() + decoder.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return flipFlops.leakageWatts() + decoder.leakageWatts();
  }

  /** One word, read or written. */
  public double latencySeconds() {
    return decoder.latencySeconds(wordLineFarads, 0) + flipFlops.latencySeconds();
  }

  /** Time to read or write so many bits, word after word. */
  public double latencySeconds(double movedBits) {
    return Math.ceil(movedBits / wordBits) * latencySeconds();
  }

  /** Reading or writing so many bits. */
  public double energyJoules(double movedBits) {
    return movedBits * (flipFlops.energyJoules(bits) / bits + decoder.energyJoules() / wordBits);
  }
}
