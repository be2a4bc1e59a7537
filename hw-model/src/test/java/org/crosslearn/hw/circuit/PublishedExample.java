package org.crosslearn.hw.circuit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of {@code published-examples.csv}.
 *
 * @param configuration node in nanometers and flavour, for example {@code 32LP}
 * @param inputs by name
 * @param figures by name, in SI units, for all the operations that the inputs name
 * @param faults of the published model, by the figure that they change by more than 1 %
 */
record PublishedExample(
    String configuration,
    String module,
    Map<String, String> inputs,
    Map<String, Double> figures,
    Map<String, String> faults) {

  static List<PublishedExample> all() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        PublishedExample.class.getResourceAsStream("published-examples.csv"),
        StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(PublishedExample::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PublishedExample parse(String line) {
    String[] cells = line.split(",", -1);
    Map<String, Double> figures = new LinkedHashMap<>();
    pairs(cells[3]).forEach((key, value) -> figures.put(key, Double.valueOf(value)));
    return new PublishedExample(cells[0], cells[1], pairs(cells[2]), figures, pairs(cells[4]));
  }

  private static Map<String, String> pairs(String cell) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : cell.isEmpty() ? new String[0] : cell.split(" ")) {
      String[] parts = pair.split("=");
      pairs.put(parts[0], parts[1]);
    }
    return pairs;
  }

  double number(String input) {
    return Double.parseDouble(inputs.get(input));
  }

  int count(String input) {
    return (int) number(input);
  }

  /** A list of numbers. */
  double[] numbers(String input) {
    String[] parts = inputs.get(input).split("/");
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Double.parseDouble(parts[i]);
    }
    return numbers;
  }

  String inputsText() {
    StringBuilder text = new StringBuilder();
    inputs.forEach((key, value) ->
        text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(value));
    return text.toString();
  }

  @Override
  public String toString() {
    return configuration + " " + module + " " + inputsText();
  }
}
