package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.DataSource;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.training.TrainingSpec;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.reports.bounds.Bound;
import org.crosslearn.reports.bounds.BoundParser;

/**
 * Reads study files. Every mistake is an {@link org.crosslearn.hw.yaml.YamlError} that names its
 * place.
 */
public final class StudyReader {
  /** Names become file names. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+([._+-][A-Za-z0-9]+)*");

  private static final String NAME_RULE =
      "must be letters and digits with single . _ + or - between them";

  private static final List<String> OF_PROFILES = List.of(
      "description",
      "data",
      "network",
      "training",
      "seeds",
      "rules",
      "hardware",
      "evaluate-after",
      "sweeps",
      "accounting",
      "bounds");

  private static final int BYTES_PER_WEIGHT = 2 * Float.BYTES;

  private final Catalog catalog;

  public StudyReader(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The study in a document; what depends on the data set is left to {@link #checkFit}. */
  public Study read(YamlDocument document) {
    return read(document, null);
  }

  /**
   * The study in a document with a profile laid over it. The other profiles are checked too.
   *
   * @param profile null for the study itself
   */
  public Study read(YamlDocument document, String profile) {
    if (document.isEmpty()) {
      throw document.error("must be a study, found nothing");
    }
    List<String> keys = new ArrayList<>(List.of("name"));
    keys.addAll(OF_PROFILES);
    keys.add(Profiles.KEY);
    document.allowOnly(keys.toArray(String[]::new));
    return new Profiles(document, OF_PROFILES).read(profile, this::readWhole);
  }

  private Study readWhole(YamlDocument document, String profile) {
    String name = name(document.at("name"));
    String description =
        document.has("description") ? document.at("description").text() : "";
    List<Long> seeds = seeds(document.at("seeds"));
    Entries entries = entries(document);
    List<Age> ages = ages(document);
    List<Sweep> sweeps = new SweepReader(document, entries, this::entries).sweeps(seeds, ages);
    Study study = new Study(
        name,
        profile,
        description,
        entries.data(),
        entries.rules(),
        entries.hardware(),
        seeds,
        ages,
        sweeps,
        List.of(),
        List.of());
    List<Accounting> accountings =
        new AccountingReader(document, entries, study.trials()).accountings();
    if (!ages.isEmpty()
        && study.trials().stream().allMatch(trial -> trial.ages().isEmpty())) {
      throw document
          .at("evaluate-after")
          .keyError("needs hardware that ages, found none with retention or flicker."
              + " Maybe choose a device such as pcm-gst-90nm.");
    }
    return study.with(accountings, bounds(document, entries, ages, sweeps, accountings));
  }

  private Entries entries(YamlDocument document) {
    String data = data(document.at("data"), catalog);
    document.at("network").at("hidden");
    NetworkSpec network = document.at("network").over(NetworkSpec.rectified(List.of()));
    TrainingSpec training = document.at("training").as(TrainingSpec.class);
    List<RuleEntry<?>> rules = new ArrayList<>();
    YamlDocument ruleEntries = entries(document, "rules");
    for (String key : ruleEntries.keys()) {
      rules.add(rule(key, ruleEntries.at(key), network, training));
    }
    List<HardwareEntry> hardware = new ArrayList<>();
    YamlDocument hardwareEntries = entries(document, "hardware");
    for (String key : hardwareEntries.keys()) {
      if (ruleEntries.has(key)) {
        throw hardwareEntries
            .at(key)
            .keyError("names a rule too, so that bounds could not tell them apart");
      }
      hardware.add(new HardwareEntry(key, Presets.hardware(hardwareEntries.at(key), key)));
    }
    return new Entries(data, rules, hardware);
  }

