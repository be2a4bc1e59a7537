package org.crosslearn.algorithms.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MnistBlackAndWhiteTest {
  /** The reference counts 100.26 of 400 in training and 101.84 in test images. */
  @Test
  void aboutAQuarterOfThePixelsIsOn() {
    Path shared = Path.of(System.getProperty("crosslearn.shared", "/nowhere"), "data");
    assumeTrue(Files.isDirectory(shared.resolve("mnist")), "MNIST is not at " + shared);
    DataSet data = DataSources.installed()
        .named("mnist-20x20-bw")
        .load(DataFolders.ofProcess(Optional.of(shared)));
    assertThat(data.shape().features()).isEqualTo(400);
    assertThat(on(data.train())).isCloseTo(100.26, offset(0.005));
    assertThat(on(data.test())).isCloseTo(101.84, offset(0.005));
  }

  private static double on(Samples samples) {
    double sum = 0;
    for (float pixel : samples.images()) {
      assertThat(pixel == 0 || pixel == 1).isTrue();
      sum += pixel;
    }
    return sum / samples.size();
  }
}
