package org.crosslearn.hw.chip;

import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.RegisterFile;
import org.crosslearn.hw.circuit.SramBuffer;
import org.crosslearn.hw.technology.Technology;

/**
 * A memory made of equal cores, all of which can be accessed at the same time. Global memories have
 * cores of 128 words of 128 bits, buffers of tiles of 32 words of 32 bits, or one core of their size
 * and as wide as what comes if that is smaller; the published sizes.
 */
final class BufferCores implements Block {
  private final Core core;
  private final int words;
  private final int wordBits;
  private final double cores;

  /** One memory circuit. */
  private record Core(
      Block block,
      double readSeconds,
      double writeSeconds,
      double readJoulesPerBit,
      double writeJoulesPerBit) {}

  private BufferCores(
      Technology technology,
      double clockHertz,
      ChipSpec.Buffer circuit,
      double bits,
      int words,
      int wordBits) {
    this.words = words;
    this.wordBits = wordBits;
    this.cores = Math.max(1, Math.ceil(bits / ((double) words * wordBits)));
    this.core = switch (circuit) {
      case SRAM -> {
        SramBuffer sram = new SramBuffer(technology, clockHertz, words, wordBits);
        yield new Core(
            sram,
            sram.readSeconds(),
            sram.writeSeconds(),
            sram.readJoules(wordBits) / wordBits,
            sram.writeJoules(wordBits) / wordBits);
      }
      case REGISTER_FILE -> {
        RegisterFile file = new RegisterFile(technology, clockHertz, words * wordBits, wordBits);
        double joules = file.energyJoules(wordBits) / wordBits;
        yield new Core(file, file.latencySeconds(), file.latencySeconds(), joules, joules);
      }
    };
  }

  /** A memory shared by the chip. */
  static BufferCores global(
      Technology technology, double clockHertz, ChipSpec.Buffer circuit, double bits) {
    return new BufferCores(technology, clockHertz, circuit, bits, 128, 128);
  }

  /**
   * A memory of a tile.
   *
   * @param interfaceBits bits that come at the same time
   */
  static BufferCores local(
      Technology technology,
      double clockHertz,
      ChipSpec.Buffer circuit,
      int bits,
      int interfaceBits) {
    if (bits >= 32 * 32) {
      return new BufferCores(technology, clockHertz, circuit, bits, 32, 32);
    }
    int wordBits = Math.min(bits, interfaceBits);
    int words = (bits + wordBits - 1) / wordBits;
    return new BufferCores(technology, clockHertz, circuit, bits, words, wordBits);
  }

  /** Bits that all cores hold. */
  double bits() {
    return cores * words * wordBits;
  }

  @Override
  public double areaSquareMeters() {
    return cores * core.block().areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return cores * core.block().leakageWatts();
  }

  double readJoules(double bits) {
    return bits * core.readJoulesPerBit();
  }

  double writeJoules(double bits) {
    return bits * core.writeJoulesPerBit();
  }

  /** Time to read so many bits, over a link that so many bits cross at the same time. */
  double readSeconds(double bits, double linkBits) {
    return accesses(bits, linkBits) * core.readSeconds();
  }

  /** Time to write so many bits, over a link that so many bits cross at the same time. */
  double writeSeconds(double bits, double linkBits) {
    return accesses(bits, linkBits) * core.writeSeconds();
  }

  private double accesses(double bits, double linkBits) {
    return bits / wordBits / Math.min(cores, Math.ceil(linkBits / wordBits));
  }

  /**
   * Time between words of {@code bits} bits that leave or enter without pause, the words spread over
   * as many cores as there are.
   */
  double wordSeconds(double bits) {
    return Math.ceil(Math.ceil(bits / wordBits) / cores) * accessSeconds();
  }

  /** Time to move so many bits with all cores at work. */
  double allCoresSeconds(double bits) {
    return Math.ceil(bits / (wordBits * cores)) * accessSeconds();
  }

  private double accessSeconds() {
    return Math.max(core.readSeconds(), core.writeSeconds());
  }
}
