package org.crosslearn.crossbar.presets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
  @ParameterizedTest
  @MethodSource("org.crosslearn.crossbar.presets.Presets#devices")
  void everyDeviceInTheIndexIsAFile(String name) {
    assertThat(Presets.device(name).source()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("org.crosslearn.crossbar.presets.Presets#hardware()")
  void everyHardwareInTheIndexIsAFile(String name) {
    assertThat(Presets.hardware(name).description()).isNotBlank();
  }

  @Test
  void aKeyThatNamesAPresetNeedsNothingElse() {
    assertThat(study("ideal: {}", "ideal").isIdeal()).isTrue();
  }

  @Test
  void singleValuesAreLaidOverThePreset() {
    HardwareSpec changed = study(
        "mine: {preset: analog-rram, device: {cycle-to-cycle: 0.5},"
            + " crossbar: {encoding: reference-column, adc: null}, chip: null}",
        "mine");
    HardwareSpec preset = Presets.hardware("analog-rram");
    assertThat(changed.device().cycleToCycle()).isEqualTo(0.5);
    assertThat(changed.device().step()).isEqualTo(preset.device().step());
    assertThat(changed.crossbar().encoding()).isEqualTo(Encoding.REFERENCE_COLUMN);
    assertThat(changed.crossbar().adc()).isNull();
    assertThat(changed.crossbar().dac()).isEqualTo(preset.crossbar().dac());
  }

  @Test
  void anotherDeviceTakesThePlaceOfThePresets() {
    assertThat(study("a: {preset: quantised, device: pcmo}", "a").device())
        .isEqualTo(Presets.device("pcmo"));
    assertThat(study("a: {preset: quantised, device: {preset: pcmo, read-noise: 0.1}}", "a")
            .device()
            .step())
        .isEqualTo(Presets.device("pcmo").step());
  }

  @Test
  void mistakesAreNamedWhereTheyStand() {
    assertThatThrownBy(() -> study("a: {preset: analog-ram}", "a"))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("test:1:13")
        .hasMessageContaining("analog-rram");
    assertThatThrownBy(() -> study("a: {crossbar: {rows: 64}}", "a"))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("preset");
    assertThatThrownBy(() -> study("ideal: {device: pcmo}", "ideal"))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("ideal hardware has no device");
    assertThatThrownBy(() -> study("quantised: {crossbar: {adc: {bits: 0}}}", "quantised"))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("test:1:36")
        .hasMessageContaining("from 1 to 16");
    assertThatThrownBy(() -> study("quantised: {crossbar: {adc: null}}", "quantised"))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("no circuit reads without converters");
  }

  @Test
  void aMeasuredCurveIsReadFromBesideTheStudy(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("curve.csv"), "pulse,potentiation,depression\n0,1,9\n1,4,5\n2,8,2\n3,9,1\n");
    StepLaw inline = measured(folder, "potentiation: [1, 4, 8, 9], depression: [9, 5, 2, 1]");
    assertThat(measured(folder, "file: curve.csv")).isEqualTo(inline);
  }

  @Test
  void aDeviceWithAMeasuredCurveKeepsWhatAgesItAndBreaksIt(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("curve.csv"), "pulse,potentiation,depression\n0,1,9\n1,4,5\n2,8,2\n3,9,1\n");
    YamlDocument study = YamlDocument.parse(
        "mine: {preset: analog-rram, device: {preset: pcm-gst-90nm, temperature-kelvin: 350,"
            + " faults: {stuck-on: 0.1, stuck-off: 0, stuck-anywhere: 0},"
            + " step: {kind: measured, file: curve.csv}}}",
        folder.resolve("study.yaml").toString());
    DeviceSpec device = Presets.hardware(study.at("mine"), "mine").device();
    DeviceSpec preset = Presets.device("pcm-gst-90nm");
    assertThat(device.faults().stuckOn()).isEqualTo(0.1);
    assertThat(device.temperatureKelvin()).isEqualTo(350);
    assertThat(device)
        .usingRecursiveComparison()
        .ignoringFields("step", "faults", "temperatureKelvin")
        .isEqualTo(preset);
    assertThat(preset.ages()).isTrue();
  }

  @Test
  void aMeasuredCurveThatCannotBeUsedIsRefusedAtItsFile(@TempDir Path folder) throws IOException {
    Path curve = folder.resolve("curve.csv");
    assertThatThrownBy(() -> measured(folder, "file: curve.csv"))
        .isInstanceOf(YamlError.class)
        .hasMessageContainingAll("study.yaml:1:", curve + ": there is no such file");
    Files.writeString(curve, "pulse,potentiation,depression\n0,1,9\n1,4,5\n2,3,2\n3,9,1\n");
    assertThatThrownBy(() -> measured(folder, "file: curve.csv"))
        .hasMessageContainingAll("study.yaml:1:", "potentiation[2]", "above", "4.0", "found 3.0");
    Files.writeString(curve, "pulse,potentiation,depression\n0,1,9\n1,x,5\n2,3,2\n3,9,1\n");
    assertThatThrownBy(() -> measured(folder, "file: curve.csv"))
        .hasMessageContainingAll("study.yaml:1:", curve + ":3: potentiation", "found x");
  }

  private static StepLaw measured(Path folder, String law) {
    YamlDocument study = YamlDocument.parse(
        "mine: {preset: analog-rram, device: {step: {kind: measured, " + law
            + "}, device-to-device: {shape: 0}}}",
        folder.resolve("study.yaml").toString());
    return Presets.hardware(study.at("mine"), "mine").device().step();
  }

  private static HardwareSpec study(String yaml, String key) {
    return Presets.hardware(YamlDocument.parse(yaml, "test").at(key), key);
  }
}
