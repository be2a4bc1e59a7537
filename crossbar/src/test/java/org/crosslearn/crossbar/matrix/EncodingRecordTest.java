package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.Slices;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is billed of each encoding. */
class EncodingRecordTest {

  /** Cells of 1 uS down to 0.1 uS; weights of 15 and 5 in two digits of two bits, both 3 or both 1. */
  @ParameterizedTest
  @CsvSource({
    // (3, 3), (1, 1) and four zeros of the other side: 8 thirds of 0.9 over 8 cells
    "DIFFERENTIAL_PAIR, 15, 0.4",
    "INTERLEAVED_PAIR, 15, 0.4",
    // 15 and 10: (3, 3) and (2, 2): 10 thirds over 4 cells
    "DIGITAL_OFFSET, 7, 0.85",
    "REFERENCE_COLUMN, 7, 0.85",
  })
  void theMeanConductanceIsThatOfAllSlices(Encoding encoding, int highest, double microsiemens) {
    Hardware hardware = Effects.none()
        .levels(3, 3)
        .encoding(encoding)
        .slices(new Slices(2, 2))
        .dac(4)
        .hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 2, 1, highest);
    matrix.program(encoding.sides() == 2 ? new float[] {15, 5} : new float[] {7, 2});
    hardware.recorder().start(1);
    matrix.read(Signal.given(new float[] {1}, 1, 1));
    HardwareOp.MatrixRead read = only(hardware.recorder().stop());
    assertThat(read.meanConductanceSiemens()).isCloseTo(microsiemens * 1e-6, offset(1e-12));
    assertThat(read.lineActivity()).isEqualTo(1);
  }

  private static HardwareOp.MatrixRead only(OpGraph graph) {
    List<HardwareOp.MatrixRead> reads = graph.ops(HardwareOp.MatrixRead.class).toList();
    assertThat(reads).hasSize(1);
    return reads.get(0);
  }

  /** Of 3 inputs and 2 outputs, for 5 vectors: 15 additions beside the read, then 10. */
  @Test
  void theOffsetIsSummedBesideTheReadAndSubtractedAfterIt() {
    Hardware hardware = Effects.none().encoding(Encoding.DIGITAL_OFFSET).dac(4).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 2, 3, 1);
    hardware.recorder().start(5);
    matrix.read(Signal.given(new float[15], 5, 3));
    List<OpGraph.Node> nodes = hardware.recorder().stop().nodes();
    assertThat(nodes).hasSize(3);
    assertThat(nodes.get(0).op()).isInstanceOf(HardwareOp.MatrixRead.class);
    assertThat(nodes.get(1).op())
        .isEqualTo(new HardwareOp.Digital(HardwareOp.DigitalFunction.ADD, 15));
    assertThat(nodes.get(1).dependsOn()).isEmpty();
    assertThat(nodes.get(2).op())
        .isEqualTo(new HardwareOp.Digital(HardwareOp.DigitalFunction.ADD, 10));
    assertThat(nodes.get(2).dependsOn()).containsExactly(0, 1);
  }

  /** 2 weights on the digits 01 of 2 inputs: 10 pulses each; each word line is read for itself. */
  @ParameterizedTest
  @CsvSource({"DIFFERENTIAL_PAIR, 2", "INTERLEAVED_PAIR, 4"})
  void verificationReadsEveryWordLine(Encoding encoding, int wordLines) {
    Hardware hardware = Effects.none()
        .levels(30, 30)
        .encoding(encoding)
        .slices(new Slices(2, 2))
        .hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 1, 2, 15);
    hardware.recorder().start(1);
    matrix.program(new float[] {1, 1});
    OpGraph graph = hardware.recorder().stop();
    HardwareOp.SpikeRead reads =
        graph.ops(HardwareOp.SpikeRead.class).findFirst().orElseThrow();
    assertThat(reads.rows()).isCloseTo(wordLines + 2 * 10, offset(1e-4));
  }

  @Test
  void thePricedArrayHasTheColumnsOfTheEncoding() {
    HardwareSpec isaac = Presets.hardware("isaac");
    assertThat(isaac.array())
        .isEqualTo(new ArraySpec(128, 128, SignedWeights.OFFSET, 4, 2, 8, 8, 8));
    assertThat(isaac.array().weightsPerRow()).isEqualTo(32);
    assertThat(isaac.crossbar().cellsPerWeight()).isEqualTo(4);
    assertThat(Presets.hardware("quantised").array().cellsPerWeight()).isEqualTo(1);
    assertThat(Presets.hardware("quantised").crossbar().cellsPerWeight()).isEqualTo(2);
  }
}
