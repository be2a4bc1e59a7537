package org.crosslearn.hw.published;

import java.util.Map;
import org.crosslearn.hw.workload.Phase;

/** Figures of a chip that both models state. */
enum ChipFigure {
  AREA("area", "m²", "ChipArea [um^2]"),
  ARRAY_AREA("area of cells", "m²", "Chip total CIM (Forward+Activation Gradient) array [um^2]"),
  WIRES_AREA("area of wires", "m²", "Total IC Area on chip (Global and Tile/PE local) [um^2]"),
  CIRCUITS_AREA("area of other circuits", "m²", null),
  GRADIENT_AREA("area of the gradient unit", "m²", "Weight Gradient Calculation [um^2]"),
  FORWARD_SECONDS("forward", "s", "Chip readLatency of Forward (per epoch) [ns]"),
  FORWARD_JOULES("forward", "J", "Chip readDynamicEnergy of Forward (per epoch) [pJ]"),
  FORWARD_ARRAY_SECONDS(
      "forward, arrays", "s", "Chip PEAK readLatency of Forward (per epoch) [ns]"),
  FORWARD_ARRAY_JOULES(
      "forward, arrays", "J", "Chip PEAK readDynamicEnergy of Forward (per epoch) [pJ]"),
  ERROR_SECONDS("error", "s", "Chip readLatency of Activation Gradient (per epoch) [ns]"),
  ERROR_JOULES("error", "J", "Chip readDynamicEnergy of Activation Gradient (per epoch) [pJ]"),
  ERROR_ARRAY_SECONDS(
      "error, arrays", "s", "Chip PEAK readLatency of Activation Gradient (per epoch) [ns]"),
  ERROR_ARRAY_JOULES(
      "error, arrays", "J", "Chip PEAK readDynamicEnergy of Activation Gradient (per epoch) [pJ]"),
  GRADIENT_SECONDS("gradient", "s", "Chip readLatency of Weight Gradient (per epoch) [ns]"),
  GRADIENT_JOULES("gradient", "J", "Chip readDynamicEnergy of Weight Gradient (per epoch) [pJ]"),
  GRADIENT_ARRAY_SECONDS(
      "gradient, unit", "s", "Chip PEAK readLatency of Weight Gradient (per epoch) [ns]"),
  GRADIENT_ARRAY_JOULES(
      "gradient, unit", "J", "Chip PEAK readDynamicEnergy of Weight Gradient (per epoch) [pJ]"),
  UPDATE_SECONDS("update", "s", "Chip writeLatency of Weight Update (per epoch) [ns]"),
  UPDATE_JOULES("update", "J", "Chip writeDynamicEnergy of Weight Update (per epoch) [pJ]"),
  UPDATE_ARRAY_SECONDS(
      "update, arrays", "s", "Chip PEAK writeLatency of Weight Update (per epoch) [ns]"),
  UPDATE_ARRAY_JOULES(
      "update, arrays", "J", "Chip PEAK writeDynamicEnergy of Weight Update (per epoch) [pJ]");

  private final String title;
  private final String unit;
  private final String printed;

  ChipFigure(String title, String unit, String printed) {
    this.title = title;
    this.unit = unit;
    this.printed = printed;
  }

  String title() {
    return title;
  }

  String unit() {
    return unit;
  }

  boolean isArea() {
    return unit.equals("m²");
  }

  static ChipFigure seconds(Phase phase) {
    return valueOf(phase + "_SECONDS");
  }

  static ChipFigure arraySeconds(Phase phase) {
    return valueOf(phase + "_ARRAY_SECONDS");
  }

  static ChipFigure joules(Phase phase) {
    return valueOf(phase + "_JOULES");
  }

  static ChipFigure arrayJoules(Phase phase) {
    return valueOf(phase + "_ARRAY_JOULES");
  }

  /** The figure among printed ones, in SI units; not a number where it is not printed. */
  double of(Map<String, ?> figures) {
    if (this == CIRCUITS_AREA) {
      return AREA.of(figures)
          - ARRAY_AREA.of(figures)
          - WIRES_AREA.of(figures)
          - GRADIENT_AREA.of(figures);
    }
    // a pipeline and inference leave out or rename the phase
    Object value = figures.get(printed);
    return value instanceof Number number ? number.doubleValue() * scale() : Double.NaN;
  }

  private double scale() {
    return isArea() ? 1e-12 : unit.equals("s") ? 1e-9 : 1e-12;
  }
}
