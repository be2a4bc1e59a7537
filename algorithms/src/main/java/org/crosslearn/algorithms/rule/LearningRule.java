package org.crosslearn.algorithms.rule;

import org.crosslearn.crossbar.matrix.Hardware;

/**
 * A learning rule. To add one: implement this interface and list the class in {@code
 * META-INF/services/org.crosslearn.algorithms.rule.LearningRule}.
 *
 * @param <S> its settings, a record bound to the rule's mapping in a study
 */
public interface LearningRule<S extends Record> {

  /** Name in study files, e.g. {@code "bp"}. */
  String name();

  /** Name in reports, e.g. {@code "Backpropagation"}. */
  String title();

  /** Publication that defines the rule. */
  String source();

  /** Settings that apply where a study says nothing. */
  S defaults();

  /**
   * Refuses settings that cannot work on this task.
   *
   * @throws org.crosslearn.hw.yaml.InvalidValue naming the setting
   */
  default void check(S settings, LearningTask task) {}

  /**
   * Whether a learner has learned nothing but the weights of its {@link Hardware#matrices}: these,
   * written into the matrices of a new learner, make it as good as trained.
   */
  default boolean learnsInMatricesAlone() {
    return true;
  }

  /** Builds the network on the hardware, ready to learn. */
  Learner learner(S settings, LearningTask task, Hardware hardware);
}
