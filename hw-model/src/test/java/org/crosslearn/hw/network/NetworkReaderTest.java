package org.crosslearn.hw.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkReaderTest {
  /** The network that DNN+NeuroSim ships, from the layer table of its manual. */
  private static final String VGG8_CSV = """
      32,32,3,3,3,128,0,1
      32,32,128,3,3,128,1,1
      16,16,128,3,3,256,0,1
      16,16,256,3,3,256,1,1
      8,8,256,3,3,512,0,1
      8,8,512,3,3,512,1,1
      1,1,8192,1,1,1024,0,1
      1,1,1024,1,1,10,0,1
      """;

  @TempDir
  private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Network yaml(String text) {
    return NetworkReader.read(YamlDocument.parse(text, "net.yaml"));
  }

  @Test
  void widthsAreADenseNetwork() {
    Network network = NetworkReader.named("784-512-10");

    assertThat(network.stages().stream().map(Stage::matrix))
        .containsExactly(new Matrix("layer1", 512, 784), new Matrix("layer2", 10, 512));
    assertThat(network.classes()).isEqualTo(10);
    assertThat(network.weights()).isEqualTo(784 * 512 + 512 * 10);
  }

  @Test
  void aConvolutionReadsItsMatrixOncePerWindowAndPoolingShrinksWhatGoesOn() {
    Network network = yaml("""
        input: {height: 28, width: 28, channels: 1}
        layers:
          - convolution: {outputs: 6, kernel: 5}
          - pool: 2
          - dense: 10
        """);

    Stage first = network.stages().get(0);
    assertThat(first.matrix()).isEqualTo(new Matrix("layer1", 6, 25, 25, false));
    assertThat(first.vectors()).isEqualTo(24 * 24);
    assertThat(first.outputs()).isEqualTo(new Shape(12, 12, 6));
    assertThat(first.maximaOfFour()).isEqualTo(12 * 12 * 6);
    assertThat(network.stages().get(1).matrix()).isEqualTo(new Matrix("layer2", 10, 864));
  }

  @Test
  void strideAndPaddingDecideHowManyWindowsThereAre() {
    Shape image = new Shape(32, 20, 3);

    assertThat(new Layer.Convolution(8, 3, 2, 1).outputs(image)).isEqualTo(new Shape(16, 10, 8));
    assertThat(new Layer.Convolution(8, 3, null, null).outputs(image))
        .isEqualTo(new Shape(30, 18, 8));
  }

  @Test
  void theBundledVgg8HasTheWeightsOfThePublishedOne() {
    Network network = NetworkReader.named("vgg8-cifar10");

    // 9 x (3 x 128 + 128 x 128 + 128 x 256 + 256 x 256 + 256 x 512 + 512 x 512) + 8192 x 1024 +
    // 10240
    assertThat(network.weights()).isEqualTo(12_973_440);
    // Windows with padding: 1024, 1024, 256, 256, 64, 64 per image.
    assertThat(network.multiplyAdds()).isEqualTo(615_917_568);
  }

  @Test
  void networksOfNeuroSimAreTheSameNetworks() throws IOException {
    Network imported = NetworkReader.named(file("NetWork.csv", VGG8_CSV).toString());
    Network bundled = NetworkReader.named("vgg8-cifar10");

    assertThat(imported.layers()).isEqualTo(bundled.layers());
    assertThat(imported.input()).isEqualTo(bundled.input());
  }

  @Test
  void everyBundledNetworkIsRead() {
    assertThat(NetworkReader.names())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(NetworkReader.named(name).name()).isEqualTo(name));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          input: 4, layers: [{dense: 0}]; net.yaml:1:29: layers[0].dense: must be a whole number from 1 to 1048576, found 0
          input: 4, layers: [{dens: 3}]; net.yaml:1:22: layers[0]: unknown key, found dens. Did you mean dense?
          input: 4, layers: []; net.yaml:1:20: layers: must hold at least one layer, found none
          input: 4, layers: [{dense: 4}, {pool: 2}]; net.yaml:1:40: layers[1].pool: must be at most 1, which is the side of its input 4, found 2
          'input: {height: 4, width: 4, channels: 1}, layers: [{pool: 2}]'; net.yaml:1:61: layers[0].pool: must be after a convolution, once (or one larger window), found 2
          'input: {height: 4, width: 4, channels: 1}, layers: [{convolution: {outputs: 2, kernel: 5}}]'; net.yaml:1:89: layers[0].convolution.kernel: must be at most 4, which is the side of its input 4x4x1 with padding, found 5
          """)
  void mistakesAreNamedWhereTheyStand(String text, String message) {
    assertThatThrownBy(() -> yaml("{" + text + "}"))
        .isInstanceOf(YamlError.class)
        .hasMessage(message);
  }

  @Test
  void mistakesInTablesAreNamedWithTheirLine() throws IOException {
    record Mistake(String text, String message) {}
    for (Mistake mistake : List.of(
        new Mistake("1,1,4,1,1\n", ":1: must have 8 numbers"),
        new Mistake("1,1,4,1,1,2,0,1\n1,1,3,1,1,2,0,1\n", ":2: the input 3 does not follow"),
        new Mistake("8,8,1,3,2,4,0,1\n", ":1: kernels must be square, found 3 x 2"),
        new Mistake("1,1,x,1,1,2,0,1\n", ":1: must hold whole numbers, found x"),
        new Mistake("", ": must hold at least one layer"))) {
      Path file = file("bad.csv", mistake.text());
      assertThatThrownBy(() -> NetworkReader.named(file.toString()))
          .isInstanceOf(InvalidNetwork.class)
          .hasMessageStartingWith(file + mistake.message());
    }
  }

  @Test
  void whatIsNeitherFileNorNameIsRefusedWithTheNearestName() {
    assertThatThrownBy(() -> NetworkReader.named("vgg8-cifar1"))
        .hasMessageContaining("Did you mean vgg8-cifar10?");
  }
}
