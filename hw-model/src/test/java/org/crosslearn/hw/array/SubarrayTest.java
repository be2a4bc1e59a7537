package org.crosslearn.hw.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.ConverterDesign;
import org.crosslearn.hw.circuit.FlashConverters;
import org.crosslearn.hw.circuit.SarConverters;
import org.crosslearn.hw.circuit.ShiftAdders;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;
import org.junit.jupiter.api.Test;

/**
 * A 4 x 4 array of two differential pairs per row at 32 nm, low power, 300 K, small enough to be
 * worked by hand.
 *
 * <p>F = 32 nm; the array is 16 F = 512 nm on each side. Access transistors add 25 kohm to cells of
 * 100 kohm, hence are 0.2 * 82.941 kohm / 25 kohm = 0.66353 F wide: gate 35.8986 aF; drawn in 4 F
 * they fold into two fingers of 0.4 F: drain 79.0118 aF. A word line has 102.4 aF of wire and four
 * gates, 245.994 aF; a column 102.4 aF of wire and four drains, 418.447 aF.
 */
class SubarrayTest {
  private static final CellSpec CELL = new CellSpec.Resistive(
      100e3, 10, 0.5, new CellSpec.Pulse(2, 100e-9), new CellSpec.Pulse(1.5, 50e-9), 64, 4, 4);
  private static final ArraySpec ARRAY =
      new ArraySpec(4, 4, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 2, 4, 4);
  private static final ConverterDesign SAR = (technology, bits, count, lineOhm, readVolts, side) ->
      new SarConverters(technology, bits, count, readVolts);

  private final Technology technology = Technology.lowPower(32, 300);
  private final Subarray tiny = Subarray.of(
      new Periphery(technology, 1e9, SAR, Periphery.ALL_LINES, 1, 1), ARRAY, CELL, false);

  private static double area(Subarray subarray, Component component) {
    return subarray.parts().stream()
        .filter(part -> part.component() == component)
        .mapToDouble(Subarray.Part::squareMeters)
        .sum();
  }

  @Test
  void theAreaOfATinyArrayIsThatOfItsBlocks() {
    assertThat(area(tiny, Component.ARRAY)).isCloseTo(512e-9 * 512e-9, withinPercentage(0.001));
    // four rows of 28 F, higher than the array: each with 4 gates of 7.6 F and 12 inverters of 7.6
    // F
    double rows = 4 * (28 * 32e-9) * (16 * 7.6 * 32e-9);
    assertThat(area(tiny, Component.WORD_LINE_DRIVERS)).isCloseTo(rows, withinPercentage(0.01));
    assertThat(area(tiny, Component.ADC)).isCloseTo(4 * 2.231369728e-10, withinPercentage(0.01));
    assertThat(area(tiny, Component.MULTIPLEXER)).isZero();
  }

  @Test
  void aReadOfATinyArrayTakesTwoConversionsAndTheLastSums() {
    // switches: ln 2 * 8294.11 ohm * (5 * 119.613 aF + 245.994 aF), then half a clock period
    double wordLine = 4.8530e-12 + 0.5e-9;
    // 0.2 * 418.447 aF * (25 kohm + 550 kohm) / 2 rows
    double settling = 2.40607e-11;
    double conversion = 5e-9;
    double sums = new ShiftAdders(technology, 1e9, 4, 5, 2, Side.free()).latencySeconds()
        + new Adders(technology, 7, 4, Side.free()).latencySeconds(0);
    assertThat(tiny.forwardRead(4, 2, 0.5, 5e-6).seconds())
        .isCloseTo(settling + 2 * (wordLine + conversion) + sums, withinPercentage(0.01));
  }

  @Test
  void convertersOfATinyArraySeeTheActiveCellsInParallel() {
    // two active cells of 200 kohm + 25 kohm: 112.5 kohm; 5 ns * (4 * 1.1294 + 8.8998 + 0.7264) uW
    double conversion = 7.0719e-14;
    Expense read = tiny.forwardRead(4, 2, 0.5, 5e-6);
    assertThat(read.joules().get(Component.ADC))
        .isCloseTo(2 * 4 * conversion, withinPercentage(0.1));
  }

  @Test
  void programmingATinyArrayHeatsItsCellsAndChargesItsLines() {
    Expense up = tiny.program(2, 10, 5.5e-6, CELL.potentiation());
    // ten pulses of 2 V and 100 ns through 1 / 5.5 uS + 25 kohm
    double cells = 10 * 2 * 2 / (1 / 5.5e-6 + 25e3) * 100e-9;
    double columns = 10 * 418.447e-18 * 4;
    double wordLine = 245.994e-18 * 0.9 * 0.9;
    assertThat(up.joules().get(Component.WRITE))
        .isCloseTo(cells + columns + wordLine, withinPercentage(0.01));
    // ln 2 * 31.25 kohm * (3 * 77.694 aF + 418.447 aF), then half a clock period
    assertThat(up.seconds()).isCloseTo(1.41137e-11 + 0.5e-9, withinPercentage(0.01));
  }

  @Test
  void weakerAndShorterPulsesHeatLess() {
    double up = tiny.program(2, 10, 5.5e-6, CELL.potentiation()).totalJoules();
    double down = tiny.program(2, 10, 5.5e-6, CELL.depression()).totalJoules();
    assertThat(down).isLessThan(up / 2);
  }

