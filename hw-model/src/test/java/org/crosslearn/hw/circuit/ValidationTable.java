package org.crosslearn.hw.circuit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The published examples beside our figures, as a page of Markdown. */
final class ValidationTable {
  /** Agreement that is asked for, as a fraction. */
  static final double TOLERANCE = 0.01;

  /** Faults of the published model that a figure of ours differs by; what they do. */
  static final Map<String, String> FAULTS = faults();

  /** Faults that depend on how the published program rounds, or need its folding. */
  static final Set<String> NOT_REPRODUCED = Set.of("noise", "sidewall");

  private static final List<String> PRIMITIVES =
      List.of("Technology", "device", "gate", "passGate", "horowitz", "SramCell");

  private final StringBuilder page = new StringBuilder();

  private ValidationTable() {}

  private static Map<String, String> faults() {
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put(
        "Q3",
        "arrays of the weight-gradient unit are rounded down; fully connected layers have none");
    faults.put(
        "Q8",
        "a transposed read switches the word lines with every step, half of them, and charges bit lines"
            + " instead of the columns that it drives");
    faults.put("Q9", "converters of a sequential read take no energy");
    faults.put("Q10", "energy of the H-tree is counted along half of its branches");
    faults.put("Q11", "adder trees lose the input without a partner");
    faults.put(
        "Q13",
        "FinFETs: standard cells 28 features high instead of 34, input capacitance of a gate scaled to"
            + " the fin pitch twice, transmission gates half as wide as their resistance needs and"
            + " folded at the pitch of bulk gates, fingers rounded down, rounding noise counted as a"
            + " fin, transconductance of parts of fins");
    faults.put(
        "Q16",
        "flash references divide resistance, the first is skipped, the plateau between nearly equal"
            + " resistances is never reached; the encoder drops half of its delay; a decoder's NOR"
            + " pulls up through two transistors for any fan-in, and without NORs its drivers start"
            + " from a step");
    faults.put("Q22", "pooling and look-up tables leak through one gate or one table only");
    faults.put("bits", "one amplifier of the eight of a table of static cells is charged");
    faults.put("lines", "the lines of a look-up table load neither its decoder nor its cells");
    faults.put(
        "memory",
        "static memories have no sense amplifiers, no drains and gates on their lines, no leakage and"
            + " no flips of cells; in static subarrays lines have none either, word lines take no"
            + " energy, columns without weights are converted, and results of several cells are"
            + " rounded down to a multiple of the converters");
    faults.put(
        "noise",
        "a transistor drawn in a region that fits it exactly is folded by rounding noise (not"
            + " reproduced)");
    faults.put("packing", "one encoder more is put side by side than fits");
    faults.put(
        "port", "static cells that are read in both directions have no port for it that leaks");
    faults.put(
        "registers", "a write clocks the registers of a switch matrix as often as the reads");
    faults.put(
        "rounds",
        "pooling takes a round too many, and subtracts stages of a comparator of one bit");
    faults.put(
        "sidewall",
        "the perimeter of a folded NMOS follows the folding of the PMOS (not reproduced)");
    faults.put(
        "rows",
        "the weight-gradient unit writes as many rows as activations are not zero, each over a word line"
            + " without gates");
    faults.put(
        "slices",
        "nothing weighs the bits of the activations in the weight-gradient unit, its words are as wide as"
            + " if they did not matter, its adder tree loses an input and does not leak");
    faults.put(
        "steps",
        "all columns of the weight-gradient unit are converted on every step of the multiplexer, not"
            + " those that it connects");
    faults.put("slope", "each stage of a word line driver sees the slope of the decoder");
    faults.put("supply", "sense amplifiers leak with the square of the supply");
    faults.put("twice", "column switches of an array that is read transposed leak twice");
    faults.put(
        "unfolded",
        "pass gates of the multiplexer of a transposed read stand in one row, in a strip as high as the"
            + " array");
    faults.put(
        "words",
        "static cells read row by row: one of the bits of a weight is accumulated, in too few bits, and"
            + " weighed by shift-adders; a transposed read has sums for as many lines as there are"
            + " weights on a row");
    faults.put("wires", "one wire of a tree leaks, twice as many of a bus as it has blocks");
    return faults;
  }

  static String render(List<PublishedExample> examples) {
    ValidationTable table = new ValidationTable();
    table.write(examples);
    return table.page.toString();
  }

