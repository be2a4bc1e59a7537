package org.crosslearn.reports.pricing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.chip.Chip;
import org.crosslearn.hw.chip.ChipPlan;
import org.crosslearn.hw.chip.ChipPlan.MatrixPlan;
import org.crosslearn.hw.chip.ChipPlan.TilePlan;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.design.ChipChoices;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.reports.report.Quantity;
import org.crosslearn.reports.report.Quantity.Unit;

/** A chip in words and tables, from its cells to its dataflow, built for a work. */
public final class ChipDescription {
  private static final int BITS_PER_BYTE = 8;

  private final ChipDesign design;
  private final Chip chip;
  private final ChipPlan plan;
  private final StringBuilder out = new StringBuilder();

  private ChipDescription(ChipDesign design, Chip chip) {
    this.design = design;
    this.chip = chip;
    this.plan = chip.plan();
  }

  /**
   * @param name how the user calls the chip
   * @throws PricingException if the chip cannot do the work
   */
  public static String of(Work work, String name, ChipDesign design) {
    try {
      List<OpGraph> graphs = List.of(work.training(design), work.inference(design));
      Chip chip = Chip.forGraphs(design.chip(), design.array(), design.cell(), graphs);
      return new ChipDescription(design, chip).text(work, name);
    } catch (InvalidValue e) {
      throw new PricingException(name + " cannot do this: " + e.getMessage());
    }
  }

