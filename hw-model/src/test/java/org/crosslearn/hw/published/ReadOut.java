package org.crosslearn.hw.published;

import java.util.Optional;
import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.circuit.PublishedCircuits.Use;
import org.crosslearn.hw.circuit.ShiftAdders;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.fault.Fault;
import org.crosslearn.hw.technology.LogicGate;

/**
 * Multiplexer, converters, encoders and adders at one side of an array (documentation, sections 5.1
 * and 5.2).
 */
final class ReadOut {
  private final PublishedCircuits circuits;
  private final int lines;
  private final int linesPerConverter;
  private final int cellsPerWeight;
  private final int inputBits;
  private final PublishedCircuits.Bank converters;
  private final Use multiplexer;
  private final Use encoders;
  private final ShiftAdders inputShifts;
  private final Optional<ShiftAdders> weightShifts;
  private final Optional<Adders> rowAdders;
  private final Optional<FlipFlops> rowRegisters;
  private final double lengthMeters;

  /**
   * @param backward at the ends of the rows
   * @param lineOhm smallest resistance of a line, for the gates of the multiplexer
   * @param lengthMeters of the side of the array
   */
  ReadOut(
      PublishedCircuits circuits,
      PublishedRun run,
      boolean backward,
      double lineOhm,
      double lengthMeters) {
    this.circuits = circuits;
    this.lengthMeters = lengthMeters;
    boolean sequential = run.count("operationmode") == 1;
    this.lines = run.count("numRowSubArray");
    this.linesPerConverter = run.count(backward ? "numRowMuxedAG" : "numColMuxed");
    this.cellsPerWeight = Cells.perWeight(run);
    this.inputBits = run.trace().wla();
    int converterCount = (lines + linesPerConverter - 1) / linesPerConverter;
    int levels = sequential
        ? 1 << run.count("cellBit")
        : run.count(backward ? "levelOutputAG" : "levelOutput");
    double readVolts = run.number("readVoltage");
    Side side = backward ? Side.ofHeight(lengthMeters) : Side.ofWidth(lengthMeters);
    double parallelRows = sequential ? 1 : lines;
    boolean flash = !run.flag("SARADC");
    this.converters = flash
        ? circuits.flash(
            levels,
            converterCount,
            run.number("resistanceOn") / parallelRows,
            run.number("resistanceOff") / parallelRows,
            readVolts)
        : circuits.successiveApproximation(levels, converterCount, readVolts);
    this.multiplexer = backward
        ? circuits.rowMultiplexer(
            converterCount, linesPerConverter, lineOhm, lengthMeters, readVolts)
        : circuits.columnMultiplexer(
            converterCount, linesPerConverter, lineOhm, lengthMeters, readVolts);
    this.encoders =
        flash && levels > 2 ? circuits.encoders(levels, converterCount, side) : Use.NONE;
    int levelBits = Decoder.bitsFor(levels);
    int rowBits = Decoder.bitsFor(lines);
    int sumBits = sequential ? rowBits + run.count("cellBit") : levelBits;
    this.inputShifts = new ShiftAdders(
        circuits.technology(),
        circuits.clockHertz(),
        converterCount,
        sumBits + cellsPerWeight,
        inputBits,
        side);
    this.weightShifts = cellsPerWeight == 1
        ? Optional.empty()
        : Optional.of(new ShiftAdders(
            circuits.technology(),
            circuits.clockHertz(),
            converterCount,
            sumBits,
            cellsPerWeight,
            side));
    this.rowAdders = sequential
        ? Optional.of(new Adders(circuits.technology(), sumBits, converterCount, side))
        : Optional.empty();
    this.rowRegisters = sequential
        ? Optional.of(new FlipFlops(
            circuits.technology(), circuits.clockHertz(), (sumBits + 1) * converterCount, side))
        : Optional.empty();
  }

  PublishedCircuits.Bank converters() {
    return converters;
  }

  Use multiplexer() {
    return multiplexer;
  }

  /** Lines that share a converter. */
  int steps() {
    return linesPerConverter;
  }

  int groups() {
    return (lines + linesPerConverter - 1) / linesPerConverter;
  }

  Areas areas() {
    double accumulation = inputShifts.areaSquareMeters()
        + weightShifts.map(ShiftAdders::areaSquareMeters).orElse(0.0)
        + rowAdders.map(Adders::areaSquareMeters).orElse(0.0)
        + rowRegisters.map(FlipFlops::areaSquareMeters).orElse(0.0);
    return new Areas(
        0,
        converters.areaSquareMeters() + encoders.areaSquareMeters(),
        accumulation,
        0,
        multiplexer.areaSquareMeters(),
        0);
  }

  /** Away from the array. */
  double depthMeters() {
    return multiplexer.depthMeters()
        + encoders.depthMeters()
        + (converters.areaSquareMeters() + areas().accumulation()) / lengthMeters;
  }

  double leakageWatts() {
    return multiplexer.leakageWatts()
        + encoders.leakageWatts()
        + inputShifts.leakageWatts()
        + weightShifts.map(ShiftAdders::leakageWatts).orElse(0.0)
        + rowAdders.map(Adders::leakageWatts).orElse(0.0)
        + rowRegisters.map(FlipFlops::leakageWatts).orElse(0.0);
  }

  /** Time and energy of the multiplexer, which moves on once for all input bits. */
  Tally select(double vectors) {
    double uses = vectors * linesPerConverter / inputBits;
    return Tally.of(Item.ARRAY, uses * multiplexer.seconds(), uses * multiplexer.joules());
  }

  /**
   * Conversions and sums.
   *
   * @param rowsRead rows read one after another for a bit vector, on average; 1 if read together
   * @param conversionSeconds sum over bit vectors and the rows of each
   */
  Tally convert(
      double vectors, double rowsRead, double conversionSeconds, double conversionJoules) {
    double reads = vectors * rowsRead * linesPerConverter;
    double seconds = linesPerConverter * conversionSeconds + reads * encoders.seconds();
    Tally tally = Tally.of(Item.CONVERSION, seconds, conversionJoules + reads * encoders.joules());
    double step = seconds / reads;
    int inputShiftsPerVector = circuits.has(Fault.Q6_FLOORED_SHIFTS)
        ? linesPerConverter / cellsPerWeight
        : (linesPerConverter + cellsPerWeight - 1) / cellsPerWeight;
    tally = tally.then(shift(inputShifts, vectors, inputShiftsPerVector, step));
    if (weightShifts.isPresent()) {
      tally = tally.then(shift(weightShifts.get(), vectors, linesPerConverter, step));
    }
    if (rowAdders.isPresent()) {
      FlipFlops registers = rowRegisters.orElseThrow();
      double add = rowAdders.get().latencySeconds(registerFarads()) + registers.latencySeconds();
      double joules =
          rowAdders.get().energyJoules(groups()) + registers.energyJoules(Double.MAX_VALUE);
      tally = tally.and(Item.ACCUMULATION, reads * add, reads * joules);
    }
    return tally;
  }

  /** What an adder drives: the pass gate of a register. */
  private double registerFarads() {
    return LogicGate.inverter(circuits.technology()).outputFarads();
  }

  private Tally shift(ShiftAdders shifts, double vectors, int uses, double stepSeconds) {
    double once = shifts.latencySeconds();
    double visible = circuits.has(Fault.HIDDEN) ? 0 : Math.max(0, once - stepSeconds);
    return Tally.of(
        Item.ACCUMULATION,
        vectors * (once + visible * (uses - 1)),
        vectors * uses * shifts.energyJoules(groups()));
  }
}
