package org.crosslearn.algorithms.rule;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The rules on the class path. */
public final class LearningRules {
  private LearningRules() {}

  /** All rules, by name. */
  public static List<LearningRule<?>> all() {
    return ServiceLoader.load(LearningRule.class).stream()
        .<LearningRule<?>>map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(LearningRule::name))
        .toList();
  }

  public static Optional<LearningRule<?>> named(String name) {
    return all().stream().filter(rule -> rule.name().equals(name)).findFirst();
  }
}
