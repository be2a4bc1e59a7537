package org.crosslearn.algorithms.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.experiment.Findings.Embedding;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.IndependentStimuli;
import org.crosslearn.algorithms.geometric.StdpSettings;
import org.crosslearn.algorithms.geometric.Stimulus;
import org.crosslearn.algorithms.readout.LabelledVectors;
import org.crosslearn.algorithms.readout.NearestVectors.Vote;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Images classified by the trajectory of the recurrent weights: every image meets the same network,
 * whose weights are read at equal intervals while plasticity changes them.
 *
 * <p>Published: an input node per pixel, active where the image is not black; edges from each to all
 * of 5 to 400 recurrent nodes; 70 % of edges excitatory; 600 ms, read every 100 ms; 10,000 images,
 * 9,000 of which, drawn at random ten times, are remembered and classify the others by a
 * distance-weighted vote of 5.
 *
 * @param nodes sizes of the networks
 * @param firstImage place of the first of them among the training images, from 0
 * @param images how many of the training images, one after the other
 * @param references images that are remembered; the others are classified
 * @param splits random choices of the references
 * @param neighbours that vote
 * @param pixelThreshold pixels of at least this value fire
 * @param dynamics its samples are the times of the readings
 */
public record Trajectories(
    List<Integer> nodes,
    int firstImage,
    int images,
    int references,
    int splits,
    int neighbours,
    double pixelThreshold,
    Wiring network,
    DynamicsSettings dynamics)
    implements Experiment {

  /** How study files call it. */
  public static final String KIND = "trajectories";

  /** A response keeps the weights of all of them. */
  private static final int MOST_TIMES = 1000;

  private static final MathContext SHOWN_DIGITS = new MathContext(9);

  /**
   * As published; what was not, as studies/geometric-trajectories-calibration.yaml chose it.
   */
  public static final Trajectories DEFAULTS = new Trajectories(
      List.of(5, 20, 50, 100, 200),
      0,
      10_000,
      9_000,
      10,
      5,
      0.003,
      new Wiring(1, 1, 1e-3, 0.8, 0.6, 0, 2.2, 0.001, 0.3, 0),
      new DynamicsSettings(
          DynamicsSettings.Kernel.EXPONENTIAL,
          0.01,
          0.5,
          0.001,
          0.6,
          0.1,
          new StdpSettings(Pairing.NEAREST, 0.01, 0.01, 0.01, 0.1),
          2));

  public Trajectories {
    nodes = Experiment.checked(
        nodes, firstImage, images, references, splits, neighbours, pixelThreshold);
    InvalidValue.require(
        network.between() > 0,
        "network.between",
        network.between(),
        "above 0: there are weights to read");
    InvalidValue.require(
        dynamics.stdp() != null, "dynamics.stdp", null, "given: it writes what is read out");
    Experiment.requireDuration(network, dynamics);
    Experiment.requireTicks("dynamics.sample-seconds", dynamics.sampleSeconds(), network);
    InvalidValue.require(
        times(network, dynamics) <= MOST_TIMES,
        "dynamics.sample-seconds",
        dynamics.sampleSeconds(),
        "so long that weights are read at most " + MOST_TIMES + " times in "
            + dynamics.durationSeconds() + " s");
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Double> readingSeconds() {
    // A whole number of milliseconds stays one in reports and bounds.
    return IntStream.rangeClosed(1, times(network, dynamics))
        .mapToObj(t ->
            new BigDecimal(t * dynamics.sampleSeconds()).round(SHOWN_DIGITS).doubleValue())
        .toList();
  }

  /** As the simulation counts them, in ticks. */
  private static int times(Wiring network, DynamicsSettings dynamics) {
    double tick = network.tickSeconds();
    return (int)
        (Math.rint(dynamics.durationSeconds() / tick) / Math.rint(dynamics.sampleSeconds() / tick));
  }

  @Override
  public Trajectories of(int size) {
    return new Trajectories(
        List.of(size),
        firstImage,
        images,
        references,
        splits,
        neighbours,
        pixelThreshold,
        network,
        dynamics);
  }

  @Override
  public List<String> features() {
    return List.of(
        Features.WEIGHTS,
        Features.PLAIN_ACTIVITY,
        Features.PIXELS,
        Features.BINARY_PIXELS,
        Features.PROJECTION);
  }

  @Override
  public List<String> readouts() {
    return List.of(Readout.NEAREST);
  }

  @Override
  public boolean plastic() {
    return true;
  }

  @Override
  public void check(DataSet data, long memoryBytes) {
    Experiment.requireImages(firstImage, images, data);
    double largest = Collections.max(nodes);
    Experiment.requireRoom(images, network.between() * largest * (largest - 1), nodes, memoryBytes);
  }

  @Override
  public Findings run(Conditions conditions) {
    return new Run(conditions).findings();
  }

  private final class Run {
    private final Conditions conditions;
    private final Images shown;
    private final List<Stimulus> stimuli;
    private final GeometricNetwork net;
    private final float[] initial;
    private final int times;
    private final Readout nearest;
    private final Observed observed;
    private final List<Reading> readings = new ArrayList<>();
    private final List<WeightChanges> changes = new ArrayList<>();
    private Embedding embedding;
    private double best = -1;
    private double bestSeconds;

    Run(Conditions conditions) {
      this.conditions = conditions;
      shown = Images.from(firstImage, images, conditions.data().train(), pixelThreshold);
      stimuli = shown.stimuli();
      net = network.drawnToLearn(conditions);
      initial = net.recurrentWeights();
      times = readingSeconds().size();
      nearest =
          Readout.nearest(Vote.EUCLIDEAN_BY_DISTANCE, neighbours, references, splits, conditions);
      observed = new Observed(net, images);
    }

    Findings findings() {
      // Whoever keeps all times of large networks needs tens of gigabytes; simulating again is
      // exact.
      long bytesPerTime = (long) Float.BYTES * images * initial.length;
      int kept = (int) Math.max(1, Math.min(times, conditions.memoryBytes() / bytesPerTime));
      for (int first = 0; first < times; first += kept) {
        read(first, Math.min(times, first + kept));
      }
      if (conditions.asks(Features.PLAIN_ACTIVITY, Readout.NEAREST)) {
        readings.add(withoutPlasticity());
      }
      conditions.progress().reached("controls", 0);
      readings.addAll(nearest.controls(conditions, shown, initial.length, bestSeconds));
      conditions.progress().reached("recording", 0);
      return new Findings(
          readings,
          changes,
          observed.activity(),
          observed.raster(shown.label(0)),
          embedding,
          new Recorder(neighbours, references)
              // The same time for all sizes, so that bills can be compared.
              .ofWeights(conditions, net, dynamics.sampledOnce(), shown));
    }

    /** Simulates up to the last of some times and reads the weights at each. */
    private void read(int firstTime, int endTime) {
      float[][][] weights = new float[endTime - firstTime][images][];
      List<ChangeCounts> counts = new ArrayList<>();
      for (int t = firstTime; t < endTime; t++) {
        counts.add(new ChangeCounts(initial));
      }
      Shown progress = new Shown(conditions.progress(), "simulating", images);
      stimuli(dynamics.lasting(secondsAt(endTime - 1)))
          .show(stimuli, conditions.threads(), (response, k) -> {
            for (int t = firstTime; t < endTime; t++) {
              float[] sample = response.weights().get(t);
              weights[t - firstTime][k] = sample;
              counts.get(t - firstTime).add(sample);
            }
            if (endTime == times) {
              observed.note(response, k);
            }
            progress.another();
          });
      for (int t = firstTime; t < endTime; t++) {
        conditions.progress().reached("reading out", (double) t / times);
        changes.add(counts.get(t - firstTime).shares(secondsAt(t), 1));
        read(secondsAt(t), new LabelledVectors(weights[t - firstTime], shown.labels()));
        weights[t - firstTime] = null;
      }
    }

    private void read(double seconds, LabelledVectors vectors) {
      Reading reading = nearest.read(Features.WEIGHTS, seconds, vectors);
      readings.add(reading);
      if (reading.accuracy() > best) {
        best = reading.accuracy();
        bestSeconds = seconds;
        embedding = Embeddings.of(Features.WEIGHTS, seconds, vectors);
      }
    }

    /** The activity from the start to the end, in as many parts as there are readings. */
    private Reading withoutPlasticity() {
      return nearest.read(
          Features.PLAIN_ACTIVITY,
          dynamics.durationSeconds(),
          Activities.of(conditions, "simulating without STDP", net, dynamics, shown, times)
              .counts());
    }

    private IndependentStimuli stimuli(DynamicsSettings settings) {
      return new IndependentStimuli(net, settings, conditions.hardware(), conditions.random());
    }

    private double secondsAt(int time) {
      return readingSeconds().get(time);
    }
  }
}
