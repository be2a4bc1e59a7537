package org.crosslearn.reports.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.report.SummaryTable.Row;
import org.crosslearn.reports.run.EqualArea;

/** The figures of a report for programs: units in the names, null for no figure. */
final class SummaryJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Map<String, ToDoubleFunction<CostTotals>> TOTALS = totals();

  private static final Map<String, ToDoubleFunction<CellHistory>> HISTORY = history();

  private SummaryJson() {}

  private static Map<String, ToDoubleFunction<CellHistory>> history() {
    Map<String, ToDoubleFunction<CellHistory>> history = new LinkedHashMap<>();
    history.put("potentiation_pulses", CellHistory::potentiation);
    history.put("depression_pulses", CellHistory::depression);
    history.put("pulses_per_cell", CellHistory::pulsesPerCell);
    history.put("clipped_weights", CellHistory::clipped);
    history.put("unconverged_writes", CellHistory::unconverged);
    history.put("saturated_trains", CellHistory::saturated);
    history.put("refreshed_weights", CellHistory::refreshed);
    history.put("stuck_cells", CellHistory::stuck);
    return history;
  }

  private static Map<String, ToDoubleFunction<CostTotals>> totals() {
    Map<String, ToDoubleFunction<CostTotals>> totals = new LinkedHashMap<>();
    totals.put("area_square_meters", CostTotals::areaSquareMeters);
    totals.put("training_energy_per_image_joules", CostTotals::trainingEnergyPerSampleJoules);
    totals.put("training_latency_per_image_seconds", CostTotals::trainingLatencyPerSampleSeconds);
    totals.put("inference_energy_per_image_joules", CostTotals::inferenceEnergyPerSampleJoules);
    totals.put("inference_latency_per_image_seconds", CostTotals::inferenceLatencyPerSampleSeconds);
    return totals;
  }

  static String of(ReportModel model) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("study", model.result().study());
    root.put("description", model.result().description());
    root.put("data", model.result().data());
    addTexts(root.putObject("rules"), model.result().rules());
    ObjectNode hardware = root.putObject("hardware");
    model.result().hardware().forEach((name, spec) -> hardware.put(name, spec.description()));
    ObjectNode chips = root.putObject("chips");
    ChipSection.chips(model).forEach((name, choices) -> {
      ObjectNode chip = chips.putObject(name);
      choices.forEach(choice -> chip.put(choice.topic(), choice.words()));
    });
    List<Row> rows = SummaryTable.of(model.result()).rows();
    ArrayNode results = root.putArray("results");
    for (int i = 0; i < rows.size(); i++) {
      addResult(results.addObject(), rows.get(i), model, model.combinations().get(i));
    }
    ArrayNode sweeps = root.putArray("sweeps");
    model.sweeps().forEach(sweep -> addSweep(sweeps.addObject(), sweep));
    ArrayNode accountings = root.putArray("accountings");
    Accounted.of(model.result())
        .forEach(accounting -> addAccounting(accountings.addObject(), accounting));
    ArrayNode bounds = root.putArray("bounds");
    for (BoundCheck bound : model.bounds()) {
      bounds
          .addObject()
          .put("bound", bound.bound())
          .put("measured", bound.measured())
          .put("holds", bound.holds());
    }
    ArrayNode cautions = root.putArray("cautions");
    Cautions.of(model).forEach(cautions::add);
    addTexts(root.putObject("manifest"), model.result().manifest());
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addResult(
      ObjectNode node, Row row, ReportModel model, Combination combination) {
    node.put("hardware", row.hardware());
    node.put("rule", row.rule());
    node.put("seeds", row.seeds());
    node.put("diverged", row.diverged());
    SummaryTable.figures(row).forEach(f -> addNumber(node, f.key(), f.value()));
    ArrayNode epochs = node.putArray("accuracy_per_epoch");
    for (Combination.Epoch epoch : combination.epochs()) {
      ObjectNode entry = epochs.addObject().put("epoch", epoch.epoch());
      addNumber(entry, "mean", epoch.accuracy().mean());
      addNumber(entry, "min", epoch.accuracy().least());
      addNumber(entry, "max", epoch.accuracy().most());
    }
    ArrayNode targets = node.putArray("cost_to_target");
    for (TargetCost target : TargetCost.of(model, combination)) {
      ObjectNode entry = targets.addObject();
      addNumber(entry, "fraction_of_final_accuracy", target.fraction());
      TargetCostSection.figures(target).forEach((name, spread) -> {
        ObjectNode statistics = entry.putObject(name);
        addNumber(statistics, "mean", spread.mean());
        addNumber(statistics, "standard_deviation", spread.deviation());
        addNumber(statistics, "min", spread.least());
        addNumber(statistics, "max", spread.most());
      });
    }
    ArrayNode ages = node.putArray("accuracy_after_time");
    for (Combination.Aged aged : combination.aged()) {
      ObjectNode entry = ages.addObject().put("seconds", aged.seconds());
      addNumber(entry, "mean", aged.accuracy().mean());
      addNumber(entry, "min", aged.accuracy().least());
      addNumber(entry, "max", aged.accuracy().most());
    }
    ObjectNode cells = node.putObject("cells");
    HISTORY.forEach(
        (name, figure) -> addNumber(cells, name, CellsSection.mean(combination, figure)));
    for (Workload workload : Workload.values()) {
      String name = workload == Workload.TRAINING ? "training" : "inference";
      addNumbers(
          node.putObject(name + "_energy_per_image_by_component_joules"),
          combination.energyByComponent(workload));
      addNumbers(
          node.putObject(name + "_energy_per_image_by_phase_joules"),
          combination.energyByPhase(workload));
      addNumbers(
          node.putObject(name + "_latency_per_image_by_phase_seconds"),
          combination.latencyByPhase(workload));
    }
    addNumbers(node.putObject("area_by_component_square_meters"), combination.areaByComponent());
    addNumbers(node.putObject("leakage_by_component_watts"), combination.leakageByComponent());
    if (combination.priced()) {
      Adc own = model.chip(combination.hardware()).adc();
      ObjectNode converters = node.putObject("by_converter_model");
      for (Adc adc : combination.converters(own)) {
        addTotals(
            converters.putObject(adc.name().toLowerCase(Locale.ROOT)),
            figure -> combination.mean(own, adc, figure));
      }
    }
    ArrayNode equalArea = node.putArray("on_chips_of_other_sizes");
    for (EqualArea price : model.equalArea(combination)) {
      ObjectNode entry = equalArea.addObject();
      entry.put("seed", price.seed()).put("size_of_chip_of", price.chipOf());
      addNumber(entry, "size_square_meters", price.squareMeters());
      entry.put("tiles", price.tiles());
      addTotals(entry, figure -> figure.applyAsDouble(price.totals()));
    }
  }

  private static void addSweep(ObjectNode node, SweptCombinations sweep) {
    node.put("sweep", sweep.name()).put("label", sweep.label());
    node.put("retrained", sweep.retrained());
    ArrayNode points = node.putArray("points");
    for (SweptCombinations.Point point : sweep.points()) {
      ObjectNode entry = points.addObject();
      entry.put("value", point.value()).put("is_the_study", point.base());
      ArrayNode results = entry.putArray("results");
      for (Combination combination : point.combinations()) {
        Row row = SummaryTable.row(combination);
        ObjectNode result = results.addObject();
        result.put("hardware", row.hardware());
        result.put("rule", row.rule());
        result.put("seeds", row.seeds());
        result.put("diverged", row.diverged());
        SummaryTable.figures(row).forEach(f -> addNumber(result, f.key(), f.value()));
        sweep.ratios(point, combination).forEach(f -> addNumber(result, f.key(), f.value()));
      }
    }
  }

  private static void addAccounting(ObjectNode node, Accounted accounting) {
    node.put("accounting", accounting.name()).put("label", accounting.label());
    node.put("changes", accounting.isBase() ? null : accounting.from());
    ArrayNode results = node.putArray("results");
    for (Combination c : accounting.combinations()) {
      if (c.priced()) {
        addAccounted(results.addObject(), c, accounting.of(accounting.firstRule(), c.hardware()));
      }
    }
    ArrayNode sweeps = node.putArray("sweeps");
    for (SweptCombinations sweep : accounting.sweeps()) {
      ArrayNode points = sweeps.addObject().put("sweep", sweep.name()).putArray("points");
      for (SweptCombinations.Point point : sweep.points()) {
        ArrayNode atPoint = points.addObject().put("value", point.value()).putArray("results");
        for (Combination c : point.combinations()) {
          if (c.priced()) {
            addAccounted(atPoint.addObject(), c, point.of(accounting.firstRule(), c.hardware()));
          }
        }
      }
    }
  }

  private static void addAccounted(ObjectNode node, Combination c, Optional<Combination> first) {
    node.put("hardware", c.hardware()).put("rule", c.rule());
    AccountingSection.figures(c, first).forEach(f -> addNumber(node, f.key(), f.value()));
  }

  private static void addTotals(
      ObjectNode node, ToDoubleFunction<ToDoubleFunction<CostTotals>> mean) {
    TOTALS.forEach((name, figure) -> addNumber(node, name, mean.applyAsDouble(figure)));
  }

  private static void addTexts(ObjectNode node, Map<String, String> texts) {
    texts.forEach(node::put);
  }

  private static void addNumbers(ObjectNode node, Map<String, Double> numbers) {
    numbers.forEach((name, number) -> addNumber(node, name, number));
  }

  /** JSON knows neither NaN nor infinity. */
  private static void addNumber(ObjectNode node, String name, double number) {
    node.put(name, Double.isFinite(number) ? Double.valueOf(number) : null);
  }
}
