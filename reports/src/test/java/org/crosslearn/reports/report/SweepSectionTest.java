package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.crosslearn.reports.report.FigureTable.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SweepSectionTest {
  private static final ReportModel MODEL = ReportModel.of(HandWorked.swept(), List.of());

  @TempDir
  private Path folder;

  private Document page() {
    return Xml.parse(HtmlReport.of(MODEL));
  }

  private static Element chart(Document page, String title) {
    return Xml.withClass(page, "svg", "chart").stream()
        .filter(chart -> chart.getAttribute("aria-label").equals(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTableComparesTheRulesAtEveryValue() {
    FigureTable table = SweepSection.table(MODEL.sweeps().get(0));

    assertThat(table.groups()).extracting(FigureTable.Group::hardware).containsExactly("a");
    List<Row> rows = table.groups().get(0).rows();
    assertThat(rows)
        .extracting(Row::names)
        .containsExactly(List.of("1", "x"), List.of("", "y"), List.of("4", "x"), List.of("", "y"));
    // A step has four images.
    assertThat(rows.get(0).figures())
        .startsWith("90.00 ± 2.83 %", "0 of 2", "1.00 nJ", "1.00 ×", "2.00 µs", "1.00 ×");
    assertThat(rows.get(1).figures())
        .startsWith("80.00 %", "0 of 1", "500 pJ", "0.500 ×", "500 ns", "0.250 ×");
    assertThat(rows.get(2).figures()).startsWith("60.00 %", "1 of 2", "4.00 nJ", "1.00 ×");
    assertThat(rows.get(3).figures()).startsWith("–", "1 of 1", "–", "–");
  }

  @Test
  void hardwareThatASweepDoesNotConcernIsNotInIt() {
    assertThat(MODEL.sweeps().get(0).hardware()).containsExactly("a");
    assertThat(SweepSection.note(MODEL.sweeps().get(0)))
        .isEqualTo("Sweep depth: x, y on a. The study itself is at 1.");
  }

  @Test
  void whatChangesAlongASweepIsDrawnAndNothingElse() {
    List<String> titles = Xml.withClass(page(), "svg", "chart").stream()
        .map(chart -> chart.getAttribute("aria-label"))
        .filter(title -> title.endsWith("against Hidden layers"))
        .toList();

    assertThat(titles)
        .containsExactly(
            "Test accuracy on a against Hidden layers",
            "Training energy per image on a against Hidden layers",
            "Training latency per image on a against Hidden layers");
  }

  @Test
  void aValueWhereSeedsDivergedIsCrossedOut() {
    Element accuracy = chart(page(), "Test accuracy on a against Hidden layers");
    List<String> notes =
        Xml.within(accuracy, "title").stream().map(Element::getTextContent).toList();

    assertThat(notes)
        .contains(
            "x at 1: 90.00 %, 88.00 % to 92.00 % over 2 seeds",
            "x at 4: 60.00 %", "x at 4: diverged in 1 of 2", "y at 4: diverged in 1 of 1");
    assertThat(Xml.within(accuracy, "line"))
        .filteredOn(line -> line.getAttribute("class").equals("end"))
        .hasSize(4);
    assertThat(Cautions.of(MODEL))
        .contains(
            "y on a at depth=4 diverged in 1 of 1 trials (seed 1 in epoch 2): there are no figures"
                + " for it.");
  }

  @Test
  void everyNotationHasTheSameFigures() throws IOException {
    ReportWriter.write(HandWorked.swept(), List.of(), folder);

    List<String> lines = Files.readAllLines(folder.resolve("sweeps.csv"));
    List<String> header = Arrays.asList(lines.get(0).split(","));
    String[] third = lines.get(3).split(",", -1);
    assertThat(lines).hasSize(5);
    assertThat(third).startsWith("depth", "4", "a", "x", "2", "1", "0.6");
    assertThat(third[header.indexOf("training_energy_per_image_joules")]).isEqualTo("4.0E-9");
    assertThat(lines.get(2).split(",", -1)[header.indexOf("training_latency_to_first_rule")])
        .isEqualTo("0.25");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    JsonNode sweep = json.get("sweeps").get(0);
    assertThat(sweep.get("sweep").textValue()).isEqualTo("depth");
    JsonNode second = sweep.get("points").get(1);
    assertThat(second.get("value").textValue()).isEqualTo("4");
    assertThat(second.get("is_the_study").booleanValue()).isFalse();
    assertThat(second.get("results").get(0).get("accuracy_mean").doubleValue()).isEqualTo(0.6);
    assertThat(second.get("results").get(1).get("accuracy_mean").isNull()).isTrue();
    assertThat(folder.resolve("summary.md"))
        .content()
        .contains("## Sweep: Hidden layers", "| a | 4 | x | 60.00 % | 1 of 2 | 4.00 nJ | 1.00 × |");
    assertThat(folder.resolve("sweeps.tex"))
        .content()
        .contains("a & 4 & x & 60.00 \\% & 1 of 2 & 4.00 nJ & 1.00 $\\times$");
  }
}
