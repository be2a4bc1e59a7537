package org.crosslearn.hw.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.crosslearn.hw.technology.NodeData;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for circuits beside the published figures, which {@link HardwareValidationTest} has. */
class CircuitsTest {
  private static final double CLOCK = 1e9;
  private static final double LINE_FARADS = 3e-15;
  private static final double LINE_OHM = 200;

  private final Technology technology = Technology.lowPower(32, 300);

  /** Blocks at the places in which they are drawn, in features of their node. */
  private static final Map<String, Function<Technology, Block>> BLOCKS = Map.ofEntries(
      Map.entry("flip-flops", t -> new FlipFlops(t, CLOCK, 128, height(t, 512))),
      Map.entry("adders", t -> new Adders(t, 8, 16, width(t, 512))),
      Map.entry("adder tree", t -> new AdderTree(t, 9, 8, 16, width(t, 512))),
      Map.entry("shift-adders", t -> new ShiftAdders(t, CLOCK, 16, 6, 8, width(t, 512))),
      Map.entry("decoder", t -> new Decoder(t, 7, Decoder.Output.WORD_LINES, height(t, 512))),
      Map.entry("word line switches", t -> new WordLineSwitches(t, CLOCK, 128, t.features(512))),
      Map.entry(
          "static word line switches",
          t -> new StaticWordLineSwitches(t, CLOCK, 128, 2e3, t.features(1024))),
      Map.entry("sequential drivers", t -> new SequentialWordLineDrivers(t, 128, t.features(512))),
      Map.entry(
          "cross-point drivers",
          t -> new CrossPointLineDrivers(t, 128, 128, 300e3, true, t.features(512))),
      Map.entry("column switches", t -> new ColumnSwitches(t, CLOCK, 128, 300e3, t.features(512))),
      Map.entry("flash converters", t -> new FlashConverters(t, 5, 16, 2e3, 0.5, width(t, 512))),
      Map.entry("precharge", t -> new Prechargers(t, 128, width(t, 2560))),
      Map.entry("write drivers", t -> new WriteDrivers(t, 128, width(t, 2560))),
      Map.entry("sense amplifiers", t -> new SenseAmplifiers(t, CLOCK, 128, t.features(20))),
      Map.entry("static memory", t -> new SramBuffer(t, CLOCK, 128, 128)),
      Map.entry("register file", t -> new RegisterFile(t, CLOCK, 1024, 32)),
      Map.entry("rectifiers", t -> new Rectifiers(t, CLOCK, 8, 128)),
      Map.entry("comparators", t -> new Comparators(t, 8, 4)),
      Map.entry("pooling", t -> new MaxPooling(t, 8, 4, 16)),
      Map.entry("look-up tables", t -> LookUpTables.ofStaticCells(t, CLOCK, 256, 8, 4)),
      Map.entry("multipliers", t -> new Multipliers(t, 8, 4)));

  private static final List<String> NAMES = BLOCKS.keySet().stream().sorted().toList();

  private static Side height(Technology t, double features) {
    return Side.ofHeight(t.features(features));
  }

