package org.crosslearn.algorithms.rule.spiking;

import org.crosslearn.algorithms.geometric.EventSimulation;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.Response;
import org.crosslearn.algorithms.geometric.Stimulus;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.NearestNeighbours;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.matrix.Spikes;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Learning encoded by dynamics: an image makes input nodes fire once, the signals travel through a
 * network in space with latencies of their own, and spike-timing dependent plasticity writes what
 * happens into the recurrent weights. The weights at the end are the image's features; a
 * distance-weighted vote of the k nearest stored ones names the class. Every image starts from the
 * same random weights, so that training and inference both write to the devices.
 *
 * <p>Published: input nodes for all pixels, active where the image is; every input node reaches every
 * recurrent node; one stimulation; weights uniform with 70 % excitatory and 30 % inhibitory edges;
 * all recurrent weights as features, best after 300 ms; Euclidean distance-weighted kNN, k = 5.
 *
 * <p>Not published, and chosen here: threshold, gains, membrane and refractory times, conduction
 * speeds, amplitudes and windows of the plasticity, and how pixels become spikes. The defaults come
 * from a random search on the bundled digits, 300 of the training images being classified by the
 * other 1,200; test images played no part. It taught three things. Input latencies must spread over
 * the whole duration. The recurrent drive must be weak, or activity that sustains itself erases the
 * image; it grows with the number of nodes. And plasticity must be strong where devices are noisy:
 * as long as the recurrent drive is weak, only the proportion of the amplitudes matters on ideal
 * hardware, but the noise of a train of pulses grows with the root of its length, so that pairs which
 * move a weight by a hundredth drown in it. By default one pair moves a weight by up to half of what
 * the devices can hold. Larger images need settings of their own: finer steps, a smaller input gain.
 *
 * <p>The rule brings its own network: hidden layers of the study are ignored. It learns in one pass;
 * the size of the batch changes neither what is learned nor the cost of an image.
 */
public final class GeometricStdp implements LearningRule<GeometricStdpSettings> {
  @Override
  public String name() {
    return "geometric-stdp";
  }

  @Override
  public String title() {
    return "Geometric network with STDP";
  }

  @Override
  public String source() {
    return "George et al., arXiv 2103.08878 (2021); Silva, Neural Computation 31(12):2492 (2019)";
  }

  @Override
  public GeometricStdpSettings defaults() {
    return new GeometricStdpSettings(
        50, 0.3, 0.01, 0.4, 0.1, 0.02, 0.02, 0.5, 0.8, 0.01, 0.3, 2, 2, 0.02, 0.04, 0.5, 5, 2);
  }

  @Override
  public void check(GeometricStdpSettings settings, LearningTask task) {
    InvalidValue.require(
        task.epochs() == 1, "epochs", task.epochs(), "1 for geometric-stdp: it learns in one pass");
  }

  /** What it learns are the features in the memory of the vote. */
  @Override
  public boolean learnsInMatricesAlone() {
    return false;
  }

  @Override
  public Learner learner(GeometricStdpSettings settings, LearningTask task, Hardware hardware) {
    GeometricNetwork network =
        GeometricNetwork.random(settings.network(), task.image(), task.random());
    return new Network(
        settings.pixelThreshold(),
        EventSimulation.on(hardware, network, settings.dynamics()),
        hardware.digital(),
        hardware.digital().nearestNeighbours(settings.neighbours(), task.classes()));
  }

  private record Network(
      double pixelThreshold,
      EventSimulation simulation,
      DigitalUnit digital,
      NearestNeighbours memory)
      implements Learner {
    @Override
    public void learn(Signal images, int[] labels, int epoch) {
      memory.store(features(images), labels);
    }

    @Override
    public Signal scores(Signal images) {
      return memory.scores(features(images));
    }

    /** The recurrent weights after each image: {@code batch x edges}. */
    private Signal features(Signal images) {
      float[] features = null;
      int size = 0;
      int producer = images.producer();
      for (int b = 0; b < images.batch(); b++) {
        Response response = respond(row(images, b, producer));
        float[] weights = response.weights().get(0);
        size = weights.length;
        if (features == null) {
          features = new float[images.batch() * size];
        }
        System.arraycopy(weights, 0, features, b * size, size);
        // There is one recurrent array: stimuli follow one another, and what is recorded says so.
        producer = response.producer();
      }
      return new Signal(features, images.batch(), size, producer);
    }

    private Response respond(Signal image) {
      simulation.reset();
      Spikes pixels = digital.spikes(image, pixelThreshold);
      return simulation.respond(Stimulus.of(pixels), pixels.producer());
    }

    private static Signal row(Signal batch, int row, int producer) {
      float[] values = new float[batch.size()];
      System.arraycopy(batch.values(), row * batch.size(), values, 0, batch.size());
      return new Signal(values, 1, batch.size(), producer);
    }
  }
}