  /**
   * Refuses networks and settings that cannot work on the data or in this memory.
   *
   * @param document from which the study was read
   * @param data at least {@link Study#dataSets} by name
   * @param memoryBytes that trials can have
   */
  public void checkFit(
      YamlDocument document, Study study, Map<String, DataSet> data, long memoryBytes) {
    YamlDocument whole = new Profiles(document, OF_PROFILES).laidOver(study.profile());
    Entries base = entries(whole);
    long seed = study.seeds().get(0);
    checkFit(whole, base.rules(), seed, data.get(base.data()), memoryBytes);
    SweepReader sweeps = new SweepReader(whole, base, this::entries);
    for (String sweep : sweeps.names()) {
      for (SweepReader.Variant variant : sweeps.variants(sweep)) {
        Entries entries = variant.entries();
        checkFit(variant.document(), entries.rules(), seed, data.get(entries.data()), memoryBytes);
      }
    }
  }

  private static void checkFit(
      YamlDocument document, List<RuleEntry<?>> rules, long seed, DataSet data, long memoryBytes) {
    for (RuleEntry<?> entry : rules) {
      try {
        checkSize(entry.network(), data, memoryBytes);
        entry.check(entry.task(data, new RandomStreams(seed)));
      } catch (InvalidValue invalid) {
        YamlDocument settings = document.at("rules").at(entry.name());
        throw home(invalid.key(), document, settings).error(invalid);
      }
      int batch = entry.training().batch();
      if (batch > data.train().size()) {
        YamlDocument settings = document.at("rules").at(entry.name());
        throw home("batch", document, settings)
            .error(new InvalidValue(
                "batch",
                batch,
                "at most the " + data.train().size() + " training images of " + data.name()));
      }
    }
  }

  /** More than a weight and its gradient is kept on any hardware, so what is refused is hopeless. */
  private static void checkSize(NetworkSpec network, DataSet data, long memoryBytes) {
    int inputs = data.shape().features();
    long largest = network.largestLayer(inputs, data.classes());
    InvalidValue.require(
        largest <= Integer.MAX_VALUE,
        "hidden",
        network.hidden(),
        "widths that give no layer more than " + Integer.MAX_VALUE + " weights (here " + largest
            + ")");
    long weights = network.weights(inputs, data.classes());
    InvalidValue.require(
        weights <= memoryBytes / BYTES_PER_WEIGHT,
        "hidden",
        network.hidden(),
        String.format(
            Locale.ROOT,
            "a network that fits into memory (%d weights need more than %.1f GB, Java may use"
                + " %.1f GB; JDK_JAVA_OPTIONS=-Xmx… allows it more)",
            weights,
            1e-9 * BYTES_PER_WEIGHT * weights,
            1e-9 * memoryBytes));
  }

  /** The mapping in which the user wrote the key, or could have. */
  private static YamlDocument home(String key, YamlDocument document, YamlDocument settings) {
    for (YamlDocument place : List.of(settings, document)) {
      for (String part : List.of("network", "training")) {
        if (place.has(part) && place.at(part).has(key)) {
          return place.at(part);
        }
      }
    }
    return settings;
  }

  static String name(YamlDocument value) {
    if (!NAME.matcher(value.text()).matches()) {
      throw value.error(NAME_RULE + ", found " + value.text());
    }
    return value.text();
  }

  static String data(YamlDocument value, Catalog catalog) {
    List<String> names = catalog.data().all().stream().map(DataSource::name).toList();
    if (!names.contains(value.text())) {
      throw value.error(unknown("data set", value.text(), names));
    }
    return value.text();
  }

  static List<Long> seeds(YamlDocument value) {
    Set<Long> seeds = new LinkedHashSet<>();
    for (YamlDocument item : value.items()) {
      if (!seeds.add(item.as(Long.class))) {
        throw item.error("stands in the list twice, found " + item.text());
      }
    }
    if (seeds.isEmpty()) {
      throw value.error("must hold at least one whole number, found an empty list");
    }
    return List.copyOf(seeds);
  }