  private String text(Work work, String name) {
    line("%s: %s", name, design.description());
    line("Source: %s", design.source());
    design.warnings().forEach(warning -> line("warning: %s", warning));
    line("");
    cell();
    array();
    line("");
    line("Built for %s", work.title());
    matrices();
    plan.kinds().forEach(this::tile);
    chip();
    line("");
    choices();
    return out.toString();
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void cell() {
    CellSpec cell = design.cell();
    ChipSpec spec = design.chip();
    double feature =
        Technology.lowPower(spec.nodeNanometers(), spec.temperatureKelvin()).features(1);
    line(
        "Cell: %s, %s F of %.0f nm, %s",
        kind(cell),
        number(cell.heightFeatures()) + " x " + number(cell.widthFeatures()),
        feature * 1e9,
        area(cell.heightFeatures() * cell.widthFeatures() * feature * feature));
    if (cell instanceof CellSpec.Pulsed pulsed) {
      line(
          "  %s to %s kohm in %d levels, %d bits; read at %s V",
          number(pulsed.onResistanceOhm() * 1e-3),
          number(pulsed.onResistanceOhm() * pulsed.onOffRatio() * 1e-3),
          pulsed.levels(),
          cell.bits(),
          number(pulsed.readVoltage()));
      line("  pulses up %s, down %s", pulse(cell.potentiation()), pulse(cell.depression()));
    }
  }

  private static String kind(CellSpec cell) {
    if (cell instanceof CellSpec.Sram sram) {
      return sram.ports() == CellSpec.Sram.Ports.SIX_TRANSISTORS
          ? "static, six transistors, one bit"
          : "static, eight transistors, one bit";
    }
    return cell instanceof CellSpec.Fefet ? "ferroelectric transistor" : "resistive";
  }

  private static String pulse(CellSpec.Pulse pulse) {
    return number(pulse.voltage()) + " V for " + new Quantity(pulse.seconds(), Unit.SECOND).text();
  }

  private void array() {
    ArraySpec array = design.array();
    ChipSpec spec = design.chip();
    line(
        "Subarray: %d rows x %d columns; %d weights on a row, each %s",
        array.rows(), array.columns(), array.weightsPerRow(), weight(array));
    line(
        "  inputs of %s; %s",
        array.drive().words(array.inputBits()),
        spec.rowsAtOnce() == null ? "all rows at once" : spec.rowsAtOnce() + " rows at once");
    int lines = spec.rowsAtOnce() == null ? Periphery.ALL_LINES : spec.rowsAtOnce();
    line(
        "  %d-bit %s converters, one for %d columns (%d bits would lose nothing)",
        array.adcBits(),
        spec.adc() == ChipSpec.Adc.SAR ? "SAR" : lower(spec.adc()),
        spec.columnsPerAdc(),
        array.losslessAdcBits(lines));
  }

  private static String weight(ArraySpec array) {
    String cells = array.cellsPerWeight() == 1
        ? "one cell of " + array.bitsPerCell() + " bits"
        : array.cellsPerWeight() + " cells of " + array.bitsPerCell()
            + (array.bitsPerCell() == 1 ? " bit" : " bits");
    return switch (array.signs()) {
      case DIFFERENTIAL_PAIR -> "a pair of " + cells;
      case REFERENCE_COLUMN -> cells + " against a reference column";
      case OFFSET -> cells + " that hold it plus an offset";
      case INTERLEAVED_PAIR -> cells + " on each of two rows of opposite voltage";
    };
  }

  private void matrices() {
    TextTable table =
        new TextTable("matrix", "outputs x inputs", "tiles", "copies", "kind of tile", "in use");
    for (MatrixPlan matrix : plan.matrices()) {
      table.row(
          matrix.matrix().name(),
          matrix.matrix().outputs() + " x " + matrix.matrix().inputs(),
          matrix.tileColumns() + " x " + matrix.tileRows(),
          Integer.toString(matrix.copies()),
          letter(matrix.kind()),
          percent(matrix.use()));
    }
    int tiles = plan.matrices().stream().mapToInt(MatrixPlan::tiles).sum();
    double used =
        plan.matrices().stream().mapToDouble(m -> m.use() * weights(m)).sum();
    double all = plan.matrices().stream().mapToDouble(this::weights).sum();
    table.row("all", "", Integer.toString(tiles), "", "", percent(all == 0 ? 0 : used / all));
    out.append(table.text());
  }

  /** Weights that the tiles of a matrix could hold. */
  private double weights(MatrixPlan matrix) {
    return (double) matrix.tiles()
        * plan.kinds().get(matrix.kind()).subarrays()
        * design.array().weightsPerColumn()
        * design.array().weightsPerRow();
  }

  private static String letter(int kind) {
    return String.valueOf((char) ('A' + kind));
  }

  private void tile(TilePlan tile) {
    line("");
    line(
        "Tile %s: %d processing elements of %d x %d subarrays%s%s",
        letter(plan.kinds().indexOf(tile)),
        tile.elements(),
        tile.elementSide(),
        tile.elementSide(),
        tile.kernelSplit() ? ", one for each position of a kernel" : "",
        tile.transposable() ? "; can be read transposed" : "");
    line(
        "  wires: %d to the elements; in an element %d along its rows, %d along its columns",
        tile.busBits(), tile.elementInputBits(), tile.elementOutputBits());
    line(
        "  buffers: %s for inputs, %s for results",
        bytes(tile.inputBits()), bytes(tile.outputBits()));
    Map<String, List<Subarray.Part>> levels = new LinkedHashMap<>();
    levels.put("subarray", tile.subarray());
    levels.put("element", tile.element());
    levels.put("tile", tile.tile());
    List<String> headings = new ArrayList<>(List.of("area"));
    headings.addAll(levels.keySet());
    TextTable table = new TextTable(headings.toArray(String[]::new));
    for (Component component : Component.values()) {
      List<String> cells = new ArrayList<>(List.of(component.label()));
      double most = 0;
      for (List<Subarray.Part> parts : levels.values()) {
        double area = sum(parts, component, Subarray.Part::squareMeters);
        most = Math.max(most, area);
        cells.add(area(area));
      }
      if (most > 0) {
        table.row(cells);
      }
    }
    List<String> areas = new ArrayList<>(List.of("total"));
    List<String> leakage = new ArrayList<>(List.of("leakage"));
    for (List<Subarray.Part> parts : levels.values()) {
      areas.add(area(parts.stream().mapToDouble(Subarray.Part::squareMeters).sum()));
      leakage.add(watts(parts.stream().mapToDouble(Subarray.Part::leakageWatts).sum()));
    }
    table.row(areas);
    table.row(leakage);
    out.append(table.text());
  }

  private static double sum(
      List<Subarray.Part> parts, Component component, ToDoubleFunction<Subarray.Part> figure) {
    return parts.stream()
        .filter(part -> part.component() == component)
        .mapToDouble(figure)
        .sum();
  }

  private void chip() {
    int subarrays = plan.matrices().stream()
        .mapToInt(m -> m.tiles() * plan.kinds().get(m.kind()).subarrays())
        .sum();
    line("");
    line(
        "Chip: %d nm, %s, %s K, %s; %d tiles in %d rows, %d subarrays",
        design.chip().nodeNanometers(),
        lower(design.chip().transistors()).replace('-', ' '),
        number(design.chip().temperatureKelvin()),
        hertz(design.chip().clockHertz()),
        plan.tiles(),
        plan.tileRows(),
        subarrays);
    line(
        "  global buffer of %s (%s), %d wires to the tiles (%s), %d adder trees over tiles",
        bytes(plan.bufferBits()),
        lower(design.chip().memory().global()).replace('-', ' '),
        plan.busBits(),
        lower(design.chip().floorplan().interconnect()).replace('_', '-'),
        plan.sumTrees());
    Map<Component, double[]> sums = new EnumMap<>(Component.class);
    double[] total = new double[2];
    for (Chip.Part part : chip.parts()) {
      for (double[] sum :
          List.of(sums.computeIfAbsent(part.component(), key -> new double[2]), total)) {
        sum[0] += part.squareMeters();
        sum[1] += part.leakageWatts();
      }
    }
    TextTable table = new TextTable("", "area", "share", "leakage");
    sums.forEach((component, sum) -> {
      if (sum[0] + sum[1] > 0) {
        table.row(component.label(), area(sum[0]), percent(sum[0] / total[0]), watts(sum[1]));
      }
    });
    table.row("total", area(total[0]), percent(1), watts(total[1]));
    out.append(table.text());
  }

  private void choices() {
    ChipChoices.Part part = ChipChoices.Part.CIRCUITS;
    for (ChipChoices.Choice choice : ChipChoices.of(design.cell(), design.array(), design.chip())) {
      if (choice.part() == ChipChoices.Part.CIRCUITS) {
        continue;
      }
      if (choice.part() != part) {
        part = choice.part();
        line("%s", part.title());
      }
      line("  %s: %s", choice.topic(), choice.words());
    }
  }

  private static String area(double squareMeters) {
    return squareMeters == 0
        ? "-"
        : Quantity.ascii(new Quantity(squareMeters, Unit.SQUARE_METER).text());
  }

  private static String watts(double watts) {
    return watts == 0 ? "-" : Quantity.ascii(new Quantity(watts, Unit.WATT).text());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String bytes(double bits) {
    double kibibytes = bits / BITS_PER_BYTE / 1024;
    return kibibytes >= 1024
        ? String.format(Locale.ROOT, "%.1f MiB", kibibytes / 1024)
        : String.format(Locale.ROOT, "%.2f KiB", kibibytes);
  }

  private static String hertz(double hertz) {
    return number(hertz * 1e-6) + " MHz";
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4g", value).replaceFirst("0+$", "");
  }
}
