package org.crosslearn.crossbar.presets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.device.Spread;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Devices against their sources, evaluated from the published numbers a second time. */
class DevicePresetsTest {

  /** Table II of MLP+NeuroSim V3.0; conductances G(p) = B (1 - exp(-p / A)) + Gmin. */
  @ParameterizedTest
  @CsvSource({
    "ag-a-si, 97, 100, 2.4, -4.88, 26e6, 12.5, 0.035",
    "taox-hfox, 128, 128, 0.04, -0.63, 100e3, 10, 0.037",
    "pcmo, 50, 50, 3.68, -6.76, 23e6, 6.84, 0.01",
    "alox-hfo2, 40, 40, 1.94, -0.61, 16.9e3, 4.43, 0.05",
    "gst-pcm, 100, 120, 0.105, 2.4, 4.71e3, 19.8, 0.015",
    "epiram, 64, 64, 0.5, -0.5, 81e3, 50.2, 0.02",
    "fefet-hzo, 32, 32, 1.75, 1.46, 559.28e3, 45, 0.005",
    "linear, 64, 64, 0, 0, 100e3, 10, 0"
  })
  void devicesOfTheTableFollowItsCurves(
      String name,
      int up,
      int down,
      double upLabel,
      double downLabel,
      double onResistance,
      double ratio,
      double cycleToCycle) {
    DeviceSpec device = Presets.device(name);
    assertThat(device.cell().onResistanceOhm()).isEqualTo(onResistance);
    assertThat(device.cell().onOffRatio()).isEqualTo(ratio);
    assertThat(device.cycleToCycle()).isEqualTo(cycleToCycle);
    DeviceArray cell = noiseless(device);
    for (int p = 1; p <= up; p++) {
      cell.pulse(0, 1, null);
      assertThat((double) cell.conductance()[0])
          .as("after %s potentiating pulses", p)
          .isCloseTo(tableCurve(upLabel, (double) p / up), offset(2e-5));
    }
    cell.setExactly(0, 1);
    for (int p = down - 1; p >= 0; p--) {
      cell.pulse(0, -1, null);
      assertThat((double) cell.conductance()[0])
          .as("%s depressing pulses from the lower end", p)
          .isCloseTo(tableCurve(downLabel, (double) p / down), offset(2e-5));
    }
  }

  /** The curve of a label at a share of its pulses; the shape by bisection, the bulge by search. */
  private static double tableCurve(double label, double x) {
    if (label == 0) {
      return x;
    }
    double low = 1e-3;
    double high = 1e3;
    for (int i = 0; i < 60; i++) {
      double a = Math.sqrt(low * high);
      double bulge = 0;
      for (double p = 0; p <= 1; p += 2e-4) {
        bulge = Math.max(bulge, saturating(a, p) - p);
      }
      if (bulge > 0.07 * Math.sqrt(2) * Math.abs(label)) {
        low = a;
      } else {
        high = a;
      }
    }
    return saturating(Math.copySign(low, label), x);
  }

  private static double saturating(double a, double x) {
    return (1 - Math.exp(-x / a)) / (1 - Math.exp(-1 / a));
  }

