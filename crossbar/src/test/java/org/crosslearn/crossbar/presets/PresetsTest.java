package org.crosslearn.crossbar.presets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.junit.jupiter.api.Test;
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

  private static HardwareSpec study(String yaml, String key) {
    return Presets.hardware(YamlDocument.parse(yaml, "test").at(key), key);
  }
}
