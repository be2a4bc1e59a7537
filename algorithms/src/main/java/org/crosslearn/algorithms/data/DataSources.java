package org.crosslearn.algorithms.data;

import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.crosslearn.hw.yaml.Suggestions;

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
      throw new DataException(
          "There is no data set '" + name + "'." + Suggestions.didYouMean(name, byName.keySet()));
    }
    return source;
  }
}
