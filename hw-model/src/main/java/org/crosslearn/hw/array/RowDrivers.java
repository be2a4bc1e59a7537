package org.crosslearn.hw.array;

import java.util.function.DoubleUnaryOperator;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.SequentialWordLineDrivers;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.StaticWordLineSwitches;
import org.crosslearn.hw.circuit.WordLineSwitches;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * What puts input bits on word lines: a switch and a register per line, or where lines are read one
 * after another a decoder, which selects only those that carry a pulse.
 *
 * @param seconds from an input bit to the cells
 * @param groupJoules one input bit on a group of lines, by how many of them carry a pulse
 * @param writeJoules selection of one line for a write
 */
record RowDrivers(
    double areaSquareMeters,
    double leakageWatts,
    double seconds,
    DoubleUnaryOperator groupJoules,
    double writeJoules)
    implements Block {

  /** To which the switches of static cells, not their word lines, are charged; published value. */
  private static final double STATIC_READ_VOLTS = 0.5;

  static RowDrivers ofResistiveCells(
      Periphery periphery,
      ArraySpec array,
      double heightMeters,
      double lineFarads,
      double lineOhm,
      double readVolts,
      double writeVolts) {
    Technology technology = periphery.technology();
    int lines = array.rows();
    int levels = array.drive().levels(array.inputBits());
    if (periphery.isSequential()) {
      Decoder decoder = decoder(technology, lines, heightMeters);
      SequentialWordLineDrivers drivers =
          new SequentialWordLineDrivers(technology, lines, levels, heightMeters);
      SignalPath path = decoder.path(drivers.inputFarads(), 0);
      drivers.latencySeconds(path, lineFarads, lineOhm);
      double select = decoder.energyJoules() + drivers.energyJoules(readVolts);
      return new RowDrivers(
          decoder.areaSquareMeters() + drivers.areaSquareMeters(),
          decoder.leakageWatts() + drivers.leakageWatts(),
          path.seconds(),
          active -> active * select,
          decoder.energyJoules() + drivers.energyJoules(writeVolts));
    }
    WordLineSwitches switches = new WordLineSwitches(
        technology,
        periphery.clockHertz(),
        lines,
        levels,
        array.drive().bitsPerPulse(array.inputBits()),
        heightMeters);
    return new RowDrivers(
        switches.areaSquareMeters(),
        switches.leakageWatts(),
        switches.latencySeconds(lineFarads, lineOhm),
        active -> switches.readJoules(active, technology.supplyVolts(), readVolts),
        switches.writeJoules(technology.supplyVolts()));
  }

  static RowDrivers ofStaticCells(
      Periphery periphery, int lines, double heightMeters, double lineFarads, double lineOhm) {
    Technology technology = periphery.technology();
    if (periphery.isSequential()) {
      Decoder decoder = decoder(technology, lines, heightMeters);
      return new RowDrivers(
          decoder.areaSquareMeters(),
          decoder.leakageWatts(),
          decoder.latencySeconds(lineFarads, 0),
          active -> active * decoder.energyJoules(),
          decoder.energyJoules());
    }
    StaticWordLineSwitches switches = new StaticWordLineSwitches(
        technology, periphery.clockHertz(), lines, lineOhm, heightMeters);
    return new RowDrivers(
        switches.areaSquareMeters(),
        switches.leakageWatts(),
        switches.latencySeconds(lineFarads, lineOhm),
        active -> switches.readJoules(active, STATIC_READ_VOLTS),
        switches.writeJoules());
  }

  private static Decoder decoder(Technology technology, int lines, double heightMeters) {
    return new Decoder(
        technology, Decoder.bitsFor(lines), Decoder.Output.WORD_LINES, Side.ofHeight(heightMeters));
  }

  double readJoules(double active) {
    return groupJoules.applyAsDouble(active);
  }
}
