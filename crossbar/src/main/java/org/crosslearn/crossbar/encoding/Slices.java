package org.crosslearn.crossbar.encoding;

import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Weights as whole numbers in base {@code 2^bits}, a digit in each of so many cells. Without slices a
 * weight is an analog value of one cell (two of a pair).
 *
 * <p>Digits stand at equal distances of as many whole pulses as the range allows: of N pulses from end
 * to end, digit d lies {@code d floor(N / (2^bits - 1))} above the smallest conductance. Weights that
 * are between two codes become the nearest: changes below half a code are lost.
 *
 * @param count cells that hold one magnitude (one offset code), side by side
 * @param bits of each
 */
public record Slices(int count, int bits) {
  /** Sums of digits in single precision tell all codes apart. */
  private static final int MOST_BITS = 16;

  public Slices {
    InvalidValue.requireRange("count", count, 1, 16);
    InvalidValue.requireRange("bits", bits, 1, 8);
    InvalidValue.require(
        count * bits <= MOST_BITS,
        "count",
        count,
        "at most " + MOST_BITS / bits + " of " + bits + " bits: weights of up to " + MOST_BITS
            + " bits are computed without loss");
  }

  /** Digits that a cell must hold, {@code 2^bits}. */
  public int base() {
    return 1 << bits;
  }

  /** Codes of all slices together, {@code 2^(count bits)}. */
  int codes() {
    return 1 << count * bits;
  }

  /** Digit of a slice, 0 being the least significant. */
  int digit(int code, int slice) {
    return code >> slice * bits & base() - 1;
  }

  /** Bits that a cell of a device can hold: its levels differ in reads, and are reached by pulses. */
  public int mostBits(DeviceSpec device) {
    int states = (int) Math.min(device.cell().levels(), device.step().gridSteps() + 1);
    return 31 - Integer.numberOfLeadingZeros(states);
  }
}
