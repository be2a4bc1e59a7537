package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.workload.HardwareOp.MatrixRead;
import org.junit.jupiter.api.Test;

/** Fixed random weights are what the chip makes of them. */
class RandomMatrixTest {
  private static final int INPUTS = 10;

  private static Hardware hardware(ChipSpec.Feedback feedback) {
    HardwareSpec analog = Presets.hardware("analog-rram");
    ChipSpec.Dataflow any = ChipSpec.Dataflow.DEFAULT;
    ChipSpec chip = analog
        .chip()
        .with(new ChipSpec.Dataflow(
            any.operation(),
            any.activations(),
            any.gradientCircuit(),
            any.weightGradientUnits(),
            any.unitsPerOwner(),
            any.unitSide(),
            any.unitAdcBits(),
            any.gradientSums(),
            any.gradientAdders(),
            any.gradients(),
            any.updateBufferBits(),
            any.arraysProgrammedTogether(),
            feedback,
            any.schedule()));
    return new Hardware(
        new HardwareSpec("", analog.device(), analog.crossbar(), chip), new RandomStreams(4));
  }

  private static float[] weights(Hardware hardware, String name, int outputs) {
    return hardware.randomMatrix(name, outputs, INPUTS, 0.5).weights();
  }

  @Test
  void onArraysOfTheirOwnMatricesDiffer() {
    Hardware hardware = hardware(ChipSpec.Feedback.CROSSBAR);
    assertThat(weights(hardware, "a", 20)).isNotEqualTo(weights(hardware, "b", 20));
  }

  @Test
  void onSharedArraysASmallerMatrixIsTheFirstRowsOfALargerOne() {
    Hardware hardware = hardware(ChipSpec.Feedback.SHARED_CROSSBAR);
    float[] large = weights(hardware, "a", 30);
    assertThat(weights(hardware, "b", 20)).isEqualTo(Arrays.copyOf(large, 20 * INPUTS));
  }

  @Test
  void generatedWeightsAreReadWithoutDeviceNoiseInTheResolutionOfTheInputs() {
    Hardware hardware = hardware(ChipSpec.Feedback.GENERATOR);
    CrossbarMatrix matrix = hardware.randomMatrix("a", 40, INPUTS, 0.5);
    float[] unit = new float[INPUTS];
    unit[3] = 1;
    float[] column = matrix.read(Signal.given(unit, 1, INPUTS)).values();
    for (int o = 0; o < column.length; o++) {
      assertThat(column[o]).isEqualTo(matrix.weights()[o * INPUTS + 3]);
      assertThat(Math.abs(column[o])).isLessThanOrEqualTo(0.5f);
      double steps = column[o] / (0.5 / 127.5) - 0.5;
      assertThat(steps).isCloseTo(Math.rint(steps), offset(1e-4));
    }
  }

  @Test
  void itsReadsSayThatItsWeightsStayAsTheyAre() {
    Hardware hardware = hardware(ChipSpec.Feedback.CROSSBAR);
    CrossbarMatrix matrix = hardware.randomMatrix("a", 40, INPUTS, 0.5);
    hardware.recorder().start(1);
    matrix.read(Signal.given(new float[INPUTS], 1, INPUTS));
    assertThat(hardware.recorder().stop().ops(MatrixRead.class))
        .allMatch(read -> read.matrix().fixed());
  }
}
