package org.crosslearn.algorithms.training;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.crossbar.matrix.Hardware;
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
  private long total;

  public Trainer(
      DataSet data,
      TrainingSpec spec,
      OpRecorder recorder,
      RandomStreams random,
      TrainingProgress progress) {
    this.data = data;
    this.spec = spec;
    this.recorder = recorder;
    this.random = random;
    this.progress = progress;
  }

  /** Images that a training presents, training and test: the measure of its progress. */
  public static long presentations(DataSet data, TrainingSpec spec) {
    return (long) spec.epochs() * (spec.imagesPerEpoch(data) + data.test().size());
  }

  /** Trains to the end, or to the epoch in which the learner diverges. */
  public TrainingResult train(Learner learner) {
    total = presentations(data, spec);
    List<TrainingResult.EpochResult> epochs = new ArrayList<>();
    List<OpGraph> steps = new ArrayList<>();
    OpGraph inference = null;
    int diverged = 0;
    for (int epoch = 0; epoch < spec.epochs(); epoch++) {
      trainEpoch(learner, epoch, steps);
      Evaluation evaluation = test(learner);
      inference = evaluation.recorded();
      if (!evaluation.finite()) {
        diverged = epoch + 1;
        break;
      }
      epochs.add(new TrainingResult.EpochResult(epoch + 1, evaluation.accuracy()));
    }
    return new TrainingResult(epochs, OpGraph.mean(steps), inference, diverged);
  }

  /** Images that an evaluation without training presents. */
  public static long presentations(DataSet data) {
    return data.test().size();
  }

  /**
   * Evaluates a learner that was trained elsewhere. It reads the first batch of a training before:
   * converters that are calibrated on a first read see no test image for it.
   *
   * @return with the accuracy as that after the last epoch, and without a training step
   */
  public TrainingResult evaluate(Learner learner) {
    total = presentations(data);
    int[] order = order(0, Math.min(spec.batch(), data.train().size()));
    learner.scores(Batch.of(data.train(), order, 0, order.length).images());
    Evaluation evaluation = test(learner);
    return new TrainingResult(
        List.of(new TrainingResult.EpochResult(spec.epochs(), evaluation.accuracy())),
        null,
        evaluation.recorded(),
        0);
  }

  /**
   * Evaluates a trained learner as the cells of its hardware age.
   *
   * @param seconds since training, ascending
   */
  public List<TrainingResult.AgedResult> evaluateAfter(
      List<Double> seconds, Learner learner, Hardware hardware) {
    List<TrainingResult.AgedResult> results = new ArrayList<>();
    double now = 0;
    for (double age : seconds) {
      hardware.elapse(age - now);
      now = age;
      results.add(new TrainingResult.AgedResult(age, test(learner).accuracy()));
    }
    return results;
  }

  private void trainEpoch(Learner learner, int epoch, List<OpGraph> steps) {
    Samples train = data.train();
    int images = spec.imagesPerEpoch(data);
    int[] order = order(epoch * (long) images, images);
    int batches = spec.stepsPerEpoch(data);
    int fullBatches = Math.max(1, images / spec.batch());
    int stride = Math.max(1, fullBatches / RECORDED_STEPS_PER_EPOCH);
    for (int step = 0; step < batches; step++) {
      int from = step * spec.batch();
      Batch batch = Batch.of(train, order, from, Math.min(images, from + spec.batch()));
      // Only full batches stand for "a training step"; their mean must not mix sizes.
      boolean recorded = step % stride == stride / 2 && step < fullBatches;
      if (recorded) {
        recorder.start(batch.labels().length);
      }
      learner.learn(batch.images(), batch.labels(), epoch);
      if (recorded) {
        steps.add(recorder.stop());
      }
      present(batch.labels().length);
    }
  }

  private Evaluation test(Learner learner) {
    Samples test = data.test();
    int correct = 0;
    boolean finite = true;
    OpGraph recorded = null;
    for (int from = 0; from < test.size(); from += spec.batch()) {
      Batch batch = Batch.of(test, null, from, Math.min(test.size(), from + spec.batch()));
      if (from == 0) {
        recorder.start(batch.labels().length);
      }
      Signal scores = learner.scores(batch.images());
      if (from == 0) {
        recorded = recorder.stop();
      }
      for (int b = 0; b < batch.labels().length; b++) {
        int best = best(scores, b);
        finite &= best >= 0;
        correct += best == batch.labels()[b] ? 1 : 0;
      }
      present(batch.labels().length);
    }
    return new Evaluation(correct / (double) test.size(), finite, recorded);
  }

  private record Evaluation(double accuracy, boolean finite, OpGraph recorded) {}

  /** Class with the largest score of a sample, or -1 if a score is not finite. */
  private static int best(Signal scores, int sample) {
    int best = 0;
    for (int k = 0; k < scores.size(); k++) {
      float score = scores.values()[sample * scores.size() + k];
      if (!Float.isFinite(score)) {
        return -1;
      }
      if (score > scores.values()[sample * scores.size() + best]) {
        best = k;
      }
    }
    return best;
  }

  private void present(int images) {
    presented += images;
    // Evaluations of the aged network come on top of what is measured.
    progress.presented(Math.min(presented, total), total);
  }

  /** Positions {@code first .. first + count - 1} of an endless sequence of shuffled passes. */
  private int[] order(long first, int count) {
    int size = data.train().size();
    int[] order = new int[count];
    int[] pass = null;
    for (int i = 0; i < count; i++) {
      int within = (int) ((first + i) % size);
      if (pass == null || within == 0) {
        pass = shuffled(size, random.stream("order", (first + i) / size));
      }
      order[i] = pass[within];
    }
    return order;
  }

  private static int[] shuffled(int size, RandomStream random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private record Batch(Signal images, int[] labels) {
    /**
     * @param order positions of the samples, or null for file order
     */
    static Batch of(Samples samples, int[] order, int from, int to) {
      int features = samples.images().length / samples.size();
      float[] images = new float[(to - from) * features];
      int[] labels = new int[to - from];
      for (int i = from; i < to; i++) {
        int sample = order == null ? i : order[i];
        System.arraycopy(
            samples.images(), sample * features, images, (i - from) * features, features);
        labels[i - from] = samples.labels()[sample];
      }
      return new Batch(Signal.given(images, to - from, features), labels);
    }
  }
}
