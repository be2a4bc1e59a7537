package org.crosslearn.hw.chip;

import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.Comparators;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.MaxPooling;
import org.crosslearn.hw.circuit.Multipliers;
import org.crosslearn.hw.circuit.Rectifiers;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.SramBuffer;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;

/**
 * The lanes of the digital unit that compute one function: {@value #LANES} for arithmetic, {@value
 * #TABLES} for look-ups. Each lane has a result register and fetches its operands from the global
 * buffer. Rectifiers and pooling units stand between the arrays and the buffer instead, as many as
 * results come at the same time.
 *
 * <p>A look-up table holds a word for every input of up to {@value #ADDRESS_BITS} bits (published:
 * as many words as the input has bits).
 */
final class DigitalUnit implements Block {
  static final int LANES = 128;
  static final int TABLES = 16;
  /** Numbers of which a pooling unit keeps the largest; larger windows take several turns. */
  private static final int WINDOW = 4;

  private static final int ADDRESS_BITS = 10;

  private final boolean onTheWay;
  private final int lanes;
  private final Circuit circuit;
  private final FlipFlops registers;
  private final double cycleSeconds;

  /**
   * What all lanes compute with.
   *
   * @param seconds of one operation
   * @param joules of one operation in one lane
   */
  private record Circuit(Block block, int operandBits, double seconds, double joules) {}

  /**
   * @param streams results that leave the arrays at the same time; those that are rectified or pooled
   *     on their way
   */
  DigitalUnit(
      Technology technology,
      double clockHertz,
      DigitalFunction function,
      ArraySpec array,
      int streams) {
    int sumBits = array.adcBits() + array.bitsAddedByPulses() + 1;
    int valueBits = array.inputBits();
    this.onTheWay = function == DigitalFunction.RECTIFY || function == DigitalFunction.POOL;
    this.lanes = switch (function) {
      case ADD, COMPARE, MULTIPLY -> LANES;
      case LOOKUP -> TABLES;
      case RECTIFY, POOL -> streams;
    };
    this.circuit = switch (function) {
      case ADD -> {
        Adders adders = new Adders(technology, sumBits, lanes, Side.free());
        yield new Circuit(adders, sumBits, adders.latencySeconds(0), adders.energyJoules(1));
      }
      case COMPARE -> {
        Comparators comparators = new Comparators(technology, sumBits, lanes);
        yield new Circuit(
            comparators, sumBits, comparators.latencySeconds(0), comparators.energyJoules(1));
      }
      case MULTIPLY -> {
        Multipliers multipliers = new Multipliers(technology, valueBits, lanes);
        yield new Circuit(
            multipliers, valueBits, multipliers.latencySeconds(), multipliers.energyJoules(1));
      }
      case RECTIFY -> {
        Rectifiers rectifiers = new Rectifiers(technology, clockHertz, valueBits, lanes);
        yield new Circuit(
            rectifiers,
            valueBits,
            rectifiers.latencySeconds(),
            rectifiers.energyJoules(lanes) / lanes);
      }
      case POOL -> {
        MaxPooling pooling = new MaxPooling(technology, valueBits, WINDOW, lanes);
        yield new Circuit(pooling, valueBits, pooling.latencySeconds(0), pooling.energyJoules(1));
      }
      case LOOKUP -> {
        int entries = 1 << Math.min(ADDRESS_BITS, valueBits);
        SramBuffer table = new SramBuffer(technology, clockHertz, entries, valueBits);
        yield new Circuit(
            new Copies(table, lanes), valueBits, table.readSeconds(), table.readJoules(valueBits));
      }
    };
    int registerBits = onTheWay ? 0 : lanes * circuit.operandBits();
    this.registers = new FlipFlops(technology, clockHertz, registerBits, Side.free());
    double logicSeconds = circuit.seconds() + registers.latencySeconds();
    this.cycleSeconds =
        onTheWay ? circuit.seconds() : Math.ceil(logicSeconds * clockHertz) / clockHertz;
  }

  private record Copies(Block block, int count) implements Block {
    @Override
    public double areaSquareMeters() {
      return count * block.areaSquareMeters();
    }

    @Override
    public double leakageWatts() {
      return count * block.leakageWatts();
    }
  }

  @Override
  public double areaSquareMeters() {
    return circuit.block().areaSquareMeters() + registers.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return circuit.block().leakageWatts() + registers.leakageWatts();
  }

  /**
   * So many operations. Two operands come from the buffer and a result returns to it, unless they are
   * on their way to it.
   */
  Expense compute(double operations, BufferCores buffer) {
    if (onTheWay) {
      return Expense.lasting(Math.ceil(operations / lanes) * cycleSeconds)
          .and(Component.DIGITAL, operations * circuit.joules());
    }
    double read = 2 * operations * circuit.operandBits();
    double written = operations * circuit.operandBits();
    double seconds = Math.max(
        Math.ceil(operations / lanes) * cycleSeconds, buffer.allCoresSeconds(read + written));
    double registerJoules = registers.energyJoules(lanes * (double) circuit.operandBits()) / lanes;
    return Expense.lasting(seconds)
        .and(Component.DIGITAL, operations * (circuit.joules() + registerJoules))
        .and(Component.BUFFER, buffer.readJoules(read) + buffer.writeJoules(written));
  }
}
