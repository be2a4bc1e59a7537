package org.crosslearn.hw.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.crosslearn.hw.circuit.ConverterDesign;
import org.crosslearn.hw.circuit.PulseTimers;
import org.crosslearn.hw.circuit.SarConverters;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What inputs cost as pulses of bits, of voltages and of lengths. */
class LineDriveTest {
  private static final CellSpec.Resistive CELL = new CellSpec.Resistive(
      100e3, 10, 0.5, new CellSpec.Pulse(2, 100e-9), new CellSpec.Pulse(1.5, 50e-9), 64, 4, 4);
  private static final ConverterDesign SAR = (technology, bits, count, lineOhm, readVolts, side) ->
      new SarConverters(technology, bits, count, readVolts);
  private static final int ROWS = 64;
  private static final double CLOCK = 1e9;
  private static final Technology TECHNOLOGY = Technology.lowPower(32, 300);

  private static ArraySpec array(int inputBits, LineDrive drive) {
    return new ArraySpec(ROWS, 64, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, inputBits, 6, 6, drive);
  }

  private static Subarray subarray(int inputBits, LineDrive drive, int linesAtOnce) {
    Periphery periphery = new Periphery(TECHNOLOGY, CLOCK, SAR, linesAtOnce, 8, 8);
    return Subarray.of(periphery, array(inputBits, drive), CELL, true);
  }

  private static Subarray subarray(int inputBits, LineDrive drive) {
    return subarray(inputBits, drive, Periphery.ALL_LINES);
  }

  private static Expense forward(Subarray subarray, double activity) {
    return subarray.forwardRead(ROWS, 32, activity, 5e-6);
  }

  private static Expense transposed(Subarray subarray, double activity) {
    return subarray.transposedRead(ROWS, 32, activity, 5e-6);
  }

  private static double joules(Expense expense, Component component) {
    return expense.joules().get(component);
  }

  private static double area(Subarray subarray, Component component) {
    return subarray.parts().stream()
        .filter(part -> part.component() == component)
        .mapToDouble(Subarray.Part::squareMeters)
        .sum();
  }

  @Test
  void anInputBecomesAsManyPulsesAsItHasDigits() {
    assertThat(array(8, null).pulses()).isEqualTo(8);
    assertThat(array(8, new LineDrive.MultiLevel(2)).pulses()).isEqualTo(4);
    assertThat(array(8, new LineDrive.MultiLevel(3)).pulses()).isEqualTo(3);
    assertThat(array(2, new LineDrive.MultiLevel(4)).pulses()).isEqualTo(1);
    assertThat(array(8, new LineDrive.PulseWidth()).pulses()).isEqualTo(1);
    assertThat(new LineDrive.PulseWidth().slots(8)).isEqualTo(255);
    assertThat(new LineDrive.MultiLevel(3).levels(8)).isEqualTo(8);
  }

  @Test
  void pulsesAreAddedUpByTheirHeightOrLength() {
    // 0b10110111 is 183: digits 3, 1, 3, 2 of two bits; 7, 6, 2 of three
    assertThat(new LineDrive.BitSerial().pulsesOf(183, 8)).isEqualTo(6);
    assertThat(new LineDrive.MultiLevel(2).pulsesOf(183, 8)).isCloseTo(9 / 3.0, offset(1e-12));
    assertThat(new LineDrive.MultiLevel(3).pulsesOf(183, 8)).isCloseTo(15 / 7.0, offset(1e-12));
    assertThat(new LineDrive.PulseWidth().pulsesOf(183, 8)).isCloseTo(183 / 255.0, offset(1e-12));
  }

