package org.crosslearn.algorithms.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.experiment.Findings.Recordings;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.StdpSettings;
import org.crosslearn.algorithms.readout.LabelledVectors;
import org.crosslearn.algorithms.readout.NearestVectors.Vote;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Images of two classes told apart by the activity of a network before and after it saw many of them
 * with plasticity, which is then switched off.
 *
 * <p>Published: the geometry of {@link Patterns}; 1,000 random images of the classes 1 and 5 of MNIST,
 * shown one after the other, weights going on from image to image; then the activity of the frozen
 * networks, read out by a vote of the nearest and by a support vector machine.
 *
 * @param nodes sizes of the networks
 * @param digits the classes
 * @param firstImage training image, from 0, from which on those of these classes are taken
 * @param learned images that are shown with plasticity: the first of these classes
 * @param images the next of them, which are read out
 * @param references of those, remembered; the others are classified
 * @param splits random choices of the references
 * @param neighbours that vote
 * @param bins equal parts of the time in which spikes are counted
 * @param pixelThreshold pixels of at least this value fire
 */
public record TwoDigits(
    List<Integer> nodes,
    List<Integer> digits,
    int firstImage,
    int learned,
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
  public static final String KIND = "two-digits";

  /**
   * As published; what was not, as studies/geometric-two-digits-calibration.yaml chose it.
   */
  public static final TwoDigits DEFAULTS = new TwoDigits(
      List.of(200),
      List.of(1, 5),
      0,
      1_000,
      1_000,
      800,
      10,
      5,
      1,
      0.003,
      new Wiring(0.2, 1, 1e-3, 0.4, 0.02, 0, 0.6, 0.3, 0.3, 0),
      new DynamicsSettings(
          DynamicsSettings.Kernel.EXPONENTIAL,
          0.02,
          1,
          0.05,
          0.4,
          0.4,
          new StdpSettings(Pairing.ALL_TO_ALL, 0.03, 0.06, 0.02, 0.04),
          2));

  public TwoDigits {
    nodes = Experiment.checked(
        nodes, firstImage, images, references, splits, neighbours, pixelThreshold);
    InvalidValue.require(
        digits.size() == 2
            && !digits.get(0).equals(digits.get(1))
            && digits.stream().allMatch(d -> d >= 0),
        "digits",
        digits,
        "two different classes, counted from 0");
    digits = List.copyOf(digits);
    InvalidValue.requireRange("learned", learned, 1, 1_000_000);
    InvalidValue.requireRange("bins", bins, 1, 1000);
    InvalidValue.require(
        network.between() > 0,
        "network.between",
        network.between(),
        "above 0: there are weights to change");
    InvalidValue.require(
        dynamics.stdp() != null, "dynamics.stdp", null, "given: it is what is tested");
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
  public TwoDigits of(int size) {
    return new TwoDigits(
        List.of(size),
        digits,
        firstImage,
        learned,
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
    return List.of(
        Features.ACTIVITY,
        Features.PLAIN_ACTIVITY,
        Features.PIXELS,
        Features.BINARY_PIXELS,
        Features.PROJECTION);
  }

  @Override
  public List<String> readouts() {
    return List.of(Readout.NEAREST, Readout.SUPPORT_VECTORS);
  }

  @Override
  public boolean plastic() {
    return true;
  }

  @Override
  public void check(DataSet data, long memoryBytes) {
    for (int digit : digits) {
      InvalidValue.require(
          digit < data.classes(),
          "digits",
          digits,
          "classes of " + data.name() + ", 0 to " + (data.classes() - 1));
    }
    int there =
        Images.ofClasses(digits, firstImage, data.train(), pixelThreshold).count();
    String left = "there are " + there + " of these classes"
        + (firstImage == 0 ? "" : " from image " + firstImage + " on");
    InvalidValue.require(
        there >= 3 || firstImage > 0, "digits", digits, "classes with at least 3 images: " + left);
    InvalidValue.require(there >= 3, "first-image", firstImage, "smaller: " + left);
    InvalidValue.require(
        learned <= there - 2, "learned", learned, "at most " + (there - 2) + ": " + left);
    InvalidValue.require(
        images <= there - learned,
        "images",
        images,
        "at most " + (there - learned) + ": " + left + ", and " + learned + " are learned");
    int size = Collections.max(nodes) * bins;
    // With and without plasticity.
    Experiment.requireRoom(images, 2.0 * size + Readout.projected(size), nodes, memoryBytes);
  }

  @Override
  public Findings run(Conditions conditions) {
    Images all = Images.ofClasses(digits, firstImage, conditions.data().train(), pixelThreshold);
    Images shown = all.between(learned, learned + images);
    GeometricNetwork before = network.drawnToLearn(conditions);
    Learned outcome = Learned.from(conditions, before, dynamics, all.between(0, learned));
    GeometricNetwork after = before.withRecurrent(outcome.weights());
    ChangeCounts changes = new ChangeCounts(before.recurrentWeights());
    changes.add(outcome.weights());

    Activities with = Activities.of(conditions, "with STDP", after, dynamics, shown, bins);
    boolean compared =
        readouts().stream().anyMatch(name -> conditions.asks(Features.PLAIN_ACTIVITY, name));
    LabelledVectors without = compared
        ? Activities.of(conditions, "without STDP", before, dynamics, shown, bins)
            .counts()
        : null;
    conditions.progress().reached("reading out", 0);
    double end = dynamics.durationSeconds();
    List<Reading> readings = new ArrayList<>();
    for (Readout readout : List.of(
        Readout.nearest(Vote.COSINE_MAJORITY, neighbours, references, splits, conditions),
        Readout.supportVectors(references, splits, conditions))) {
      if (conditions.asks(Features.ACTIVITY, readout.name())) {
        readings.add(readout.read(Features.ACTIVITY, end, with.counts()));
      }
      if (conditions.asks(Features.PLAIN_ACTIVITY, readout.name())) {
        readings.add(readout.read(Features.PLAIN_ACTIVITY, end, without));
      }
      readings.addAll(readout.controls(conditions, shown, with.counts().size(), end));
    }
    Recordings classification = new Recorder(neighbours, references).ofCounts(conditions, with);
    return with.findings(
        readings,
        List.of(changes.shares(end, learned)),
        classification == null ? null : classification.with(outcome.step()));
  }
}
