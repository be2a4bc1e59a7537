package org.crosslearn.algorithms.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.HardwareOp.GradientAccumulation;
import org.crosslearn.hw.workload.HardwareOp.MatrixRead;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.Pulses;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.OpGraph.Node;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the recorded steps of networks of 2 to 6 weight layers say about the rules: which reads and
 * updates each performs, and which of them wait for which. A rule is faster than another because of
 * this graph, and for no other reason.
 */
class RecordedStepsTest {
  private static final ImageShape IMAGE = new ImageShape(5, 4, 1);
  private static final int CLASSES = 3;
  private static final int BATCH = 6;
  private static final List<Integer> WIDTHS = List.of(24, 20, 18, 16, 14);

  static Stream<Arguments> networks() {
    return Stream.of("ideal", "quantised", "analog-rram")
        .flatMap(hardware -> Stream.of(2, 3, 4, 5, 6)
            .map(layers -> Arguments.of(Named.of(layers + " layers", layers), hardware)));
  }

  static Stream<Arguments> networksAndRules() {
    return networks()
        .flatMap(network -> Stream.of("bp", "dfa", "softhebb")
            .map(rule -> Arguments.of(network.get()[0], network.get()[1], rule)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void backpropagationSendsErrorsFromLayerToLayer(int layers, String hardware) {
    OpGraph step = trainingStep("bp", layers, hardware);
    List<Node> forward = reads(step, Direction.FORWARD);
    List<Node> back = reads(step, Direction.TRANSPOSED);
    assertThat(matrices(forward)).isEqualTo(layerNames(layers));
    List<String> fromTheTop = new ArrayList<>();
    for (int l = layers; l >= 2; l--) {
      fromTheTop.add("layer" + l);
    }
    assertThat(matrices(back)).isEqualTo(fromTheTop);
    List<Node> chain = new ArrayList<>(forward);
    chain.addAll(back);
    assertChain(step, chain);
    assertThat(step.readDepth()).isEqualTo(layers + (layers - 1));
    assertThat(back).extracting(Node::phase).containsOnly(Phase.ERROR);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void directFeedbackReachesAllLayersAtOnce(int layers, String hardware) {
    OpGraph step = trainingStep("dfa", layers, hardware);
    List<Node> reads = reads(step, Direction.FORWARD);
    List<Node> forward = reads.subList(0, layers);
    List<Node> feedback = reads.subList(layers, reads.size());
    assertThat(reads(step, Direction.TRANSPOSED)).isEmpty();
    assertThat(matrices(forward)).isEqualTo(layerNames(layers));
    assertChain(step, forward);

    assertThat(feedback).hasSize(layers - 1);
    for (int l = 1; l < layers; l++) {
      Node read = feedback.get(layers - 1 - l);
      assertThat(matrix(read))
          .isEqualTo(new Matrix("feedback" + l, WIDTHS.get(l - 1), CLASSES, 1, true));
      assertThat(read.phase()).isEqualTo(Phase.ERROR);
      Set<Integer> before = ancestors(step, read);
      assertThat(before).contains(forward.get(layers - 1).id());
      assertThat(before)
          .doesNotContainAnyElementsOf(feedback.stream().map(Node::id).toList());
    }
    assertThat(step.readDepth()).isEqualTo(layers + 1);
    assertThat(matrices(nodes(step, PulseUpdate.class)))
        .noneMatch(name -> name.startsWith("feedback"));
  }

  /**
   * Layers learn from their own input and output. What they need of their weights is read out line by
   * line, beside the forward chain: no matrix read waits for it.
   */
  @ParameterizedTest
  @MethodSource("networks")
  void softHebbHasNoErrorsAndReadsItsWeightsOutBesideTheForwardChain(int layers, String hardware) {
    OpGraph step = trainingStep("softhebb", layers, hardware);
    List<Node> forward = reads(step, Direction.FORWARD);
    assertThat(reads(step, Direction.TRANSPOSED)).isEmpty();
    assertThat(forward).hasSize(layers);
    assertChain(step, forward);
    assertThat(step.readDepth()).isEqualTo(layers);

    List<Node> readOuts = nodes(step, SpikeRead.class);
    assertThat(matrices(readOuts)).isEqualTo(layerNames(layers - 1));
    for (Node readOut : readOuts) {
      SpikeRead read = (SpikeRead) readOut.op();
      assertThat(read.rows()).isEqualTo(read.matrix().inputs());
      assertThat(ancestors(step, readOut)).isEmpty();
      for (Node later : forward) {
        assertThat(ancestors(step, later)).doesNotContain(readOut.id());
      }
    }
    // The first layer is written without waiting for the layers above it.
    Node firstUpdate = nodes(step, PulseUpdate.class).get(0);
    assertThat(matrix(firstUpdate).name()).isEqualTo("layer1");
    assertThat(ancestors(step, firstUpdate))
        .contains(readOuts.get(0).id(), forward.get(0).id());
    assertThat(ancestors(step, firstUpdate)).doesNotContain(forward.get(1).id());
  }

  /** For each rule: forward reads of layers, transposed reads, other reads, updates, per sample. */
  @ParameterizedTest
  @MethodSource("networksAndRules")
  void readsAndUpdatesAreThoseOfTheRule(int layers, String hardware, String rule) {
    OpGraph step = trainingStep(rule, layers, hardware);
    assertThat(step.samples()).isEqualTo(BATCH);
    double forward = 0;
    double transposed = 0;
    double feedback = 0;
    for (MatrixRead read : step.ops(MatrixRead.class).toList()) {
      double perSample = read.vectors() / BATCH;
      if (read.direction() == Direction.TRANSPOSED) {
        transposed += perSample;
      } else if (read.matrix().name().startsWith("feedback")) {
        feedback += perSample;
      } else {
        forward += perSample;
      }
    }
    assertThat(forward).isEqualTo(layers);
    assertThat(transposed).isEqualTo(rule.equals("bp") ? layers - 1 : 0);
    assertThat(feedback).isEqualTo(rule.equals("dfa") ? layers - 1 : 0);
    assertThat(step.ops(SpikeRead.class)).hasSize(rule.equals("softhebb") ? layers - 1 : 0);
    // One outer product per sample, summed over the batch and written once.
    assertThat(step.ops(GradientAccumulation.class))
        .hasSize(layers)
        .allMatch(op -> op.vectors() == BATCH);
    List<String> written = matrices(nodes(step, PulseUpdate.class));
    assertThat(written).hasSize(layers).doesNotHaveDuplicates();
  }

  /** Every layer is written after its own reads, from its own gradient, in phases that say so. */
  @ParameterizedTest
  @MethodSource("networksAndRules")
  void aLayerIsWrittenAfterItWasReadAndItsGradientFormed(int layers, String hardware, String rule) {
    OpGraph step = trainingStep(rule, layers, hardware);
    for (Node update : nodes(step, PulseUpdate.class)) {
      assertThat(update.phase()).isEqualTo(Phase.UPDATE);
      Set<Integer> before = ancestors(step, update);
      List<Node> ofTheLayer = step.nodes().stream()
          .filter(node -> node.id() != update.id())
          .filter(node -> !(node.op() instanceof Digital))
          .filter(node -> matrix(node).equals(matrix(update)))
          .toList();
      assertThat(ofTheLayer).hasSizeGreaterThanOrEqualTo(2);
      assertThat(before).containsAll(ofTheLayer.stream().map(Node::id).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("networksAndRules")
  void inferenceIsOneForwardReadPerLayer(int layers, String hardware, String rule) {
    OpGraph inference = recorded(rule, layers, hardware, (learner, data) -> {
      learner.scores(data.images());
    });
    assertThat(inference.ops(MatrixRead.class))
        .hasSize(layers)
        .allMatch(read -> read.direction() == Direction.FORWARD && read.vectors() == BATCH);
    assertThat(inference.readDepth()).isEqualTo(layers);
    assertThat(inference.ops(PulseUpdate.class)).isEmpty();
    assertThat(inference.ops(SpikeRead.class)).isEmpty();
  }

  /** The graph is a property of the rule; the hardware adds the activity. */
  @ParameterizedTest
  @MethodSource("networksAndRules")
  void hardwareChangesActivitiesAndNotTheGraph(int layers, String hardware, String rule) {
    OpGraph ideal = trainingStep(rule, layers, "ideal");
    OpGraph step = trainingStep(rule, layers, hardware);
    assertThat(shape(step)).isEqualTo(shape(ideal));
    if (hardware.equals("ideal")) {
      return;
    }
    double largest = Presets.hardware(hardware).device().cell().maxConductanceSiemens();
    double smallest = Presets.hardware(hardware).device().cell().minConductanceSiemens();
    for (MatrixRead read : step.ops(MatrixRead.class).toList()) {
      assertThat(read.lineActivity()).isBetween(0.0, 1.0);
      if (read.lineActivity() > 0) {
        assertThat(read.meanConductanceSiemens()).isBetween(smallest, largest);
      }
    }
    MatrixRead first = step.ops(MatrixRead.class).findFirst().orElseThrow();
    assertThat(first.lineActivity()).isBetween(0.1, 0.9);
    for (PulseUpdate update : step.ops(PulseUpdate.class).toList()) {
      assertThat(update.pulses()).isPositive();
      for (Pulses pulses : List.of(update.potentiation(), update.depression())) {
        if (pulses.equals(Pulses.NONE)) {
          continue; // A small gradient may round to no pulse of one polarity.
        }
        assertThat(pulses.serial()).isBetween(1.0, pulses.count());
        assertThat(pulses.cells()).isBetween(1.0, pulses.count());
        assertThat(pulses.rows()).isBetween(1.0, (double) update.matrix().inputs());
        assertThat(pulses.meanConductanceSiemens()).isBetween(smallest, largest);
      }
    }
  }

  private static List<String> shape(OpGraph graph) {
    return graph.nodes().stream()
        .map(node -> {
          String what = node.op() instanceof Digital digital
              ? digital.function() + " x " + digital.operations()
              : matrix(node).toString();
          String how = node.op() instanceof MatrixRead read ? read.direction().toString() : "";
          return node.phase() + " " + node.op().getClass().getSimpleName() + " " + what + " " + how
              + " after " + node.dependsOn();
        })
        .toList();
  }

  private static OpGraph trainingStep(String rule, int layers, String hardware) {
    return recorded(
        rule,
        layers,
        hardware,
        (learner, batch) -> learner.learn(batch.images(), batch.labels(), 0));
  }

  private record Batch(Signal images, int[] labels) {}

  private static OpGraph recorded(
      String rule, int layers, String hardware, BiConsumer<Learner, Batch> work) {
    RandomStreams random = new RandomStreams(3);
    Hardware built = new Hardware(Presets.hardware(hardware), random);
    LearningTask task = new LearningTask(
        IMAGE, CLASSES, NetworkSpec.rectified(WIDTHS.subList(0, layers - 1)), 1, BATCH, random);
    Learner learner = learner(LearningRules.named(rule).orElseThrow(), task, built);
    RandomStream pixels = random.stream("pixels", 0);
    float[] images = new float[BATCH * task.inputs()];
    for (int i = 0; i < images.length; i++) {
      images[i] = pixels.uniform();
    }
    int[] labels = pixels.ints(BATCH, 0, CLASSES).toArray();
    Batch batch = new Batch(Signal.given(images, BATCH, task.inputs()), labels);
    // A step before the recorded one: what is recorded must not depend on it.
    learner.learn(batch.images(), batch.labels(), 0);
    built.recorder().start(BATCH);
    work.accept(learner, batch);
    return built.recorder().stop();
  }

  private static <S extends Record> Learner learner(
      LearningRule<S> rule, LearningTask task, Hardware hardware) {
    return rule.learner(rule.defaults(), task, hardware);
  }

  private static List<String> layerNames(int layers) {
    List<String> names = new ArrayList<>();
    for (int l = 1; l <= layers; l++) {
      names.add("layer" + l);
    }
    return names;
  }

  private static <T extends HardwareOp> List<Node> nodes(OpGraph graph, Class<T> kind) {
    return graph.nodes().stream().filter(node -> kind.isInstance(node.op())).toList();
  }

  private static List<Node> reads(OpGraph graph, Direction direction) {
    return nodes(graph, MatrixRead.class).stream()
        .filter(node -> ((MatrixRead) node.op()).direction() == direction)
        .toList();
  }

  private static List<String> matrices(List<Node> nodes) {
    return nodes.stream().map(node -> matrix(node).name()).toList();
  }

  private static Matrix matrix(Node node) {
    if (node.op() instanceof MatrixRead read) {
      return read.matrix();
    }
    if (node.op() instanceof SpikeRead read) {
      return read.matrix();
    }
    if (node.op() instanceof GradientAccumulation accumulation) {
      return accumulation.matrix();
    }
    return ((PulseUpdate) node.op()).matrix();
  }

  private static void assertChain(OpGraph graph, List<Node> chain) {
    for (int i = 1; i < chain.size(); i++) {
      assertThat(ancestors(graph, chain.get(i))).contains(chain.get(i - 1).id());
    }
  }

  /** Everything that an operation waits for, directly or not. */
  private static Set<Integer> ancestors(OpGraph graph, Node node) {
    Set<Integer> ancestors = new TreeSet<>();
    for (int id : node.dependsOn()) {
      if (ancestors.add(id)) {
        ancestors.addAll(ancestors(graph, graph.nodes().get(id)));
      }
    }
    return ancestors;
  }
}
