package org.crosslearn.reports.study;

import java.util.List;
import org.crosslearn.algorithms.data.DataSources;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningRules;

/**
 * What a study can name.
 *
 * @param rules learning rules
 * @param data data sets
 */
public record Catalog(List<LearningRule<?>> rules, DataSources data) {

  /** Everything on the class path. */
  public static Catalog installed() {
    return new Catalog(LearningRules.all(), DataSources.installed());
  }
}
