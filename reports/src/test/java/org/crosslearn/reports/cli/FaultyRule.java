package org.crosslearn.reports.cli;

import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;

/** A rule of somebody else that breaks down while it learns. */
public final class FaultyRule implements LearningRule<FaultyRule.Settings> {

  /**
   * @param steps that succeed
   */
  public record Settings(int steps) {}

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public String title() {
    return "A rule with a fault";
  }

  @Override
  public String source() {
    return "none";
  }

  @Override
  public Settings defaults() {
    return new Settings(2);
  }

  @Override
  public Learner learner(Settings settings, LearningTask task, Hardware hardware) {
    return new Learner() {
      private int step;

      @Override
      public void learn(Signal images, int[] labels, int epoch) {
        if (step++ == settings.steps()) {
          throw new IllegalStateException("broke down in step " + step);
        }
      }

      @Override
      public Signal scores(Signal images) {
        return Signal.given(
            new float[images.batch() * task.classes()], images.batch(), task.classes());
      }
    };
  }
}
