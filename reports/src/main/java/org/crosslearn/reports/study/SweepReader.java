package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;

/**
 * Reads the sweeps of a study. A point of a sweep is the whole file with some values changed, read
 * like the file itself, so that nothing can be swept that could not be written.
 *
 * <pre>{@code
 * sweeps:
 *   depth:                                       # keys: label, for, on, retrain, and paths into the file
 *     label: Hidden layers
 *     network.hidden: {1: [64], 2: [64, 64]}     # name of the point: value
 *   learning-rate: {rules.*.learning-rate: [0.01, 0.1], for: [bp]}
 *   set: {data: [mnist, fashion-mnist]}
 * }</pre>
 */
final class SweepReader {
  private static final String RETRAIN = "retrain";

  private static final List<String> OPTIONS = List.of("label", "for", "on", RETRAIN);

  private static final List<String> PARTS = List.of("network", "training", "rules", "hardware");

  /** The part that is a value itself. */
  private static final String DATA = "data";

  private static final String NOT_LEARNED_ANEW = "must be a path into hardware, because with"
      + " retrain: false networks stay as the study trained them";

  private static final String EVERY = "*";

  private static final String RESERVED = "base";

  /** They become parts of file names. */
  private static final Pattern POINT = Pattern.compile("[A-Za-z0-9._+-]*[A-Za-z0-9][A-Za-z0-9.]*");

  private final YamlDocument document;
  private final Entries base;
  private final Function<YamlDocument, Entries> reader;

  /**
   * @param document the study, sweeps included
   * @param base what it says
   * @param reader of the document with other values in it
   */
  SweepReader(YamlDocument document, Entries base, Function<YamlDocument, Entries> reader) {
    this.document = document;
    this.base = base;
    this.reader = reader;
  }

  /** The study with the values of one point in it. */
  record Variant(String point, YamlDocument document, Entries entries) {}

  /** A rule on a hardware, by their positions in the study. */
  private record Pair(int rule, int place) {}

  /**
   * One path of a sweep.
   *
   * @param values by point; none where {@code place} holds a single one for all points
   */
  private record Path(
      YamlDocument place, List<List<String>> targets, Map<String, YamlDocument> values) {
    YamlDocument value(int point) {
      return values.isEmpty() ? place : List.copyOf(values.values()).get(point);
    }
  }

  /**
   * @param seeds of the trials at every point
   * @param ages at which they are evaluated again
   */
  List<Sweep> sweeps(List<Long> seeds, List<Age> ages) {
    List<Sweep> sweeps = new ArrayList<>();
    for (String name : names()) {
      YamlDocument sweep = document.at("sweeps").at(name);
      List<Variant> variants = variants(name);
      List<Pair> concerned = concerned(sweep, variants);
      boolean retrained = retrains(sweep);
      if (!retrained) {
        requireWeightsAlone(sweep, concerned);
      }
      List<Sweep.Point> points = new ArrayList<>();
      for (Variant variant : variants) {
        String at = Sweep.at(name, variant.point());
        points.add(new Sweep.Point(
            variant.point(),
            concerned.stream()
                .flatMap(pair -> seeds.stream()
                    .map(seed -> retrained
                        ? trained(at, variant.entries(), pair, seed, ages)
                        : evaluated(at, variant.entries(), pair, seed, ages)))
                .toList()));
      }
      String label = sweep.has("label") ? sweep.at("label").text() : name;
      sweeps.add(new Sweep(name, label, retrained, points));
    }
    return sweeps;
  }

  List<String> names() {
    if (!document.has("sweeps")) {
      return List.of();
    }
    YamlDocument sweeps = StudyReader.entries(document, "sweeps");
    if (sweeps.has(RESERVED)) {
      throw sweeps.at(RESERVED).keyError("is what bounds call the study itself");
    }
    return sweeps.keys();
  }

