package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.function.Consumer;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.crossbar.update.PulseRounding;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.HardwareOp.GradientAccumulation;
import org.crosslearn.hw.workload.HardwareOp.MatrixRead;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.Pulses;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;

/** Activity as the cost model receives it, worked out by hand. */
class OperationRecordTest {

  /** Against a reference, on/off ratio 2: a weight w conducts 0.75 + 0.25 w microsiemens. */
  private static final float[] WEIGHTS = {1, 0, -1, 0.5f, 0, 0, -1, -1};

  @Test
  void aForwardReadCountsPulsesAndTheConductanceBehindThem() {
    Effects effects = reference().dac(2);
    // 3, 1, 0 and -2 are pulses in 2, 1, 0 and 1 of the two bits; the lines' cells conduct 0.875,
    // 0.75, 0.5 and 0.6875 in the mean.
    assertRead(
        effects, new float[] {3, 1, 0, -2}, true, 1, 4 / 8.0, (2 * 0.875 + 0.75 + 0.6875) / 4);
    // A second, silent sample adds slots but no pulses.
    assertRead(
        effects,
        new float[] {3, 1, 0, -2, 0, 0, 0, 0},
        true,
        2,
        4 / 16.0,
        (2 * 0.875 + 0.75 + 0.6875) / 4);
  }

  /** A weight of 3, 1, 0 and 2 thirds of a pulse, and of 3, 1 and 0 of 7 as digits of three bits. */
  @Test
  void higherAndLongerPulsesCountByTheirHeightAndLength() {
    double siemens = (3 * 0.875 + 0.75 + 2 * 0.6875) / 6;
    for (DacSpec spec : List.of(new DacSpec(2).multiLevel(2), new DacSpec(2).pulseWidth())) {
      assertRead(reference().dac(spec), new float[] {3, 1, 0, -2}, true, 1, (6 / 3.0) / 4, siemens);
    }
    // 7 of 7 are digits 3 and 1, 4 of 7 are 0 and 1, 2 of 7 are 2 and 0, of two slots of 3 each.
    assertRead(
        reference().dac(new DacSpec(3).multiLevel(2)),
        new float[] {7, 4, 0, -2},
        true,
        1,
        (4 + 1 + 2) / 3.0 / 8,
        (4 * 0.875 + 0.75 + 2 * 0.6875) / 7);
  }

  @Test
  void aTransposedReadCountsTheOtherWay() {
    assertRead(
        reference().dac(2), new float[] {1, 3}, false, 1, 3 / 4.0, (0.78125 + 2 * 0.625) / 3);
  }

  @Test
  void withoutADacEveryInputButZeroIsAPulse() {
    assertRead(reference(), new float[] {0.1f, 0, -7, 0}, true, 1, 2 / 4.0, (0.875 + 0.5) / 2);
  }

  @Test
  void silenceHasNoActivity() {
    assertRead(reference().dac(4), new float[4], true, 1, 0, 0);
  }

  @Test
  void convertersDoNotChangeTheActivity() {
    assertRead(
        reference().dac(2).adc(3, AdcSpec.Range.FULL),
        new float[] {3, 1, 0, -2},
        true,
        1,
        4 / 8.0,
        (2 * 0.875 + 0.75 + 0.6875) / 4);
  }

  /** With five levels the middle is rounded to 2/5: both cells of a zero conduct 0.5 + 0.5 * 0.4. */
  @Test
  void bothCellsOfAPairConduct() {
    CrossbarMatrix matrix = Effects.none().levels(5, 5).onOffRatio(2).matrix(1, 2, 1);
    MatrixRead read =
        (MatrixRead) recorded(matrix, m -> m.read(Signal.given(new float[] {1, 1}, 1, 2)));
    assertThat(read.meanConductanceSiemens()).isCloseTo(0.7e-6, offset(1e-12));
  }

  @Test
  void aSpikeReadCountsItsLines() {
    CrossbarMatrix matrix = programmed(reference());
    SpikeRead read =
        (SpikeRead) recorded(matrix, m -> m.readLines(new int[] {0, 2, 1}, 2, Signal.GIVEN));
    assertThat(read.rows()).isEqualTo(2);
    assertThat(read.meanConductanceSiemens()).isCloseTo((0.875 + 0.5) / 2 * 1e-6, offset(1e-12));
    SpikeRead all = (SpikeRead) recorded(matrix, CrossbarMatrix::readOut);
    assertThat(all.rows()).isEqualTo(4);
    assertThat(all.meanConductanceSiemens())
        .isCloseTo((0.875 + 0.75 + 0.5 + 0.6875) / 4 * 1e-6, offset(1e-12));
  }

