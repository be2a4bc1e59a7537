package org.crosslearn.reports.study;

import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.algorithms.training.TrainingSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * A learning rule as one study uses it.
 *
 * @param name how the study calls it; two entries may use the same rule
 * @param <S> settings of the rule
 */
public record RuleEntry<S extends Record>(
    String name, LearningRule<S> rule, S settings, NetworkSpec network, TrainingSpec training) {

  /** What this entry is to learn from the data. */
  public LearningTask task(DataSet data, RandomStreams random) {
    return new LearningTask(
        data.shape(),
        data.classes(),
        network,
        training.epochs(),
        training.imagesPerEpoch(data),
        random);
  }

  /** Refuses settings that cannot work on the task. */
  void check(LearningTask task) {
    rule.check(settings, task);
  }

  /** The network on the hardware, ready to learn. */
  public Learner learner(LearningTask task, Hardware hardware) {
    return rule.learner(settings, task, hardware);
  }

  /** For tables: the rule's title, and the entry's own name where it says more. */
  public String title() {
    return name.equals(rule.name()) ? rule.title() : rule.title() + " (" + name + ")";
  }
}