  /**
   * A device of aihwkit in its own terms.
   *
   * @param up change of the weight by one pulse upwards, as documented there
   * @param down likewise downwards, above 0
   * @param noise standard deviation of a step at weight 0
   */
  record Published(
      String name,
      double weightMin,
      double weightMax,
      DoubleUnaryOperator up,
      DoubleUnaryOperator down,
      double noise,
      double writeNoise,
      double highest,
      double lowest) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Published> published() {
    return Stream.of(
        new Published(
            "reram-es",
            -1,
            1,
            w -> 0.00135 * (1 + 1.18445 * Math.exp(5 * (-0.5 * w - 0.5))),
            w -> 0.00135 * (1 - 0.259359) * (1 + 0.081404 * Math.exp(-5 * (-0.5 * w - 0.5))),
            5 * 0.00135 * (1 + 1.18445 * Math.exp(-2.5)),
            75 * 0.00135,
            0.3,
            0.3),
        new Published(
            "reram-sb",
            -0.75,
            1.25,
            w -> 0.002 * (1 - w / 1.25),
            w -> 0.002 * (1 + w / 0.75),
            3.75 * 0.002,
            56 * 0.002,
            0.3,
            0.3),
        new Published(
            "capacitor",
            -1,
            1,
            w -> 0.005 * (1 - 0.05 * w),
            w -> 0.005 * (1 + 0.05 * w),
            0.3 * 0.005,
            0,
            0.07,
            0.07),
        new Published(
            "ecram-li",
            -0.8276,
            1.1724,
            w -> 0.002 * (1 - 0.1153 * w / 1.1724),
            w -> 0.002 * (1 + 0.5085 * w / 0.8276),
            0.3 * 0.002,
            0,
            0.05 * 1.1724,
            0.05 * 0.8276),
        new Published(
            "ecram-mo",
            -0.8286,
            1.1714,
            w -> 2.8214e-4 * (1 - 0.4152 * w / 1.1714),
            w -> 2.8214e-4 * (1 + 0.7342 * w / 0.8286),
            2 * 2.8214e-4,
            0,
            0.05 * 1.1714,
            0.05 * 0.8286),
        new Published("idealized", -1, 1, w -> 0.0002, w -> 0.0002, 0.3 * 0.0002, 0, 0.3, 0.3),
        new Published("gokmen-vlasov", -1, 1, w -> 0.0016, w -> 0.0016, 0.3 * 0.0016, 0, 0.3, 0.3),
        new Published(
            "pcm",
            0,
            2,
            w -> 0.01 * (1 + 27.235 * Math.exp(-2.5 * w)),
            w -> 0.01 * (1 + 2.235 * Math.exp(2.5 * w)),
            // At weight 0, where none grows with it; there the two shares add as they are.
            0.6 * Math.hypot(0.01 * (1 + 27.235), 0.042),
            0,
            0.2,
            0),
        new Published(
            "reram-array-om",
            -1,
            1,
            w -> 0.0949 * (1 - w),
            w -> 0.0949 * (1 + w),
            0.4158 * 0.0949,
            1.4113 * 0.0949,
            0.3499,
            0.5695),
        new Published(
            "reram-array-hfo2",
            -1,
            1,
            w -> 0.4622 * (1 - w),
            w -> 0.4622 * (1 + w),
            0.2174 * 0.4622,
            0.5841 * 0.4622,
            0.4295,
            0.5990));
  }

  @ParameterizedTest
  @MethodSource("published")
  void devicesOfAihwkitTakeItsSteps(Published published) {
    DeviceSpec device = Presets.device(published.name);
    double range = published.weightMax - published.weightMin;
    DeviceArray cell = noiseless(device);
    for (double state = 0; state <= 1; state += 0.0625) {
      double weight = published.weightMin + range * state;
      double up = Math.min(1, state + published.up.applyAsDouble(weight) / range);
      double down = Math.max(0, state - published.down.applyAsDouble(weight) / range);
      cell.setExactly(0, state);
      cell.pulse(0, 1, null);
      assertThat((double) cell.conductance()[0]).isCloseTo(up, offset(1e-6));
      cell.setExactly(0, state);
      cell.pulse(0, -1, null);
      assertThat((double) cell.conductance()[0]).isCloseTo(down, offset(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void devicesOfAihwkitHaveItsNoiseAndSpread(Published published) {
    DeviceSpec device = Presets.device(published.name);
    double range = published.weightMax - published.weightMin;
    double step = published.up.applyAsDouble(0);
    double noise = Math.hypot(device.cycleToCycle() * range, device.stepNoise() * step);
    assertThat(noise / published.noise).isCloseTo(1, offset(1e-6));
    assertThat(device.writeNoise() * range).isCloseTo(published.writeNoise, offset(1e-7));
    assertThat(device.deviceToDevice().highest() * range)
        .isCloseTo(published.highest, offset(1e-7));
    assertThat(device.deviceToDevice().lowest() * range).isCloseTo(published.lowest, offset(1e-7));
    assertThat(device.source()).contains("aihwkit", "electrical cell assumed");
  }

  @Test
  void everyDeviceIsInAGroup() {
    assertThat(Presets.deviceGroups().values().stream().flatMap(g -> g.stream()))
        .containsExactlyElementsOf(Presets.devices());
  }

  private static DeviceArray noiseless(DeviceSpec device) {
    return new DeviceArray(
        new DeviceSpec(
            device.description(),
            device.source(),
            device.cell(),
            device.accessOhm(),
            device.step(),
            0,
            0,
            0,
            Spread.NONE,
            0),
        1,
        new RandomStreams(1).stream("variation", 0));
  }
}
