package org.crosslearn.hw.technology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds from node to node, and at every temperature. */
class NodesTest {
  private static final List<Integer> BULK = NodeData.AVAILABLE.stream()
      .filter(node -> NodeData.load(node).fin().isEmpty())
      .toList();
  private static final List<Integer> FINS = NodeData.AVAILABLE.stream()
      .filter(node -> NodeData.load(node).fin().isPresent())
      .toList();
  private static final List<Boolean> FLAVOURS = List.of(true, false);

  private static Technology at(int node, boolean fast, double kelvin) {
    return fast ? Technology.highPerformance(node, kelvin) : Technology.lowPower(node, kelvin);
  }

  private static Stream<String> nodesAndFlavours() {
    return NodeData.AVAILABLE.stream().flatMap(n -> Stream.of(n + "HP", n + "LP"));
  }

  private static Technology named(String name, double kelvin) {
    int node = Integer.parseInt(name.substring(0, name.length() - 2));
    return at(node, name.endsWith("HP"), kelvin);
  }

  private static void grows(
      List<Integer> nodes, boolean fast, ToDoubleFunction<Technology> figure) {
    for (int i = 1; i < nodes.size(); i++) {
      assertThat(figure.applyAsDouble(at(nodes.get(i), fast, 300)))
          .as("%d nm against %d nm", nodes.get(i), nodes.get(i - 1))
          .isGreaterThan(figure.applyAsDouble(at(nodes.get(i - 1), fast, 300)));
    }
  }

  /** An inverter that drives four of its kind. */
  private static double gateSeconds(Technology t) {
    LogicGate inverter = LogicGate.inverter(t);
    double ohm = (t.nmosOhm(t.minNmosMeters()) + t.pmosOhm(t.minPmosMeters())) / 2;
    return SignalPath.stepDelaySeconds(
        ohm * (inverter.outputFarads() + 4 * inverter.inputFarads()));
  }

  private static double gateJoules(Technology t) {
    LogicGate inverter = LogicGate.inverter(t);
    return t.switchingJoules(inverter.inputFarads() + inverter.outputFarads());
  }

  @ParameterizedTest
  @FieldSource("FLAVOURS")
  void aGateOfASmallerNodeIsSmaller(boolean fast) {
    grows(NodeData.AVAILABLE, fast, t -> LogicGate.inverter(t).areaSquareMeters());
    grows(NodeData.AVAILABLE, fast, t -> LogicGate.nand(t, 2).areaSquareMeters());
    grows(NodeData.AVAILABLE, fast, t -> LogicGate.nor(t, 4).areaSquareMeters());
  }

  @ParameterizedTest
  @FieldSource("FLAVOURS")
  void amongTransistorsOfOneKindASmallerNodeIsFasterAndTakesLessEnergy(boolean fast) {
    for (List<Integer> kind : List.of(BULK, FINS)) {
      grows(kind, fast, NodesTest::gateSeconds);
      grows(kind, fast, NodesTest::gateJoules);
      grows(kind, fast, t -> LogicGate.inverter(t).inputFarads());
    }
  }

  @Test
  void theFirstFinsMakeLowPowerGatesFasterAndHighPerformanceGatesNoMuchSlower() {
    assertThat(gateSeconds(at(14, false, 300))).isLessThan(gateSeconds(at(22, false, 300)));
    // one fin conducts along 56 nm where a minimum bulk transistor is 44 nm wide, and its gate is
    // larger by more than its current
    assertThat(gateSeconds(at(14, true, 300))).isLessThan(1.1 * gateSeconds(at(22, true, 300)));
  }

  @Test
  void wiresOfASmallerNodeResistNoLess() {
    for (int i = 1; i < NodeData.AVAILABLE.size(); i++) {
      assertThat(at(NodeData.AVAILABLE.get(i), false, 300).wireOhmPerMeter())
          .isLessThanOrEqualTo(at(NodeData.AVAILABLE.get(i - 1), false, 300).wireOhmPerMeter());
    }
  }

