package org.crosslearn.reports.pricing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.cost.ChipArea.AreaItem;
import org.crosslearn.hw.cost.CostModel;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.cost.WorkloadCost.BusyItem;
import org.crosslearn.hw.cost.WorkloadCost.EnergyItem;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.reports.report.Quantity;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.run.Json;

/**
 * The price of a work on a chip, with everything that it is made of.
 *
 * @param chip how the user calls it
 * @param imagesPerEpoch samples that an epoch presents
 */
public record CostSheet(
    Work work, String chip, ChipDesign design, HardwareCost cost, long imagesPerEpoch) {
  private static final String ARRAYS = "arrays";
  private static final String GRADIENT = "weight gradient";
  private static final String TOTAL = "total";

  /**
   * @throws PricingException if the chip cannot do the work
   */
  public static CostSheet of(Work work, String chip, ChipDesign design, long imagesPerEpoch) {
    try {
      HardwareCost cost = CostModel.price(
          design.chip(),
          design.array(),
          design.cell(),
          work.training(design),
          work.inference(design));
      return new CostSheet(work, chip, design, cost, imagesPerEpoch);
    } catch (InvalidValue e) {
      throw new PricingException(chip + " cannot do this: " + e.getMessage());
    }
  }

  private List<Figure> figures() {
    return Figure.of(cost, work.learns(), imagesPerEpoch);
  }

  /** Training and inference, or inference alone. */
  private Map<String, WorkloadCost> workloads() {
    Map<String, WorkloadCost> workloads = new LinkedHashMap<>();
    if (work.learns()) {
      workloads.put("training", cost.training());
    }
    workloads.put("inference", cost.inference());
    return workloads;
  }

  /**
   * For the terminal.
   *
   * @param perMatrix with a table of what each matrix takes
   */
  public String text(boolean perMatrix) {
    StringBuilder out = new StringBuilder();
    out.append(work.title()).append('\n');
    out.append("on ").append(chip).append(": ").append(design.description()).append("\n");
    design.warnings().forEach(w -> out.append("warning: ").append(w).append('\n'));
    out.append("\nArea (every block of the chip once; it does ")
        .append(work.learns() ? "training and inference" : "inference only")
        .append(")\n")
        .append(areaTable());
    workloads().forEach((name, priced) -> {
      String batch = "one batch of " + priced.samples() + ")\n";
      out.append("\nEnergy of ")
          .append(name)
          .append(" (")
          .append(batch)
          .append(energyTable(priced));
      out.append("\nLatency of ")
          .append(name)
          .append(" (on the critical path; ")
          .append(batch)
          .append(latencyTable(priced));
    });
    if (perMatrix) {
      out.append("\nBy matrix (area with its tiles, gradient store and own gradient unit)\n")
          .append(matrixTable());
    }
    out.append("\nTotals (an epoch presents ")
        .append(String.format(Locale.ROOT, "%,d", imagesPerEpoch))
        .append(" images)\n")
        .append(totalsTable());
    out.append('\n').append(includes());
    return out.toString();
  }

  private static String shown(double value, Unit unit) {
    return value == 0 ? "-" : Quantity.ascii(new Quantity(value, unit).text());
  }

  private static String share(double part, double whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
  }

  private String areaTable() {
    Map<String, double[]> parts = new LinkedHashMap<>();
    for (Component component : Component.values()) {
      parts.put(component.label(), new double[2]);
    }
    for (AreaItem item : cost.area().items()) {
      double[] sums = parts.computeIfAbsent(item.component(), key -> new double[2]);
      sums[0] += item.squareMeters();
      sums[1] += item.leakageWatts();
    }
    double area = cost.area().areaSquareMeters();
    TextTable table = new TextTable("", "area", "share", "leakage");
    parts.forEach((component, sums) -> {
      if (sums[0] + sums[1] > 0) {
        table.row(
            component,
            shown(sums[0], Unit.SQUARE_METER),
            share(sums[0], area),
            shown(sums[1], Unit.WATT));
      }
    });
    table.row(
        TOTAL,
        shown(area, Unit.SQUARE_METER),
        share(area, area),
        shown(cost.area().leakageWatts(), Unit.WATT));
    return table.text();
  }

  /** Contributions by row and phase. */
  private static final class ByPhase {
    private final Map<String, Map<Phase, Double>> rows = new LinkedHashMap<>();
    private final Set<Phase> phases = new LinkedHashSet<>();

    /** A row that comes before those that are added later, if there is anything to show in it. */
    void row(String name) {
      rows.put(name, new TreeMap<>());
    }

    void add(String row, Phase phase, double value) {
      phases.add(phase);
      rows.computeIfAbsent(row, key -> new TreeMap<>()).merge(phase, value, Double::sum);
    }

    String text(Unit unit) {
      List<String> headings = new ArrayList<>(List.of(""));
      phases.forEach(phase -> headings.add(phase.name().toLowerCase(Locale.ROOT)));
      headings.addAll(List.of(TOTAL, "share"));
      TextTable table = new TextTable(headings.toArray(String[]::new));
      Map<Phase, Double> totals = new TreeMap<>();
      rows.values()
          .forEach(row -> row.forEach((phase, value) -> totals.merge(phase, value, Double::sum)));
      double total = sum(totals.values());
      rows.forEach((name, row) -> {
        if (sum(row.values()) > 0) {
          table.row(cells(name, row, total, unit));
        }
      });
      table.row(cells(TOTAL, totals, total, unit));
      return table.text();
    }

    private List<String> cells(String name, Map<Phase, Double> row, double total, Unit unit) {
      List<String> cells = new ArrayList<>(List.of(name));
      phases.forEach(phase -> cells.add(shown(row.getOrDefault(phase, 0.0), unit)));
      double sum = sum(row.values());
      cells.add(shown(sum, unit));
      cells.add(share(sum, total));
      return cells;
    }

    private static double sum(Collection<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  private static String energyTable(WorkloadCost priced) {
    ByPhase energy = new ByPhase();
    for (Component component : Component.values()) {
      energy.row(component.label());
    }
    for (EnergyItem item : priced.energy()) {
      energy.add(item.component(), item.phase(), item.joules());
    }
    return energy.text(Unit.JOULE);
  }

  private String latencyTable(WorkloadCost priced) {
    Set<String> matrices = matrices();
    ByPhase latency = new ByPhase();
    for (BusyItem item : priced.busy()) {
      String unit = matrices.contains(item.resource())
          ? ARRAYS
          : item.resource().startsWith(GRADIENT) ? GRADIENT : item.resource();
      latency.add(unit, item.phase(), item.criticalSeconds());
    }
    return latency.text(Unit.SECOND);
  }

  private Set<String> matrices() {
    Set<String> matrices = new LinkedHashSet<>();
    for (AreaItem item : cost.area().items()) {
      if (!item.matrix().isEmpty()) {
        matrices.add(item.matrix());
      }
    }
    return matrices;
  }

  private String matrixTable() {
    List<String> headings = new ArrayList<>(List.of("", "area"));
    workloads().keySet().forEach(name -> headings.addAll(List.of(name + " energy", "arrays busy")));
    TextTable table = new TextTable(headings.toArray(String[]::new));
    for (String matrix : matrices()) {
      List<String> cells = new ArrayList<>(List.of(matrix));
      cells.add(shown(
          cost.area().items().stream()
              .filter(item -> item.matrix().equals(matrix))
              .mapToDouble(AreaItem::squareMeters)
              .sum(),
          Unit.SQUARE_METER));
      for (WorkloadCost priced : workloads().values()) {
        cells.add(shown(
            priced.energy().stream()
                .filter(item -> item.matrix().equals(matrix))
                .mapToDouble(EnergyItem::joules)
                .sum(),
            Unit.JOULE));
        cells.add(shown(
            priced.busy().stream()
                .filter(item -> item.resource().equals(matrix))
                .mapToDouble(BusyItem::seconds)
                .sum(),
            Unit.SECOND));
      }
      table.row(cells);
    }
    return table.text();
  }

  private String totalsTable() {
    List<String> headings = new ArrayList<>(List.of(""));
    headings.addAll(workloads().keySet());
    TextTable table = new TextTable(headings.toArray(String[]::new));
    row(table, "energy per image", Unit.JOULE, WorkloadCost::energyPerSampleJoules);
    row(table, "energy per batch", Unit.JOULE, WorkloadCost::energyJoules);
    row(
        table,
        "energy per epoch",
        Unit.JOULE,
        priced -> imagesPerEpoch * priced.energyPerSampleJoules());
    row(table, "latency per image", Unit.SECOND, WorkloadCost::latencyPerSampleSeconds);
    row(table, "latency per batch", Unit.SECOND, WorkloadCost::latencySeconds);
    row(
        table,
        "latency per epoch",
        Unit.SECOND,
        priced -> imagesPerEpoch * priced.latencyPerSampleSeconds());
    row(table, "images per second", WorkloadCost::samplesPerSecond);
    row(table, "TOPS", WorkloadCost::teraOperationsPerSecond);
    row(table, "TOPS/W", WorkloadCost::teraOperationsPerJoule);
    row(table, "TOPS/mm2", cost::teraOperationsPerSecondAndSquareMillimeter);
    row(table, "peak TOPS", WorkloadCost::peakTeraOperationsPerSecond);
    row(table, "peak TOPS/W", WorkloadCost::peakTeraOperationsPerJoule);
    return table.text();
  }

  private void row(TextTable table, String name, Unit unit, ToDoubleFunction<WorkloadCost> figure) {
    row(table, name, figure, value -> shown(value, unit));
  }

  private void row(TextTable table, String name, ToDoubleFunction<WorkloadCost> figure) {
    row(table, name, figure, CostSheet::significant);
  }

  private void row(
      TextTable table,
      String name,
      ToDoubleFunction<WorkloadCost> figure,
      DoubleFunction<String> text) {
    List<String> cells = new ArrayList<>(List.of(name));
    workloads().values().forEach(priced -> cells.add(text.apply(figure.applyAsDouble(priced))));
    table.row(cells);
  }

  private static String significant(double value) {
    return value >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String includes() {
    StringBuilder out = new StringBuilder("What the numbers include\n");
    INCLUDES.forEach((term, meaning) ->
        out.append("  ").append(term).append(": ").append(meaning).append('\n'));
    return out.toString();
  }

  /** What each number includes, in words. */
  static final Map<String, String> INCLUDES = includedIn();

  private static Map<String, String> includedIn() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "area",
        "every block once, down to the buffers and wires between tiles; control logic, clock tree and"
            + " pads are left out");
    all.put(
        "energy",
        "all operations of the batch, and the leakage of the whole chip for as long as they take");
    all.put(
        "latency",
        "first operation to the end of the last, in a schedule that respects dependencies and shared"
            + " circuits; per image it is divided by the batch");
    all.put(
        "TOPS",
        "two operations per weight and vector, of all matrix reads and gradients; peak leaves out"
            + " buffers, wires, DRAM and leakage");
    all.put("everything", "estimates of an analytical circuit model, not measurements of silicon");
    return all;
  }

  /** For programs: SI base units; the items of area and energy sum to the totals. */
  public String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("work", work.title());
    root.put("chip", chip);
    root.put("design", design);
    root.put("warnings", design.warnings());
    root.put("imagesPerEpoch", imagesPerEpoch);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures().forEach(figure -> figures.put(figure.key(), figure.value()));
    root.put("figures", figures);
    root.put("area", cost.area().items());
    workloads().forEach((name, priced) -> root.put(name, priced));
    root.put("includes", INCLUDES);
    return Json.write(root);
  }

  /** Every contribution in a line of its own. */
  public String csv() {
    StringBuilder out = new StringBuilder("quantity,workload,phase,component,matrix,value,unit\n");
    for (AreaItem item : cost.area().items()) {
      line(out, "area", "", "", item.component(), item.matrix(), item.squareMeters(), "m2");
      line(out, "leakage", "", "", item.component(), item.matrix(), item.leakageWatts(), "W");
    }
    workloads().forEach((name, priced) -> {
      for (EnergyItem item : priced.energy()) {
        String phase = item.phase().name().toLowerCase(Locale.ROOT);
        line(out, "energy", name, phase, item.component(), item.matrix(), item.joules(), "J");
      }
      for (BusyItem item : priced.busy()) {
        String phase = item.phase().name().toLowerCase(Locale.ROOT);
        line(out, "busy", name, phase, item.resource(), "", item.seconds(), "s");
        line(out, "critical", name, phase, item.resource(), "", item.criticalSeconds(), "s");
      }
    });
    return out.toString();
  }

  private static void line(
      StringBuilder out,
      String quantity,
      String workload,
      String phase,
      String component,
      String matrix,
      double value,
      String unit) {
    out.append(String.join(
            ",",
            quantity,
            workload,
            phase,
            Csv.field(component),
            Csv.field(matrix),
            Double.toString(value),
            unit))
        .append('\n');
  }
}
