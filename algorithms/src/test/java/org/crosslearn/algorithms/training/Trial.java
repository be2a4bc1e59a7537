package org.crosslearn.algorithms.training;

import java.util.List;
import java.util.stream.LongStream;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningRules;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.yaml.YamlDocument;

/** A training in a test: rule, settings as a study would write them, network, hardware. */
record Trial(
    String rule,
    String settings,
    NetworkSpec network,
    TrainingSpec training,
    HardwareSpec hardware) {

  /** A rectified network with these hidden layers. */
  Trial(
      String rule,
      String settings,
      List<Integer> hidden,
      TrainingSpec training,
      HardwareSpec hardware) {
    this(rule, settings, NetworkSpec.rectified(hidden), training, hardware);
  }

  TrainingResult run(DataSet data, long seed) {
    RandomStreams random = new RandomStreams(seed);
    Hardware built = new Hardware(hardware, random);
    LearningTask task = new LearningTask(
        data.shape(), data.classes(), network, training.epochs(), data.train().size(), random);
    Learner learner = learner(LearningRules.named(rule).orElseThrow(), task, built);
    return new Trainer(data, training, built.recorder(), random, (images, total) -> {})
        .train(learner);
  }

  private <S extends Record> Learner learner(
      LearningRule<S> found, LearningTask task, Hardware built) {
    S chosen = YamlDocument.parse(settings, "test").over(found.defaults());
    return found.learner(chosen, task, built);
  }

  double meanAccuracy(DataSet data, long... seeds) {
    return LongStream.of(seeds)
        .mapToDouble(seed -> run(data, seed).accuracy())
        .average()
        .orElseThrow();
  }
}
