package org.crosslearn.crossbar.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Gradient;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriteVerifyTest {

  /** A nonlinear, noisy, varied cell that is read well ends where it should. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void verifiedWeightsAreWithinTheToleranceOfTheirCells(Encoding encoding) {
    RandomCases.check(20, random -> {
      int outputs = random.nextInt(1, 8);
      int inputs = random.nextInt(1, 8);
      Hardware hardware = Effects.none()
          .levels(200, 150)
          .nonlinearity(2, -2)
          .cycleToCycle(0.002)
          .deviceToDevice(0.3)
          .encoding(encoding)
          .update(new UpdateSpec.WriteVerify(0.01, 200))
          .hardware(3);
      CrossbarMatrix matrix = hardware.matrix("matrix", outputs, inputs, 1);
      float[] before = matrix.weights();
      float[] changes = RandomCases.uniform(random, outputs * inputs, 0.6);
      matrix.update(new Gradient(changes, Signal.GIVEN), 1);
      float[] after = matrix.weights();
      for (int i = 0; i < changes.length; i++) {
        // Each cell of a pair may be off by the tolerance; alone it counts twice.
        assertThat(after[i]).isCloseTo(before[i] + changes[i], offset(0.02f + 1e-4f));
      }
      assertThat(hardware.cellHistory().unconverged()).isZero();
    });
  }

  /** Four read levels a third apart: changes below half a step of the converter are not seen to be missing. */
  @Test
  void theConvertersDecideWhatIsSeen() {
    Effects coarse = Effects.none()
        .levels(1000, 1000)
        .encoding(Encoding.REFERENCE_COLUMN)
        .adc(2, org.crosslearn.crossbar.converter.AdcSpec.Range.FULL)
        .update(new UpdateSpec.WriteVerify(0.2, 1));
    CrossbarMatrix matrix = coarse.matrix(1, 1, 1);
    // The middle is read as 2/3; the target 2/3 + 0.1 is within 0.2 of that.
    matrix.update(new Gradient(new float[] {0.2f}, Signal.GIVEN), 1);
    assertThat(matrix.weights()[0]).isZero();
    // 2/3 + 0.25 is not: a train of a quarter of the range.
    matrix.update(new Gradient(new float[] {0.5f}, Signal.GIVEN), 1);
    assertThat(matrix.weights()[0]).isCloseTo(0.5f, offset(1e-3f));
  }

  @Test
  void cellsThatDoNotArriveAreCounted() {
    Hardware hardware = Effects.none()
        .levels(100, 100)
        .nonlinearity(5, -5)
        .encoding(Encoding.REFERENCE_COLUMN)
        .update(new UpdateSpec.WriteVerify(0.001, 1))
        .hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 1, 3, 1);
    matrix.update(new Gradient(new float[] {0.5f, 0, -0.5f}, Signal.GIVEN), 1);
    assertThat(hardware.cellHistory().unconverged()).isEqualTo(2);
  }

  /** Two of three lines change; a straight cell arrives at the first attempt and is read once more. */
  @Test
  void readsAndPulsesAreRecordedInTheirOrder() {
    Hardware hardware = Effects.none()
        .levels(100, 100)
        .onOffRatio(2)
        .encoding(Encoding.REFERENCE_COLUMN)
        .update(new UpdateSpec.WriteVerify(0.001, 5))
        .hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 2, 3, 1);
    hardware.recorder().start(1);
    matrix.update(new Gradient(new float[] {0.2f, 0, 0, 0, 0, -0.4f}, Signal.GIVEN), 1);
    OpGraph graph = hardware.recorder().stop();
    assertThat(graph.nodes()).hasSize(2);
    SpikeRead read = (SpikeRead) graph.nodes().get(0).op();
    PulseUpdate update = (PulseUpdate) graph.nodes().get(1).op();
    assertThat(graph.nodes().get(1).dependsOn()).contains(0);
    assertThat(read.rows()).isEqualTo(4);
    // Half-way cells conduct 0.75; one line then has a cell at 0.8, another one at 0.65.
    double mean = (0.75 + 0.775 + 0.75 + 0.7) / 4;
    assertThat(read.meanConductanceSiemens()).isCloseTo(mean * 1e-6, offset(1e-12));
    assertThat(update.potentiation().count()).isEqualTo(10);
    assertThat(update.depression().count()).isEqualTo(20);
  }

  @Test
  void changesOfSingleCellsLeaveTheOthersAlone() {
    CrossbarMatrix matrix = Effects.none()
        .levels(1000, 1000)
        .nonlinearity(2, -2)
        .encoding(Encoding.REFERENCE_COLUMN)
        .update(new UpdateSpec.WriteVerify(0.002, 50))
        .matrix(2, 2, 1);
    matrix.adjust(new int[] {3, 0}, new float[] {0.4f, -0.3f}, 2, Signal.GIVEN);
    assertThat(matrix.weights()).containsExactly(new float[] {-0.3f, 0, 0, 0.4f}, offset(5e-3f));
  }
}