  /** Three bits: 1, 3/7, 0 and -5/7 are 111, 011, 000 and 101; 0.5, -1 and 0 are 100, 111 and 000. */
  @Test
  void anAccumulationCountsItsVectorsAndTheBitsThatAreSet() {
    CrossbarMatrix matrix = Effects.none().dac(3).matrix(2, 4, 1);
    Signal errors = Signal.given(new float[] {0.5f, -1, 0, 0, 0, 0}, 3, 2);
    Signal x = Signal.given(new float[] {7, 3, 0, -5, 0, 0, 0, 0, 0, 0, 0, 0}, 3, 4);
    assertThat(recorded(matrix, m -> m.accumulate(errors, x)))
        .isEqualTo(new GradientAccumulation(new Matrix("matrix", 2, 4), 3, 7 / 36.0, 4 / 18.0));
  }

  /**
   * Levels 10 up and 20 down, full scale 2. The pair of a weight moves by half the change each: 0.4
   * is 2 pulses up on one cell and 4 down on the other, -0.2 is 2 down and 1 up, 0.6 is 3 up and 6
   * down. Cells start at 0.55 microsiemens, with 0.09 per pulse up and 0.045 per pulse down; a train
   * meets the conductance of its middle.
   */
  @Test
  void anUpdateOfPairsCountsBothCells() {
    CrossbarMatrix matrix = pulsed(Encoding.DIFFERENTIAL_PAIR);
    // Line 1 sees 2 up and 4 down, line 2 at most 3 up and 6 down.
    PulseUpdate update = updated(matrix, 0.4f, -0.2f, 0, 0.6f);
    assertPulses(update.potentiation(), 6, 2 + 3, 3, 2, (2 * 0.64 + 0.595 + 3 * 0.685) / 6);
    assertPulses(update.depression(), 12, 4 + 6, 3, 2, (4 * 0.46 + 2 * 0.505 + 6 * 0.415) / 12);
  }

  @Test
  void anUpdateAgainstAReferenceCountsOneCellPerWeight() {
    CrossbarMatrix matrix = pulsed(Encoding.REFERENCE_COLUMN);
    PulseUpdate update = updated(matrix, 0.4f, -0.2f, 0, 0.6f);
    assertPulses(update.potentiation(), 5, 2 + 3, 2, 2, (2 * 0.64 + 3 * 0.685) / 5);
    assertPulses(update.depression(), 2, 2, 1, 1, 0.505);
    // One line with two potentiations: the longer train covers the shorter.
    update = updated(matrix, 0.4f, 0, 0.2f, 0);
    assertPulses(update.potentiation(), 3, 2, 2, 1, (2 * 0.82 + 0.595) / 3);
    assertThat(update.depression()).isEqualTo(Pulses.NONE);
  }

  @Test
  void requestsThatVanishCostNoPulse() {
    CrossbarMatrix matrix = pulsed(Encoding.DIFFERENTIAL_PAIR);
    assertThat(updated(matrix, 0.04f, -0.04f, 0, 0.01f))
        .isEqualTo(new PulseUpdate(new Matrix("matrix", 2, 2), Pulses.NONE, Pulses.NONE));
  }

  @Test
  void anAdjustmentCountsItsCellsOnly() {
    CrossbarMatrix matrix = pulsed(Encoding.REFERENCE_COLUMN);
    PulseUpdate update = (PulseUpdate) recorded(
        matrix, m -> m.adjust(new int[] {3, 0, 1}, new float[] {0.6f, -0.2f, 9}, 2, Signal.GIVEN));
    assertPulses(update.potentiation(), 3, 3, 1, 1, 0.685);
    assertPulses(update.depression(), 2, 2, 1, 1, 0.505);
  }

  /** From the middle: weights 1 and 0.2 are 5 and 1 levels up; -0.4 is 2 tenths, 4 pulses, down. */
  @Test
  void programmingCountsTheWayFromTheStateBeforeAndTheReadsThatVerifyIt() {
    CrossbarMatrix matrix = pulsed(Encoding.REFERENCE_COLUMN);
    OpGraph first = graph(matrix, m -> m.program(new float[] {1, 0.2f, -0.4f, 0}));
    PulseUpdate update = first.ops(PulseUpdate.class).findFirst().orElseThrow();
    assertPulses(update.potentiation(), 6, 5 + 1, 2, 2, (5 * 0.775 + 0.595) / 6);
    assertPulses(update.depression(), 4, 4, 1, 1, 0.46);
    // Two lines before any pulse, then one line after each of the ten that follow each other.
    SpikeRead reads = first.ops(SpikeRead.class).findFirst().orElseThrow();
    assertThat(reads.rows()).isCloseTo(2 + 6 + 4, offset(1e-5));
    assertThat(reads.meanConductanceSiemens())
        .isCloseTo((1 + 0.64 + 0.37 + 0.55) / 4 * 1e-6, offset(1e-12));
    assertThat(first.nodes()).hasSize(2);
    assertThat(first.nodes().get(1).dependsOn()).containsExactly(0);

    OpGraph again = graph(matrix, m -> m.program(new float[] {1, 0.2f, -0.4f, 0}));
    assertThat(again.ops(PulseUpdate.class).findFirst().orElseThrow().pulses()).isZero();
    assertThat(again.ops(SpikeRead.class).findFirst().orElseThrow().rows()).isEqualTo(2);
  }

