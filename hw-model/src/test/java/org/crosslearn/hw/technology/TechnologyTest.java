package org.crosslearn.hw.technology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

/** Reference figures: worked examples of DNN+NeuroSim V2.1 at 32 nm, low power, 300 K. */
class TechnologyTest {
  private final Technology lowPower = Technology.lowPower(32, 300);

  @Test
  void transistorsOf32NanometersHaveThePublishedCapacitancesAndResistances() {
    double width = lowPower.features(6);
    assertThat(lowPower.gateFarads(width)).isCloseTo(3.24615e-16, withinPercentage(0.1));
    assertThat(LogicGate.drainFarads(lowPower, width, lowPower.cellHeightMeters()))
        .isCloseTo(9.36274e-17, withinPercentage(0.1));
    assertThat(lowPower.nmosOhm(width)).isCloseTo(13823.5, withinPercentage(0.1));
    assertThat(lowPower.pmosOhm(width)).isCloseTo(20742.2, withinPercentage(0.1));
    assertThat(lowPower.nmosSiemens(lowPower.features(1)))
        .isCloseTo(8.71647e-5, withinPercentage(0.1));
    assertThat(lowPower.pmosSiemens(lowPower.features(1)))
        .isCloseTo(4.05180e-5, withinPercentage(0.1));
  }

  @Test
  void wiresOf32NanometersHaveThePublishedResistance() {
    assertThat(lowPower.wireOhmPerMeter()).isCloseTo(13256578.95, withinPercentage(0.01));
  }

  @Test
  void theSpeedOfAGateDependsOnTheSlopeOfItsInput() {
    SignalPath path = new SignalPath();
    assertThat(path.stage(1e-12)).isCloseTo(6.931472e-13, withinPercentage(0.01));
    assertThat(path.stage(1e-12)).isGreaterThan(6.931472e-13);
  }

  @Test
  void gatesHaveThePublishedSizesAndCapacitances() {
    gate(LogicGate.inverter(lowPower), 2.432e-7, 2.70566e-16, 1.19613e-16, 8.00960e-12);
    gate(LogicGate.inverter(lowPower, 3), 2.432e-7, 8.11699e-16, 2.16278e-16, 2.40288e-11);
    gate(LogicGate.nand(lowPower, 2), 3.648e-7, 3.78771e-16, 1.63592e-16, 9.22829e-12);
    gate(LogicGate.nand(lowPower, 32), 4.0128e-6, 3.78771e-16, 2.10195e-15, 9.53590e-11);
    gate(LogicGate.nor(lowPower, 2), 3.648e-7, 4.32928e-16, 1.83696e-16, 1.217216e-11);
    gate(LogicGate.nor(lowPower, 4), 6.08e-7, 7.57651e-16, 4.13520e-16, 1.588787e-11);
  }

  @Test
  void wideGatesAreFoldedIntoTheStandardCell() {
    double n = lowPower.minNmosMeters();
    double p = lowPower.minPmosMeters();
    gate(
        LogicGate.nand(lowPower, 2, 16 * n, 8 * p),
        9.728e-7,
        3.03017e-15,
        9.96144e-16,
        7.38263e-11);
    gate(
        LogicGate.nor(lowPower, 4, 8 * n, 32 * p),
        3.4048e-6,
        6.06120e-15,
        3.68983e-15,
        1.27103e-10);
  }

  private static void gate(
      LogicGate gate, double widthMeters, double input, double output, double leakageAmperes) {
    assertThat(gate.widthMeters()).isCloseTo(widthMeters, withinPercentage(0.1));
    assertThat(gate.inputFarads()).isCloseTo(input, withinPercentage(0.1));
    assertThat(gate.outputFarads()).isCloseTo(output, withinPercentage(0.1));
    assertThat(gate.leakageWatts()).isCloseTo(0.9 * leakageAmperes, withinPercentage(0.1));
  }

  @Test
  void currentsFollowTheTemperatureBetweenTabulatedPoints() {
    double meter = 1;
    assertThat(Technology.lowPower(32, 300).nmosOffAmperes(meter)).isEqualTo(1.001e-4);
    assertThat(Technology.lowPower(32, 400).nmosOffAmperes(meter))
        .isCloseTo(1.774e-3, within(1e-9));
    assertThat(Technology.lowPower(32, 355).nmosOffAmperes(meter))
        .isCloseTo((5.075e-4 + 6.688e-4) / 2, within(1e-9));
  }

  @Test
  void heatSlowsTransistorsAndMakesThemLeak() {
    Technology hot = Technology.lowPower(32, 400);
    assertThat(hot.nmosOhm(1e-7)).isGreaterThan(lowPower.nmosOhm(1e-7));
    assertThat(LogicGate.inverter(hot).leakageWatts())
        .isGreaterThan(10 * LogicGate.inverter(lowPower).leakageWatts());
    assertThat(hot.wireOhmPerMeter()).isGreaterThan(lowPower.wireOhmPerMeter());
  }

  @Test
  void highPerformanceTransistorsAreFasterAndLeakMore() {
    for (int node : NodeData.AVAILABLE) {
      Technology fast = Technology.highPerformance(node, 300);
      Technology frugal = Technology.lowPower(node, 300);
      assertThat(fast.nmosOhm(1e-7)).isLessThan(frugal.nmosOhm(1e-7));
      assertThat(fast.nmosOffAmperes(1e-7)).isGreaterThan(100 * frugal.nmosOffAmperes(1e-7));
    }
  }

  @Test
  void aNodeWithoutDataFileIsRefusedWithTheNodesThatExist() {
    assertThatThrownBy(() -> Technology.lowPower(28, 300))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("node-nanometers")
        .hasMessageContaining("28")
        .hasMessageContaining("22, 32, 45");
  }
}
