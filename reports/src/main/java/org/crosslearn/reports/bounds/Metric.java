package org.crosslearn.reports.bounds;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A figure that can be bounded, and the units in which a limit may be written. */
enum Metric {
  /** Fraction of test images classified correctly after the last pass. */
  ACCURACY(false, units("", 1, "%", 0.01)),
  /** The same, mean of the last quarter of the passes: single passes of noisy devices swing. */
  SETTLED_ACCURACY(false, units("", 1, "%", 0.01)),
  /** Of one image. */
  ENERGY(true, units("pJ", 1e-12, "nJ", 1e-9, "uJ", 1e-6, "mJ", 1e-3, "J", 1)),
  /** Of one image when steps follow each other without overlap. */
  LATENCY(true, units("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1)),
  /** Of the whole chip. */
  AREA(false, units("um2", 1e-12, "mm2", 1e-6, "m2", 1));

  private final boolean phased;
  private final Map<String, Double> unitsInSi;

  Metric(boolean phased, Map<String, Double> unitsInSi) {
    this.phased = phased;
    this.unitsInSi = unitsInSi;
  }

  private static Map<String, Double> units(Object... namesAndFactors) {
    Map<String, Double> units = new LinkedHashMap<>();
    for (int i = 0; i < namesAndFactors.length; i += 2) {
      units.put((String) namesAndFactors[i], ((Number) namesAndFactors[i + 1]).doubleValue());
    }
    return units;
  }

  /** Whether training and inference each have their own. */
  boolean phased() {
    return phased;
  }

  /** Whether it exists only where there is a chip to price. */
  boolean priced() {
    return !isAccuracy();
  }

  boolean isAccuracy() {
    return this == ACCURACY || this == SETTLED_ACCURACY;
  }

  /** Unit to factor that makes SI of it; the empty unit means that none need be written. */
  Map<String, Double> unitsInSi() {
    return unitsInSi;
  }

  /** The units that may be written, in words. */
  String unitNames() {
    return unitsInSi.keySet().stream()
        .map(unit -> unit.isEmpty() ? "none" : unit)
        .collect(Collectors.joining(", "));
  }

  /** Whether it is the unit of any metric. */
  static boolean isUnit(String word) {
    return !word.isEmpty()
        && Arrays.stream(values()).anyMatch(metric -> metric.unitsInSi.containsKey(word));
  }

  String word() {
    return Words.of(this);
  }
}
