package org.crosslearn.hw.published;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One run of the published chip model: what was given to it and what it printed.
 *
 * @param network name of the network, see {@link Layer#network}
 * @param params parameters by their published names
 * @param floorplan what the run printed of its floorplan
 * @param layers printed figures of each layer
 * @param outputs printed figures of the chip
 * @param status what is wrong with the figures, or {@code ok}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PublishedRun(
    String name,
    String network,
    TraceStatistics trace,
    Map<String, Double> params,
    String status,
    Map<String, Object> floorplan,
    List<Map<String, Object>> layers,
    Map<String, Object> outputs) {

  /** Names another file of runs with the same schema. */
  static final String PROPERTY = "crosslearn.chips";

  /**
   * What is known of the weights and inputs of a run.
   *
   * @param wlw bits of a weight
   * @param wla bits of an input
   * @param activity mean of the input bits of each layer
   * @param changed fraction of the weights of each layer that the update changed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record TraceStatistics(
      int wlw, int wla, Double wstd, List<Double> activity, List<Double> changed) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Runs(List<PublishedRun> runs) {}

  /** The runs of the test resource, or of the file that the system property names. */
  static List<PublishedRun> all() {
    String file = System.getProperty(PROPERTY);
    if (file == null) {
      return ofResource();
    }
    try (InputStream input = Files.newInputStream(Path.of(file))) {
      return read(input);
    } catch (IOException e) {
      throw new UncheckedIOException("runs that -D" + PROPERTY + " names", e);
    }
  }

  /** The runs of the test resource. */
  static List<PublishedRun> ofResource() {
    try (InputStream input = PublishedRun.class.getResourceAsStream("published-chips.json")) {
      return read(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PublishedRun> read(InputStream input) throws IOException {
    return new ObjectMapper().readValue(input, Runs.class).runs();
  }

  List<Layer> topology() {
    return Layer.network(network);
  }

  double number(String parameter) {
    Double value = params.get(parameter);
    if (value == null) {
      throw new IllegalArgumentException("run " + name + " has no parameter " + parameter);
    }
    return value;
  }

  int count(String parameter) {
    return (int) number(parameter);
  }

  boolean flag(String parameter) {
    return number(parameter) != 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
