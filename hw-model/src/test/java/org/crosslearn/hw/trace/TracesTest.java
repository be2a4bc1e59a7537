package org.crosslearn.hw.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.CellSpec.Pulse;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.network.Layer;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.network.Network;
import org.crosslearn.hw.network.NetworkReader;
import org.crosslearn.hw.network.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {
  private static final double TINY = 1e-12;

  /** Sixteen levels, one pulse from one to the next. */
  private static final CellSpec CELL =
      new CellSpec.Resistive(1e5, 10, 0.5, new Pulse(2, 1e-7), new Pulse(2, 1e-7), 16, 4, 4);

  private static final Network DENSE = NetworkReader.named("2-3");

  @TempDir
  private Path folder;

  private Path weights;
  private Path old;
  private Path inputs;

  @BeforeEach
  void makeFolders() throws IOException {
    weights = Files.createDirectory(folder.resolve("weights"));
    old = Files.createDirectory(folder.resolve("old"));
    inputs = Files.createDirectory(folder.resolve("inputs"));
  }

  private static ArraySpec array(SignedWeights signs, int cells, int bits, int inputBits) {
    return new ArraySpec(64, 64, signs, cells, bits, inputBits, 6, 6);
  }

  private static void npy(Path file, String type, boolean fortran, String shape, double... values)
      throws IOException {
    String header = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False")
        + ", 'shape': (" + shape + "), }";
    header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    boolean single = type.endsWith("4");
    ByteBuffer out = ByteBuffer.allocate(
            10 + header.length() + values.length * (single ? Float.BYTES : Double.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    for (double value : values) {
      if (single) {
        out.putFloat((float) value);
      } else {
        out.putDouble(value);
      }
    }
    Files.write(file, out.array());
  }

  private LayerActivity traced(Network network, ArraySpec array, Path w, Path before, Path in) {
    return new Traces(w, before, in)
        .activity(network, array, CELL, LayerActivity.DEFAULT)
        .get("layer1");
  }

  @Test
  void numbersOfNumpyAreReadInSingleAndDoublePrecision() throws IOException {
    Path file = folder.resolve("a.npy");
    for (String type : List.of("<f4", "<f8")) {
      npy(file, type, false, "2, 3", 0.5, -1, 2, 3, 4, 5);
      NumberArray array = NpyFile.read(file);

      assertThat(array.shape()).containsExactly(2, 3);
      assertThat(array.at(0)).isEqualTo(0.5);
      assertThat(array.at(5)).isEqualTo(5);
    }
  }

  @Test
  void whatNumpyWouldHaveToConvertIsRefusedWithTheCallThatDoes() throws IOException {
    Path file = folder.resolve("a.npy");
    npy(file, "<i4", false, "1,", 1);
    assertThatThrownBy(() -> NpyFile.read(file)).hasMessageContaining("found <i4; save it with");
    npy(file, "<f4", true, "1,", 1);
    assertThatThrownBy(() -> NpyFile.read(file)).hasMessageContaining("found Fortran order");
    npy(file, "<f4", false, "3,", 1);
    assertThatThrownBy(() -> NpyFile.read(file))
        .hasMessageContaining("must hold 12 bytes of numbers for its shape [3], found 4");
    npy(file, "<f8", false, "1,", Double.NaN);
    assertThatThrownBy(() -> NpyFile.read(file)).hasMessageContaining("found NaN at 0");
    Files.writeString(file, "1,2,3");
    assertThatThrownBy(() -> NpyFile.read(file)).hasMessageContaining("is not an array");
  }

  @Test
  void inputsPulseTheLinesOfTheirBits() throws IOException {
    // Two bits relative to the largest of a vector: 3 is 11, 1 is 01, 0 is 00.
    npy(inputs.resolve("layer1.npy"), "<f4", false, "2, 2", 3, 1, 0, -6);

    LayerActivity activity =
        traced(DENSE, array(SignedWeights.OFFSET, 1, 4, 2), null, null, inputs);

    assertThat(activity.inputs()).isCloseTo(5 / 8.0, within(TINY));
    assertThat(activity.conductance()).isEqualTo(LayerActivity.DEFAULT.conductance());
    assertThat(activity.changed()).isEqualTo(LayerActivity.DEFAULT.changed());
  }

  @Test
  void bitsOfNeuroSimAreCountedAsTheyAre() throws IOException {
    Files.writeString(inputs.resolve("layer1.csv"), "1,0,0,0\n1,1,0,1\n");

    assertThat(traced(DENSE, array(SignedWeights.OFFSET, 1, 4, 2), null, null, inputs)
            .inputs())
        .isCloseTo(0.5, within(TINY));
  }

  @Test
  void anImageIsReadWindowByWindowWithZerosAround() throws IOException {
    Network network =
        new Network("c", new Shape(2, 2, 1), List.of(new Layer.Convolution(4, 3, 1, 1)));
    npy(inputs.resolve("layer1.npy"), "<f8", false, "1, 1, 2, 2", 1, 0, 0, 0);

    // One bright pixel is seen by each of four windows, on one of nine lines.
    assertThat(traced(network, array(SignedWeights.OFFSET, 1, 4, 8), null, null, inputs)
            .inputs())
        .isCloseTo(4 / 36.0, within(TINY));
  }

  @Test
  void conductanceFollowsTheWeightsOnTheLinesThatPulse() throws IOException {
    // Input 1 carries the weights 1, 1, 1 and input 2 the weights -1, -1, -1.
    npy(weights.resolve("layer1.npy"), "<f4", false, "3, 2", 1, -1, 1, -1, 1, -1);
    ArraySpec offset = array(SignedWeights.OFFSET, 1, 4, 1);

    assertThat(traced(DENSE, offset, weights, null, null).conductance())
        .isCloseTo(0.5, within(TINY));
    npy(inputs.resolve("layer1.npy"), "<f4", false, "1, 2", 1, 0);
    assertThat(traced(DENSE, offset, weights, null, inputs).conductance())
        .isCloseTo(1, within(TINY));
    ArraySpec pairs = array(SignedWeights.DIFFERENTIAL_PAIR, 1, 4, 1);
    assertThat(traced(DENSE, pairs, weights, null, inputs).conductance()).isEqualTo(0.5);
  }

  @Test
  void whatMovedBetweenTwoStepsWasPulsed() throws IOException {
    // Levels of sixteen: -1 is 0, 1 is 15, -1 + 2/15 is 1, -1 + 6/15 is 3.
    npy(old.resolve("layer1.npy"), "<f8", false, "3, 2", -1, -1, -1, 1, 1, 1);
    npy(
        weights.resolve("layer1.npy"),
        "<f8",
        false,
        "3, 2",
        -1 + 2 / 15.0,
        -1 + 6 / 15.0,
        -1,
        1,
        1,
        1);

    LayerActivity activity =
        traced(DENSE, array(SignedWeights.OFFSET, 1, 4, 8), weights, old, null);

    assertThat(activity.changed()).isCloseTo(2 / 6.0, within(TINY));
    assertThat(activity.pulses()).isCloseTo((1 + 3) / 2.0, within(TINY));
  }

  @Test
  void bitSlicesMoveOneByOne() throws IOException {
    // Four bits on two cells of two: level 3 is 0|3, level 4 is 1|0: both cells move.
    double three = -1 + 6 / 15.0;
    double four = -1 + 8 / 15.0;
    npy(old.resolve("layer1.npy"), "<f8", false, "3, 2", three, 1, 1, 1, 1, -1);
    npy(weights.resolve("layer1.npy"), "<f8", false, "3, 2", four, 1, 1, 1, 1, -1);

    LayerActivity activity =
        traced(DENSE, array(SignedWeights.OFFSET, 2, 2, 8), weights, old, null);

    assertThat(activity.changed()).isCloseTo(2 / 12.0, within(TINY));
    // One and three levels of four, on a cell that has sixteen.
    assertThat(activity.pulses()).isCloseTo(5 * (1 + 3) / 2.0, within(TINY));
  }

  @Test
  void tablesOfNeuroSimHaveAColumnPerOutput() throws IOException {
    Files.writeString(weights.resolve("layer1.csv"), "1,1,1\n-1,-1,-1\n");
    npy(inputs.resolve("layer1.npy"), "<f4", false, "1, 2", 1, 0);

    assertThat(traced(DENSE, array(SignedWeights.OFFSET, 1, 4, 1), weights, null, inputs)
            .conductance())
        .isCloseTo(1, within(TINY));
  }

  @Test
  void filesThatDoNotFitTheirLayerAreNamedWithBothShapes() throws IOException {
    ArraySpec array = array(SignedWeights.OFFSET, 1, 4, 8);
    assertThatThrownBy(() -> traced(DENSE, array, weights, null, null))
        .isInstanceOf(InvalidTrace.class)
        .hasMessage(weights + ": must hold layer1.npy or layer1.csv, found neither");
    Path file = weights.resolve("layer1.npy");
    npy(file, "<f4", false, "2, 3", 1, 2, 3, 4, 5, 6);
    assertThatThrownBy(() -> traced(DENSE, array, weights, null, null))
        .hasMessage(file + ": must have the shape [3, 2], found [2, 3]");
    Path bits = Files.writeString(inputs.resolve("layer1.csv"), "1,0\n0.5,0\n");
    assertThatThrownBy(() -> traced(DENSE, array, null, null, inputs))
        .hasMessage(bits + ":2: must hold bits, 0 or 1, found 0.5");
    Files.writeString(bits, "1,0\n0\n");
    assertThatThrownBy(() -> traced(DENSE, array, null, null, inputs))
        .hasMessageStartingWith(bits + ":2: must have 2 numbers");
  }
}
