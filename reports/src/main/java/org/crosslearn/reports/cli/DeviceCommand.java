package org.crosslearn.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.device.LawFit;
import org.crosslearn.crossbar.device.MeasuredCurves;
import org.crosslearn.crossbar.device.Spread;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlText;
import org.crosslearn.reports.report.CurveFitChart;
import org.crosslearn.reports.run.ResultsException;
import org.crosslearn.reports.run.WholeFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "device",
    description = "Makes devices from measurements.",
    synopsisSubcommandLabel = "COMMAND")
final class DeviceCommand {
  /** No array has conductances as large: 10 millisiemens are 100 ohms. */
  private static final double SIEMENS_BELOW = 0.01;

  /** Stands for the ratio of cells whose smallest conductance is nothing. */
  private static final double LARGEST_RATIO = 1e6;

  /** Digits that no measurement has. */
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d+\\.\\d{7,}(e-?\\d+)?");

  enum ConductanceUnit {
    SIEMENS,
    NORMALISED
  }

  @Spec
  private CommandSpec spec;

  @Command(
      name = "fit",
      description = {
        "Fits the laws of programming steps to conductances measured pulse by pulse.",
        "The CSV file has columns pulse,conductance with trains up and down one after the other, or"
            + " pulse,potentiation,depression. The device of the best law is printed as studies"
            + " write it."
      })
  void fit(
      @Parameters(paramLabel = "CSV", description = "measured conductances") Path file,
      @Option(
              names = "--law",
              paramLabel = "LAW",
              description = "law of the device (default: the best by Akaike's criterion)")
          String law,
      @Option(
              names = "--cell",
              paramLabel = "DEVICE",
              defaultValue = "linear",
              description = "device whose electrical cell is taken where the data say nothing:"
                  + " voltages, pulse lengths, size (default: ${DEFAULT-VALUE})")
          String cell,
      @Option(
              names = "--unit",
              description = "of conductances: ${COMPLETION-CANDIDATES} (default: siemens if all are"
                  + " below 0.01)")
          ConductanceUnit unit,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "YAML",
              description = "where to write the device")
          Path output,
      @Option(
              names = "--plot",
              paramLabel = "SVG",
              description = "where to draw data and fitted curves")
          Path plot) {
    requireKnown("--law", law, LawFit.names());
    requireKnown("--cell", cell, Presets.devices());
    MeasuredCurves curves = MeasuredCurves.read(file);
    boolean siemens =
        unit == null ? curves.largest() < SIEMENS_BELOW : unit == ConductanceUnit.SIEMENS;
    List<LawFit> fits = LawFit.all(curves);
    LawFit chosen = fits.stream()
        .filter(fit -> law == null || fit.name().equals(law))
        .findFirst()
        .orElseThrow(() -> new ParameterException(
            fitting(), file + ": " + (law == null ? "no law" : law) + " finds no fit"));
    PrintWriter print = spec.commandLine().getOut();
    printComparison(print, file, curves, fits, chosen, siemens);
    printParameters(print, chosen);
    String device = LONG_NUMBER
        .matcher(YamlText.of(device(file, chosen, Presets.device(cell), siemens)))
        .replaceAll(number -> YamlText.number(rounded(Double.parseDouble(number.group()))));
    print.println();
    print.print(device);
    if (output != null) {
      write(output, device);
    }
    if (plot != null) {
      List<LawFit> drawn = Stream.concat(
              Stream.of(chosen), fits.stream().filter(fit -> fit != chosen))
          .toList();
      write(plot, new CurveFitChart(file.getFileName().toString(), curves, drawn, siemens).svg());
    }
  }

  /** The subcommand, whose help it is that explains a mistake. */
  private CommandLine fitting() {
    return spec.subcommands().get("fit");
  }

  private static void write(Path file, String text) {
    try {
      WholeFile.write(file.toAbsolutePath(), text);
    } catch (IOException e) {
      throw new ResultsException("cannot write " + file + ": " + e, e);
    }
  }

  private void requireKnown(String option, String name, List<String> allowed) {
    if (name != null && !allowed.contains(name)) {
      throw new ParameterException(
          fitting(),
          "unknown " + option + " " + name + "." + Suggestions.didYouMean(name, allowed));
    }
  }

  private static void printComparison(
      PrintWriter print,
      Path file,
      MeasuredCurves curves,
      List<LawFit> fits,
      LawFit chosen,
      boolean siemens) {
    int pulses = curves.trains().stream().mapToInt(MeasuredCurves.Train::pulses).sum();
    print.printf(
        Locale.ROOT,
        "%s: %d trains, %d pulses, conductances %s%n%n",
        file,
        curves.trains().size(),
        pulses,
        siemens ? "in siemens" : "normalised");
    print.printf("%-13s%12s%12s%n", "law", "rms error", "AICc");
    for (LawFit fit : fits) {
      print.printf(
          Locale.ROOT,
          "%-13s%10.3f %%%12.1f%s%n",
          fit.name(),
          100 * fit.rms(),
          fit.criterion(),
          fit == chosen ? "  <" : "");
    }
  }

  private static void printParameters(PrintWriter print, LawFit chosen) {
    print.printf("%n%s:%n", chosen.name());
    chosen
        .parameters()
        .forEach((name, estimate) -> print.printf(
            Locale.ROOT,
            "  %-28s%12.5g%s%n",
            name,
            estimate.value(),
            Double.isNaN(estimate.error())
                ? "  (not determined by the data)"
                : String.format(Locale.ROOT, " +- %.2g", estimate.error())));
  }

  private static DeviceSpec device(Path file, LawFit fit, DeviceSpec like, boolean siemens) {
    CellSpec.Pulsed cell = like.cell();
    int levels = (int) Math.max(
        2,
        Math.round(
            Math.min(fit.law().levels().potentiation(), fit.law().levels().depression())));
    String changes = "levels: " + levels + "\n";
    if (siemens) {
      double ratio = Math.min(LARGEST_RATIO, fit.highest() / Math.max(0, fit.lowest()));
      changes += "on-resistance-ohm: " + rounded(1 / fit.highest()) + "\non-off-ratio: "
          + rounded(ratio) + "\n";
    }
    cell = YamlDocument.parse(changes, file.toString()).over(cell);
    return new DeviceSpec(
        "fitted to " + file.getFileName(),
        String.format(
            Locale.ROOT,
            "crosslearn device fit, %s, rms error %.2f %% of the range; %svoltages, pulse lengths and"
                + " size of the cell assumed, those of: %s",
            fit.name(),
            100 * fit.rms(),
            siemens ? "" : "resistances, ",
            like.description()),
        cell,
        null,
        fit.law(),
        rounded(fit.scatter().cycleToCycle()),
        rounded(fit.scatter().stepNoise()),
        rounded(fit.scatter().writeNoise()),
        Spread.NONE,
        0);
  }

  /** Six significant digits: more are noise. */
  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.6g", value));
  }
}
