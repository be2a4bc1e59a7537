package org.crosslearn.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.crosslearn.benchmarks.Product.Variant;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.converter.AdcSpec.Range;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * Times reads of crossbars in many configurations against OpenBLAS's product of the useful
 * multiply-adds, the two taking turns on one thread in one process, and prints Markdown tables.
 *
 * <p>A ratio of 0.2 says that emulating the array takes five times as long as multiplying. Inputs are
 * uniform: half of their bits are set. Times are the thread's on the processor.
 */
public final class CrossbarReadRatio {
  private static final int BATCH = 64;
  private static final double WARM_UP_SECONDS = 1;
  private static final int TURNS = 41;
  private static final double SECONDS_PER_TURN = 2e-3;
  private static final double NOISE = 0.02;

  /** Its time, unlike the clock's, leaves out what the thread waits for other programs. */
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  private CrossbarReadRatio() {}

  /** Takes a part of the names of the configurations to time, or nothing for all. */
  public static void main(String[] arguments) {
    String part = arguments.length == 0 ? "" : arguments[0];
    Product.useOneThread();
    System.out.println("crosslearn: " + DenseKernels.description());
    System.out.println("Java " + System.getProperty("java.version") + ", one thread");
    System.out.println();
    System.out.println("| read, batch " + BATCH + " | size | ms | share of OpenBLAS's rate |");
    System.out.println("|---|---|---:|---:|");
    for (Case each : cases()) {
      if (each.name.contains(part)) {
        each.printRatio();
      }
    }
    System.out.println();
    System.out.println("| read, batch 1 | size | microseconds |");
    System.out.println("|---|---|---:|");
    for (Case each : singleReads()) {
      if (each.name.contains(part)) {
        each.printMicroseconds();
      }
    }
  }

  private static List<Case> cases() {
    DacSpec dac = new DacSpec(8);
    AdcSpec full = new AdcSpec(5, Range.FULL);
    AdcSpec dynamic = new AdcSpec(5, Range.DYNAMIC);
    Encoding pair = Encoding.DIFFERENTIAL_PAIR;
    Encoding column = Encoding.REFERENCE_COLUMN;
    AdcSpec eight = new AdcSpec(8, Range.FULL);
    return List.of(
        new Case("ideal", HardwareSpec.IDEAL, 128, 128),
        new Case("ideal", HardwareSpec.IDEAL, 256, 256),
        new Case("ideal", HardwareSpec.IDEAL, 512, 512),
        new Case("ideal", HardwareSpec.IDEAL, 1024, 1024),
        new Case("8-bit inputs", hardware(pair, 128, dac, null, 0), 256, 256),
        new Case("8-bit inputs", hardware(pair, 128, dac, null, 0), 512, 512),
        new Case("8-bit inputs, after an update", hardware(pair, 128, dac, null, 0), 512, 512)
            .updated(),
        new Case("8-bit inputs, transposed", hardware(pair, 128, dac, null, 0), 512, 512)
            .transposed(),
        new Case("8-bit inputs, reference column", hardware(column, 128, dac, null, 0), 512, 512),
        new Case("8-bit inputs, noise", hardware(pair, 128, dac, null, NOISE), 512, 512),
        new Case("bit-serial, 5-bit ADC", hardware(pair, 128, dac, full, 0), 256, 784),
        new Case("bit-serial, 5-bit ADC", hardware(pair, 128, dac, full, 0), 512, 512),
        new Case(
                "bit-serial, 5-bit ADC, after an update",
                hardware(pair, 128, dac, full, 0),
                512,
                512)
            .updated(),
        new Case("bit-serial, 5-bit ADC, signed", hardware(pair, 128, dac, full, 0), 512, 512)
            .signed(),
        new Case("bit-serial, 5-bit ADC, transposed", hardware(pair, 128, dac, full, 0), 512, 512)
            .transposed(),
        new Case("bit-serial, 5-bit dynamic ADC", hardware(pair, 128, dac, dynamic, 0), 512, 512),
        new Case("bit-serial, 5-bit ADC, noise", hardware(pair, 128, dac, full, NOISE), 512, 512),
        new Case(
            "bit-serial, 5-bit dynamic ADC, noise",
            hardware(pair, 128, dac, dynamic, NOISE),
            512,
            512),
        new Case(
            "bit-serial, 5-bit ADC, reference column",
            hardware(column, 128, dac, full, 0),
            512,
            512),
        new Case("real inputs, 5-bit ADC", hardware(pair, 128, null, full, 0), 512, 512),
        new Case("real inputs, 5-bit ADC, noise", hardware(pair, 128, null, full, NOISE), 512, 512),
        new Case(
            "real inputs, 5-bit ADC, reference column",
            hardware(column, 128, null, full, 0),
            512,
            512),
        new Case(
            "real inputs, 5-bit ADC, reference column, noise",
            hardware(column, 128, null, full, NOISE),
            512,
            512),
        new Case("bit-serial, 512 lines, 8-bit ADC", hardware(pair, 512, dac, eight, 0), 512, 512),
        new Case(
            "bit-serial, 512 lines, 8-bit ADC, noise",
            hardware(pair, 512, dac, eight, NOISE),
            512,
            512));
  }

