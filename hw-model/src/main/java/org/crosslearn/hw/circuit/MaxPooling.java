package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Units that find the largest of several numbers in rounds of pairs: a comparator of one bit, five
 * inverters and a share of a wide NOR per bit, and the gates that pass on the larger number.
 *
 * <p>A comparison runs from the highest bit until the numbers differ, on average over half of the
 * bits.
 *
 * <p>Deviations: a window of n numbers takes the rounds that halving it takes (published: one more);
 * one bit is compared in the first and last stages of a comparator (published: less the middle ones,
 * because their number turns negative); all gates leak (published: one inverter per comparison).
 */
public final class MaxPooling implements Block {
  private final Technology technology;
  private final int bits;
  private final int count;
  private final int comparisons;
  private final int rounds;
  private final Comparators bit;
  private final LogicGate inverter;
  private final LogicGate nand;
  private final LogicGate nor;
  private final LogicGate wideNor;

  /**
   * @param bits of a number
   * @param window numbers that one unit compares
   * @param count units
   */
  public MaxPooling(Technology technology, int bits, int window, int count) {
    this.technology = technology;
    this.bits = bits;
    this.count = count;
    this.comparisons = window - 1;
    this.rounds = Decoder.bitsFor(window);
    this.bit = new Comparators(technology, 1, 1);
    this.inverter = LogicGate.inverter(technology);
    this.nand = LogicGate.nand(technology, 2);
    double minN = technology.minNmosMeters();
    double minP = technology.minPmosMeters();
    this.nor = LogicGate.nor(technology, 2, 4 * minN, minP);
    this.wideNor = LogicGate.nor(technology, bits, 2 * bits * minN, minP);
  }

  @Override
  public double areaSquareMeters() {
    double perBit = bit.areaSquareMeters() + 5 * inverter.areaSquareMeters();
    double rest = 7 * inverter.areaSquareMeters()
        + nand.areaSquareMeters()
        + nor.areaSquareMeters()
        + wideNor.areaSquareMeters();
    return (double) count * comparisons * (perBit * bits + rest);
  }

  @Override
  public double leakageWatts() {
    double perBit = bit.leakageWatts() + 5 * inverter.leakageWatts();
    double rest = 7 * inverter.leakageWatts()
        + nand.leakageWatts()
        + nor.leakageWatts()
        + wideNor.leakageWatts();
    return (double) count * comparisons * (perBit * bits + rest);
  }

  /** The largest of a window, driving {@code loadFarads}. */
  public double latencySeconds(double loadFarads) {
    double minN = technology.minNmosMeters();
    double in = inverter.inputFarads();
    double out = inverter.outputFarads();
    double decide = SignalPath.stepDelaySeconds(
        2 * technology.nmosOhm(2 * bits * minN) * (2 * in + bits * out));
    SignalPath pass = new SignalPath();
    pass.stage(2 * technology.nmosOhm(minN) * (in + wideNor.outputFarads()));
    pass.stage(2 * technology.nmosOhm(minN) * (2 * in + loadFarads));
    double compare = bits / 2.0 * bit.latencySeconds(2 * out);
    return rounds * (compare + decide + pass.seconds());
  }

  /** {@code windows} windows, each by one unit. */
  public double energyJoules(double windows) {
    double gates = nand.inputFarads()
        + nor.inputFarads()
        + 2 * inverter.inputFarads()
        + wideNor.inputFarads()
        + 5 * inverter.outputFarads();
    return windows
        * comparisons
        * (technology.switchingJoules(gates) + bits / 2.0 * bit.energyJoules(1));
  }
}
