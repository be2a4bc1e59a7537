package org.crosslearn.reports.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.crosslearn.algorithms.experiment.Experiment;

/** What a calibration may try: for some keys of the experiment, the values in their order. */
public final class Space {
  private final List<Axis> axes;
  private final Candidate written;
  private final Function<Candidate, Experiment> reader;

  /**
   * One key.
   *
   * @param key path inside {@code experiment}, with dots
   * @param values as they are written, at least two
   */
  public record Axis(String key, List<String> values) {
    public Axis {
      values = List.copyOf(values);
    }
  }

  /**
   * @param written the experiment as the study has it
   * @param reader of the experiment with the values of a candidate in it
   */
  Space(List<Axis> axes, Candidate written, Function<Candidate, Experiment> reader) {
    this.axes = List.copyOf(axes);
    this.written = written;
    this.reader = reader;
  }

  public List<Axis> axes() {
    return axes;
  }

  /** The experiment as the study has it. */
  public Candidate written() {
    return written;
  }

  /** How many candidates there are; larger than any {@code long} in large spaces. */
  public double size() {
    return axes.stream().mapToDouble(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
  }

  /** Values as they are written, by key. */
  public Map<String, String> values(Candidate candidate) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int a = 0; a < axes.size(); a++) {
      values.put(axes.get(a).key(), axes.get(a).values().get(candidate.place(a)));
    }
    return values;
  }

  /** The candidate that differs in one key, by so many places in its list; empty beyond its ends. */
  public Optional<Candidate> neighbour(Candidate candidate, int axis, int places) {
    int place = candidate.place(axis) + places;
    return place < 0 || place >= axes.get(axis).values().size()
        ? Optional.empty()
        : Optional.of(candidate.with(axis, place));
  }

  /**
   * The experiment with the values of a candidate.
   *
   * @throws org.crosslearn.hw.yaml.YamlError if these values do not go together
   */
  public Experiment experiment(Candidate candidate) {
    return reader.apply(candidate);
  }
}
