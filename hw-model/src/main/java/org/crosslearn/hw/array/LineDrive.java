package org.crosslearn.hw.array;

import org.crosslearn.hw.yaml.InvalidValue;

/** How an input becomes pulses on the line that it drives. In YAML, {@code kind} names it. */
public sealed interface LineDrive
    permits LineDrive.BitSerial, LineDrive.MultiLevel, LineDrive.PulseWidth {

  /** A pulse for each bit, there or not. */
  record BitSerial() implements LineDrive {
    @Override
    public int bitsPerPulse(int inputBits) {
      return 1;
    }

    @Override
    public int slots(int inputBits) {
      return 1;
    }

    @Override
    public String words(int inputBits) {
      return inputBits + " bits, one after another";
    }
  }

  /**
   * Pulses of several voltages, each a digit: a line is switched to one of {@code 2^bits} rails that
   * all lines share, as in PRIME (Chi et al., ISCA 2016, doi 10.1109/ISCA.2016.13).
   *
   * @param bitsPerPulse bits of a digit
   */
  record MultiLevel(int bitsPerPulse) implements LineDrive {
    public MultiLevel {
      InvalidValue.requireRange("bits-per-pulse", bitsPerPulse, 1, 8);
    }

    @Override
    public int bitsPerPulse(int inputBits) {
      return Math.min(bitsPerPulse, inputBits);
    }

    @Override
    public int slots(int inputBits) {
      return 1;
    }

    @Override
    public String words(int inputBits) {
      return inputBits + " bits, " + bitsPerPulse(inputBits) + " at a time as one of "
          + levels(inputBits) + " voltages";
    }
  }

  /**
   * One pulse, as long as the input is large: a counter that all lines share and a comparator on each
   * (Khaddam-Aljameh et al., IEEE JSSC 57(4):1027, 2022, doi 10.1109/JSSC.2022.3140414).
   */
  record PulseWidth() implements LineDrive {
    @Override
    public int bitsPerPulse(int inputBits) {
      return inputBits;
    }

    @Override
    public int slots(int inputBits) {
      return (1 << inputBits) - 1;
    }

    @Override
    public String words(int inputBits) {
      return inputBits + " bits as the length of one pulse, up to " + slots(inputBits)
          + " clock cycles";
    }
  }

  /** Bits of an input that one pulse carries. */
  int bitsPerPulse(int inputBits);

  /** Clock cycles of the longest pulse; 1 for pulses that are as short as the read-out allows. */
  int slots(int inputBits);

  /** For people. */
  String words(int inputBits);

  /**
   * Pulses of an input, each by its height or length.
   *
   * @param code magnitude, below {@code 2^inputBits}
   */
  default double pulsesOf(long code, int inputBits) {
    int bits = bitsPerPulse(inputBits);
    long highest = (1L << bits) - 1;
    double sum = 0;
    for (long rest = code; rest != 0; rest >>= bits) {
      sum += (rest & highest) / (double) highest;
    }
    return sum;
  }

  /** Bits by which pulses that are shifted and added lengthen a result. */
  default int addedBits(int inputBits) {
    return bitsPerPulse(inputBits) * (pulses(inputBits) - 1) + 1;
  }

  /** Pulses of one input, one after another. */
  default int pulses(int inputBits) {
    return (inputBits + bitsPerPulse(inputBits) - 1) / bitsPerPulse(inputBits);
  }

  /** Voltages that a line can be switched to, none included. */
  default int levels(int inputBits) {
    return slots(inputBits) > 1 ? 2 : 1 << bitsPerPulse(inputBits);
  }
}