  private static Side width(Technology t, double features) {
    return Side.ofWidth(t.features(features));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void aCircuitIsSmallerInASmallerNode(String name) {
    double before = 0;
    for (int node : NodeData.AVAILABLE) {
      double area = BLOCKS.get(name).apply(Technology.lowPower(node, 300)).areaSquareMeters();
      assertThat(area).as("%d nm", node).isGreaterThan(before);
      before = area;
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void aCircuitLeaksMoreWhenItIsWarmAndWhenItIsFast(String name) {
    for (int node : NodeData.AVAILABLE) {
      double cool = BLOCKS.get(name).apply(Technology.lowPower(node, 300)).leakageWatts();
      double warm = BLOCKS.get(name).apply(Technology.lowPower(node, 350)).leakageWatts();
      double fast =
          BLOCKS.get(name).apply(Technology.highPerformance(node, 300)).leakageWatts();
      assertThat(warm).as("%d nm", node).isGreaterThan(2 * cool);
      assertThat(fast).as("%d nm", node).isGreaterThan(100 * cool);
    }
  }

  @Test
  void logicIsFasterInASmallerNodeAndSlowerWhenItIsWarm() {
    double before = 0;
    for (int node : NodeData.AVAILABLE) {
      Technology cool = Technology.lowPower(node, 300);
      double seconds = new Adders(cool, 8, 1, Side.free()).latencySeconds(0);
      assertThat(seconds).as("%d nm", node).isGreaterThan(before);
      assertThat(new Adders(Technology.lowPower(node, 400), 8, 1, Side.free()).latencySeconds(0))
          .isGreaterThan(seconds);
      before = seconds;
    }
  }

  @Test
  void anAdderTreeUsesOneAdderLessThanItHasInputs() {
    AdderTree nine = new AdderTree(technology, 9, 8, 1, Side.free());
    AdderTree eight = new AdderTree(technology, 8, 8, 1, Side.free());
    double lastAdder = new Adders(technology, 8 + 3, 1, Side.free()).energyJoules(1);
    assertThat(nine.energyJoules(1))
        .isCloseTo(eight.energyJoules(1) + lastAdder, withinPercentage(1e-9));
    assertThat(nine.sumBits()).isEqualTo(12);
  }

  @Test
  void repeatersSpacedForTheLeastDelayAreThoseThatArePublished() {
    RepeatedWire fastest = new RepeatedWire(technology, 0);
    assertThat(fastest.repeaterSize()).isEqualTo(68);
    assertThat(fastest.secondsPerMeter()).isCloseTo(5.95807672e-7, withinPercentage(0.1));
    assertThat(fastest.joulesPerBitMeter()).isCloseTo(6.64297465e-11, withinPercentage(0.1));
    RepeatedWire frugal = new RepeatedWire(technology, 0.1);
    assertThat(frugal.repeaterSize()).isEqualTo(34);
    assertThat(frugal.secondsPerMeter()).isGreaterThan(fastest.secondsPerMeter());
    assertThat(frugal.joulesPerBitMeter()).isLessThan(fastest.joulesPerBitMeter());
  }

  @Test
  void aStaticCellMovesAShortBitLineFasterThanALongOne() {
    SramCell cell = new SramCell(technology);
    assertThat(cell.readSeconds(LINE_FARADS, LINE_OHM))
        .isLessThan(cell.readSeconds(2 * LINE_FARADS, 2 * LINE_OHM));
    assertThat(cell.flipSeconds()).isPositive().isLessThan(cell.readSeconds(1e-13, 0));
    assertThat(cell.flipJoules())
        .isCloseTo(2 * 0.9 * 0.9 * cell.storageFarads(), withinPercentage(1e-9));
  }

  @Test
  void theBitsThatAreWrittenFlipTheirCells() {
    SramBuffer memory = new SramBuffer(technology, CLOCK, 128, 128);
    SramCell cell = new SramCell(technology);
    assertThat(memory.writeJoules(128)).isGreaterThan(128 * cell.flipJoules());
    assertThat(memory.writeSeconds()).isGreaterThan(cell.flipSeconds());
  }

  @Test
  void aDriverBehindASlowDecoderIsSlower() {
    SequentialWordLineDrivers drivers =
        new SequentialWordLineDrivers(technology, 128, technology.features(512));
    double sharp = drivers.latencySeconds(new SignalPath(), LINE_FARADS, LINE_OHM);
    double slow = drivers.latencySeconds(SignalPath.ofRamp(1e9), LINE_FARADS, LINE_OHM);
    assertThat(slow).isGreaterThan(sharp);
    assertThat(drivers.latencySeconds(new SignalPath(), 2 * LINE_FARADS, LINE_OHM))
        .isGreaterThan(sharp);
  }

  @Test
  void withoutAccessTransistorsUnselectedLinesSwingToo() {
    CrossPointLineDrivers selected =
        new CrossPointLineDrivers(technology, 128, 128, 300e3, true, technology.features(512));
    CrossPointLineDrivers bare =
        new CrossPointLineDrivers(technology, 128, 128, 300e3, false, technology.features(512));
    assertThat(selected.readJoules(0, 0.5)).isZero();
    assertThat(bare.readJoules(0, 0.5)).isPositive();
    // half of the voltage is a quarter of the energy
    assertThat(bare.writeJoules(0, 0.5))
        .isCloseTo(bare.readJoules(0, 0.5) / 4, withinPercentage(1e-9));
    assertThat(bare.areaSquareMeters()).isLessThan(selected.areaSquareMeters());
  }

  @Test
  void cellsOfLowerResistanceNeedWiderPassGates() {
    double narrow = new CrossPointLineDrivers(
            technology, 128, 128, 300e3, true, technology.features(512))
        .areaSquareMeters();
    double wide = new CrossPointLineDrivers(
            technology, 128, 128, 30e3, true, technology.features(512))
        .areaSquareMeters();
    assertThat(wide).isGreaterThan(3 * narrow);
  }

  @Test
  void theLargestOfFourTakesTwoRoundsAndThreeComparisons() {
    MaxPooling two = new MaxPooling(technology, 8, 2, 1);
    MaxPooling four = new MaxPooling(technology, 8, 4, 1);
    assertThat(four.latencySeconds(0)).isCloseTo(2 * two.latencySeconds(0), withinPercentage(1e-9));
    assertThat(four.energyJoules(1)).isCloseTo(3 * two.energyJoules(1), withinPercentage(1e-9));
    assertThat(four.areaSquareMeters())
        .isCloseTo(3 * two.areaSquareMeters(), withinPercentage(1e-9));
    assertThat(new MaxPooling(technology, 8, 5, 1).latencySeconds(0))
        .isCloseTo(3 * two.latencySeconds(0), withinPercentage(1e-9));
  }

  @Test
  void everyTableLeaksAndIsAsLargeAsTheOthers() {
    LookUpTables one = LookUpTables.ofStaticCells(technology, CLOCK, 256, 8, 1);
    LookUpTables sixteen = LookUpTables.ofStaticCells(technology, CLOCK, 256, 8, 16);
    assertThat(sixteen.leakageWatts()).isCloseTo(16 * one.leakageWatts(), withinPercentage(1e-9));
    assertThat(sixteen.areaSquareMeters())
        .isCloseTo(16 * one.areaSquareMeters(), withinPercentage(1e-9));
    assertThat(sixteen.energyJoules(1)).isEqualTo(one.energyJoules(1));
  }

  @Test
  void resistiveCellsMakeTablesSmallAndSlow() {
    LookUpTables.ResistiveCell cell = new LookUpTables.ResistiveCell(4, 4, 240e3, 24e6, 0.5);
    LookUpTables resistive = LookUpTables.ofResistiveCells(technology, CLOCK, 256, 8, 1, cell);
    LookUpTables staticCells = LookUpTables.ofStaticCells(technology, CLOCK, 256, 8, 1);
    assertThat(resistive.areaSquareMeters()).isLessThan(staticCells.areaSquareMeters());
    assertThat(resistive.leakageWatts()).isLessThan(staticCells.leakageWatts());
    assertThat(resistive.latencySeconds()).isGreaterThan(staticCells.latencySeconds());
    LookUpTables.ResistiveCell faint = new LookUpTables.ResistiveCell(4, 4, 2.4e6, 240e6, 0.5);
    assertThat(
            LookUpTables.ofResistiveCells(technology, CLOCK, 256, 8, 1, faint).latencySeconds())
        .isGreaterThan(resistive.latencySeconds());
  }

  @Test
  void wordsThatAreClearedSaveEnergy() {
    Rectifiers units = new Rectifiers(technology, CLOCK, 8, 128);
    assertThat(units.energyJoules(64)).isBetween(units.energyJoules(0), units.energyJoules(128));
    assertThat(units.energyJoules(0)).isPositive();
  }

  @Test
  void memoryOffTheChipIsBoundByItsBandwidth() {
    assertThat(Dram.HBM2.latencySeconds(15.2e12)).isEqualTo(1);
    assertThat(Dram.GDDR5.energyJoules(1e9)).isGreaterThan(Dram.HBM2.energyJoules(1e9));
    assertThatThrownBy(() -> new Dram(0, 1e-12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0 bit/s");
  }

  @Test
  void aBusTwiceAsLongTakesTwiceTheTimeAndEnergy() {
    Bus one = new Bus(technology, 1e-4, 128, 0);
    Bus two = new Bus(technology, 2e-4, 128, 0);
    assertThat(two.transferSeconds()).isCloseTo(2 * one.transferSeconds(), withinPercentage(1e-9));
    assertThat(two.energyJoules(64)).isCloseTo(2 * one.energyJoules(64), withinPercentage(1e-9));
    assertThat(two.leakageWatts()).isCloseTo(2 * one.leakageWatts(), withinPercentage(1e-9));
  }

  @Test
  void onAGridDataPaysForTheWayFromTheLeftAndToTheBottom() {
    XyBus grid = new XyBus(technology, 4, 3, 5e-4, 4e-4, 128, 0);
    RepeatedWire wire = new RepeatedWire(technology, 0);
    assertThat(grid.transferSeconds(3, 0)).isZero();
    assertThat(grid.transferSeconds(0, 2))
        .isCloseTo((2 * 4e-4 + 3 * 5e-4) * wire.secondsPerMeter(), withinPercentage(1e-9));
    assertThat(grid.energyJoules(3, 2, 100, 1000))
        .isCloseTo(100 * 2 * 4e-4 * wire.joulesPerBitMeter(), withinPercentage(1e-9));
    assertThat(grid.energyJoules(0, 0, 100, 1000))
        .isCloseTo(1000 * 3 * 5e-4 * wire.joulesPerBitMeter(), withinPercentage(1e-9));
    assertThatThrownBy(() -> grid.transferSeconds(4, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("4 x 3");
  }

  @Test
  void aConverterComparesLongestAtTheReferenceOfTheHighestResistance() {
    // 20 kohm against 1875 ohm + 2 * 187.5 kohm / 16, the nearest of the published references
    assertThat(FlashConverters.decisionSeconds(technology.flashAdcFit(), 20e3, 25312.5))
        .isCloseTo(9.63428204e-10, withinPercentage(1));
    FlashConverters converters = new FlashConverters(technology, 4, 16, 1875, 0.5, Side.free());
    assertThat(converters.watts(500)).isCloseTo(1.78083926e-4, withinPercentage(1));
    assertThat(converters.watts(1e6)).isCloseTo(4.63796117e-5, withinPercentage(1));
  }
}