  private void write(List<PublishedExample> examples) {
    int figures = 0;
    int agree = 0;
    int reproduced = 0;
    for (PublishedExample example : examples) {
      figures += example.figures().size();
      agree += example.figures().size() - example.faults().size();
      reproduced += (int) example.faults().values().stream()
          .filter(fault -> !NOT_REPRODUCED.contains(fault))
          .count();
    }
    line("# Circuits against published examples");
    line("");
    line("Written by `HardwareValidationTest`; to write it again:");
    line("");
    line("    mvn -pl hw-model test -Dtest=HardwareValidationTest -Dcrosslearn.regenerate=true \\");
    line("        -Dsurefire.failIfNoSpecifiedTests=false");
    line("");
    line(
        "The examples are those of the circuit modules of DNN+NeuroSim V2.1 (Peng, Huang, Jiang, Lu,");
    line(
        "Yu, IEEE TCAD 40(11), 2021) at 300 K and 1 GHz, in six configurations: 65, 32, 22 and 7 nm");
    line("low power (LP), 32 and 14 nm high performance (HP).");
    line("");
    line("Of %d figures of %d examples, %d agree with ours within %.0f %%. The others differ by a"
        .formatted(figures, examples.size(), agree, 100 * TOLERANCE));
    line("fault of the published model that ours leaves out: for %d of them the test puts the fault"
        .formatted(reproduced));
    line("back, and then agrees within %.0f %%; for %d it does not, as said in the list."
        .formatted(100 * TOLERANCE, figures - agree - reproduced));
    line("");
    line(
        "Not compared: voltage-mode flash converters and digital multiplexers, which have no class");
    line(
        "here; the sequential weight-gradient unit and the energy of its writes; inside of subarrays");
    line(
        "(in=) multiplexers, which are laid out twice, converters, and decoders and drivers whose loads");
    line("are not published. Circuits of subarrays with equal inputs and figures are listed once.");
    line("");
    line("| fault | what the published model does |");
    line("|---|---|");
    FAULTS.forEach((code, text) -> line("| " + code + " | " + text + " |"));
    primitives(examples);
    Set<String> modules = new LinkedHashSet<>();
    examples.forEach(example -> modules.add(example.module()));
    modules.removeAll(PRIMITIVES);
    for (String module : modules) {
      module(examples.stream().filter(e -> e.module().equals(module)).toList());
    }
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void primitives(List<PublishedExample> examples) {
    line("");
    line("## Transistors and gates");
    line("");
    line(
        "Technology constants, transistors of eight widths, gates of fourteen kinds, pass gates, gate");
    line("delays, static memory cells.");
    line("");
    line("| configuration | figures | within 1 % | faults |");
    line("|---|---|---|---|");
    Set<String> configurations = new LinkedHashSet<>();
    examples.forEach(example -> configurations.add(example.configuration()));
    for (String configuration : configurations) {
      List<PublishedExample> some = examples.stream()
          .filter(e -> e.configuration().equals(configuration))
          .filter(e -> PRIMITIVES.contains(e.module()))
          .toList();
      int figures = some.stream().mapToInt(e -> e.figures().size()).sum();
      int faulty = some.stream().mapToInt(e -> e.faults().size()).sum();
      Set<String> codes = new LinkedHashSet<>();
      some.forEach(e -> codes.addAll(e.faults().values()));
      line("| %s | %d | %d | %s |"
          .formatted(configuration, figures, figures - faulty, String.join(", ", codes)));
    }
  }

  private void module(List<PublishedExample> examples) {
    Set<String> figures = new LinkedHashSet<>();
    examples.forEach(example -> figures.addAll(example.figures().keySet()));
    line("");
    line("## " + examples.get(0).module());
    line("");
    line("Ours / published; the difference where it is more than 1 %, and its fault.");
    line("");
    List<String> heads = new ArrayList<>();
    figures.forEach(figure -> heads.add(figure + " " + unit(figure)));
    line("| | inputs | " + String.join(" | ", heads) + " |");
    line("|---|---|" + "---|".repeat(figures.size()));
    for (PublishedExample example : examples) {
      Map<String, Double> ours = PublishedModules.ours(example);
      List<String> cells = new ArrayList<>();
      for (String figure : figures) {
        Double published = example.figures().get(figure);
        cells.add(published == null ? "" : cell(ours.get(figure), published, example, figure));
      }
      line("| %s | %s | %s |"
          .formatted(example.configuration(), example.inputsText(), String.join(" | ", cells)));
    }
  }

  private static String unit(String figure) {
    return switch (figure) {
      case "area" -> "m²";
      case "leakage" -> "W";
      case "latency", "writeLatency", "transposedLatency" -> "s";
      case "height", "width" -> "m";
      default -> "J";
    };
  }

  private static String cell(double ours, double published, PublishedExample e, String figure) {
    String both = String.format(Locale.ROOT, "%.3g / %.3g", ours, published);
    String fault = e.faults().get(figure);
    return fault == null
        ? both
        : both + String.format(Locale.ROOT, " (%+.0f %%, %s)", 100 * (ours / published - 1), fault);
  }
}
