package org.crosslearn.algorithms.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.readout.NearestVectors.Vote;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Images classified by the activation patterns that they evoke in a network that does not learn.
 *
 * <p>Published: a stochastic block model of 784 input and 200 hidden nodes, all training images of
 * MNIST, 10,000 steps of simulation for each, patterns of activation over time embedded in a way that
 * is not told, a vote of the nearest by the cosine. Here the embedding is the number of spikes of every
 * node in every part of the time.
 *
 * @param nodes sizes of the networks
 * @param firstImage place of the first of them among the training images, from 0
 * @param images how many of the training images, one after the other
 * @param references images that are remembered; the others are classified
 * @param splits random choices of the references
 * @param neighbours that vote
 * @param bins equal parts of the time in which spikes are counted
 * @param pixelThreshold pixels of at least this value fire
 * @param dynamics without plasticity; only the end of the simulation matters of its samples
 */
public record Patterns(
    List<Integer> nodes,
    int firstImage,
    int images,
    int references,
    int splits,
    int neighbours,
    int bins,
    double pixelThreshold,
    Wiring network,
    DynamicsSettings dynamics)
    implements Experiment {
  /** How study files call it. */
  public static final String KIND = "patterns";

  /** As published; what was not, as studies/geometric-patterns-calibration.yaml chose it. */
  public static final Patterns DEFAULTS = new Patterns(
      List.of(200),
      0,
      60_000,
      54_000,
      1,
      5,
      20,
      0.003,
      new Wiring(1, 0.1, 4e-5, 0.4, 0.1, 0, 0.6, 1e-3, 0.3, 0.3),
      new DynamicsSettings(
          DynamicsSettings.Kernel.EXPONENTIAL, 0.04, 0.8, 0.0005, 0.4, 0.4, null, 2));

  public Patterns {
    nodes = Experiment.checked(
        nodes, firstImage, images, references, splits, neighbours, pixelThreshold);
    InvalidValue.requireRange("bins", bins, 1, 1000);
    InvalidValue.require(
        dynamics.stdp() == null, "dynamics.stdp", "given", "left out: nothing is learned here");
    Experiment.requireDuration(network, dynamics);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Double> readingSeconds() {
    return List.of(dynamics.durationSeconds());
  }

  @Override
  public Patterns of(int size) {
    return new Patterns(
        List.of(size),
        firstImage,
        images,
        references,
        splits,
        neighbours,
        bins,
        pixelThreshold,
        network,
        dynamics);
  }

  @Override
  public List<String> features() {
    return List.of(Features.ACTIVITY, Features.PIXELS, Features.BINARY_PIXELS, Features.PROJECTION);
  }

  @Override
  public List<String> readouts() {
    return List.of(Readout.NEAREST);
  }

  @Override
  public boolean plastic() {
    return false;
  }

  @Override
  public void check(DataSet data, long memoryBytes) {
    Experiment.requireImages(firstImage, images, data);
    int size = Collections.max(nodes) * bins;
    Experiment.requireRoom(images, (double) size + Readout.projected(size), nodes, memoryBytes);
  }

  @Override
  public Findings run(Conditions conditions) {
    Images shown = Images.from(firstImage, images, conditions.data().train(), pixelThreshold);
    GeometricNetwork net = network.drawn(conditions);
    Activities activities = Activities.of(conditions, "simulating", net, dynamics, shown, bins);
    conditions.progress().reached("reading out", 0);
    Readout nearest =
        Readout.nearest(Vote.COSINE_MAJORITY, neighbours, references, splits, conditions);
    double end = dynamics.durationSeconds();
    List<Reading> readings = new ArrayList<>();
    readings.add(nearest.read(Features.ACTIVITY, end, activities.counts()));
    readings.addAll(nearest.controls(conditions, shown, activities.counts().size(), end));
    return activities.findings(
        readings, List.of(), new Recorder(neighbours, references).ofCounts(conditions, activities));
  }
}
