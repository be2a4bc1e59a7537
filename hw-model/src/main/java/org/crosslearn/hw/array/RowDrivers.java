package org.crosslearn.hw.array;

import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.SequentialWordLineDrivers;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.StaticWordLineSwitches;
import org.crosslearn.hw.circuit.WordLineSwitches;

/** What puts input bits on word lines. */
interface RowDrivers extends Block {
  /** From an input bit to the cells. */
  double seconds();

  /**
   * One input bit on a group of lines.
   *
   * @param active lines of the group that carry a pulse
   */
  double readJoules(double active);

  /** Selection of one line for a write. */
  double writeJoules();

  /** All lines of resistive cells by a switch each, or one after another by a decoder. */
  static RowDrivers ofResistiveCells(
      Periphery periphery,
      int rows,
      double heightMeters,
      double rowFarads,
      double rowOhm,
      double readVolts,
      double writeVolts) {
    var technology = periphery.technology();
    if (!periphery.isSequential()) {
      var switches = new WordLineSwitches(technology, periphery.clockHertz(), rows, heightMeters);
      return new Switches(
          switches,
          switches.latencySeconds(rowFarads, rowOhm),
          active -> switches.readJoules(active, technology.supplyVolts(), readVolts),
          switches.writeJoules(technology.supplyVolts()));
    }
    var decoder = new Decoder(
        technology, Decoder.bitsFor(rows), Decoder.Output.WORD_LINES, Side.ofHeight(heightMeters));
    var drivers = new SequentialWordLineDrivers(technology, rows, heightMeters);
    var path = decoder.path(drivers.inputFarads(), 0);
    drivers.latencySeconds(path, rowFarads, rowOhm);
    return new Selection(
        decoder,
        drivers.areaSquareMeters(),
        drivers.leakageWatts(),
        path.seconds(),
        drivers.energyJoules(readVolts),
        drivers.energyJoules(writeVolts));
  }

  /** All lines of static cells by a switch each, or one after another by a decoder. */
  static RowDrivers ofStaticCells(
      Periphery periphery, int lines, double heightMeters, double lineFarads, double lineOhm) {
    var technology = periphery.technology();
    if (!periphery.isSequential()) {
      var switches = new StaticWordLineSwitches(
          technology, periphery.clockHertz(), lines, lineOhm, heightMeters);
      return new Switches(
          switches,
          switches.latencySeconds(lineFarads, lineOhm),
          active -> switches.readJoules(active, STATIC_READ_VOLTS),
          switches.writeJoules());
    }
    var decoder = new Decoder(
        technology, Decoder.bitsFor(lines), Decoder.Output.WORD_LINES, Side.ofHeight(heightMeters));
    return new Selection(decoder, 0, 0, decoder.latencySeconds(lineFarads, 0), 0, 0);
  }

  /** Published value; the switches, not the word line, are charged to it. */
  double STATIC_READ_VOLTS = 0.5;

  /** Energy of a group of lines. */
  interface GroupJoules {
    double of(double active);
  }

  /** A switch and a register per line. */
  record Switches(Block block, double seconds, GroupJoules reads, double writeJoules)
      implements RowDrivers {
    @Override
    public double areaSquareMeters() {
      return block.areaSquareMeters();
    }

    @Override
    public double leakageWatts() {
      return block.leakageWatts();
    }

    @Override
    public double readJoules(double active) {
      return reads.of(active);
    }
  }

  /** A decoder and perhaps drivers, which select only lines that carry a pulse. */
  record Selection(
      Decoder decoder,
      double driversSquareMeters,
      double driversLeakageWatts,
      double seconds,
      double driverReadJoules,
      double driverWriteJoules)
      implements RowDrivers {
    @Override
    public double areaSquareMeters() {
      return decoder.areaSquareMeters() + driversSquareMeters;
    }

    @Override
    public double leakageWatts() {
      return decoder.leakageWatts() + driversLeakageWatts;
    }

    @Override
    public double readJoules(double active) {
      return active * (decoder.energyJoules() + driverReadJoules);
    }

    @Override
    public double writeJoules() {
      return decoder.energyJoules() + driverWriteJoules;
    }
  }
}