  @Test
  void aSingleCellPerWeightNeedsOneReferenceColumn() {
    Subarray offset = Subarray.of(
        new Periphery(technology, 1e9, SAR, Periphery.ALL_LINES, 1, 1),
        new ArraySpec(4, 4, SignedWeights.REFERENCE_COLUMN, 1, 1, 2, 4, 4),
        CELL,
        false);
    assertThat(Subarray.weightsPerRow(
            new ArraySpec(4, 4, SignedWeights.REFERENCE_COLUMN, 1, 1, 2, 4, 4)))
        .isEqualTo(4);
    assertThat(area(offset, Component.ARRAY))
        .isCloseTo(1.25 * area(tiny, Component.ARRAY), withinPercentage(0.001));
  }

  @Test
  void aReadWithoutPulsesStillConverts() {
    Expense silent = tiny.forwardRead(4, 2, 0, 5e-6);
    Expense busy = tiny.forwardRead(4, 2, 1, 5e-6);
    assertThat(silent.seconds()).isEqualTo(busy.seconds());
    assertThat(silent.totalJoules()).isPositive().isLessThan(busy.totalJoules());
  }

  /** The columns of a pair carry opposite voltages, so their currents meet on the word line. */
  @Test
  void aTransposedReadOfDifferentialPairsIsOneReadWithTwiceTheColumns() {
    Periphery periphery =
        new Periphery(technology, 1e9, FlashConverters::new, Periphery.ALL_LINES, 2, 2);
    Subarray pairs = Subarray.of(
        periphery,
        new ArraySpec(64, 64, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 4, 4, 4),
        CELL,
        true);
    Subarray single = Subarray.of(
        periphery,
        new ArraySpec(64, 64, SignedWeights.REFERENCE_COLUMN, 1, 1, 4, 4, 4),
        CELL,
        true);
    Expense ofPairs = pairs.transposedRead(64, 32, 0.5, 5e-6);
    Expense ofSingles = single.transposedRead(64, 64, 0.5, 5e-6);
    assertThat(ofPairs.seconds()).isCloseTo(ofSingles.seconds(), withinPercentage(15));
    assertThat(ofPairs.joules().get(Component.ARRAY))
        .isCloseTo(ofSingles.joules().get(Component.ARRAY), withinPercentage(2));
    assertThat(ofPairs.joules().get(Component.COLUMN_SWITCHES))
        .isCloseTo(ofSingles.joules().get(Component.COLUMN_SWITCHES), withinPercentage(2));
  }

  @Test
  void onlyASingleCellIsSubtractedFromAReferenceInDigital() {
    Periphery periphery =
        new Periphery(technology, 1e9, FlashConverters::new, Periphery.ALL_LINES, 2, 2);
    Subarray pairs = Subarray.of(
        periphery,
        new ArraySpec(64, 64, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 4, 4, 4),
        CELL,
        true);
    Subarray single = Subarray.of(
        periphery,
        new ArraySpec(64, 64, SignedWeights.REFERENCE_COLUMN, 1, 1, 4, 4, 4),
        CELL,
        true);
    double analog =
        pairs.transposedRead(64, 32, 0.5, 5e-6).joules().get(Component.TRANSPOSED_READ_OUT);
    double digital =
        single.transposedRead(64, 64, 0.5, 5e-6).joules().get(Component.TRANSPOSED_READ_OUT);
    assertThat(analog).isLessThan(digital);
  }

  /**
   * DNN+NeuroSim V2.1, 32 nm low power, RRAM, parallel read, 64 levels, eight columns per converter,
   * a quarter of the lines active, columns of 8 to 14.4 kohm: 4.793e-11 J and 17.4 ns per input bit,
   * 4.375e-8 m2. Ours adds subtractors and sense lines that settle once per conversion, and does not
   * drop the last stage of the encoders.
   */
  @Test
  void anArrayOf128RowsIsCloseToThePublishedComposition() {
    CellSpec.Pulse pulse = new CellSpec.Pulse(4, 50e-9);
    CellSpec cell = new CellSpec.Resistive(240e3, 100, 0.5, pulse, pulse, 60, 4, 4);
    Subarray subarray = Subarray.of(
        new Periphery(technology, 1e9, FlashConverters::new, Periphery.ALL_LINES, 8, 8),
        new ArraySpec(128, 128, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 8, 6, 6),
        cell,
        true);
    double activeCells = 32;
    double accessOhm = 60e3;
    Expense read = subarray.forwardRead(128, 64, 0.25, 1 / (11175 * activeCells - accessOhm));
    assertThat(read.totalJoules() / 8).isCloseTo(4.79296e-11, withinPercentage(10));
    assertThat(read.seconds() / 8).isCloseTo(1.73906e-8, withinPercentage(30));
    assertThat(subarray.areaSquareMeters()).isCloseTo(4.37453e-8, withinPercentage(10));
  }

  @Test
  void wordLinesWithoutConvertersCannotBeSensed() {
    assertThatThrownBy(() -> tiny.transposedRead(4, 2, 0.5, 5e-6))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be sensed");
  }

  @Test
  void converterBitsMakeReadsSlowerDearerAndArraysLarger() {
    for (ConverterDesign design : new ConverterDesign[] {FlashConverters::new, SAR}) {
      Expense before = Expense.NONE;
      double areaBefore = 0;
      for (int bits = 1; bits <= 10; bits++) {
        Subarray subarray = Subarray.of(
            new Periphery(technology, 1e9, design, Periphery.ALL_LINES, 8, 8),
            new ArraySpec(128, 128, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 8, bits, bits),
            CELL,
            false);
        Expense read = subarray.forwardRead(128, 64, 0.3, 4e-6);
        assertThat(read.seconds()).isGreaterThanOrEqualTo(before.seconds());
        assertThat(read.totalJoules()).isGreaterThan(before.totalJoules());
        assertThat(subarray.areaSquareMeters()).isGreaterThan(areaBefore);
        before = read;
        areaBefore = subarray.areaSquareMeters();
      }
    }
  }
}