  private static List<Age> ages(YamlDocument document) {
    List<Age> ages = new ArrayList<>();
    if (!document.has("evaluate-after")) {
      return ages;
    }
    for (YamlDocument item : document.at("evaluate-after").items()) {
      try {
        ages.add(Age.parse(item.text()));
      } catch (IllegalArgumentException e) {
        throw item.error(e.getMessage());
      }
      int last = ages.size() - 1;
      if (last > 0 && ages.get(last).seconds() <= ages.get(last - 1).seconds()) {
        throw item.error("must be longer than the time before it, found " + item.text());
      }
    }
    return ages;
  }

  /** A mapping of names of the user's own. */
  static YamlDocument entries(YamlDocument document, String key) {
    YamlDocument entries = document.at(key);
    if (entries.keys().isEmpty()) {
      throw entries.keyError("must hold at least one entry, found none");
    }
    Set<String> folded = new TreeSet<>();
    for (String name : entries.keys()) {
      if (!NAME.matcher(name).matches()) {
        throw entries.at(name).keyError(NAME_RULE + ", found " + name);
      }
      if (!folded.add(name.toLowerCase(Locale.ROOT))) {
        throw entries.at(name).keyError("differs from another entry only in upper and lower case");
      }
    }
    return entries;
  }

  private RuleEntry<?> rule(
      String name, YamlDocument entry, NetworkSpec network, TrainingSpec training) {
    String ruleName = entry.has("rule") ? entry.at("rule").text() : name;
    List<String> known = catalog.rules().stream().map(LearningRule::name).toList();
    LearningRule<?> rule = catalog.rules().stream()
        .filter(candidate -> candidate.name().equals(ruleName))
        .findFirst()
        .orElseThrow(() -> entry.has("rule")
            ? entry.at("rule").error(unknown("learning rule", ruleName, known))
            : entry.keyError(unknown("learning rule", ruleName, known)
                + " (Under a name of your own, say rule: … inside.)"));
    return entry(
        name,
        rule,
        entry.without("rule", "network", "training"),
        entry.has("network") ? entry.at("network").over(network) : network,
        entry.has("training") ? entry.at("training").over(training) : training);
  }

  private static <S extends Record> RuleEntry<S> entry(
      String name,
      LearningRule<S> rule,
      YamlDocument settings,
      NetworkSpec network,
      TrainingSpec training) {
    return new RuleEntry<>(name, rule, settings.over(rule.defaults()), network, training);
  }

  private static List<Bound> bounds(
      YamlDocument document,
      Entries entries,
      List<Age> ages,
      List<Sweep> sweeps,
      List<Accounting> accountings) {
    if (!document.has("bounds")) {
      return List.of();
    }
    BoundParser parser = new BoundParser(
        entries.ruleNames(),
        entries.hardwareNames(),
        entries.hardware().stream()
            .filter(HardwareEntry::priced)
            .map(HardwareEntry::name)
            .toList(),
        ages,
        sweeps.stream().map(StudyReader::swept).toList(),
        accountings);
    List<Bound> bounds = new ArrayList<>();
    for (YamlDocument item : document.at("bounds").items()) {
      try {
        bounds.add(parser.parse(item.text()));
      } catch (IllegalArgumentException e) {
        throw item.error(e.getMessage());
      }
    }
    return bounds;
  }

  private static BoundParser.Swept swept(Sweep sweep) {
    return new BoundParser.Swept(
        sweep.name(),
        sweep.retrained(),
        sweep.points().stream().map(StudyReader::swept).toList(),
        sweep.points().get(0).trials().stream()
            .map(trial ->
                new BoundParser.Pair(trial.rule().name(), trial.hardware().name()))
            .distinct()
            .toList());
  }

  private static BoundParser.SweptPoint swept(Sweep.Point point) {
    return new BoundParser.SweptPoint(
        point.value(),
        point.trials().stream()
            .map(Trial::hardware)
            .filter(HardwareEntry::priced)
            .map(HardwareEntry::name)
            .distinct()
            .toList());
  }

  private static String unknown(String kind, String found, Collection<String> known) {
    return "there is no " + kind + " " + found + "." + Suggestions.didYouMean(found, known);
  }
}