  private static List<Case> singleReads() {
    Encoding column = Encoding.REFERENCE_COLUMN;
    AdcSpec adc = new AdcSpec(8, Range.FULL);
    return List.of(
        new Case(
                "single, 1-bit inputs, a quarter on",
                hardware(column, 400, new DacSpec(1), adc, 0),
                100,
                400)
            .sparse(0.25),
        new Case("single, real inputs", hardware(column, 784, null, adc, 0), 256, 784),
        new Case(
            "single, real inputs, pairs",
            hardware(Encoding.DIFFERENTIAL_PAIR, 784, null, adc, 0),
            256,
            784));
  }

  private static HardwareSpec hardware(
      Encoding encoding, int rows, DacSpec dac, AdcSpec adc, double readNoise) {
    HardwareSpec preset = Presets.hardware("quantised");
    DeviceSpec device = preset.device();
    CrossbarSpec crossbar = preset.crossbar();
    return new HardwareSpec(
        "quantised",
        new DeviceSpec(
            device.description(),
            device.source(),
            device.cell(),
            null,
            device.step(),
            0,
            0,
            0,
            device.deviceToDevice(),
            readNoise),
        new CrossbarSpec(
            encoding,
            null,
            rows,
            2 * rows,
            dac,
            adc,
            crossbar.wires(),
            crossbar.update(),
            crossbar.backward(),
            crossbar.driftCompensation(),
            crossbar.mlpNeurosimFaults()),
        null);
  }

  /** One configuration; inputs are not negative unless it is {@link #signed} or transposed. */
  private static final class Case {
    final String name;
    final HardwareSpec spec;
    final int outputs;
    final int inputs;
    private boolean signed;
    private boolean transposed;
    private boolean updated;
    private double active = 1;

    Case(String name, HardwareSpec spec, int outputs, int inputs) {
      this.name = name;
      this.spec = spec;
      this.outputs = outputs;
      this.inputs = inputs;
    }

    Case signed() {
      signed = true;
      return this;
    }

    /** Errors are read backwards, and they are signed. */
    Case transposed() {
      transposed = true;
      return signed();
    }

    /** Before each read one cell changes. */
    Case updated() {
      updated = true;
      return this;
    }

    Case sparse(double share) {
      active = share;
      return this;
    }

    private Runnable read(int batch) {
      Hardware hardware = new Hardware(spec, new RandomStreams(1));
      CrossbarMatrix matrix = hardware.matrix("matrix", outputs, inputs, 1);
      SplittableRandom random = new SplittableRandom(1);
      float[] weights = new float[outputs * inputs];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) random.nextDouble(-1, 1);
      }
      matrix.program(weights);
      int size = transposed ? outputs : inputs;
      float[] values = new float[batch * size];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            random.nextDouble() < active ? (float) random.nextDouble(signed ? -1 : 0, 1) : 0;
      }
      if (active < 1) {
        for (int i = 0; i < values.length; i++) {
          values[i] = Math.signum(values[i]);
        }
      }
      Signal x = Signal.given(values, batch, size);
      int[] cell = {0};
      float[] change = {1e-3f};
      return () -> {
        if (updated) {
          matrix.adjust(cell, change, 1, Signal.GIVEN);
        }
        if (transposed) {
          matrix.readTransposed(x);
        } else {
          matrix.read(x);
        }
      };
    }

    void printRatio() {
      Product product = new Product(
          transposed ? Variant.NN : Variant.NT,
          BATCH,
          transposed ? inputs : outputs,
          transposed ? outputs : inputs,
          1);
      Runnable ours = read(BATCH);
      warmUp(ours);
      warmUp(product::multiplyWithOpenBlas);
      int ourRepeats = repeatsPerTurn(ours);
      int theirRepeats = repeatsPerTurn(product::multiplyWithOpenBlas);
      double[] ourSeconds = new double[TURNS];
      double[] ratios = new double[TURNS];
      for (int turn = 0; turn < TURNS; turn++) {
        ourSeconds[turn] = seconds(ours, ourRepeats);
        ratios[turn] = seconds(product::multiplyWithOpenBlas, theirRepeats) / ourSeconds[turn];
      }
      Arrays.sort(ourSeconds);
      Arrays.sort(ratios);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d x %d | %.3f | %.3f |%n",
          name,
          outputs,
          inputs,
          ourSeconds[TURNS / 2] * 1e3,
          ratios[TURNS / 2]);
    }

    void printMicroseconds() {
      Runnable ours = read(1);
      warmUp(ours);
      int repeats = repeatsPerTurn(ours);
      double[] seconds = new double[TURNS];
      for (int turn = 0; turn < TURNS; turn++) {
        seconds[turn] = seconds(ours, repeats);
      }
      Arrays.sort(seconds);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d x %d | %.2f |%n",
          name,
          outputs,
          inputs,
          seconds[TURNS / 2] * 1e6);
    }
  }

  private static void warmUp(Runnable read) {
    long start = PROCESSOR.getCurrentThreadCpuTime();
    while (PROCESSOR.getCurrentThreadCpuTime() - start < WARM_UP_SECONDS * 1e9) {
      read.run();
    }
  }

  private static int repeatsPerTurn(Runnable read) {
    int repeats = 1;
    while (seconds(read, repeats) * repeats < SECONDS_PER_TURN) {
      repeats *= 2;
    }
    return repeats;
  }

  private static double seconds(Runnable read, int repeats) {
    long start = PROCESSOR.getCurrentThreadCpuTime();
    for (int i = 0; i < repeats; i++) {
      read.run();
    }
    return (PROCESSOR.getCurrentThreadCpuTime() - start) * 1e-9 / repeats;
  }
}
