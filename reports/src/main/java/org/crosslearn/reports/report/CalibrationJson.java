package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosslearn.reports.bounds.Aim;
import org.crosslearn.reports.run.CalibrationResult;
import org.crosslearn.reports.run.CalibrationResult.Neighbour;
import org.crosslearn.reports.run.CalibrationResult.Sensitivity;
import org.crosslearn.reports.run.ExperimentResults;
import org.crosslearn.reports.run.Json;
import org.crosslearn.reports.run.Search;
import org.crosslearn.reports.run.Search.Step;
import org.crosslearn.reports.study.Calibration;
import org.crosslearn.reports.study.Space;

/** A calibration for programs: fractions between 0 and 1, null for no figure. */
final class CalibrationJson {
  private CalibrationJson() {}

  static String of(ExperimentResults results) {
    CalibrationResult found = results.calibration();
    Calibration calibration = found.calibration();
    Space space = calibration.space();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("study", results.study().name());
    root.put("profile", results.study().profile());
    root.put("data", results.study().data());
    root.put("images", results.images());
    root.put("seeds", results.study().seeds());
    root.put("maximise", calibration.sought());
    root.put("aims", calibration.aims().stream().map(CalibrationJson::aim).toList());
    root.put("random", calibration.random());
    root.put("climb", calibration.climb());
    root.put("seed", calibration.seed());
    Map<String, Object> axes = new LinkedHashMap<>();
    space.axes().forEach(axis -> axes.put(axis.key(), axis.values()));
    root.put("space", axes);
    root.put("tried", found.course().steps().size());
    root.put("refused", found.refused().size());
    root.put("failed", found.failed().size());
    root.put("ended", found.ended());
    root.put("no_neighbour_is_better", found.course().settled());
    root.put("chosen", found.chosen().map(step -> step(step, found)).orElse(null));
    root.put(
        "sensitivity",
        found.sensitivities().stream().map(CalibrationJson::sensitivity).toList());
    root.put(
        "candidates",
        found.course().steps().stream().map(step -> step(step, found)).toList());
    List<Object> bounds = new ArrayList<>();
    results.bounds().forEach(bound -> {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("bound", bound.bound());
      entry.put("measured", bound.measured());
      entry.put("holds", bound.holds());
      bounds.add(entry);
    });
    root.put("bounds", bounds);
    root.put("cautions", results.cautions());
    root.put("manifest", results.manifest());
    return Json.write(root);
  }

  private static Map<String, Object> aim(Aim aim) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("figure", aim.figure().text());
    entry.put("target", aim.target());
    return entry;
  }

  private static Map<String, Object> step(Step step, CalibrationResult found) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("origin", step.origin().name().toLowerCase(Locale.ROOT));
    entry.put("figure", number(step.figure()));
    entry.put("figures", found.figures().get(step.candidate()));
    entry.put("values", found.calibration().space().values(step.candidate()));
    return entry;
  }

  private static Map<String, Object> sensitivity(Sensitivity of) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("key", of.key());
    entry.put("below", of.below().map(CalibrationJson::neighbour).orElse(null));
    entry.put("chosen", neighbour(of.chosen()));
    entry.put("above", of.above().map(CalibrationJson::neighbour).orElse(null));
    return entry;
  }

  private static Map<String, Object> neighbour(Neighbour neighbour) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("value", neighbour.value());
    entry.put("tried", neighbour.figure().isPresent());
    entry.put("figure", neighbour.figure().map(CalibrationJson::number).orElse(null));
    return entry;
  }

  private static Double number(double figure) {
    return figure == Search.WORST ? null : Double.valueOf(figure);
  }
}
