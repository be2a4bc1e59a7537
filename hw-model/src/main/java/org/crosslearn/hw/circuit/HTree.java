package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/**
 * A bus of repeated wires that branches from the global buffer to a grid of equal leaves.
 *
 * <p>Deviations: energy is spent along the whole way that the delay counts (published: along half of
 * it); every wire of the bus leaks (published: one).
 */
public final class HTree implements Block {
  private static final double DELAY_TOLERANCE = 0.1;

  private final RepeatedWire wire;
  private final int busBits;
  private final double wayMeters;
  private final double wiresMeters;
  private final double areaSquareMeters;

  /**
   * @param rows leaves along one side
   * @param columns leaves along the other
   * @param leafHeightMeters height of one leaf
   * @param leafWidthMeters width of one leaf
   * @param busBits wires at the root
   * @param fold layers that repeaters and wires share over the circuits below
   */
  public HTree(
      Technology technology,
      int rows,
      int columns,
      double leafHeightMeters,
      double leafWidthMeters,
      int busBits,
      int fold) {
    this.wire = new RepeatedWire(technology, DELAY_TOLERANCE);
    this.busBits = busBits;
    int levels = Decoder.bitsFor(Math.max(rows, columns));
    int centre = 31 - Integer.numberOfLeadingZeros(Math.min(rows, columns));
    if (columns - centre < 1) {
      centre--;
    }
    double mainMeters = Math.min(columns - centre, centre) * leafWidthMeters;
    double branches = (leafHeightMeters + leafWidthMeters) * (Math.pow(2, levels) - 1);
    this.wayMeters = branches + mainMeters;

    LogicGate repeater = LogicGate.inverter(technology, wire.repeaterSize());
    double vertical = busBits * repeater.widthMeters() / fold;
    double horizontal = busBits * technology.cellHeightMeters() / fold;
    double area = horizontal * mainMeters;
    double length = mainMeters;
    double verticalWidth = 0;
    double horizontalWidth = 0;
    for (int level = 1; level < levels; level++) {
      double share = Math.pow(2, levels - 1.0 - level);
      verticalWidth += vertical;
      horizontalWidth += horizontal;
      area += verticalWidth * leafHeightMeters * share / 2;
      area += horizontalWidth * leafWidthMeters * share / 2;
      length += (leafHeightMeters + leafWidthMeters) * share;
    }
    this.areaSquareMeters = area;
    this.wiresMeters = length;
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  @Override
  public double leakageWatts() {
    return busBits * wiresMeters * wire.leakageWattsPerMeter();
  }

  /** One transfer between root and leaf. */
  public double transferSeconds() {
    return wayMeters * wire.secondsPerMeter();
  }

  /** Moving so many bits between root and leaf. */
  public double energyJoules(double bits) {
    return bits * wayMeters * wire.joulesPerBitMeter();
  }
}