  @Test
  void idealHardwareHasOperationsWithoutActivity() {
    CrossbarMatrix matrix =
        new Hardware(HardwareSpec.IDEAL, new RandomStreams(1)).matrix("matrix", 2, 2, 1);
    Matrix shape = new Matrix("matrix", 2, 2);
    assertThat(recorded(matrix, m -> m.readTransposed(Signal.given(new float[] {1, 2}, 1, 2))))
        .isEqualTo(new MatrixRead(shape, Direction.TRANSPOSED, 1, 0, 0));
    assertThat(updated(matrix, 1, 2, 3, 4))
        .isEqualTo(new PulseUpdate(shape, Pulses.NONE, Pulses.NONE));
  }

  @Test
  void recordingDoesNotChangeWhatIsComputed() {
    Effects effects = reference().dac(3).adc(4, AdcSpec.Range.DYNAMIC).readNoise(0.1);
    CrossbarMatrix silent = programmed(effects);
    CrossbarMatrix recording = programmed(effects);
    recording.recorder.start(1);
    Signal x = Signal.given(new float[] {3, 1, 0.3f, -2}, 1, 4);
    assertThat(recording.read(x).values()).isEqualTo(silent.read(x).values());
    recording.update(new Gradient(new float[8], Signal.GIVEN), 1);
    silent.update(new Gradient(new float[8], Signal.GIVEN), 1);
    assertThat(recording.read(x).values()).isEqualTo(silent.read(x).values());
  }

  private static Effects reference() {
    return Effects.none().encoding(Encoding.REFERENCE_COLUMN).onOffRatio(2);
  }

  private static CrossbarMatrix programmed(Effects effects) {
    CrossbarMatrix matrix = effects.matrix(2, 4, 1);
    matrix.program(WEIGHTS);
    return matrix;
  }

  private static void assertRead(
      Effects effects,
      float[] x,
      boolean forward,
      int batch,
      double lineActivity,
      double microsiemens) {
    Signal given = Signal.given(x, batch, x.length / batch);
    MatrixRead read = (MatrixRead) recorded(programmed(effects), m -> {
      if (forward) {
        m.read(given);
      } else {
        m.readTransposed(given);
      }
    });
    assertThat(read.direction()).isEqualTo(forward ? Direction.FORWARD : Direction.TRANSPOSED);
    assertThat(read.vectors()).isEqualTo(batch);
    assertThat(read.lineActivity()).isCloseTo(lineActivity, offset(1e-7));
    assertThat(read.meanConductanceSiemens()).isCloseTo(microsiemens * 1e-6, offset(1e-12));
  }

  private static CrossbarMatrix pulsed(Encoding encoding) {
    return Effects.none()
        .levels(10, 20)
        .encoding(encoding)
        .rounding(PulseRounding.NEAREST)
        .matrix(2, 2, 1);
  }

  private static void assertPulses(
      Pulses pulses, double count, double serial, int cells, int rows, double microsiemens) {
    assertThat(pulses.count()).isCloseTo(count, offset(1e-5));
    assertThat(pulses.serial()).isCloseTo(serial, offset(1e-5));
    assertThat(pulses.cells()).isEqualTo(cells);
    assertThat(pulses.rows()).isEqualTo(rows);
    assertThat(pulses.meanConductanceSiemens()).isCloseTo(microsiemens * 1e-6, offset(1e-12));
  }

  private static PulseUpdate updated(CrossbarMatrix matrix, float... gradient) {
    return (PulseUpdate) recorded(matrix, m -> m.update(new Gradient(gradient, Signal.GIVEN), 1));
  }

  private static HardwareOp recorded(CrossbarMatrix matrix, Consumer<CrossbarMatrix> operation) {
    OpGraph graph = graph(matrix, operation);
    assertThat(graph.nodes()).hasSize(1);
    return graph.nodes().get(0).op();
  }

  private static OpGraph graph(CrossbarMatrix matrix, Consumer<CrossbarMatrix> operation) {
    matrix.recorder.start(1);
    operation.accept(matrix);
    return matrix.recorder.stop();
  }
}
