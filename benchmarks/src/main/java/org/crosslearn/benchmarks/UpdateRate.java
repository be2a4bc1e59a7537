package org.crosslearn.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.device.Spread;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.crossbar.update.PulseRounding;
import org.crosslearn.crossbar.update.UpdateSite;
import org.crosslearn.crossbar.update.UpdateSpec;
import org.crosslearn.crossbar.update.Updater;
import org.crosslearn.hw.workload.Matrix;

/**
 * Times the update of 1024 x 1024 weights on one thread by blind pulses, one cell per weight, and
 * prints a Markdown table: cells per second, whether they take pulses or not. A <em>dense</em> request
 * gives every cell some pulses, a <em>sparse</em> one 5 % of them, scattered.
 */
public final class UpdateRate {
  private static final int SIZE = 1024;
  private static final int WARM_UP_TURNS = 30;
  private static final int TURNS = 41;

  private UpdateRate() {}

  public static void main(String[] arguments) {
    System.out.println("crosslearn: " + DenseKernels.description());
    System.out.println("Java " + System.getProperty("java.version") + ", one thread, " + SIZE
        + " x " + SIZE + " weights, median of " + TURNS);
    System.out.println();
    System.out.println("| device | rounding | counted | dense, Mcells/s | sparse, Mcells/s |");
    System.out.println("|---|---|---|---:|---:|");
    DeviceSpec noisy = Presets.device("ag-a-si");
    Spread labels = new Spread(0.3, 0, 0, 0, 0);
    Spread all = new Spread(0.3, 0.2, 0.05, 0.05, 0.05);
    row("nonlinear, C2C", noisy, PulseRounding.NEAREST, false);
    row("nonlinear, C2C", noisy, PulseRounding.STOCHASTIC, false);
    row("nonlinear, C2C", noisy, PulseRounding.STOCHASTIC, true);
    row("nonlinear, C2C, D2D of labels", with(noisy, labels), PulseRounding.NEAREST, false);
    row("nonlinear, C2C, D2D of labels", with(noisy, labels), PulseRounding.STOCHASTIC, false);
    row("nonlinear, C2C, D2D of everything", with(noisy, all), PulseRounding.STOCHASTIC, false);
    row("exponential, step noise", exponential(noisy), PulseRounding.STOCHASTIC, false);
  }

  private static DeviceSpec with(DeviceSpec device, Spread spread) {
    return new DeviceSpec(
        device.description(),
        device.source(),
        device.cell(),
        device.accessOhm(),
        device.step(),
        device.cycleToCycle(),
        device.stepNoise(),
        device.writeNoise(),
        spread,
        device.readNoise());
  }

  private static DeviceSpec exponential(DeviceSpec device) {
    return new DeviceSpec(
        device.description(),
        device.source(),
        device.cell(),
        device.accessOhm(),
        new StepLaw.Exponential(
            new StepLaw.Levels(100, 100),
            new StepLaw.Directions(-1.2, -0.08),
            new StepLaw.Directions(5, 5),
            -0.5,
            -0.5),
        0,
        0.3,
        0,
        Spread.NONE,
        0);
  }

  private static void row(String name, DeviceSpec device, PulseRounding rounding, boolean counted) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.0f | %.0f |%n",
        name,
        rounding.name().toLowerCase(Locale.ROOT),
        counted ? "yes" : "no",
        cellsPerSecond(device, rounding, counted, 1) * 1e-6,
        cellsPerSecond(device, rounding, counted, 0.05) * 1e-6);
  }

  private static double cellsPerSecond(
      DeviceSpec device, PulseRounding rounding, boolean counted, double density) {
    Matrix matrix = new Matrix("matrix", SIZE, SIZE);
    RandomStreams random = new RandomStreams(1);
    WeightCells cells = new WeightCells(
        device, Encoding.REFERENCE_COLUMN, null, SIZE, SIZE, 1, matrix.name(), random);
    Updater updater = new UpdateSpec.Pulses(rounding)
        .updater(new UpdateSite(
            matrix, cells, (line, states) -> {}, random, DenseKernels.create().analog()));
    float[] gradient = gradient(device.step().levels(), density);
    double[] seconds = new double[TURNS];
    for (int turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
      // Up and down in turn, so that cells do not stay at an end of their range.
      float rate = turn % 2 == 0 ? 1 : -1;
      long start = System.nanoTime();
      updater.change(gradient, rate, counted);
      if (turn >= 0) {
        seconds[turn] = (System.nanoTime() - start) * 1e-9;
      }
    }
    Arrays.sort(seconds);
    return gradient.length / seconds[TURNS / 2];
  }

  /** One to four pulses and a part of one, either way, for a share of the weights. */
  private static float[] gradient(StepLaw.Levels levels, double density) {
    SplittableRandom random = new SplittableRandom(2);
    float[] gradient = new float[SIZE * SIZE];
    for (int i = 0; i < gradient.length; i++) {
      if (random.nextDouble() < density) {
        double pulses = 1 + 3 * random.nextDouble();
        gradient[i] =
            (float) (2 * pulses / levels.potentiation()) * (random.nextBoolean() ? 1 : -1);
      }
    }
    return gradient;
  }
}
