package org.crosslearn.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.design.ChipDesigns;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.network.NetworkReader;
import org.crosslearn.reports.pricing.Changes;
import org.crosslearn.reports.pricing.CostSheet;
import org.crosslearn.reports.pricing.Grid;
import org.crosslearn.reports.pricing.NetworkActivity;
import org.crosslearn.reports.pricing.NetworkWork;

/**
 * Times pricing: training and inference of VGG-8 in a warm process and as a command, and a sweep of
 * 1,000 chips for a perceptron with three layers on all processors.
 */
public final class PricingSpeed {
  private static final int BATCH = 200;
  private static final long IMAGES = 50_000;
  private static final int WARM_UP_TURNS = 20;
  private static final int TURNS = 41;
  private static final int COMMANDS = 7;

  private PricingSpeed() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.printf(
        "Java %s, %d processors%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
    for (String chip : List.of("fefet-22nm", "rram-32nm")) {
      System.out.printf(
          Locale.ROOT,
          "vgg8-cifar10 on %s, training and inference, warm: %.1f ms (median of %d)%n",
          chip,
          1e3 * warmSeconds(chip),
          TURNS);
    }
    System.out.printf(
        Locale.ROOT, "the same as a command: %.2f s (median of %d)%n", commandSeconds(), COMMANDS);
    double seconds = sweepSeconds();
    System.out.printf(
        Locale.ROOT, "%d chips for 784-512-512-10: %.1f s%n", sweep().size(), seconds);
  }

  private static NetworkWork work(String network, int batch) {
    return new NetworkWork(
        NetworkReader.named(network),
        NetworkActivity.assumed(LayerActivity.DEFAULT),
        NetworkWork.Rule.BP,
        batch);
  }

  private static double warmSeconds(String chip) {
    NetworkWork vgg8 = work("vgg8-cifar10", BATCH);
    ChipDesign design = ChipDesigns.preset(chip);
    double[] seconds = new double[TURNS];
    for (int turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
      long start = System.nanoTime();
      CostSheet sheet = CostSheet.of(vgg8, chip, design, IMAGES);
      double elapsed = (System.nanoTime() - start) * 1e-9;
      if (!(sheet.cost().training().energyJoules() > 0)) {
        throw new IllegalStateException("training of VGG-8 took no energy");
      }
      if (turn >= 0) {
        seconds[turn] = elapsed;
      }
    }
    return median(seconds);
  }

  private static double commandSeconds() throws IOException, InterruptedException {
    double[] seconds = new double[COMMANDS];
    for (int i = 0; i < COMMANDS; i++) {
      long start = System.nanoTime();
      Process process = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-classpath",
              System.getProperty("java.class.path"),
              "org.crosslearn.reports.cli.Main",
              "cost",
              "vgg8-cifar10",
              "--chip",
              "fefet-22nm")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("the command ended with " + code);
      }
      seconds[i] = (System.nanoTime() - start) * 1e-9;
    }
    return median(seconds);
  }

  private static Grid sweep() {
    return new Grid(List.of(
        new Grid.Axis("array.rows", List.of("32", "64", "128", "256", "512")),
        new Grid.Axis("array.columns", List.of("32", "64", "128", "256", "512")),
        new Grid.Axis("array.adc-bits", List.of("4", "5", "6", "7", "8")),
        new Grid.Axis("chip.adc", List.of("flash", "sar")),
        new Grid.Axis("chip.columns-per-adc", List.of("4", "8", "16", "32"))));
  }

  private static double sweepSeconds() {
    NetworkWork perceptron = work("784-512-512-10", BATCH);
    long start = System.nanoTime();
    Grid.Result result = sweep()
        .price(
            ChipDesigns.preset("rram-32nm"),
            new Changes(List.of()),
            changes -> perceptron,
            IMAGES,
            Runtime.getRuntime().availableProcessors(),
            done -> {});
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (result.refused() > 0) {
      throw new IllegalStateException(result.refused() + " chips of the sweep were refused");
    }
    return seconds;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
