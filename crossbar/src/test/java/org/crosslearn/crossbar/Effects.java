package org.crosslearn.crossbar;

import java.util.List;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.device.Endurance;
import org.crosslearn.crossbar.device.Faults;
import org.crosslearn.crossbar.device.Flicker;
import org.crosslearn.crossbar.device.ReadTemperature;
import org.crosslearn.crossbar.device.Retention;
import org.crosslearn.crossbar.device.Spread;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.Slices;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.crossbar.update.PulseRounding;
import org.crosslearn.crossbar.update.UpdateSpec;
import org.crosslearn.crossbar.wire.WireSpec;
import org.crosslearn.hw.array.CellSpec;

/** Hardware on which every effect is off but those that a test switches on. */
public final class Effects {
  private int potentiationLevels = 1 << 20;
  private int depressionLevels = 1 << 20;
  private double potentiationLabel;
  private double depressionLabel;
  private double cycleToCycle;
  private double stepNoise;
  private double writeNoise;
  private StepLaw step;
  private Spread deviceToDevice = Spread.NONE;
  private double readNoise;
  private double onOffRatio = 10;
  private Double accessOhm;
  private Encoding encoding = Encoding.DIFFERENTIAL_PAIR;
  private Slices slices;
  private int rows = 128;
  private int columns = 128;
  private DacSpec dac;
  private AdcSpec adc;
  private WireSpec wires;
  private UpdateSpec update = new UpdateSpec.Pulses(PulseRounding.FRACTIONAL);

  private List<Double> programmingNoise;
  private Faults faults;
  private Retention retention;
  private Flicker flicker;
  private ReadTemperature readTemperature;
  private Double temperatureKelvin;
  private Endurance endurance;
  private boolean driftCompensation;

  private Effects() {}

  /** Linear cells with a million levels, no converters, no noise, fractional pulses. */
  public static Effects none() {
    return new Effects();
  }

  public Effects levels(int potentiation, int depression) {
    potentiationLevels = potentiation;
    depressionLevels = depression;
    return this;
  }

  public Effects nonlinearity(double potentiation, double depression) {
    potentiationLabel = potentiation;
    depressionLabel = depression;
    return this;
  }

  public Effects cycleToCycle(double sigma) {
    cycleToCycle = sigma;
    return this;
  }

  public Effects stepNoise(double sigma) {
    stepNoise = sigma;
    return this;
  }

  public Effects writeNoise(double sigma) {
    writeNoise = sigma;
    return this;
  }

  /** In place of levels and nonlinearity. */
  public Effects step(StepLaw law) {
    step = law;
    return this;
  }

  /** Of the labels. */
  public Effects deviceToDevice(double sigma) {
    return deviceToDevice(new Spread(sigma, 0, 0, 0, 0));
  }

  public Effects deviceToDevice(Spread spread) {
    deviceToDevice = spread;
    return this;
  }

  public Effects readNoise(double sigma) {
    readNoise = sigma;
    return this;
  }

  public Effects programmingNoise(Double... coefficients) {
    programmingNoise = List.of(coefficients);
    return this;
  }

  public Effects faults(double stuckOn, double stuckOff, double stuckAnywhere) {
    faults = new Faults(stuckOn, stuckOff, stuckAnywhere);
    return this;
  }

  public Effects retention(Retention law) {
    retention = law;
    return this;
  }

  public Effects flicker(Flicker noise) {
    flicker = noise;
    return this;
  }

  public Effects readTemperature(ReadTemperature coefficients) {
    readTemperature = coefficients;
    return this;
  }

  public Effects temperatureKelvin(double kelvin) {
    temperatureKelvin = kelvin;
    return this;
  }

  public Effects endurance(Endurance chosen) {
    endurance = chosen;
    return this;
  }

  public Effects driftCompensation() {
    driftCompensation = true;
    return this;
  }

  public Effects accessOhm(double ohm) {
    accessOhm = ohm;
    return this;
  }

  public Effects onOffRatio(double ratio) {
    onOffRatio = ratio;
    return this;
  }

  public Effects encoding(Encoding chosen) {
    encoding = chosen;
    return this;
  }

  /** Also makes the update scheme one that programs digits. */
  public Effects slices(Slices chosen) {
    slices = chosen;
    return update(new UpdateSpec.Ideal());
  }

  public Effects subarray(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    return this;
  }

  public Effects dac(int bits) {
    return dac(new DacSpec(bits));
  }

  public Effects dac(DacSpec chosen) {
    dac = chosen;
    return this;
  }

  public Effects adc(int bits, AdcSpec.Range range) {
    return adc(new AdcSpec(bits, range));
  }

  public Effects adc(AdcSpec chosen) {
    adc = chosen;
    return this;
  }

  public Effects wires(WireSpec chosen) {
    wires = chosen;
    return this;
  }

  public Effects rounding(PulseRounding chosen) {
    return update(new UpdateSpec.Pulses(chosen));
  }

  public Effects update(UpdateSpec chosen) {
    update = chosen;
    return this;
  }

  /** A device whose largest conductance is 1 microsiemens. */
  public DeviceSpec device() {
    CellSpec.Pulse pulse = new CellSpec.Pulse(1, 1e-7);
    return new DeviceSpec(
        "test",
        "none",
        new CellSpec.Resistive(1e6, onOffRatio, 0.5, pulse, pulse, 256, 4, 4),
        accessOhm,
        step == null
            ? new StepLaw.Nonlinear(
                new StepLaw.Levels(potentiationLevels, depressionLevels),
                new StepLaw.Directions(potentiationLabel, depressionLabel))
            : step,
        cycleToCycle,
        stepNoise,
        writeNoise,
        deviceToDevice,
        readNoise,
        programmingNoise,
        faults,
        retention,
        flicker,
        readTemperature,
        temperatureKelvin,
        endurance);
  }

  public CrossbarSpec crossbar() {
    return new CrossbarSpec(
        encoding,
        slices,
        rows,
        columns,
        dac,
        adc,
        wires,
        update,
        Backward.HARDWARE,
        driftCompensation,
        null);
  }

  public Hardware hardware(long seed) {
    return new Hardware(
        new HardwareSpec("test", device(), crossbar(), null), new RandomStreams(seed));
  }

  public CrossbarMatrix matrix(int outputs, int inputs, double limit) {
    return hardware(1).matrix("matrix", outputs, inputs, limit);
  }
}
