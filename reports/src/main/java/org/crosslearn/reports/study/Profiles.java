package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;

/**
 * The profiles of a study file: other sizes of the same study, each laid over it.
 *
 * <p>Single keys of {@code network}, {@code training}, {@code rules}, {@code hardware}, {@code
 * experiment} and {@code calibration} are replaced, and so are those of a sweep; everything else is
 * replaced whole. A rule, a hardware, a sweep, a key of a sweep or of a calibration's space, or a whole
 * part that a profile gives as {@code ~} is left out.
 */
final class Profiles {
  static final String KEY = "profiles";

  private static final List<String> MERGED =
      List.of("network", "training", "rules", "hardware", "experiment", CalibrationReader.KEY);

  /** Keys above a value of a sweep: sweeps, the sweep, the path. */
  private static final int SWEEP_DEPTH = 3;

  private final YamlDocument document;
  private final List<String> allowed;

  /**
   * @param allowed keys of the study that a profile may change
   */
  Profiles(YamlDocument document, List<String> allowed) {
    this.document = document;
    this.allowed = List.copyOf(allowed);
  }

  /** In the order of the file. */
  List<String> names() {
    return document.has(KEY) ? StudyReader.entries(document, KEY).keys() : List.of();
  }

  /**
   * Reads the study with a profile laid over it, and the other profiles too, so that a mistake in any
   * of them is found.
   *
   * @param profile null for the study itself
   * @param reader takes a whole study and the name of its profile
   * @return what it makes of that profile
   */
  <T> T read(String profile, BiFunction<YamlDocument, String, T> reader) {
    T study = reader.apply(laidOver(profile), profile);
    for (String name : names()) {
      if (!name.equals(profile)) {
        reader.apply(laidOver(name), name);
      }
    }
    return study;
  }

  /**
   * The study with a profile laid over it.
   *
   * @param profile null for the study itself
   * @throws YamlError if there is no such profile
   */
  YamlDocument laidOver(String profile) {
    if (profile == null) {
      return document;
    }
    if (!names().contains(profile)) {
      String problem = names().isEmpty()
          ? "has no profiles, so there is no profile " + profile
          : "there is no profile " + profile + "." + Suggestions.didYouMean(profile, names());
      throw document.has(KEY) ? document.at(KEY).keyError(problem) : document.error(problem);
    }
    YamlDocument changes = document.at(KEY).at(profile).allowOnly(allowed.toArray(String[]::new));
    YamlDocument laid = document;
    for (String part : changes.keys()) {
      laid = laidOver(laid, List.of(part), changes.at(part));
    }
    return leavesOutEverySweep(laid, changes) ? laid.less(List.of("sweeps")) : laid;
  }

  private static boolean leavesOutEverySweep(YamlDocument laid, YamlDocument changes) {
    return changes.has("sweeps")
        && !changes.at("sweeps").isEmpty()
        && laid.has("sweeps")
        && laid.at("sweeps").isEmpty();
  }

  private static YamlDocument laidOver(
      YamlDocument document, List<String> path, YamlDocument change) {
    if (change.isNull() && isLeftOut(path)) {
      return document.less(path);
    }
    if (!isMerged(path) || !change.isMapping() || change.isEmpty() || !isMapping(document, path)) {
      return document.with(path, change, change);
    }
    YamlDocument laid = document;
    for (String key : change.keys()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(key);
      laid = laidOver(laid, inner, change.at(key));
    }
    return laid;
  }

  private static boolean isMerged(List<String> path) {
    return MERGED.contains(path.get(0))
        || path.get(0).equals("sweeps") && path.size() < SWEEP_DEPTH;
  }

  /** Deeper down, nothing is a value of its own: a network without converters. */
  private static boolean isLeftOut(List<String> path) {
    return path.size() == 1
        || path.size() == 2 && List.of("rules", "hardware").contains(path.get(0))
        || path.get(0).equals(CalibrationReader.KEY)
        || path.get(0).equals("sweeps");
  }

  private static boolean isMapping(YamlDocument document, List<String> path) {
    YamlDocument place = document;
    for (String key : path) {
      if (!place.isMapping() || !place.has(key)) {
        return false;
      }
      place = place.at(key);
    }
    return place.isMapping();
  }
}