  /** The points of one sweep; no two of them are the same. */
  List<Variant> variants(String name) {
    YamlDocument sweep = document.at("sweeps").at(name);
    List<Path> paths = new ArrayList<>();
    for (String key : sweep.keys()) {
      if (!OPTIONS.contains(key)) {
        YamlDocument place = sweep.at(key);
        paths.add(new Path(place, targets(key, place, sweep), values(place)));
      }
    }
    if (paths.isEmpty()) {
      throw sweep.keyError("varies nothing; it needs a path from the top of the study and its"
          + " values, as in rules.*.learning-rate: [0.01, 0.1]");
    }
    Path first = paths.stream()
        .filter(path -> path.place().isMapping())
        .findFirst()
        .or(() -> paths.stream().filter(path -> path.place().isList()).findFirst())
        .orElseThrow(() -> paths
            .get(0)
            .place()
            .error("must be a list of values, or a mapping of names of points to values, found "
                + paths.get(0).place().text()));
    List<String> points = List.copyOf(first.values().keySet());
    for (Path path : paths) {
      requireSamePoints(path, first, points);
    }
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      YamlDocument changed = document;
      for (Path path : paths) {
        for (List<String> target : path.targets()) {
          changed = changed.with(target, path.place(), path.value(i));
        }
      }
      variants.add(new Variant(points.get(i), changed, reader.apply(changed)));
    }
    requireDifferences(sweep, first, variants);
    return variants;
  }

  /** Values by the names of their points; none where there is one for all. */
  private static Map<String, YamlDocument> values(YamlDocument place) {
    Map<String, YamlDocument> values = new LinkedHashMap<>();
    Set<String> folded = new HashSet<>();
    if (place.isList()) {
      for (YamlDocument item : place.items()) {
        if (item.isList() || item.isMapping()) {
          throw item.error("has no name; write the points of such values as name: value, as in"
              + " {1: [64], 2: [64, 64]}");
        }
        String point = item.text();
        if (!POINT.matcher(point).matches()) {
          throw item.error("cannot be the name of a point, which is made of letters, digits and"
              + " . _ + -; write name: value, found " + point);
        }
        if (!folded.add(point.toLowerCase(Locale.ROOT))) {
          throw item.error("stands in the list twice, found " + point);
        }
        values.put(point, item);
      }
    } else if (place.isMapping()) {
      for (String point : place.keys()) {
        YamlDocument value = place.at(point);
        if (!POINT.matcher(point).matches()) {
          throw value.keyError("the name of a point is made of letters, digits and . _ + -");
        }
        if (!folded.add(point.toLowerCase(Locale.ROOT))) {
          throw value.keyError("differs from another point only in upper and lower case");
        }
        values.put(point, value);
      }
    } else {
      return values;
    }
    if (values.size() < 2) {
      throw place.error("must hold at least two points, found "
          + (values.isEmpty() ? "none" : "only " + values.keySet().iterator().next()));
    }
    return values;
  }

  private static void requireSamePoints(Path path, Path first, List<String> points) {
    if (path.values().isEmpty()) {
      return;
    }
    boolean same = path.place().isMapping()
        ? List.copyOf(path.values().keySet()).equals(points)
        : path.values().size() == points.size();
    if (!same) {
      throw path.place()
          .error("must have a value for each of the points " + String.join(", ", points) + " of "
              + first.place() + ", found " + String.join(", ", path.values().keySet()));
    }
  }

  private void requireDifferences(YamlDocument sweep, Path first, List<Variant> variants) {
    List<Pair> concerned = concerned(sweep, variants);
    if (concerned.isEmpty()) {
      throw sweep.keyError("changes nothing that it runs: what it varies is the same for all its"
          + " rules and hardware, or each of them says it for itself (rules.*.… reaches them)");
    }
    for (int i = 0; i < variants.size(); i++) {
      for (int j = 0; j < i; j++) {
        Entries one = variants.get(i).entries();
        Entries other = variants.get(j).entries();
        if (concerned.stream().allMatch(pair -> one.agreeOn(pair.rule(), pair.place(), other))) {
          throw first
              .values()
              .get(variants.get(i).point())
              .error("is the same as " + variants.get(j).point());
        }
      }
    }
  }

  /** Which rules on which hardware differ from the study at some point, and may run. */
  private List<Pair> concerned(YamlDocument sweep, List<Variant> variants) {
    List<String> rules = chosen(sweep, "for", "rule", base.ruleNames());
    List<String> places = chosen(sweep, "on", "hardware", base.hardwareNames());
    List<Pair> concerned = new ArrayList<>();
    for (int rule = 0; rule < base.rules().size(); rule++) {
      for (int place = 0; place < base.hardware().size(); place++) {
        Pair pair = new Pair(rule, place);
        boolean mayRun = rules.contains(base.ruleNames().get(rule))
            && places.contains(base.hardwareNames().get(place));
        if (mayRun
            && variants.stream()
                .anyMatch(variant -> !variant.entries().agreeOn(pair.rule(), pair.place(), base))) {
          concerned.add(pair);
        }
      }
    }
    return concerned;
  }

  private Trial trained(String at, Entries entries, Pair pair, long seed, List<Age> ages) {
    boolean asInStudy = entries.agreeOn(pair.rule(), pair.place(), base);
    return trial(asInStudy ? Trial.BASE : at, entries, pair, seed, ages, null);
  }

  /** Also where the study itself stands, so that points differ in nothing but what is varied. */
  private Trial evaluated(String at, Entries entries, Pair pair, long seed, List<Age> ages) {
    Trial trained = trial(Trial.BASE, base, pair, seed, ages, null);
    return trial(at, entries, pair, seed, ages, trained);
  }

  private static Trial trial(
      String point, Entries entries, Pair pair, long seed, List<Age> ages, Trial trained) {
    HardwareEntry hardware = entries.hardware().get(pair.place());
    return new Trial(
        point,
        entries.data(),
        entries.rules().get(pair.rule()),
        hardware,
        seed,
        hardware.ages(ages),
        trained);
  }

  private static boolean retrains(YamlDocument sweep) {
    return !sweep.has(RETRAIN) || sweep.at(RETRAIN).as(Boolean.class);
  }

  private void requireWeightsAlone(YamlDocument sweep, List<Pair> concerned) {
    for (Pair pair : concerned) {
      RuleEntry<?> entry = base.rules().get(pair.rule());
      if (!entry.rule().learnsInMatricesAlone()) {
        throw sweep
            .at(RETRAIN)
            .error("must be true for " + entry.name() + ", which keeps what it learns beside its"
                + " matrices, where no weights written into other hardware bring it along. Maybe name"
                + " other rules with for: […].");
      }
    }
  }

  /** Places in the study that a path means. */
  private List<List<String>> targets(String path, YamlDocument place, YamlDocument sweep) {
    if (path.equals(DATA)) {
      if (!retrains(sweep)) {
        throw place.keyError(NOT_LEARNED_ANEW);
      }
      return List.of(List.of(DATA));
    }
    int dot = path.indexOf('.');
    String part = dot < 0 ? path : path.substring(0, dot);
    if (!retrains(sweep) && PARTS.contains(part) && !part.equals("hardware")) {
      throw place.keyError(NOT_LEARNED_ANEW);
    }
    if (dot < 0 || !PARTS.contains(part)) {
      List<String> allowed = new ArrayList<>(OPTIONS);
      allowed.add(DATA);
      PARTS.forEach(allowedPart -> allowed.add(allowedPart + ".…"));
      throw place.keyError("is no path into the study and no option of a sweep."
          + Suggestions.didYouMean(dot < 0 ? path : part + ".…", allowed));
    }
    String rest = path.substring(dot + 1);
    if (part.equals("rules")) {
      return targets(part, rest, place, "rule", chosen(sweep, "for", "rule", base.ruleNames()));
    }
    if (part.equals("hardware")) {
      List<String> names = chosen(sweep, "on", "hardware", base.hardwareNames());
      return targets(part, rest, place, "hardware", names);
    }
    return List.of(keys(place, part, rest));
  }

  /**
   * @param names that {@code *} stands for
   */
  private static List<List<String>> targets(
      String part, String rest, YamlDocument place, String kind, Collection<String> names) {
    if (rest.startsWith(EVERY + ".")) {
      return names.stream()
          .map(name -> keys(place, part, name, rest.substring(EVERY.length() + 1)))
          .toList();
    }
    // Names may contain dots; the longest one that fits is meant.
    String name = names.stream()
        .filter(candidate -> rest.startsWith(candidate + "."))
        .reduce((one, other) -> one.length() >= other.length() ? one : other)
        .orElseThrow(() -> {
          String found = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
          return place.keyError(
              names.contains(found) || found.equals(EVERY)
                  ? "names a whole " + kind + ", not a value in it"
                  : "there is no " + kind + " " + found + " that this sweep runs."
                      + Suggestions.didYouMean(found, names));
        });
    return List.of(keys(place, part, name, rest.substring(name.length() + 1)));
  }

  /**
   * @param names whole keys, then a path of keys without dots in them
   */
  private static List<String> keys(YamlDocument place, String... names) {
    List<String> keys = new ArrayList<>(List.of(names).subList(0, names.length - 1));
    for (String key : names[names.length - 1].split("\\.", -1)) {
      if (key.isEmpty()) {
        throw place.keyError("is no path: a key between its dots is empty");
      }
      keys.add(key);
    }
    return keys;
  }

  /** The names that an option of a sweep allows, or all. */
  private static List<String> chosen(
      YamlDocument sweep, String option, String kind, List<String> known) {
    if (!sweep.has(option)) {
      return known;
    }
    List<String> chosen = new ArrayList<>();
    for (YamlDocument item : sweep.at(option).items()) {
      String name = item.text();
      if (!known.contains(name)) {
        throw item.error("there is no " + kind + " " + name + " in this study."
            + Suggestions.didYouMean(name, known));
      }
      if (chosen.contains(name)) {
        throw item.error("stands in the list twice, found " + name);
      }
      chosen.add(name);
    }
    if (chosen.isEmpty()) {
      throw sweep.at(option).error("must name at least one " + kind + ", found none");
    }
    return chosen;
  }
}
