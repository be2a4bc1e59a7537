package org.crosslearn.hw.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.crosslearn.hw.technology.NodeData;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyConvertersTest {
  private static final double LINE_OHM = 10e3;
  private static final double READ_VOLTS = 0.5;

  /** A published converter. */
  private record Built(
      double conversionsPerSecond,
      double nodeMeters,
      double squareMeters,
      double joules,
      double bits) {

    static Built parse(String line) {
      String[] cells = line.split(",");
      return new Built(
          Double.parseDouble(cells[0]),
          Double.parseDouble(cells[1]) * 1e-9,
          Double.parseDouble(cells[2]) * 1e-12,
          Double.parseDouble(cells[3]) * 1e-12,
          Double.parseDouble(cells[4]));
    }

    /** How many times the energy of the regression it takes. */
    double energyRatio() {
      return joules / SurveyConverters.joules(bits, nodeMeters, conversionsPerSecond);
    }

    double areaRatio() {
      return squareMeters / SurveyConverters.squareMeters(bits, nodeMeters, conversionsPerSecond);
    }
  }

  private static List<Built> survey() throws IOException {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        SurveyConvertersTest.class.getResourceAsStream("survey-converters.csv"),
        StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(Built::parse)
          .toList();
    }
  }

  private static SurveyConverters converter(int node, int bits, double rate) {
    return new SurveyConverters(Technology.lowPower(node, 300), bits, 1, rate, READ_VOLTS);
  }

  /** Figures of the published implementation, hwcomponents-adc. */
  @ParameterizedTest
  @CsvSource({
    "65, 4, 1e8, 3.5, 9860",
    "65, 8, 1e8, 6.5, 11860",
    "32, 4, 1e8, 0.92, 3274",
    "32, 6, 1e8, 1.07, 3417",
    "32, 8, 1e8, 1.71, 3939",
    "32, 8, 1.28e9, 1.93, 6469",
    "22, 8, 1e8, 0.85, 2199",
    "7, 8, 1e8, 0.098, 370"
  })
  void theRegressionIsThePublishedOne(
      int node, int bits, double rate, double picojoules, double squareMicrometers) {
    SurveyConverters converter = converter(node, bits, rate);
    assertThat(converter.conversionJoules(Double.POSITIVE_INFINITY))
        .isCloseTo(picojoules * 1e-12, withinPercentage(0.5));
    assertThat(converter.areaSquareMeters())
        .isCloseTo(squareMicrometers * 1e-12, withinPercentage(0.2));
  }

  @Test
  void mostConvertersThatWereBuiltTakeMoreEnergyAndNoneTakesHalf() throws IOException {
    List<Double> ratios = survey().stream().map(Built::energyRatio).sorted().toList();
    assertThat(ratios).hasSize(19);
    assertThat(ratios).filteredOn(ratio -> ratio > 1).hasSize(18);
    assertThat(ratios.get(0)).isGreaterThan(0.5);
    assertThat(ratios.get(9)).as("median").isBetween(3.5, 4.5);
  }

  @Test
  void areasOfConvertersThatWereBuiltSpreadByThreeOrdersOfMagnitudeAroundIt() throws IOException {
    List<Double> ratios = survey().stream().map(Built::areaRatio).sorted().toList();
    assertThat(ratios.get(0)).isBetween(0.05, 0.1);
    assertThat(ratios.get(9)).as("median").isBetween(2.0, 4.0);
    assertThat(ratios.get(18)).isBetween(100.0, 150.0);
  }

  /** 8 bits, 1.28 GS/s, 32 nm, 2 mW, 1200 um2: Shafiee et al., "ISAAC", ISCA 2016, table I. */
  @Test
  void theConverterOfIsaacTakesFourFifthsOfTheEnergyAndAFifthOfTheArea() {
    Built isaac = new Built(1.28e9, 32e-9, 1200e-12, 2e-3 / 1.28e9, 8);
    assertThat(isaac.energyRatio()).isBetween(0.75, 0.85);
    assertThat(isaac.areaRatio()).isBetween(0.15, 0.25);
  }

  @Test
  void finerAndFasterConvertersInLargerNodesTakeMore() {
    for (int node : NodeData.AVAILABLE) {
      for (double rate : new double[] {1e7, 1e8, 1e9, 5e9}) {
        for (int bits = 4; bits < 16; bits++) {
          SurveyConverters one = converter(node, bits, rate);
          SurveyConverters finer = converter(node, bits + 1, rate);
          SurveyConverters faster = converter(node, bits, 2 * rate);
          assertThat(finer.conversionJoules(LINE_OHM))
              .isGreaterThan(one.conversionJoules(LINE_OHM));
          assertThat(finer.areaSquareMeters()).isGreaterThan(one.areaSquareMeters());
          assertThat(faster.conversionJoules(Double.POSITIVE_INFINITY))
              .isGreaterThanOrEqualTo(one.conversionJoules(Double.POSITIVE_INFINITY));
          assertThat(faster.areaSquareMeters()).isGreaterThan(one.areaSquareMeters());
        }
      }
    }
    for (int i = 1; i < NodeData.AVAILABLE.size(); i++) {
      SurveyConverters smaller = converter(NodeData.AVAILABLE.get(i - 1), 8, 1e8);
      SurveyConverters larger = converter(NodeData.AVAILABLE.get(i), 8, 1e8);
      assertThat(larger.conversionJoules(LINE_OHM))
          .isGreaterThan(smaller.conversionJoules(LINE_OHM));
      assertThat(larger.areaSquareMeters()).isGreaterThan(smaller.areaSquareMeters());
    }
  }

  @Test
  void theCurrentThroughTheCellsFlowsForOneConversion() {
    SurveyConverters converter = converter(32, 8, 1e8);
    double cells =
        converter.conversionJoules(LINE_OHM) - converter.conversionJoules(Double.POSITIVE_INFINITY);
    assertThat(cells).isCloseTo(0.5 * 0.5 / 10e3 / 1e8, withinPercentage(1e-6));
  }

  @Test
  void theSurveySaysNothingBelowFourBits() {
    assertThatThrownBy(() -> converter(32, 3, 1e8))
        .isInstanceOf(InvalidValue.class)
        .hasMessageStartingWith("adc-bits must be at least 4");
  }

  /** One converter of 8 bits at 32 nm on a line of 10 kohm, at the rate of the SAR converter. */
  @Test
  void theDocumentationShowsHowFarTheModelsAreApart() {
    Technology technology = Technology.lowPower(32, 300);
    StringBuilder table = new StringBuilder("""
        | converter | energy, pJ | time, ns | area, um2 |
        |---|---|---|---|
        """);
    row(table, "flash", new FlashConverters(technology, 8, 1, 2e3, READ_VOLTS, Side.free()));
    row(table, "SAR", new SarConverters(technology, 8, 1, READ_VOLTS));
    row(table, "survey", converter(32, 8, 1e9 / 9));
    assertThat(Path.of("..", "docs", "hardware-model.md")).content().contains(table);
  }

  private static void row(StringBuilder table, String name, Converters converters) {
    table.append(String.format(
        Locale.ROOT,
        "| %s | %.2f | %.1f | %.0f |\n",
        name,
        converters.conversionJoules(LINE_OHM) * 1e12,
        converters.conversionSeconds() * 1e9,
        converters.areaSquareMeters() * 1e12));
  }
}
