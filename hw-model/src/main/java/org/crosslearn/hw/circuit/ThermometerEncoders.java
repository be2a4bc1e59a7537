package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Turns the comparator outputs of flash converters into binary words.
 *
 * <p>Deviations: the wide NAND of each output bit, whose delay the published encoder drops, is timed
 * as levels of two-input NANDs. One encoder more than fits is put side by side, as published, only if
 * all grow in height by what they lose in width and the bank gets smaller for it.
 */
final class ThermometerEncoders implements Block {
  private final Technology technology;
  private final int levels;
  private final int bits;
  private final int count;
  private final LogicGate inverter;
  private final LogicGate nand;
  private final LogicGate wideNand;
  private final Side.Extent extent;

  ThermometerEncoders(Technology technology, int levels, int count, Side side) {
    this.technology = technology;
    this.levels = levels;
    this.bits = Decoder.bitsFor(levels);
    this.count = count;
    this.inverter = LogicGate.inverter(technology);
    this.nand = LogicGate.nand(technology, 2);
    this.wideNand = LogicGate.nand(technology, Math.max(1, levels / 2));
    double width = 2 * inverter.widthMeters() + nand.widthMeters() + wideNand.widthMeters();
    double height = (levels - 1) * inverter.heightMeters();
    Side.Extent upright = side.arrange(count, width, height);
    if (side.imposesWidth()) {
      double squeezed =
          Math.min(width, side.meters() / Math.min(count, Math.ceil(side.meters() / width)));
      Side.Extent oneMore = side.arrange(count, squeezed, height * width / squeezed);
      this.extent = oneMore.areaSquareMeters() < upright.areaSquareMeters() ? oneMore : upright;
    } else {
      this.extent = upright;
    }
  }

  @Override
  public double areaSquareMeters() {
    return extent.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    double edge = inverter.leakageWatts() + nand.leakageWatts();
    return count * (edge * (levels + bits) + wideNand.leakageWatts() * bits);
  }

  double latencySeconds() {
    double down = 2 * technology.nmosOhm(2 * technology.minNmosMeters());
    SignalPath path = edgeDetection();
    for (int level = 1; level < levels / 2; level *= 2) {
      path.stage(down * (nand.outputFarads() + nand.inputFarads()));
    }
    return path.seconds();
  }

  /** Finding where the thermometer ends. */
  SignalPath edgeDetection() {
    SignalPath path = new SignalPath();
    path.stage(2
        * technology.nmosOhm(technology.minNmosMeters())
        * (inverter.outputFarads() + 2 * nand.inputFarads()));
    path.stage(technology.pmosOhm(technology.minPmosMeters())
        * (nand.outputFarads() + wideNand.inputFarads() * levels / 2));
    return path;
  }

  double energyJoules(double conversions) {
    double edge =
        inverter.inputFarads() + inverter.outputFarads() + nand.inputFarads() + nand.outputFarads();
    double word = wideNand.inputFarads() + wideNand.outputFarads();
    return conversions * technology.switchingJoules(edge * (levels + bits) + word * bits);
  }
}
