package org.crosslearn.hw.array;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an operation takes.
 *
 * @param seconds from its start to its result
 * @param joules energy by component
 */
public record Expense(double seconds, Map<Component, Double> joules) {
  public static final Expense NONE = new Expense(0, Map.of());

  public Expense {
    // an enum map, because sums and reports must not depend on a hash order
    Map<Component, Double> ordered = new EnumMap<>(Component.class);
    ordered.putAll(joules);
    joules = Collections.unmodifiableMap(ordered);
  }

  /** So much time and no energy. */
  public static Expense lasting(double seconds) {
    return new Expense(seconds, Map.of());
  }

  /** This and some energy. */
  public Expense and(Component component, double joules) {
    Map<Component, Double> all = new EnumMap<>(Component.class);
    all.putAll(this.joules);
    all.merge(component, joules, Double::sum);
    return new Expense(seconds, all);
  }

  /** This and then another. */
  public Expense then(Expense next) {
    return new Expense(seconds + next.seconds, sum(next));
  }

  /** This and another at the same time. */
  public Expense alongside(Expense other) {
    return new Expense(Math.max(seconds, other.seconds), sum(other));
  }

  private Map<Component, Double> sum(Expense other) {
    Map<Component, Double> all = new EnumMap<>(Component.class);
    all.putAll(joules);
    other.joules.forEach((component, energy) -> all.merge(component, energy, Double::sum));
    return all;
  }

  /** This so many times, one after another. */
  public Expense times(double count) {
    Map<Component, Double> all = new EnumMap<>(Component.class);
    joules.forEach((component, energy) -> all.put(component, energy * count));
    return new Expense(seconds * count, all);
  }

  /** The energy of so many of these at the same time. */
  public Expense abreast(double count) {
    return new Expense(seconds, times(count).joules);
  }

  /** The same energy in a part of the time: so many copies of a circuit take turns. */
  public Expense sharedAmong(double copies) {
    return new Expense(seconds / copies, joules);
  }

  /** All energy. */
  public double totalJoules() {
    return joules.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
