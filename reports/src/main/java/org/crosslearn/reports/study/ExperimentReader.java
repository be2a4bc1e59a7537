package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.algorithms.experiment.Patterns;
import org.crosslearn.algorithms.experiment.Trajectories;
import org.crosslearn.algorithms.experiment.TwoDigits;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.crosslearn.reports.bounds.ExperimentBound;
import org.crosslearn.reports.bounds.ExperimentBoundParser;

/**
 * Reads studies that repeat an experiment: those with a key {@code experiment}. Every mistake is an
 * {@link org.crosslearn.hw.yaml.YamlError} that names its place.
 */
public final class ExperimentReader {
  private static final String KEY = "experiment";
  private static final String KIND = "kind";
  private static final String DYNAMICS = "dynamics";
  private static final String SAMPLE = "sample-seconds";

  private static final List<String> OF_PROFILES =
      List.of("description", "data", KEY, CalibrationReader.KEY, "seeds", "hardware", "bounds");

  private static final Map<String, Experiment> KINDS = kinds();

  private final Catalog catalog;

  public ExperimentReader(Catalog catalog) {
    this.catalog = catalog;
  }

  private static Map<String, Experiment> kinds() {
    Map<String, Experiment> kinds = new LinkedHashMap<>();
    for (Experiment defaults :
        List.of(Patterns.DEFAULTS, TwoDigits.DEFAULTS, Trajectories.DEFAULTS)) {
      kinds.put(defaults.kind(), defaults);
    }
    return kinds;
  }

  /** Whether a study is one of these. */
  public static boolean isFor(YamlDocument document) {
    return document.isMapping() && document.has(KEY);
  }

  /**
   * The study in a document with a profile laid over it. The other profiles are checked too.
   *
   * @param profile null for the study itself
   */
  public ExperimentStudy read(YamlDocument document, String profile) {
    document.allowOnly(
        "name",
        "description",
        "data",
        KEY,
        CalibrationReader.KEY,
        "seeds",
        "hardware",
        "bounds",
        Profiles.KEY);
    return new Profiles(document, OF_PROFILES).read(profile, this::readWhole);
  }

  private ExperimentStudy readWhole(YamlDocument document, String profile) {
    List<HardwareEntry> hardware = new ArrayList<>();
    YamlDocument entries = StudyReader.entries(document, "hardware");
    for (String key : entries.keys()) {
      hardware.add(new HardwareEntry(key, Presets.hardware(entries.at(key), key)));
    }
    Experiment experiment = experiment(document);
    ExperimentBoundParser sentences = new ExperimentBoundParser(
        experiment,
        hardware.stream().map(HardwareEntry::name).toList(),
        hardware.stream().filter(HardwareEntry::priced).map(HardwareEntry::name).toList());
    return new ExperimentStudy(
        StudyReader.name(document.at("name")),
        profile,
        document.has("description") ? document.at("description").text() : "",
        StudyReader.data(document.at("data"), catalog),
        experiment,
        hardware,
        StudyReader.seeds(document.at("seeds")),
        new CalibrationReader(document, experiment, ExperimentReader::experiment)
            .calibration(sentences),
        bounds(document, sentences));
  }

  private static Experiment experiment(YamlDocument document) {
    YamlDocument entry = document.at(KEY);
    String kind = entry.at(KIND).text();
    Experiment defaults = KINDS.get(kind);
    if (defaults == null) {
      throw entry
          .at(KIND)
          .error("there is no experiment " + kind + "."
              + Suggestions.didYouMean(kind, KINDS.keySet()));
    }
    if (!kind.equals(Trajectories.KIND)) {
      refuseReadings(entry, kind);
    }
    return entry.without(KIND).over(defaults);
  }

  /** Otherwise it would be passed over. */
  private static void refuseReadings(YamlDocument entry, String kind) {
    if (entry.has(DYNAMICS) && entry.at(DYNAMICS).has(SAMPLE)) {
      throw entry
          .at(DYNAMICS)
          .at(SAMPLE)
          .keyError("must be left out, because it belongs to the experiment " + Trajectories.KIND
              + "; " + kind + " is read out once, after duration-seconds");
    }
  }

  private static List<ExperimentBound> bounds(
      YamlDocument document, ExperimentBoundParser sentences) {
    if (!document.has("bounds")) {
      return List.of();
    }
    List<ExperimentBound> bounds = new ArrayList<>();
    for (YamlDocument item : document.at("bounds").items()) {
      try {
        bounds.add(sentences.parse(item.text()));
      } catch (IllegalArgumentException e) {
        throw item.error(e.getMessage());
      }
    }
    return bounds;
  }

  /**
   * Refuses settings that cannot work on the data, or not in the memory.
   *
   * @param memoryBytes that Java may use
   */
  public void checkFit(
      YamlDocument document, ExperimentStudy study, DataSet data, long memoryBytes) {
    YamlDocument laid = new Profiles(document, OF_PROFILES).laidOver(study.profile());
    try {
      study.experiment().check(data, memoryBytes);
    } catch (InvalidValue invalid) {
      throw laid.at(KEY).error(invalid);
    }
    if (study.calibration() != null) {
      checkSpace(laid, study.calibration().space(), data, memoryBytes);
    }
  }

  /** Otherwise a value would lose for lack of memory, on some machines. */
  private static void checkSpace(
      YamlDocument document, Space space, DataSet data, long memoryBytes) {
    for (int axis = 0; axis < space.axes().size(); axis++) {
      Space.Axis values = space.axes().get(axis);
      for (int place = 0; place < values.values().size(); place++) {
        try {
          space.experiment(space.written().with(axis, place)).check(data, memoryBytes);
        } catch (InvalidValue invalid) {
          throw document
              .at(CalibrationReader.KEY)
              .at(CalibrationReader.SPACE)
              .at(values.key())
              .items()
              .get(place)
              .error("cannot be tried: " + invalid.getMessage());
        } catch (YamlError e) {
          // Values that do not go together with the others are refused when their turn comes.
        }
      }
    }
  }
}
