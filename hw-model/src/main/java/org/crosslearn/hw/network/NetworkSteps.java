package org.crosslearn.hw.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/**
 * The operations that a network takes, as the learning rules would leave them behind.
 *
 * <ul>
 *   <li>Forward, each layer reads its matrix (a convolution once per window), rectifies, and pools.
 *       The last layer neither rectifies nor pools.
 *   <li>The error of the output is its difference from the target.
 *   <li>Backpropagation reads the matrix of the layer above transposed. The windows of a convolution
 *       overlap, so that what they give is added up. An error passes where the activation was not
 *       zero and was the largest of its window: one comparison per number before pooling.
 *   <li>Direct feedback alignment reads a fixed matrix of its own for each layer below the last, from
 *       the error of the output to what the layer passes on, and masks in the same way.
 *   <li>Gradients are summed over samples and windows, then pulsed into the matrix.
 * </ul>
 */
public final class NetworkSteps {
  /** One of a window of four is kept. */
  private static final double POOLED = 0.25;

  private final List<Stage> stages;
  private final Function<Matrix, LayerActivity> activity;
  private final ArraySpec array;
  private final CellSpec cell;

  /**
   * @param activity of each matrix
   */
  public NetworkSteps(
      Network network, Function<Matrix, LayerActivity> activity, ArraySpec array, CellSpec cell) {
    this.stages = network.stages();
    this.activity = activity;
    this.array = array;
    this.cell = cell;
  }

  /** One batch of inference. */
  public OpGraph inference(int samples) {
    Recording recording = new Recording(samples);
    recording.forward();
    return recording.graph();
  }

  /** One step of backpropagation. */
  public OpGraph backpropagation(int samples) {
    Recording recording = new Recording(samples);
    recording.forward();
    recording.outputError();
    for (int l = stages.size() - 2; l >= 0; l--) {
      recording.errorFromAbove(l);
    }
    recording.learn();
    return recording.graph();
  }

  /** One step of direct feedback alignment. */
  public OpGraph directFeedback(int samples) {
    Recording recording = new Recording(samples);
    recording.forward();
    recording.outputError();
    for (int l = 0; l < stages.size() - 1; l++) {
      recording.errorFromOutput(l);
    }
    recording.learn();
    return recording.graph();
  }

  private final class Recording {
    private final int samples;
    private final List<OpGraph.Node> nodes = new ArrayList<>();
    private final int last = stages.size() - 1;
    private final int[] activations = new int[stages.size()];
    private final int[] errors = new int[stages.size()];

    /** The last read of each matrix, after which it may be written. */
    private final int[] lastReads = new int[stages.size()];

    Recording(int samples) {
      this.samples = samples;
    }

    OpGraph graph() {
      return new OpGraph(samples, nodes);
    }

    private int add(Phase phase, HardwareOp op, Integer... dependsOn) {
      nodes.add(new OpGraph.Node(nodes.size(), phase, op, List.of(dependsOn)));
      return nodes.size() - 1;
    }

    private HardwareOp digital(DigitalFunction function, double perSample) {
      return new HardwareOp.Digital(function, samples * perSample);
    }

    private HardwareOp read(Matrix matrix, Direction direction, int vectors, double lines) {
      return read(matrix, direction, vectors, lines, 1);
    }

    private HardwareOp read(
        Matrix matrix, Direction direction, int vectors, double lines, double kept) {
      double siemens = activity.apply(matrix).siemens(cell);
      return new HardwareOp.MatrixRead(
          matrix, direction, (double) samples * vectors, lines, siemens, kept);
    }

    void forward() {
      for (int l = 0; l <= last; l++) {
        Stage stage = stages.get(l);
        HardwareOp read = read(
            stage.matrix(),
            Direction.FORWARD,
            stage.vectors(),
            activity.apply(stage.matrix()).inputs(),
            l < last && stage.maximaOfFour() > 0 ? POOLED : 1);
        int result =
            l == 0 ? add(Phase.FORWARD, read) : add(Phase.FORWARD, read, activations[l - 1]);
        lastReads[l] = result;
        if (l < last) {
          HardwareOp rectify = digital(DigitalFunction.RECTIFY, stage.sums().numbers());
          result = add(Phase.FORWARD, rectify, result);
          if (stage.maximaOfFour() > 0) {
            result =
                add(Phase.FORWARD, digital(DigitalFunction.POOL, stage.maximaOfFour()), result);
          }
        }
        activations[l] = result;
      }
    }

    void outputError() {
      double classes = stages.get(last).outputs().numbers();
      errors[last] = add(Phase.ERROR, digital(DigitalFunction.ADD, classes), activations[last]);
    }

    void errorFromAbove(int l) {
      Stage above = stages.get(l + 1);
      Matrix matrix = above.matrix();
      HardwareOp read = read(
          matrix, Direction.TRANSPOSED, above.vectors(), activity.apply(matrix).errors());
      int back = add(Phase.ERROR, read, errors[l + 1]);
      lastReads[l + 1] = back;
      double overlapping =
          (double) above.vectors() * matrix.inputs() - above.inputs().numbers();
      if (overlapping > 0) {
        back = add(Phase.ERROR, digital(DigitalFunction.ADD, overlapping), back);
      }
      mask(l, back);
    }

    void errorFromOutput(int l) {
      Stage output = stages.get(last);
      Matrix feedback = new Matrix(
          "feedback" + (l + 1),
          stages.get(l).outputs().numbers(),
          output.outputs().numbers(),
          1,
          true);
      double lines = activity.apply(output.matrix()).errors();
      mask(l, add(Phase.ERROR, read(feedback, Direction.FORWARD, 1, lines), errors[last]));
    }

    private void mask(int l, int error) {
      HardwareOp compare = digital(DigitalFunction.COMPARE, stages.get(l).sums().numbers());
      errors[l] = add(Phase.ERROR, compare, error, activations[l]);
    }

    void learn() {
      for (int l = last; l >= 0; l--) {
        Stage stage = stages.get(l);
        LayerActivity active = activity.apply(stage.matrix());
        HardwareOp sum = new HardwareOp.GradientAccumulation(
            stage.matrix(), (double) samples * stage.vectors(), active.inputs(), active.errors());
        int gradient = l == 0
            ? add(Phase.GRADIENT, sum, errors[l])
            : add(Phase.GRADIENT, sum, errors[l], activations[l - 1]);
        add(Phase.UPDATE, update(stage.matrix()), gradient, lastReads[l]);
      }
    }

    private HardwareOp update(Matrix matrix) {
      HardwareOp.Pulses half = pulses(matrix, activity.apply(matrix));
      return new HardwareOp.PulseUpdate(matrix, half, half);
    }

    /** Of one polarity, on cells drawn at random: half of those that change. */
    private HardwareOp.Pulses pulses(Matrix matrix, LayerActivity active) {
      double share = active.changed() / 2;
      if (share * active.pulses() == 0) {
        return HardwareOp.Pulses.NONE;
      }
      double perLine = (double) matrix.outputs() * array.columnsPerWeight();
      double allLines = (double) matrix.inputs() * array.signs().rows();
      double cells = share * perLine * allLines;
      double lines = allLines * (1 - Math.pow(1 - share, perLine));
      return new HardwareOp.Pulses(
          cells * active.pulses(), lines * active.pulses(), cells, lines, active.siemens(cell));
    }
  }
}
