package org.crosslearn.hw.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {

  enum Flavour {
    HIGH_PERFORMANCE,
    LOW_POWER
  }

  record Pulse(double voltage, double seconds) {
    Pulse {
      InvalidValue.requirePositive("voltage", voltage);
      InvalidValue.requirePositive("seconds", seconds);
    }
  }

  record Cell(
      String name, int levels, double onOffRatio, boolean linear, Flavour flavour, Pulse pulse) {
    Cell {
      InvalidValue.require(pulse != null, "pulse", "nothing", "voltage and seconds of a pulse");
      InvalidValue.requireRange("levels", levels, 2, 256);
      if (linear && levels > 64) {
        throw new IllegalArgumentException("a linear cell has at most 64 levels, found " + levels);
      }
    }
  }

  record Train(List<Double> curve, Pulse pulse) {
    Train {
      for (int i = 1; i < curve.size(); i++) {
        InvalidValue.require(
            curve.get(i) > curve.get(i - 1), "curve[" + i + "]", curve.get(i), "above the last");
      }
      InvalidValue.require(
          pulse.voltage() < 3, "pulse.voltage", pulse.voltage(), "what the circuit can stand");
    }
  }

  record Layers(
      List<Integer> hidden,
      Map<String, Pulse> pulses,
      Optional<Pulse> reset,
      Integer seed,
      double[] curve) {}

  private static final String CELL = """
      name: rram
      levels: 32
      on-off-ratio: 1e2
      linear: false
      flavour: low-power
      pulse:
        voltage: 1.5
        seconds: 1e-8
      """;

  private static final Cell RRAM =
      new Cell("rram", 32, 100, false, Flavour.LOW_POWER, new Pulse(1.5, 1e-8));

  private static YamlDocument parse(String text) {
    return YamlDocument.parse(text, "cell.yaml");
  }

  @Test
  void aDocumentBecomesARecord() {
    assertThat(parse(CELL).as(Cell.class)).isEqualTo(RRAM);
  }

  /** {@code |} stands for a line break. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "levels: 32; level: 32; cell.yaml:2:1: unknown key, found level. Did you mean levels?",
        "voltage: 1.5; volts: 1.5; cell.yaml:7:3: pulse: unknown key, found volts. Allowed: voltage, seconds.",
        "voltage: 1.5; vlotage: 1.5; cell.yaml:7:3: pulse: unknown key, found vlotage. Did you mean voltage?",
        "levels: 32; levels: many; cell.yaml:2:9: levels: must be a whole number, found many",
        "levels: 32; levels: 32.5; cell.yaml:2:9: levels: must be a whole number, found 32.5",
        "levels: 32; levels: 1e10; cell.yaml:2:9: levels: must be a whole number, found 1e10",
        "levels: 32; levels: '32'; cell.yaml:2:9: levels: must be a whole number, found \"32\"",
        "levels: 32; levels: [32]; cell.yaml:2:9: levels: must be a whole number, found a list",
        "levels: 32; levels: ; cell.yaml:2:8: levels: must be a whole number, found nothing",
        "levels: 32; levels: 1; cell.yaml:2:9: levels: must be a whole number from 2 to 256, found 1",
        "levels: 32; levels:   1_000; cell.yaml:2:11: levels: must be a whole number, found 1_000",
        "levels: 32; ` `; cell.yaml:1:1: key levels is missing",
        "voltage: 1.5; ` `; cell.yaml:6:1: pulse: key voltage is missing",
        "voltage: 1.5; voltage: -1.50; cell.yaml:7:12: pulse.voltage: must be a number above 0, found -1.50",
        "voltage: 1.5; voltage: .nan; cell.yaml:7:12: pulse.voltage: must be a number, found .nan",
        "voltage: 1.5; voltage: 1e999; cell.yaml:7:12: pulse.voltage: must be a number, found 1e999",
        "voltage: 1.5; voltage: {}; cell.yaml:7:12: pulse.voltage: must be a number, found a mapping",
        "voltage: 1.5; voltage: NaN; cell.yaml:7:12: pulse.voltage: must be a number, found NaN",
        "voltage: 1.5; voltage: 'Infinity'; cell.yaml:7:12: pulse.voltage: must be a number, found \"Infinity\"",
        "levels: 32; ? [levels]|: 32; cell.yaml:2:3: a key must be a single word",
        "flavour: low-power; flavour: 1; cell.yaml:5:10: flavour: must be one of high-performance, low-power, found 1",
        "name: rram; name: ~; cell.yaml:1:7: name: must be text, found nothing",
        "levels: 32; levels: &many !!str \"32\"; cell.yaml:2:9: levels: must be a whole number, found \"32\"",
        "name: rram; name: 🙂|🙃: '1'; cell.yaml:2:1: unknown key, found 🙃. Allowed: name, levels, on-off-ratio, linear, flavour, pulse.",
        "linear: false; linear: no; cell.yaml:4:9: linear: must be true or false, found no",
        "flavour: low-power; flavour: lowpower; cell.yaml:5:10: flavour: must be one of high-performance, low-power, found lowpower. Did you mean low-power?",
        "flavour: low-power; flavour: cheap; cell.yaml:5:10: flavour: must be one of high-performance, low-power, found cheap",
        "name: rram; name: [a]; cell.yaml:1:7: name: must be text, found a list",
        "pulse:; pulse: a: b; cell.yaml:6:9: not valid YAML: mapping values are not allowed here",
        "linear: false; levels: 64; cell.yaml:4:1: levels: stands here a second time, the first is in line 2",
        "levels: 32; levels: {a: 1; cell.yaml:3:13: not valid YAML while parsing a flow mapping: expected ',' or '}', but got :",
        "name: rram; name: *cell; cell.yaml:1:7: not valid YAML: found undefined alias cell",
        "flavour: low-power; ` `; cell.yaml:1:1: key flavour is missing",
        "pulse:; pulse: ~|timing:; cell.yaml:7:1: unknown key, found timing. Allowed: name, levels, on-off-ratio, linear, flavour, pulse.",
        "linear: false; linear: true; OK",
      })
  void everyMistakeIsToldWithItsPlace(String line, String mistake, String message) {
    String text = CELL.replace(line, mistake.replace('|', '\n'));
    if (message.equals("OK")) {
      assertThat(parse(text).as(Cell.class).linear()).isTrue();
    } else {
      assertThatThrownBy(() -> parse(text).as(Cell.class))
          .isInstanceOf(YamlError.class)
          .hasMessage(message);
    }
  }

  @Test
  void checksAcrossKeysPointToTheRecord() {
    assertThatThrownBy(() -> parse(
                "{name: a, levels: 100, on-off-ratio: 2, linear: true, flavour: low-power, pulse: {voltage: 1, seconds: 1}}")
            .as(Cell.class))
        .hasMessage("cell.yaml:1:1: a linear cell has at most 64 levels, found 100");
  }

  @Test
  void whatAMappingDoesNotNameStaysAsItWas() {
    Cell changed = parse("levels: 64\npulse: {seconds: 2e-8}").over(RRAM);

    assertThat(changed)
        .isEqualTo(new Cell("rram", 64, 100, false, Flavour.LOW_POWER, new Pulse(1.5, 2e-8)));
  }

  @Test
  void nothingLaidOverARecordIsTheRecord() {
    assertThat(parse("").over(RRAM)).isEqualTo(RRAM);
    assertThat(parse("{}").over(RRAM)).isEqualTo(RRAM);
    assertThat(parse("# all as it was\n").over(RRAM)).isEqualTo(RRAM);
    assertThat(parse("pulse:").over(RRAM)).isEqualTo(RRAM);
    assertThat(parse("~").over(RRAM)).isEqualTo(RRAM);
  }

  @Test
  void aPartCanBeTakenAwayByWritingNull() {
    record Chip(Pulse programming, Double clock) {}
    Chip chip = new Chip(new Pulse(1, 1), 1e9);

    assertThat(parse("programming: null\nclock: ~").over(chip)).isEqualTo(new Chip(null, null));
    assertThat(parse("{}").as(Chip.class)).isEqualTo(new Chip(null, null));
  }

  @Test
  void listsAndMapsAreEmptiedByWritingNull() {
    record Names(List<String> list, Map<String, String> map) {}
    Names names = new Names(List.of("a"), Map.of("b", "c"));

    assertThat(parse("list: null\nmap: ~").over(names)).isEqualTo(new Names(List.of(), Map.of()));
  }

  @Test
  void textIsTakenAsItIsWritten() {
    record Names(List<String> names) {}

    assertThat(parse("names: [1.10, 007, 1e3, True, no, NaN, '~', 🙂, '🙂']")
            .as(Names.class)
            .names())
        .containsExactly("1.10", "007", "1e3", "True", "no", "NaN", "~", "🙂", "🙂");
  }

  @Test
  void aPartThatTheRecordCannotDoWithoutIsAskedFor() {
    assertThatThrownBy(() -> parse("pulse: null").over(RRAM))
        .hasMessage("cell.yaml:1:8: pulse: must be voltage and seconds of a pulse, found nothing");
    assertThatThrownBy(() -> parse(CELL.substring(0, CELL.indexOf("pulse"))).as(Cell.class))
        .hasMessage("cell.yaml:1:1: pulse: must be voltage and seconds of a pulse, found nothing");
  }

  @Test
  void mapsAreMergedAndListsReplaced() {
    Layers defaults = new Layers(
        List.of(1, 2, 3),
        Map.of("set", new Pulse(1, 2), "form", new Pulse(3, 4)),
        Optional.of(new Pulse(5, 6)),
        7,
        new double[] {1});

    Layers changed = parse(
            "hidden: [9]\npulses: {set: {voltage: 8}}\nreset: {seconds: 1}\ncurve: [1, 0.5]")
        .over(defaults);

    assertThat(changed.hidden()).containsExactly(9);
    assertThat(changed.pulses())
        .containsOnly(Map.entry("set", new Pulse(8, 2)), Map.entry("form", new Pulse(3, 4)));
    assertThat(changed.reset()).contains(new Pulse(5, 1));
    assertThat(changed.seed()).isEqualTo(7);
    assertThat(changed.curve()).containsExactly(1, 0.5);
  }

  @Test
  void listsMapsOptionalsAndBoxedNumbersMayBeLeftOut() {
    Layers layers = parse("curve: []").as(Layers.class);

    assertThat(layers.hidden()).isEmpty();
    assertThat(layers.pulses()).isEmpty();
    assertThat(layers.reset()).isEmpty();
    assertThat(layers.seed()).isNull();
  }

  @Test
  void mistakesInsideListsAndMapsAreToldWithTheirPlace() {
    assertThatThrownBy(() -> parse("hidden: [1, two]\ncurve: []").as(Layers.class))
        .hasMessage("cell.yaml:1:13: hidden[1]: must be a whole number, found two");
    assertThatThrownBy(() -> parse("curve: []\npulses:\n  set: {voltage: 1}").as(Layers.class))
        .hasMessage("cell.yaml:3:3: pulses.set: key seconds is missing");
    assertThatThrownBy(() -> parse("hidden: [1, ~]\ncurve: []").as(Layers.class))
        .hasMessage("cell.yaml:1:13: hidden[1]: must be a whole number, found nothing");
    assertThatThrownBy(() -> parse("curve: [1, ~]").as(Layers.class))
        .hasMessage("cell.yaml:1:12: curve[1]: must be a number, found nothing");
    assertThatThrownBy(() -> parse("curve: ~").as(Layers.class))
        .hasMessage("cell.yaml:1:8: curve: must be a list, found nothing");
    assertThatThrownBy(() -> parse("curve: [NaN]").as(Layers.class))
        .hasMessage("cell.yaml:1:9: curve[0]: must be a number, found NaN");
    assertThatThrownBy(() -> parse("curve: AAAAAAAAAAA=").as(Layers.class))
        .hasMessage("cell.yaml:1:8: curve: must be a list, found AAAAAAAAAAA=");
    assertThatThrownBy(() -> parse("hidden: {a: 1}\ncurve: []").as(Layers.class))
        .hasMessage("cell.yaml:1:9: hidden: must be a list, found a mapping");
    assertThatThrownBy(() -> parse("pulses: [1]\ncurve: []").as(Layers.class))
        .hasMessage("cell.yaml:1:9: pulses: must be a mapping of names to values, found a list");
    assertThatThrownBy(() -> parse("pulses:\n- {set: 1, set: 2}"))
        .hasMessage(
            "cell.yaml:2:12: pulses[0].set: stands here a second time, the first is in line 2");
  }

  @Test
  void aRefusedDefaultPointsToTheMappingThatCausedIt() {
    Cell linear = new Cell("ideal", 64, 2, true, Flavour.LOW_POWER, new Pulse(1, 1));

    assertThatThrownBy(() -> parse("\ncell: {levels: 65}").at("cell").over(linear))
        .hasMessage("cell.yaml:2:1: cell: a linear cell has at most 64 levels, found 65");
  }

  @Test
  void keysReadByTheCallerAreStillSuggested() {
    YamlDocument settings = parse("rule: bp\nnetwrk: {}\nlevels: 4")
        .allowOnly("rule", "netwrk", "levels")
        .without("rule", "network");

    assertThat(settings.keys()).containsExactly("netwrk", "levels");
    assertThatThrownBy(() -> settings.over(RRAM))
        .hasMessage("cell.yaml:2:1: unknown key, found netwrk. Did you mean network?");
  }

  @Test
  void partsOfADocumentKeepTheirPlace() {
    YamlDocument document = parse("rules:\n  bp: {rate: 0.1}\n  dfa:\nseeds: [1, 2]\n");

    assertThat(document.keys()).containsExactly("rules", "seeds");
    assertThat(document.has("seeds")).isTrue();
    assertThat(document.has("seed")).isFalse();
    assertThat(document.at("seeds").isList()).isTrue();
    assertThat(document.at("seeds").items())
        .extracting(YamlDocument::text)
        .containsExactly("1", "2");
    assertThat(document.at("rules").at("dfa").isMapping()).isTrue();
    assertThat(document.at("rules").at("dfa").isEmpty()).isTrue();
    assertThat(document.at("rules").at("bp").at("rate").error("is odd"))
        .hasMessage("cell.yaml:2:14: rules.bp.rate: is odd")
        .extracting(YamlError::line, YamlError::column)
        .containsExactly(2, 14);
    assertThat(document.at("rules").at("bp").keyError("is no rule"))
        .hasMessage("cell.yaml:2:3: rules.bp: is no rule");
    assertThat(document.at("seeds").items().get(1).error("is odd"))
        .hasMessage("cell.yaml:4:12: seeds[1]: is odd");
    assertThat(document.at("seeds")).hasToString("cell.yaml:4:8: seeds");
    assertThatThrownBy(() -> document.at("data")).hasMessage("cell.yaml:1:1: key data is missing");
    assertThatThrownBy(() -> document.at("seeds").keys())
        .hasMessage("cell.yaml:4:8: seeds: must be a mapping of keys to values, found a list");
    assertThatThrownBy(() -> document.at("rules").text())
        .hasMessage("cell.yaml:2:3: rules: must be a single value, found a mapping");
    assertThatThrownBy(() -> document.at("rules").items())
        .hasMessage("cell.yaml:2:3: rules: must be a list, found a mapping");
  }

  @Test
  void anAnchorMayBeUsedAgain() {
    YamlDocument document = parse("a: &p {voltage: 1, seconds: 2}\nb: *p");

    assertThat(document.at("b").as(Pulse.class)).isEqualTo(new Pulse(1, 2));
    assertThat(document.at("b").at("seconds").error("is long"))
        .hasMessage("cell.yaml:1:29: b.seconds: is long");
    assertThat(document.at("b").keyError("is the same"))
        .hasMessage("cell.yaml:2:1: b: is the same");
  }

  @Test
  void aliasesThatNeverEndAreRefused() {
    assertThatThrownBy(() -> parse("a: &a\n  b: *a"))
        .isInstanceOf(YamlError.class)
        .hasMessage("cell.yaml:1:4: a.b: an alias that contains itself");

    StringBuilder doubling = new StringBuilder("l0: &l0 [1, 1]\n");
    for (int i = 1; i < 25; i++) {
      doubling.append("l%d: &l%d [*l%d, *l%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> parse(doubling.toString()))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("more than 100000 values");
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThatThrownBy(() -> parse("[".repeat(100_000)))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith("cell.yaml:1:")
        .hasMessageContaining("not valid YAML");
  }

  @Test
  void filesThatCannotBeReadSaySo(@TempDir Path folder) throws IOException {
    Path huge = folder.resolve("huge.yaml");
    Files.writeString(huge, "a: b\n".repeat(2_000_000));
    Path binary =
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Path missing = folder.resolve("missing.yaml");

    assertThatThrownBy(() -> YamlDocument.read(missing))
        .isInstanceOf(YamlError.class)
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> YamlDocument.read(folder))
        .isInstanceOf(YamlError.class)
        .hasMessage(folder + ": is a folder, not a YAML file");
    assertThatThrownBy(() -> YamlDocument.read(huge))
        .isInstanceOf(YamlError.class)
        .hasMessage(huge + ": must be at most 3145728 bytes, found 10000000");
    assertThatThrownBy(() -> YamlDocument.read(binary))
        .isInstanceOf(YamlError.class)
        .hasMessage(binary + ": is not text in UTF-8");
  }

  @Test
  void aSecondDocumentInOneFileIsRefused() {
    assertThatThrownBy(() -> parse("a: 1\n---\nb: 2"))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith("cell.yaml:2:1: not valid YAML");
  }

  @Test
  void unprintableCharactersAreRefused() {
    assertThatThrownBy(() -> parse("a: \0"))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith("cell.yaml:1:")
        .hasMessageContaining("not valid YAML");
  }

  @Test
  void aRecordNamesThePlaceOfWhatItRefusesDeeperInside() {
    String rising = "curve:\n  - 1\n  - 2\npulse:\n  seconds: 1\n  voltage: 4\n";
    assertThatThrownBy(() -> YamlDocument.parse(rising, "train.yaml").as(Train.class))
        .hasMessage("train.yaml:6:12: pulse.voltage: must be what the circuit can stand, found 4");
    assertThatThrownBy(
            () -> YamlDocument.parse(rising.replace("2", "0.5"), "train.yaml").as(Train.class))
        .hasMessage("train.yaml:3:5: curve[1]: must be above the last, found 0.5");
    Train train = new Train(List.of(1.0), new Pulse(1, 1));
    assertThatThrownBy(
            () -> YamlDocument.parse("pulse:\n  {voltage: 5}", "train.yaml").over(train))
        .hasMessageStartingWith("train.yaml:2:13: pulse.voltage: must be");
  }
}
