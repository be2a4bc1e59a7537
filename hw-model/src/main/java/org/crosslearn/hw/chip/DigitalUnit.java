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
  private static final int WINDOW = 4;
  private static final int ADDRESS_BITS = 10;

  private final boolean onTheWay;
  private final int lanes;
  private final int operandBits;
  private final Block circuit;
  private final FlipFlops registers;
  private final double cycleSeconds;
  private final double operationJoules;

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
    int sumBits = array.adcBits() + array.inputBits() + 1;
    this.onTheWay = function == DigitalFunction.RECTIFY || function == DigitalFunction.POOL;
    this.lanes = onTheWay ? streams : function == DigitalFunction.LOOKUP ? TABLES : LANES;
    double seconds;
    switch (function) {
      case ADD -> {
        Adders adders = new Adders(technology, sumBits, lanes, Side.free());
        circuit = adders;
        operandBits = sumBits;
        seconds = adders.latencySeconds(0);
        operationJoules = adders.energyJoules(1);
      }
      case COMPARE -> {
        Comparators comparators = new Comparators(technology, sumBits, lanes);
        circuit = comparators;
        operandBits = sumBits;
        seconds = comparators.latencySeconds(0);
        operationJoules = comparators.energyJoules(1);
      }
      case MULTIPLY -> {
        Multipliers multipliers = new Multipliers(technology, array.inputBits(), lanes);
        circuit = multipliers;
        operandBits = array.inputBits();
        seconds = multipliers.latencySeconds();
        operationJoules = multipliers.energyJoules(1);
      }
      case RECTIFY -> {
        Rectifiers rectifiers = new Rectifiers(technology, clockHertz, array.inputBits(), lanes);
        circuit = rectifiers;
        operandBits = array.inputBits();
        seconds = rectifiers.latencySeconds();
        operationJoules = rectifiers.energyJoules(lanes) / lanes;
      }
      case POOL -> {
        MaxPooling pooling = new MaxPooling(technology, array.inputBits(), WINDOW, lanes);
        circuit = pooling;
        operandBits = array.inputBits();
        seconds = pooling.latencySeconds(0);
        operationJoules = pooling.energyJoules(1);
      }
      default -> {
        int entries = 1 << Math.min(ADDRESS_BITS, array.inputBits());
        SramBuffer table = new SramBuffer(technology, clockHertz, entries, array.inputBits());
        circuit = new Copies(table, lanes);
        operandBits = array.inputBits();
        seconds = table.readSeconds();
        operationJoules = table.readJoules(array.inputBits());
      }
    }
    this.registers =
        new FlipFlops(technology, clockHertz, onTheWay ? 0 : lanes * operandBits, Side.free());
    this.cycleSeconds = onTheWay
        ? seconds
        : Math.ceil((seconds + registers.latencySeconds()) * clockHertz) / clockHertz;
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
    return circuit.areaSquareMeters() + registers.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return circuit.leakageWatts() + registers.leakageWatts();
  }

  /**
   * So many operations. Two operands come from the buffer and a result returns to it, unless they are
   * on their way to it.
   */
  Expense compute(double operations, BufferCores buffer) {
    if (onTheWay) {
      return Expense.lasting(Math.ceil(operations / lanes) * cycleSeconds)
          .and(Component.DIGITAL, operations * operationJoules);
    }
    double read = 2 * operations * operandBits;
    double written = operations * operandBits;
    double seconds = Math.max(
        Math.ceil(operations / lanes) * cycleSeconds, buffer.allCoresSeconds(read + written));
    double registerJoules = registers.energyJoules(lanes * (double) operandBits) / lanes;
    return Expense.lasting(seconds)
        .and(Component.DIGITAL, operations * (operationJoules + registerJoules))
        .and(Component.BUFFER, buffer.readJoules(read) + buffer.writeJoules(written));
  }
}
