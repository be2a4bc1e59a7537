package org.crosslearn.hw.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.chip.ChipSpec.Transistors;
import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.RegisterFile;
import org.crosslearn.hw.circuit.ShiftAdders;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.SramBuffer;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.Test;

/**
 * A chip with one 4 x 4 array for a matrix of two outputs and four inputs, worked by hand: it reads
 * three vectors and is then programmed. The figures of the array itself are derived in SubarrayTest.
 */
class TinyChipTest {
  private static final Technology TECHNOLOGY = Technology.lowPower(32, 300);
  private static final double CLOCK = 1e9;
  private static final Matrix MATRIX = new Matrix("w", 2, 4);

  private static HardwareCost price() {
    ChipSpec chip = new ChipSpec(32, Transistors.LOW_POWER, 300, CLOCK, Adc.SAR, 1);
    ArraySpec array = new ArraySpec(4, 4, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 2, 4, 4);
    CellSpec cell = new CellSpec.Resistive(
        100e3, 10, 0.5, new CellSpec.Pulse(2, 100e-9), new CellSpec.Pulse(1.5, 50e-9), 64, 4, 4);
    Steps steps = new Steps();
    int read = steps.add(
        Phase.FORWARD, new HardwareOp.MatrixRead(MATRIX, Direction.FORWARD, 3, 0.5, 5e-6));
    steps.add(
        Phase.UPDATE,
        new HardwareOp.PulseUpdate(
            MATRIX,
            new HardwareOp.Pulses(10, 7, 5, 3, 4e-6),
            new HardwareOp.Pulses(6, 5, 3, 2, 8e-6)),
        read);
    return CostModel.price(chip, array, cell, steps.graph(1), new OpGraph(1, List.of()));
  }

  private static double busy(WorkloadCost cost, Phase phase) {
    return cost.busy().stream()
        .filter(item -> item.phase() == phase)
        .mapToDouble(WorkloadCost.BusyItem::criticalSeconds)
        .sum();
  }

  /** One access to a buffer of the tile: words of inputs and of results of one array. */
  private static double local(int bits, int wordBits) {
    return new RegisterFile(TECHNOLOGY, CLOCK, bits, wordBits).latencySeconds();
  }

  @Test
  void readingTakesLoadingConvertingAndUnloadingOfEachVector() {
    SramBuffer core = new SramBuffer(TECHNOLOGY, CLOCK, 128, 128);
    // four inputs and two results of two bits each, a part of a word of the global buffer
    double global = 8 / 128.0 * core.readSeconds() + 4 / 128.0 * core.writeSeconds();
    // written and read: two words of four inputs, two of the results of 4 + 2 + 1 bits
    double tile = 2 * 2 * local(8, 4) + 2 * 2 * local(14, 7);
    double registers = (2 + 1) * 0.5e-9;
    double settling = 2.40607e-11;
    double conversion = 0.5e-9 + 4.8530e-12 + 5e-9;
    double sums = new ShiftAdders(TECHNOLOGY, CLOCK, 4, 5, 2, Side.free()).latencySeconds()
        + new Adders(TECHNOLOGY, 7, 4, Side.free()).latencySeconds(0);
    assertThat(busy(price().training(), Phase.FORWARD))
        .isCloseTo(
            3 * (settling + 2 * conversion + sums + registers + tile + global),
            withinPercentage(0.01));
  }

  @Test
  void programmingSelectsThreeLinesAndThenTwoAndAppliesTheirLongestTrains() {
    double selections = (3 + 2) * (0.5e-9 + 1.41137e-11);
    // eight changes of two bits
    double delivery = 16 / 128.0 * new SramBuffer(TECHNOLOGY, CLOCK, 128, 128).readSeconds()
        + 2 * 4 * local(8, 4);
    assertThat(busy(price().training(), Phase.UPDATE))
        .isCloseTo(delivery + selections + 7 * 100e-9 + 5 * 50e-9, withinPercentage(0.01));
  }

  @Test
  void programmingHeatsCellsAndChargesLines() {
    double cells =
        10 * 2 * 2 / (1 / 4e-6 + 25e3) * 100e-9 + 6 * 1.5 * 1.5 / (1 / 8e-6 + 25e3) * 50e-9;
    double columns = 418.447e-18 * (10 * 2 * 2 + 6 * 1.5 * 1.5);
    double wordLines = (3 + 2) * 245.994e-18 * 0.9 * 0.9;
    assertThat(price().training().energy().stream()
            .filter(item -> item.component().equals("write"))
            .mapToDouble(WorkloadCost.EnergyItem::joules)
            .sum())
        .isCloseTo(cells + columns + wordLines, withinPercentage(0.01));
  }

  @Test
  void theStepIsTheReadAndThenTheWrite() {
    WorkloadCost cost = price().training();
    assertThat(cost.latencySeconds())
        .isCloseTo(busy(cost, Phase.FORWARD) + busy(cost, Phase.UPDATE), withinPercentage(1e-6));
  }

  @Test
  void oneArrayOfSixteenCellsIsOnTheChip() {
    assertThat(price().area().items().stream()
            .filter(item -> item.component().equals("array"))
            .mapToDouble(ChipArea.AreaItem::squareMeters)
            .sum())
        .isCloseTo(16 * 16 * 32e-9 * 32e-9, withinPercentage(1e-6));
  }
}