  @Test
  void aConversionMustTellAllLevelsOfAllLinesApart() {
    // 64 lines: 64, 64 * 3, 64 * 255
    assertThat(array(8, null).losslessAdcBits(ROWS)).isEqualTo(7);
    assertThat(array(8, new LineDrive.MultiLevel(2)).losslessAdcBits(ROWS)).isEqualTo(8);
    assertThat(array(8, new LineDrive.PulseWidth()).losslessAdcBits(ROWS)).isEqualTo(14);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, ROWS})
  void digitsOfOneBitAreBits(int linesAtOnce) {
    Subarray serial = subarray(8, new LineDrive.BitSerial(), linesAtOnce);
    Subarray digits = subarray(8, new LineDrive.MultiLevel(1), linesAtOnce);
    assertThat(digits.parts()).isEqualTo(serial.parts());
    assertThat(forward(digits, 0.3)).isEqualTo(forward(serial, 0.3));
    assertThat(transposed(digits, 0.3)).isEqualTo(transposed(serial, 0.3));
    assertThat(digits.resultBits()).isEqualTo(serial.resultBits());
  }

  @Test
  void largerDigitsNeedFewerConversionsAndLargerDrivers() {
    Subarray serial = subarray(8, new LineDrive.BitSerial());
    Expense ofBits = forward(serial, 0.3);
    Subarray before = serial;
    for (int bits : new int[] {2, 4}) {
      Subarray digits = subarray(8, new LineDrive.MultiLevel(bits));
      Expense read = forward(digits, 0.3);
      assertThat(joules(read, Component.ADC))
          .isCloseTo(joules(ofBits, Component.ADC) / bits, withinPercentage(1e-6));
      assertThat(joules(transposed(digits, 0.3), Component.TRANSPOSED_READ_OUT))
          .isLessThan(joules(transposed(serial, 0.3), Component.TRANSPOSED_READ_OUT));
      assertThat(read.seconds())
          .isBetween(ofBits.seconds() / bits / 2, ofBits.seconds() / bits * 1.3);
      assertThat(area(digits, Component.WORD_LINE_DRIVERS))
          .isGreaterThan(area(before, Component.WORD_LINE_DRIVERS));
      assertThat(area(digits, Component.COLUMN_SWITCHES))
          .isGreaterThan(area(before, Component.COLUMN_SWITCHES));
      before = digits;
    }
    // A line of 4 voltages has 8 gates and 2 flip-flops for 4 and 1: of 7.6 and 12 * 7.6 F.
    assertThat(area(subarray(8, new LineDrive.MultiLevel(2)), Component.WORD_LINE_DRIVERS)
            / area(serial, Component.WORD_LINE_DRIVERS))
        .isCloseTo((8 + 2 * 12) / (4 + 12.0), withinPercentage(5));
  }

  @Test
  void pulsesOfEveryLengthHoldTheArrayForTheLongest() {
    int steps = 8;
    for (int bits : new int[] {4, 8}) {
      Subarray widths = subarray(bits, new LineDrive.PulseWidth());
      double single = forward(subarray(1, null), 0.3).seconds();
      assertThat(forward(widths, 0.3).seconds())
          .isCloseTo(single + steps * ((1 << bits) - 1) / CLOCK, withinPercentage(2));
      assertThat(transposed(widths, 0.3).seconds())
          .isCloseTo(
              transposed(subarray(1, null), 0.3).seconds() + steps * ((1 << bits) - 1) / CLOCK,
              withinPercentage(2));
      // A spike is short whatever inputs are.
      assertThat(widths.spikeRead(32, 5e-6).seconds())
          .isCloseTo(subarray(1, null).spikeRead(32, 5e-6).seconds(), withinPercentage(1));
    }
  }

  /** Through 64 columns, at 0.5 V, 200 kohm of cell and 25 kohm of access transistor. */
  @Test
  void cellsTakeTheirCurrentAsLongAsTheMeanPulse() {
    for (int bits : new int[] {4, 8}) {
      Subarray widths = subarray(bits, new LineDrive.PulseWidth());
      double seconds = ((1 << bits) - 1) / CLOCK;
      double ofHalfTheLines = 0.5 * ROWS * 64 * 0.5 * 0.5 / 225e3 * seconds;
      assertThat(joules(forward(widths, 0.75), Component.ARRAY)
              - joules(forward(widths, 0.25), Component.ARRAY))
          .isCloseTo(ofHalfTheLines, withinPercentage(0.001));
      assertThat(joules(transposed(widths, 0.75), Component.ARRAY)
              - joules(transposed(widths, 0.25), Component.ARRAY))
          .isCloseTo(ofHalfTheLines, withinPercentage(0.001));
    }
  }

  @Test
  void everyLineComparesItsLengthWithTheCounterInEveryCycle() {
    PulseTimers timers = new PulseTimers(TECHNOLOGY, CLOCK, 8, ROWS);
    assertThat(timers.energyJoules(255))
        .isCloseTo(255 * timers.energyJoules(1), withinPercentage(1e-6));
    double lower =
        joules(forward(subarray(8, new LineDrive.PulseWidth()), 0.3), Component.WORD_LINE_DRIVERS);
    assertThat(lower).isGreaterThan(8 * timers.energyJoules(255));
    assertThat(lower).isLessThan(8 * timers.energyJoules(255) * 1.2);
    assertThat(area(subarray(8, new LineDrive.PulseWidth()), Component.WORD_LINE_DRIVERS))
        .isGreaterThan(
            area(subarray(8, null), Component.WORD_LINE_DRIVERS) + timers.areaSquareMeters());
  }

  /** Whether a line carries a low pulse or none is not recorded, so all are selected. */
  @Test
  void rowByRowEveryLineIsReadUnlessPulsesAreEqual() {
    Subarray digits = subarray(2, new LineDrive.MultiLevel(2), 1);
    assertThat(forward(digits, 0.25).seconds())
        .isCloseTo(forward(digits, 0.5).seconds(), withinPercentage(1e-9));
    Subarray serial = subarray(2, new LineDrive.BitSerial(), 1);
    assertThat(forward(serial, 0.25).seconds())
        .isLessThan(0.6 * forward(serial, 0.5).seconds());
  }

  @Test
  void drivesAreReadFromFiles() {
    String text = "{rows: 64, columns: 64, signs: differential-pair, cells-per-weight: 1,"
        + " bits-per-cell: 1, input-bits: 8, adc-bits: 6, transposed-adc-bits: 6%s}";
    assertThat(YamlDocument.parse(text.formatted(""), "a.yaml").as(ArraySpec.class))
        .isEqualTo(array(8, new LineDrive.BitSerial()));
    assertThat(YamlDocument.parse(
                text.formatted(", drive: {kind: multi-level, bits-per-pulse: 2}"), "a.yaml")
            .as(ArraySpec.class))
        .isEqualTo(array(8, new LineDrive.MultiLevel(2)));
    assertThat(YamlDocument.parse("{drive: {kind: pulse-width}}", "a.yaml").over(array(8, null)))
        .isEqualTo(array(8, new LineDrive.PulseWidth()));
    assertThatThrownBy(() -> YamlDocument.parse(
                text.formatted(", drive: {kind: multi-level, bits-per-pulse: 9}"), "a.yaml")
            .as(ArraySpec.class))
        .hasMessageContaining("bits-per-pulse: must be a whole number from 1 to 8, found 9");
  }

  @Test
  void staticCellsAreReadBitByBit() {
    CellSpec sram = new CellSpec.Sram(CellSpec.Sram.Ports.SIX_TRANSISTORS, 10, 20, 1, 2, 1);
    assertThatThrownBy(() -> array(8, new LineDrive.PulseWidth()).requireHeldBy(sram))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("drive must be bit-serial");
  }
}
