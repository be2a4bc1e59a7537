package org.crosslearn.algorithms.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.crossbar.matrix.OpRecorder;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.OpGraph;

/** Runs a learner through its epochs. */
public final class Trainer {
  /** Steps recorded per epoch; their activities are averaged. */
  private static final int RECORDED_STEPS_PER_EPOCH = 4;

  private final DataSet data;
  private final TrainingSpec spec;
  private final OpRecorder recorder;
  private final RandomStreams random;
  private final TrainingProgress progress;
  private long presented;

  public Trainer(
      DataSet data, TrainingSpec spec, OpRecorder recorder, RandomStreams random, TrainingProgress progress) {
    this.data = data;
    this.spec = spec;
    this.recorder = recorder;
    this.random = random;
    this.progress = progress;
  }

  /** Images that a training presents, training and test: the measure of its progress. */
  public static long presentations(DataSet data, TrainingSpec spec) {
    return (long) spec.epochs() * (data.train().size() + data.test().size());
  }

  /** Trains to the end, or to the epoch in which the learner diverges. */
  public TrainingResult train(Learner learner) {
    List<TrainingResult.EpochResult> epochs = new ArrayList<>();
    List<OpGraph> steps = new ArrayList<>();
    OpGraph inference = null;
    int diverged = 0;
    for (int epoch = 0; epoch < spec.epochs(); epoch++) {
      trainEpoch(learner, epoch, steps);
      recordInference(learner);
      Evaluation evaluation = evaluate(learner);
      inference = evaluation.recorded();
      if (!evaluation.finite()) {
        diverged = epoch + 1;
        break;
      }
      epochs.add(new TrainingResult.EpochResult(epoch + 1, evaluation.accuracy()));
    }
    return new TrainingResult(epochs, OpGraph.mean(steps), inference, diverged);
  }
}
