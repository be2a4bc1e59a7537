package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.crosslearn.reports.cli.Ran.crosslearn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.crosslearn.hw.design.ChipDesigns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CostCommandTest {
  private static final String NETWORK = "784-64-10";

  @TempDir
  private Path folder;

  private JsonNode json(Object... arguments) throws IOException {
    Path file = folder.resolve("cost.json");
    List<Object> all = new ArrayList<>(List.of("cost"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--json", file));
    Ran ran = crosslearn(all.toArray());
    assertThat(ran.code()).as(ran.err()).isZero();
    return new ObjectMapper().readTree(file.toFile());
  }

  private static double sum(JsonNode items, String figure) {
    double sum = 0;
    for (JsonNode item : items) {
      sum += item.get(figure).doubleValue();
    }
    return sum;
  }

  private static double forwardConversion(JsonNode cost) {
    double joules = 0;
    for (JsonNode item : cost.get("training").get("energy")) {
      boolean forward = item.get("phase").textValue().equals("FORWARD");
      joules += forward && item.get("component").textValue().equals("ADC")
          ? item.get("joules").doubleValue()
          : 0;
    }
    return joules;
  }

  /** Fields of a table without quotes. */
  private static List<String[]> table(String csv) {
    return csv.lines().map(line -> line.split(",", -1)).toList();
  }

  @ParameterizedTest
  @MethodSource("org.crosslearn.hw.design.ChipDesigns#names")
  void everyPresetPricesInference(String chip) {
    Ran ran = crosslearn("cost", NETWORK, "--chip", chip, "--rule", "inference");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("on " + chip, "it does inference only", "TOPS/W", "What the numbers include")
        .doesNotContain("training");
  }

  @ParameterizedTest
  @CsvSource({
    "fefet-22nm, bp",
    "fefet-22nm-on-chip, dfa",
    "rram-32nm, bp",
    "rram-22nm, dfa",
    "sram-7nm, dfa"
  })
  void presetsPriceTraining(String chip, String rule) {
    Ran ran = crosslearn("cost", NETWORK, "--chip", chip, "--rule", rule, "--per-matrix");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("Energy of training", "weight gradient", "layer2");
  }

  @Test
  void theItemsOfAFileSumToItsTotals() throws IOException {
    JsonNode cost = json(NETWORK, "--chip", "rram-32nm", "--batch", 10);

    JsonNode figures = cost.get("figures");
    assertThat(sum(cost.get("area"), "squareMeters"))
        .isCloseTo(figures.get("area_square_meters").doubleValue(), within(1e-15));
    for (String workload : List.of("training", "inference")) {
      double batch = figures.get(workload + "_energy_per_batch_joules").doubleValue();
      double latency = figures.get(workload + "_latency_per_batch_seconds").doubleValue();
      assertThat(batch).isPositive();
      assertThat(sum(cost.get(workload).get("energy"), "joules"))
          .isCloseTo(batch, within(1e-9 * batch));
      assertThat(sum(cost.get(workload).get("busy"), "criticalSeconds"))
          .isCloseTo(latency, within(1e-9 * latency));
      assertThat(figures.get(workload + "_energy_per_image_joules").doubleValue())
          .isCloseTo(batch / 10, within(1e-9 * batch));
      assertThat(figures.get(workload + "_energy_per_epoch_joules").doubleValue())
          .isCloseTo(5000 * batch, within(1e-6 * batch));
    }
  }

  @Test
  void theLinesOfATableSumToTheSameTotals() throws IOException {
    JsonNode figures = json(NETWORK, "--chip", "rram-32nm").get("figures");
    Path file = folder.resolve("cost.csv");
    crosslearn("cost", NETWORK, "--chip", "rram-32nm", "--csv", file);

    double area = 0;
    double energy = 0;
    for (String[] line : table(Files.readString(file))) {
      area += line[0].equals("area") ? Double.parseDouble(line[5]) : 0;
      energy +=
          line[0].equals("energy") && line[1].equals("training") ? Double.parseDouble(line[5]) : 0;
    }
    assertThat(area).isCloseTo(figures.get("area_square_meters").doubleValue(), within(1e-15));
    assertThat(energy)
        .isCloseTo(figures.get("training_energy_per_batch_joules").doubleValue(), within(1e-15));
  }

  @Test
  void aGridHasARowPerConfigurationThatEqualsItsOwnPrice() throws IOException {
    Ran ran = crosslearn(
        "cost",
        NETWORK,
        "--chip",
        "rram-32nm",
        "--vary",
        "array.rows=32,64,128",
        "--vary",
        "chip.adc=flash,sar",
        "--set",
        "array.input-bits=4");
    List<String[]> rows = table(ran.out());

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).contains("6 configurations, 0 of them refused");
    assertThat(rows).hasSize(7);
    assertThat(rows.get(0)).startsWith("array.rows", "chip.adc", "area_square_meters");
    assertThat(rows.get(4)).startsWith("64", "sar");
    JsonNode alone = json(
        NETWORK,
        "--chip",
        "rram-32nm",
        "--set",
        "array.rows=64",
        "--set",
        "chip.adc=sar",
        "--set",
        "array.input-bits=4");
    assertThat(Double.parseDouble(rows.get(4)[2]))
        .isEqualTo(alone.get("figures").get("area_square_meters").doubleValue());
  }

  @Test
  void theNumberOfThreadsChangesNoFigure() {
    Object[] grid = {"cost", NETWORK, "--chip", "rram-32nm", "--vary", "array.rows=16,32,64"};
    List<Object> alone = new ArrayList<>(List.of(grid));
    alone.addAll(List.of("--threads", 1));

    assertThat(crosslearn(alone.toArray()).out()).isEqualTo(crosslearn(grid).out());
  }

  @Test
  void configurationsThatCannotWorkAreNamedAndTheOthersPriced() {
    Ran ran =
        crosslearn("cost", NETWORK, "--chip", "rram-32nm", "--vary", "array.bits-per-cell=5,6");

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).contains("2 configurations, 1 of them refused");
    assertThat(ran.out())
        .contains("\"array.bits-per-cell=6: array.bits-per-cell: must be at most 5, which");
  }

  @Test
  void aGridBeyondAllPatienceIsRefused() {
    List<Object> arguments = new ArrayList<>(List.of("cost", NETWORK, "--chip", "rram-32nm"));
    for (String path : List.of("rows", "columns", "adc-bits", "input-bits", "bits-per-cell")) {
      arguments.addAll(List.of("--vary", "array." + path + "=" + "2,".repeat(20) + "2"));
    }

    Ran ran = crosslearn(arguments.toArray());

    assertThat(ran.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(ran.err())
        .isEqualTo("4084101 combinations are more than 1000000; vary fewer values"
            + System.lineSeparator());
  }

  @Test
  void moreActivityTakesMoreEnergyAndNoMoreArea() throws IOException {
    JsonNode calm = json(NETWORK, "--chip", "rram-32nm", "--set", "activity.inputs=0.1");
    JsonNode busy = json(NETWORK, "--chip", "rram-32nm", "--set", "activity.inputs=0.4");

    String energy = "inference_energy_per_image_joules";
    assertThat(busy.get("figures").get(energy).doubleValue())
        .isGreaterThan(calm.get("figures").get(energy).doubleValue());
    assertThat(busy.get("area")).isEqualTo(calm.get("area"));
  }

  @Test
  void tracesSetTheActivityOfTheirLayers() throws IOException {
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    Files.writeString(inputs.resolve("layer1.csv"), "1,1,1,1,1,1,1,1\n".repeat(4));
    Files.writeString(inputs.resolve("layer2.csv"), "1,1,1,1,1,1,1,1\n".repeat(3));

    JsonNode traced = json("4-3-2", "--chip", "rram-32nm", "--inputs", inputs);
    JsonNode all = json("4-3-2", "--chip", "rram-32nm", "--set", "activity.inputs=1");
    JsonNode assumed = json("4-3-2", "--chip", "rram-32nm");

    assertThat(traced.get("inference")).isEqualTo(all.get("inference"));
    assertThat(traced.get("inference")).isNotEqualTo(assumed.get("inference"));
  }

  @Test
  void whatATrialDidCostsOnItsOwnChipWhatTheTrialSaid() throws IOException {
    StudyFile study = StudyFile.write(folder, "tiny", """
        name: tiny
        data: digits
        network: {hidden: [8]}
        training: {epochs: 1, batch: 50}
        seeds: [1]
        rules: {bp: {}, dfa: {}}
        hardware: {ideal: {}, analog: {preset: analog-rram}}
        """);
    study.run();
    Path results = study.results();
    // The hardware preset analog-rram as a chip: TaOx/HfOx on pairs, 8-bit inputs, 6-bit SAR.
    Path chip = Files.writeString(folder.resolve("chip.yaml"), """
        preset: rram-32nm
        description: analog-rram
        cell:
          on-resistance-ohm: 100e3
          on-off-ratio: 10
          read-voltage: 0.5
          potentiation: {voltage: 1.6, seconds: 50e-9}
          depression: {voltage: 1.6, seconds: 50e-9}
          levels: 128
          height-features: 4
          width-features: 4
        array: {signs: differential-pair, bits-per-cell: 7}
        """);
    JsonNode recorded = new ObjectMapper()
        .readTree(results.resolve("trials/bp__analog__seed1.json").toFile());

    JsonNode priced = json("--results", results, "--trial", "bp__analog__seed1", "--chip", chip);

    JsonNode cost = recorded.get("cost");
    assertThat(agree(priced.get("training"), cost.get("training"))).isTrue();
    assertThat(agree(priced.get("inference"), cost.get("inference"))).isTrue();
    Ran elsewhere = crosslearn(
        "cost", "--results", results, "--trial", "dfa__analog__seed1", "--chip", "sram-7nm");
    assertThat(elsewhere.out()).contains("dfa__analog__seed1, as recorded; batch 50");
    // The same network with the activity of the trial converts what the trial converted.
    JsonNode again = json(
        "64-8-10",
        "--chip",
        chip,
        "--batch",
        50,
        "--activity",
        results,
        "--trial",
        "bp__analog__seed1");
    assertThat(forwardConversion(again)).isEqualTo(forwardConversion(recorded.get("cost")));
    assertThat(forwardConversion(json("64-8-10", "--chip", chip, "--batch", 50)))
        .isNotEqualTo(forwardConversion(again));
    assertThat(crosslearn("cost", "--results", results, "--chip", "rram-22nm").err())
        .contains("--trial is missing; one of bp__analog__seed1, dfa__analog__seed1");
    assertThat(crosslearn(
                "cost", "--results", results, "--trial", "bp__ideal__seed1", "--chip", "rram-22nm")
            .err())
        .contains("no recorded trial bp__ideal__seed1", "On ideal hardware");
  }

  /** But for the last digits of numbers, which went through a file. */
  private static boolean agree(JsonNode priced, JsonNode recorded) {
    return priced.equals(
        (a, b) -> a.isNumber()
                && b.isNumber()
                && Math.abs(a.doubleValue() - b.doubleValue()) <= 1e-12 * Math.abs(b.doubleValue())
            ? 0
            : a.equals(b) ? 0 : 1,
        recorded);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          784-10 --chip rram-32n; rram-32n: neither a chip preset nor a file. Did you mean rram-32nm?
          vgg8 --chip rram-32nm; Did you mean vgg8-cifar10?
          784-10 --chip rram-32nm --set array.adc-bit=3; array: unknown key, found adc-bit. Did you mean adc-bits?
          784-10 --chip rram-32nm --set aray.rows=3; unknown key, found aray. Did you mean array?
          784-10 --chip rram-32nm --set array.rows; array.rows: must be a path and a value, as in array.rows=64
          784-10 --chip rram-32nm --set chip.node-nanometers=28; of which 32 is nearest, found 28
          784-10 --chip rram-32nm --vary array.rows; must be a path and its values
          784-10 --chip rram-32nm --batch 0; --batch must be at least 1, found 0
          --chip rram-32nm; a NETWORK or --results is missing
          784-10 --chip rram-32nm --trial x; --trial needs --results or --activity
          784-10-10 --chip sram-7nm; sram-7nm cannot do this: ports must be eight-transistors where a matrix is read transposed, found six-transistors
          784-10 --chip rram-32nm --results nowhere; give either a NETWORK or --results
          --chip rram-32nm --results nowhere; nowhere holds no recorded operations
          784-10 --chip rram-32nm --weights nowhere; nowhere: must hold layer1.npy or layer1.csv, found neither
          """)
  void badInputIsToldInOneLineWithWhatToTry(String arguments, String message) {
    Ran ran = crosslearn((Object[]) ("cost " + arguments).split(" "));

    assertThat(ran.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(message).hasLineCount(1);
  }

  @Test
  void aWastefulConverterIsPricedWithAWarning() {
    Ran ran = crosslearn("cost", NETWORK, "--chip", "rram-32nm", "--set", "array.adc-bits=14");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("warning: array.adc-bits is 14, but 12 lose nothing");
  }

  @Test
  void chipsAreListedWithWhatTheyAre() {
    Ran ran = crosslearn("describe", "chip");

    assertThat(ran.out().lines().toList()).hasSameSizeAs(ChipDesigns.names());
    assertThat(ran.out()).contains("rram-32nm", ChipDesigns.preset("rram-32nm").description());
  }

  @ParameterizedTest
  @MethodSource("org.crosslearn.hw.design.ChipDesigns#names")
  void aChipIsExplainedFromItsCellsToItsDataflow(String chip) {
    Ran ran = crosslearn("describe", "chip", chip, "--network", "lenet5-mnist");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("Source: ", "Cell: ", "Tile A: ", "Chip: ", "Floorplan", "Memory", "Dataflow")
        .containsPattern("Subarray: [0-9]+ rows")
        .containsPattern("layer1 +6 x 25 ");
  }

  @Test
  void theExplainedChipIsThePricedChip() {
    String explained =
        crosslearn("describe", "chip", "rram-32nm", "--network", NETWORK).out();
    String priced = crosslearn("cost", NETWORK, "--chip", "rram-32nm").out();

    String explainedArea = explained
        .substring(explained.indexOf("Chip: "))
        .lines()
        .skip(2)
        .limit(14)
        .toList()
        .toString();
    String pricedArea = priced
        .substring(priced.indexOf("Area ("))
        .lines()
        .skip(1)
        .limit(14)
        .toList()
        .toString();
    assertThat(pricedArea).contains("transposed read-out", "total");
    assertThat(Stream.of(explainedArea.split(", ")))
        .containsExactlyInAnyOrder(pricedArea.split(", "));
  }
}
