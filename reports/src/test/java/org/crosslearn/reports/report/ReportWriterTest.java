package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.run.StudyResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportWriterTest {
  private static final List<String> FILES = List.of(
      "report.html",
      "summary.csv",
      "summary.json",
      "summary.md",
      "summary.tex",
      "efficiency.tex",
      "cost-to-target.csv",
      "cost-to-target.tex");

  @TempDir
  Path folder;

  @Test
  void equalResultsGiveEqualBytesWhateverTheLocale() throws IOException {
    ReportWriter.write(SpecimenStudy.of(4, 3, 20), SpecimenStudy.bounds(), folder.resolve("a"));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      ReportWriter.write(SpecimenStudy.of(4, 3, 20), SpecimenStudy.bounds(), folder.resolve("b"));
    } finally {
      Locale.setDefault(before);
    }
    for (String file : FILES) {
      assertThat(folder.resolve("b").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("a").resolve(file));
    }
  }

  @Test
  void aReportReplacesTheEarlierOneAndLeavesNothingElseBehind() throws IOException {
    ReportWriter.write(SpecimenStudy.of(4, 3, 5), SpecimenStudy.bounds(), folder);
    ReportWriter.write(HandWorked.swept(), List.of(), folder);
    assertThat(folder.resolve("sweeps.csv")).content().contains("depth");
    ReportWriter.write(SpecimenStudy.of(1, 3, 5), List.of(), folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(FILES);
    }
    assertThat(folder.resolve("summary.csv")).content().doesNotContain("dfa");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 3, 20", "4, 1, 20", "4, 3, 20", "12, 2, 150"})
  void thePageIsWellFormedAndNeedsNoNetwork(int rules, int seeds, int epochs) throws IOException {
    ReportWriter.write(SpecimenStudy.of(rules, seeds, epochs), SpecimenStudy.bounds(), folder);
    String html = Files.readString(folder.resolve("report.html"));
    Document page = Xml.parse(html);
    assertThat(html.replaceAll("xmlns=\"[^\"]*\"", ""))
        .doesNotContain("http:", "https:", "url(", "@import", "src=", "<script", "NaN", "Infinity");
    // Three accuracy charts, three trade-offs, two of energy, three of phases, two of silicon, four
    // of converters.
    assertThat(Xml.withClass(page, "svg", "chart")).hasSize(17);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "4, 3, 20", "12, 3, 20"})
  void nothingIsDrawnOutsideItsChart(int rules, int seeds, int epochs) throws IOException {
    ReportWriter.write(SpecimenStudy.of(rules, seeds, epochs), List.of(), folder);
    Document page = Xml.parse(Files.readString(folder.resolve("report.html")));
    for (Element chart : Xml.withClass(page, "svg", "chart")) {
      double width = Double.parseDouble(chart.getAttribute("width"));
      double height = Double.parseDouble(chart.getAttribute("height"));
      for (Element text : Xml.within(chart, "text")) {
        double x = Double.parseDouble(text.getAttribute("x"));
        double length = Plot.textWidth(text.getTextContent());
        double left = switch (text.getAttribute("text-anchor")) {
          case "middle" -> x - length / 2;
          case "end" -> x - length;
          default -> x;
        };
        assertThat(left).as(text.getTextContent()).isGreaterThanOrEqualTo(-2);
        assertThat(left + length).as(text.getTextContent()).isLessThanOrEqualTo(width + 6);
        assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(8.0, height);
      }
      for (Element circle : Xml.within(chart, "circle")) {
        assertThat(Double.parseDouble(circle.getAttribute("cx"))).isBetween(0.0, width);
        assertThat(Double.parseDouble(circle.getAttribute("cy"))).isBetween(0.0, height);
      }
    }
  }

  @Test
  void tickLabelsDoNotOverlap() throws IOException {
    ReportWriter.write(SpecimenStudy.of(4, 3, 100), List.of(), folder);
    Document page = Xml.parse(Files.readString(folder.resolve("report.html")));
    for (Element chart : Xml.withClass(page, "svg", "chart")) {
      // Without a label of the axis, its ticks are that much lower.
      double foot = Double.parseDouble(chart.getAttribute("height"))
          - (chart.getAttribute("aria-label").endsWith("converter model") ? 26 : 42)
          + 16;
      double end = Double.NEGATIVE_INFINITY;
      for (Element text : Xml.within(chart, "text")) {
        if (Double.parseDouble(text.getAttribute("y")) == foot) {
          double x = Double.parseDouble(text.getAttribute("x"));
          double half = Plot.textWidth(text.getTextContent()) / 2;
          assertThat(x - half).as(text.getTextContent()).isGreaterThan(end);
          end = x + half;
        }
      }
      assertThat(end).isGreaterThan(0);
    }
  }

  @Test
  void namesAreEscapedEverywhere() throws IOException {
    String nasty = "<b>&\"'|\u0007";
    StudyResult result = new StudyResult(
        nasty,
        nasty,
        nasty,
        Map.of(nasty, nasty + "title"),
        Map.of(nasty, HandWorked.spec(nasty + "title")),
        List.of(
            HandWorked.trial(nasty, nasty, 1, HandWorked.cost(1e-9, 1e-6), 0.5, 0.9),
            HandWorked.diverged(nasty, nasty, 2, 0.4)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(nasty),
        Map.of(nasty, nasty));
    ReportWriter.write(result, List.of(new BoundCheck(nasty, nasty, false)), folder);
    String html = Files.readString(folder.resolve("report.html"));
    Document page = Xml.parse(html);
    assertThat(Xml.elements(page, "h1").get(0).getTextContent()).isEqualTo("<b>&\"'|\uFFFD");
    assertThat(html).doesNotContain("<b>");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    assertThat(json.get("study").asText()).isEqualTo(nasty);
  }

  @Test
  void withoutPricesThePageIsAboutLearningOnly() throws IOException {
    StudyResult result = HandWorked.study(
        List.of("bp"), List.of("ideal"), HandWorked.trial("bp", "ideal", 1, null, 0.5, 0.9));
    ReportWriter.write(result, List.of(), folder);
    Document page = Xml.parse(Files.readString(folder.resolve("report.html")));
    assertThat(Xml.elements(page, "section").stream().map(s -> s.getAttribute("id")))
        .containsExactly(
            "summary",
            "accuracy",
            "cost-to-target",
            "bounds",
            "cautions",
            "definitions",
            "manifest");
  }

  @Test
  void aStudyWithoutTrialsIsStillReported() throws IOException {
    ReportWriter.write(HandWorked.study(List.of("bp"), List.of("taox")), List.of(), folder);
    String html = Files.readString(folder.resolve("report.html"));
    Xml.parse(html);
    assertThat(html).contains("No epoch was completed.", "not run: bp on taox");
  }

  @Test
  void costsThatAreNoNumbersDoNotStopTheReport() throws IOException {
    StudyResult result = HandWorked.study(
        List.of("bp"),
        List.of("taox"),
        HandWorked.trial("bp", "taox", 1, HandWorked.cost(Double.NaN, 1 / 0.0), 0.9));
    ReportWriter.write(result, List.of(), folder);
    Xml.parse(Files.readString(folder.resolve("report.html")));
    JsonNode row =
        new ObjectMapper().readTree(folder.resolve("summary.json").toFile()).at("/results/0");
    assertThat(row.get("training_energy_per_image_joules").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"10, false", "10.5, true"})
  void barsOfTotalsMoreThanTenfoldApartShowSharesOfTheirOwn(double ratio, boolean shares)
      throws IOException {
    StudyResult result = HandWorked.study(
        List.of("bp", "slow"),
        List.of("taox"),
        HandWorked.trial("bp", "taox", 1, HandWorked.cost(4e-9, 8e-6), 0.9),
        HandWorked.trial("slow", "taox", 1, HandWorked.cost(4e-9 * ratio, 8e-6), 0.9));
    ReportWriter.write(result, List.of(), folder);
    Document page = Xml.parse(Files.readString(folder.resolve("report.html")));
    Element chart = Xml.withClass(page, "svg", "chart").stream()
        .filter(svg -> svg.getAttribute("aria-label").equals("Training energy per image"))
        .findFirst()
        .orElseThrow();
    List<Element> segments = Xml.within(chart, "rect");
    double bp = width(segments.subList(0, 2));
    double slow = width(segments.subList(2, 4));
    assertThat(slow / bp).isCloseTo(shares ? 1 : ratio, within(0.05));
    assertThat(Xml.within(chart, "text").stream().map(Element::getTextContent))
        .contains("1.00 nJ", new Quantity(1e-9 * ratio, Quantity.Unit.JOULE).text());
    assertThat(((Element) chart.getParentNode()).getTextContent().contains("its own total"))
        .isEqualTo(shares);
  }

  private static double width(List<Element> segments) {
    return segments.stream()
        .mapToDouble(segment -> Double.parseDouble(segment.getAttribute("width")))
        .sum();
  }

  @Test
  void everyPricedHardwareIsDescribedAndComparedInAllNewSections() throws IOException {
    ReportWriter.write(SpecimenStudy.of(4, 3, 5), List.of(), folder);
    Document page = Xml.parse(Files.readString(folder.resolve("report.html")));
    for (String id : List.of("efficiency", "equal-area", "converters", "chips")) {
      Element section = Xml.elements(page, "section").stream()
          .filter(s -> s.getAttribute("id").equals(id))
          .findFirst()
          .orElseThrow();
      assertThat(Xml.within(section, "th").stream().map(Element::getTextContent))
          .as(id)
          .contains("taox", "pcm-8bit")
          .doesNotContain("ideal");
    }
    assertThat(folder.resolve("summary.md"))
        .content()
        .contains(
            "## Throughput and efficiency",
            "## At equal area",
            "## On chips of one size",
            "## How much the converter model matters",
            "## The chips in words",
            "| fixed feedback weights | on arrays of their own | on arrays of their own |");
  }

  @Test
  void jsonHasThePricesOfEveryConverterModelAndSize() throws IOException {
    ReportWriter.write(SpecimenStudy.of(2, 1, 5), List.of(), folder);
    JsonNode root = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    JsonNode dfa = root.at("/results/3");
    assertThat(dfa.get("hardware").asText() + dfa.get("rule").asText()).isEqualTo("taoxdfa");
    double own = dfa.get("training_energy_per_image_joules").doubleValue();
    JsonNode models = dfa.get("by_converter_model");
    assertThat(models.at("/sar/training_energy_per_image_joules").doubleValue())
        .isCloseTo(own, within(1e-18));
    assertThat(models.at("/flash/training_energy_per_image_joules").doubleValue())
        .isCloseTo(1.5 * own, within(1e-18));
    assertThat(dfa.at("/on_chips_of_other_sizes/0/training_energy_per_image_joules")
            .doubleValue())
        .isCloseTo(1.05 * own, within(1e-18));
    assertThat(root.at("/chips/taox/wires between tiles").asText()).isEqualTo("H-tree");
  }

  @Test
  void brokenBoundsAreNamed() throws IOException {
    ReportWriter.write(SpecimenStudy.of(4, 3, 5), SpecimenStudy.bounds(), folder);
    Document page = Xml.parse(Files.readString(folder.resolve("report.html")));
    assertThat(Xml.withClass(page, "td", "fails")).hasSize(1);
    assertThat(Xml.withClass(page, "td", "holds")).hasSize(1);
    assertThat(folder.resolve("summary.md"))
        .content()
        .contains("| **broken** | training energy of dfa at most 0.9 x bp on taox |");
  }

  @Test
  void breakdownsInJsonSumToTheirTotals() throws IOException {
    StudyResult result = HandWorked.study(
        List.of("bp"),
        List.of("taox"),
        HandWorked.trial("bp", "taox", 1, HandWorked.cost(4e-9, 8e-6), 0.5, 0.9));
    ReportWriter.write(result, List.of(), folder);
    JsonNode row =
        new ObjectMapper().readTree(folder.resolve("summary.json").toFile()).at("/results/0");
    JsonNode energy = row.get("training_energy_per_image_by_component_joules");
    assertThat(energy.get("ADC").doubleValue()).isCloseTo(0.75e-9, within(1e-18));
    assertThat(energy.get("array").doubleValue()).isCloseTo(0.25e-9, within(1e-18));
    JsonNode phases = row.get("training_energy_per_image_by_phase_joules");
    assertThat(phases.get("error").doubleValue()).isCloseTo(0.5e-9, within(1e-18));
    assertThat(phases.get("update").doubleValue()).isCloseTo(0.25e-9, within(1e-18));
    JsonNode latency = row.get("training_latency_per_image_by_phase_seconds");
    assertThat(latency.get("forward").doubleValue()).isCloseTo(0.5e-6, within(1e-15));
    assertThat(latency.get("update").doubleValue()).isCloseTo(1.5e-6, within(1e-15));
    JsonNode area = row.get("area_by_component_square_meters");
    assertThat(area.get("ADC").doubleValue()).isCloseTo(5e-7, within(1e-16));
    assertThat(row.at("/accuracy_per_epoch/1/mean").doubleValue()).isEqualTo(0.9);
  }

  @Test
  void circuitsBeyondTheColoursAreSummedUpAsOther() {
    ReportModel model = ReportModel.of(SpecimenStudy.of(2, 1, 1), List.of());
    assertThat(model.components()).hasSize(9);
    assertThat(model.components().entrySet().stream()
            .filter(c -> c.getValue() == SeriesStyle.OTHER)
            .map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("multiplexer", "driver");
    assertThat(model.components().get("ADC")).isEqualTo(new SeriesStyle(0));
  }
}
