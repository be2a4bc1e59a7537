package org.crosslearn.algorithms.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The data sets that can be named in a study. */
public final class DataSources {
  private final TreeMap<String, DataSource> byName = new TreeMap<>();

  /**
   * @throws IllegalArgumentException if two sources have the same name
   */
  public DataSources(Iterable<DataSource> sources) {
    for (DataSource source : sources) {
      DataSource other = byName.put(source.name(), source);
      if (other != null) {
        throw new IllegalArgumentException("two data sets are named " + source.name() + ": "
            + other.getClass().getName() + " and " + source.getClass().getName());
      }
    }
  }

  /** Those on the class path. */
  public static DataSources installed() {
    return new DataSources(ServiceLoader.load(DataSource.class));
  }

  /** All of them, by name. */
  public List<DataSource> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The data set of that name.
   *
   * @throws DataException if there is none; says which there are and which was probably meant
   */
  public DataSource named(String name) {
    DataSource source = byName.get(name);
    if (source == null) {
      throw new DataException("There is no data set '" + name + "'."
          + closest(name).map(meant -> " Did you mean '" + meant + "'?").orElse("")
          + " Known data sets: " + String.join(", ", byName.keySet()) + ".");
    }
    return source;
  }

  /** The known name that a typing error or two away would be {@code name}. */
  private Optional<String> closest(String name) {
    String typed = name.toLowerCase(Locale.ROOT);
    int tolerated = Math.max(1, typed.length() / 3);
    return byName.keySet().stream()
        .filter(known -> editDistance(typed, known) <= tolerated)
        .min(Comparator.comparingInt(known -> editDistance(typed, known)));
  }

  /**
   * Fewest typing errors (insertion, deletion, substitution, exchange of two neighbours) that turn
   * one text into the other: the errors of F. Damerau, "A technique for computer detection and
   * correction of spelling errors", Communications of the ACM 7(3), 1964, counted so that no
   * character takes part in two of them ("optimal string alignment").
   */
  static int editDistance(String from, String to) {
    int[][] distance = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = distance[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          least = Math.min(least, 1 + distance[i - 2][j - 2]);
        }
        distance[i][j] = least;
      }
    }
    return distance[from.length()][to.length()];
  }
}