  @ParameterizedTest
  @MethodSource("nodesAndFlavours")
  void fromTenKelvinToTheNextTransistorsDriveLessAndLeakMore(String name) {
    for (int kelvin = 310; kelvin <= 400; kelvin += 10) {
      Technology cool = named(name, kelvin - 10);
      Technology warm = named(name, kelvin);
      double width = cool.minNmosMeters();
      assertThat(warm.nmosOhm(width)).isGreaterThan(cool.nmosOhm(width));
      assertThat(warm.pmosOhm(width)).isGreaterThan(cool.pmosOhm(width));
      assertThat(warm.nmosOffAmperes(width))
          .isBetween(1.05 * cool.nmosOffAmperes(width), 2 * cool.nmosOffAmperes(width));
      // a misplaced digit shows as a jump: the published 10 nm table has one of a factor of 97
      assertThat(warm.pmosOffAmperes(width))
          .isBetween(1.05 * cool.pmosOffAmperes(width), 2.1 * cool.pmosOffAmperes(width));
    }
  }

  @ParameterizedTest
  @MethodSource("nodesAndFlavours")
  void temperatureChangesNeitherSizesNorCapacitances(String name) {
    LogicGate cool = LogicGate.nand(named(name, 300), 3);
    LogicGate hot = LogicGate.nand(named(name, 400), 3);
    assertThat(hot.areaSquareMeters()).isEqualTo(cool.areaSquareMeters());
    assertThat(hot.inputFarads()).isEqualTo(cool.inputFarads());
    assertThat(hot.outputFarads()).isEqualTo(cool.outputFarads());
  }

  @Test
  void beyondTheTabulatedTemperaturesNothingIsSaid() {
    assertThatThrownBy(() -> Technology.lowPower(32, 401))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("temperature-kelvin");
    assertThatThrownBy(() -> Technology.lowPower(32, 299)).isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest
  @FieldSource("FINS")
  void finsAreWhole(int node) {
    Technology t = at(node, false, 300);
    double one = t.gateFarads(t.features(2));
    assertThat(t.gateFarads(t.features(1))).isEqualTo(one);
    assertThat(t.gateFarads(t.features(2.1))).isCloseTo(2 * one, withinPercentage(1e-9));
    assertThat(t.gateFarads(t.features(6))).isCloseTo(3 * one, withinPercentage(1e-9));
    assertThat(t.nmosOhm(t.features(6)))
        .isCloseTo(t.nmosOhm(t.features(2)) / 3, withinPercentage(1e-9));
  }

  @ParameterizedTest
  @FieldSource("FINS")
  void theInputOfAGateIsThatOfItsTransistors(int node) {
    Technology t = at(node, false, 300);
    assertThat(LogicGate.nand(t, 2).inputFarads())
        .isCloseTo(
            t.gateFarads(t.features(4)) + t.gateFarads(t.features(2)), withinPercentage(1e-9));
  }

  @ParameterizedTest
  @FieldSource("FINS")
  void aFoldedFinFetKeepsAllItsFins(int node) {
    Technology t = at(node, false, 300);
    double region = t.cellHeightMeters();
    double widest = 0;
    for (int fins = 1; fins <= 60; fins++) {
      double width = t.features(2 * fins);
      LogicGate gate = LogicGate.inverter(t, width, width, region);
      int fingers = (int) Math.round(gate.widthMeters() / t.polyPitchMeters()) - 1;
      double middles = t.fingerMeters(width, fingers) - t.fingerMeters(t.features(2), 1);
      assertThat(2 * middles + t.features(7.1))
          .as("%d fins in %d fingers", fins, fingers)
          .isLessThanOrEqualTo(region * (1 + 1e-9));
      assertThat(gate.widthMeters()).isGreaterThanOrEqualTo(widest);
      widest = gate.widthMeters();
    }
  }

  @ParameterizedTest
  @MethodSource("nodesAndFlavours")
  void theWidthForAResistanceHasThatResistance(String name) {
    Technology t = named(name, 300);
    double wide = t.nmosMeters(10);
    assertThat(t.nmosOhm(wide)).isCloseTo(10, withinPercentage(1));
    assertThat(t.pmosOhm(t.pmosMeters(10))).isCloseTo(10, withinPercentage(1));
  }
}
