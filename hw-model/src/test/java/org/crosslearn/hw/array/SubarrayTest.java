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
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** Four rows, or the two rows of two inputs, of which half are on: see above. */
  @ParameterizedTest
  @CsvSource({
    "DIFFERENTIAL_PAIR, 1, 4, 2, 4",
    "DIFFERENTIAL_PAIR, 2, 4, 1, 4",
    "INTERLEAVED_PAIR, 1, 2, 4, 4",
    "INTERLEAVED_PAIR, 2, 2, 2, 4",
    "REFERENCE_COLUMN, 1, 4, 4, 5",
    "REFERENCE_COLUMN, 2, 4, 2, 6",
    "OFFSET, 1, 4, 4, 4",
    "OFFSET, 2, 4, 2, 4"
  })
  void everyColumnOfEveryWeightIsConvertedOnce(
      SignedWeights signs, int slices, int inputs, int weights, int columns) {
    ArraySpec spec = new ArraySpec(4, 4, signs, slices, 1, 2, 4, 4);
    assertThat(spec.weightsPerColumn()).isEqualTo(inputs);
    assertThat(spec.weightsPerRow()).isEqualTo(weights);
    Subarray array = Subarray.of(
        new Periphery(technology, 1e9, SAR, Periphery.ALL_LINES, 1, 1), spec, CELL, false);
    Expense read = array.forwardRead(inputs, weights, 0.5, 5e-6);
    assertThat(read.joules().get(Component.ADC))
        .isCloseTo(2 * columns * 7.0719e-14, withinPercentage(0.1));
    assertThat(area(array, Component.ARRAY))
        .isCloseTo(columns / 4.0 * 512e-9 * 512e-9, withinPercentage(0.001));
  }

  /**
   * Rows of interleaved pairs are sensed as those of single cells, and then subtracted, once for each
   * input.
   */
  @Test
  void aTransposedReadOfInterleavedPairsSensesBothRows() {
    Periphery periphery = new Periphery(technology, 1e9, SAR, Periphery.ALL_LINES, 1, 1);
    Subarray pairs = Subarray.of(
        periphery, new ArraySpec(4, 4, SignedWeights.INTERLEAVED_PAIR, 1, 1, 2, 4, 4), CELL, true);
    Subarray offset = Subarray.of(
        periphery, new ArraySpec(4, 4, SignedWeights.OFFSET, 1, 1, 2, 4, 4), CELL, true);
    Expense ofPairs = pairs.transposedRead(2, 4, 0.5, 5e-6);
    Expense ofOffset = offset.transposedRead(4, 4, 0.5, 5e-6);
    double subtractions =
        new Adders(technology, pairs.transposedResultBits(), 4, Side.free()).energyJoules(2);
    assertThat(ofPairs.joules().get(Component.TRANSPOSED_READ_OUT))
        .isCloseTo(
            ofOffset.joules().get(Component.TRANSPOSED_READ_OUT) + subtractions,
            withinPercentage(1e-6));
    assertThat(ofPairs.joules().get(Component.ARRAY))
        .isEqualTo(ofOffset.joules().get(Component.ARRAY));
    assertThat(pairs.transposedResultsAbreast()).isEqualTo(2);
    assertThat(offset.transposedResultsAbreast()).isEqualTo(4);
  }

  @Test
  void aSpikeOnAnInterleavedPairRaisesTwoWordLines() {
    Periphery periphery = new Periphery(technology, 1e9, SAR, Periphery.ALL_LINES, 1, 1);
    Subarray pairs = Subarray.of(
        periphery, new ArraySpec(4, 4, SignedWeights.INTERLEAVED_PAIR, 1, 1, 2, 4, 4), CELL, false);
    Subarray offset = Subarray.of(
        periphery, new ArraySpec(4, 4, SignedWeights.OFFSET, 1, 1, 2, 4, 4), CELL, false);
    double two = pairs.spikeRead(4, 5e-6).joules().get(Component.ARRAY);
    double one = offset.spikeRead(4, 5e-6).joules().get(Component.ARRAY);
    assertThat(two - one).isCloseTo(245.994e-18 * 0.9 * 0.9, withinPercentage(0.01));
  }

  @Test
  void staticCellsCannotStandInInterleavedPairs() {
    CellSpec sram = CellSpec.Sram.bulk(CellSpec.Sram.Ports.SIX_TRANSISTORS);
    assertThatThrownBy(() -> array(SignedWeights.INTERLEAVED_PAIR, 4, 1, 4).requireHeldBy(sram))
        .hasMessageContaining("opposite voltages");
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
    assertThat(new ArraySpec(4, 4, SignedWeights.REFERENCE_COLUMN, 1, 1, 2, 4, 4).weightsPerRow())
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

  private static ArraySpec array(SignedWeights signs, int cells, int bits, int adcBits) {
    return new ArraySpec(64, 64, signs, cells, bits, 4, adcBits, adcBits);
  }

  private Subarray subarray(CellSpec cell, ArraySpec array, int linesAtOnce) {
    return Subarray.of(
        new Periphery(technology, 1e9, FlashConverters::new, linesAtOnce, 8, 8),
        array,
        cell,
        false);
  }

  @Test
  void anOffsetNeedsNeitherColumnsNorSubtraction() {
    Subarray offset = subarray(CELL, array(SignedWeights.OFFSET, 1, 1, 4), Periphery.ALL_LINES);
    Subarray reference =
        subarray(CELL, array(SignedWeights.REFERENCE_COLUMN, 1, 1, 4), Periphery.ALL_LINES);
    assertThat(area(offset, Component.ACCUMULATION)).isZero();
    assertThat(area(reference, Component.ACCUMULATION)).isPositive();
    assertThat(area(reference, Component.ARRAY))
        .isCloseTo(area(offset, Component.ARRAY) * 65 / 64, withinPercentage(0.01));
    assertThat(offset.forwardRead(64, 64, 0.5, 5e-6).joules().get(Component.ACCUMULATION))
        .isZero();
  }

  @Test
  void twoSlicesHalveTheWeightsAndWidenTheResult() {
    ArraySpec one = array(SignedWeights.OFFSET, 1, 2, 4);
    ArraySpec two = array(SignedWeights.OFFSET, 2, 2, 4);
    assertThat(two.weightsPerRow()).isEqualTo(one.weightsPerRow() / 2);
    Subarray slices = subarray(CELL, two, Periphery.ALL_LINES);
    Subarray single = subarray(CELL, one, Periphery.ALL_LINES);
    assertThat(slices.resultBits()).isEqualTo(single.resultBits() + 2);
    assertThat(slices.resultsAbreast()).isEqualTo(single.resultsAbreast() / 2);
    assertThat(area(slices, Component.ARRAY)).isEqualTo(area(single, Component.ARRAY));
    assertThat(area(slices, Component.SHIFT_ADD)).isGreaterThan(area(single, Component.SHIFT_ADD));
  }

  @Test
  void fewerRowsAtOnceTakeLongerAndNeedNarrowerConverters() {
    ArraySpec spec = array(SignedWeights.OFFSET, 1, 1, 4);
    assertThat(spec.losslessAdcBits(Periphery.ALL_LINES)).isEqualTo(7);
    assertThat(spec.losslessAdcBits(15)).isEqualTo(4);
    assertThat(spec.losslessAdcBits(1)).isEqualTo(1);
    double before = 0;
    for (int lines : new int[] {Periphery.ALL_LINES, 64, 32, 16, 8, 4, 2}) {
      double seconds =
          subarray(CELL, spec, lines).forwardRead(64, 64, 0.5, 5e-6).seconds();
      assertThat(seconds).isGreaterThanOrEqualTo(before);
      before = seconds;
    }
  }

  @Test
  void rowByRowOnlyRowsWithPulsesTakeTimeAndEnergy() {
    Subarray rows = subarray(CELL, array(SignedWeights.OFFSET, 1, 4, 4), 1);
    Expense half = rows.forwardRead(64, 64, 0.5, 5e-6);
    Expense all = rows.forwardRead(64, 64, 1, 5e-6);
    Expense none = rows.forwardRead(64, 64, 0, 5e-6);
    assertThat(all.seconds()).isCloseTo(2 * half.seconds(), withinPercentage(10));
    assertThat(all.joules().get(Component.ADC))
        .isCloseTo(2 * half.joules().get(Component.ADC), withinPercentage(0.01));
    assertThat(none.joules().get(Component.ADC)).isZero();
    assertThat(rows.resultBits()).isEqualTo(4 + 6 + 1 + 4);
  }

  @Test
  void moreBitsThanACellHoldsAreRefused() {
    assertThatThrownBy(
            () -> subarray(CELL, array(SignedWeights.OFFSET, 1, 7, 4), Periphery.ALL_LINES))
        .isInstanceOf(InvalidValue.class)
        .hasMessage("bits-per-cell must be at most 6, which is what one cell can hold (or take more"
            + " cells-per-weight), found 7");
  }

  /** 40 uC/cm2 over 2 F2 at 32 nm is 0.8192 fC over 31 steps; 2.17 aF of gate. */
  @Test
  void aPulseOnAFerroelectricCellMovesChargeAndNoCurrent() {
    CellSpec.Pulse pulse = new CellSpec.Pulse(4, 50e-9);
    CellSpec fefet = new CellSpec.Fefet(240e3, 100, 0.5, pulse, pulse, 32, 4, 4, 20, 2.1717e-18);
    Subarray array = subarray(fefet, array(SignedWeights.OFFSET, 1, 1, 4), Periphery.ALL_LINES);
    double one = array.program(1, 1, 4e-6, pulse).joules().get(Component.WRITE);
    double eleven = array.program(1, 11, 4e-6, pulse).joules().get(Component.WRITE);
    double charge = 0.8192e-15 / 31;
    // a column of 64 cells of 4 F: 1638.4 aF of wire and 64 drains of 38.312 aF
    double column = 64 * (4 * 32e-9 * 2e-10 + 38.312e-18);
    assertThat((eleven - one) / 10)
        .isCloseTo(4 * charge + (2.1717e-18 + column) * 16, withinPercentage(0.1));
    assertThat(array.program(1, 1, 1e-6, pulse)).isEqualTo(array.program(1, 1, 4e-6, pulse));
  }

  @Test
  void staticCellsAreWrittenByTheRowAndReadByThePulse() {
    CellSpec sram = CellSpec.Sram.bulk(CellSpec.Sram.Ports.SIX_TRANSISTORS);
    Subarray array = subarray(sram, array(SignedWeights.OFFSET, 4, 1, 4), Periphery.ALL_LINES);
    Expense write = array.program(10, 10, 0, sram.potentiation());
    assertThat(write).isEqualTo(array.program(10, 30, 0, sram.depression()));
    assertThat(array.program(20, 20, 0, sram.potentiation()).totalJoules())
        .isBetween(write.totalJoules(), 2 * write.totalJoules());
    assertThat(array.forwardRead(64, 16, 0.5, 0)).isEqualTo(array.forwardRead(64, 16, 0.5, 1e-6));
    assertThat(array.parts().get(0).leakageWatts()).isPositive();
  }

  @Test
  void staticCellsReadRowByRowSenseSingleBits() {
    CellSpec sram = CellSpec.Sram.bulk(CellSpec.Sram.Ports.SIX_TRANSISTORS);
    Subarray array = subarray(sram, array(SignedWeights.OFFSET, 4, 1, 1), 1);
    // words of 4 bits, 64 rows, sign, 4 input bits
    assertThat(array.resultBits()).isEqualTo(4 + 6 + 1 + 4);
    assertThat(array.steps()).isEqualTo(1);
    assertThat(array.resultsAbreast()).isEqualTo(16);
    assertThatThrownBy(() -> subarray(sram, array(SignedWeights.OFFSET, 4, 1, 4), 1))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("adc-bits must be 1");
  }

  @Test
  void onlyStaticCellsWithAReadPortAreReadTransposed() {
    Periphery periphery =
        new Periphery(technology, 1e9, FlashConverters::new, Periphery.ALL_LINES, 8, 8);
    ArraySpec spec = array(SignedWeights.OFFSET, 4, 1, 4);
    assertThatThrownBy(() -> Subarray.of(
            periphery, spec, CellSpec.Sram.bulk(CellSpec.Sram.Ports.SIX_TRANSISTORS), true))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("eight-transistors");
    Subarray turned = Subarray.of(
        periphery, spec, CellSpec.Sram.bulk(CellSpec.Sram.Ports.EIGHT_TRANSISTORS), true);
    assertThat(turned.transposedRead(64, 16, 0.5, 0).totalJoules()).isPositive();
    assertThat(turned.transposedResultBits()).isEqualTo(turned.resultBits());
  }

  @Test
  void theBoxAroundAnArrayHoldsAllItsCircuits() {
    for (CellSpec cell :
        new CellSpec[] {CELL, CellSpec.Sram.bulk(CellSpec.Sram.Ports.EIGHT_TRANSISTORS)}) {
      Subarray array = Subarray.of(
          new Periphery(technology, 1e9, FlashConverters::new, Periphery.ALL_LINES, 8, 8),
          array(SignedWeights.DIFFERENTIAL_PAIR, 2, 1, 4),
          cell,
          true);
      assertThat(array.widthMeters() * array.heightMeters())
          .isGreaterThanOrEqualTo(array.areaSquareMeters());
    }
  }
}
