package org.crosslearn.algorithms.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.crosslearn.algorithms.data.DataFolders.Folder;
import org.crosslearn.algorithms.data.DataFolders.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real MNIST and Fashion-MNIST, on machines that have them. */
class PublishedFilesTest {
  private static final Path SHARED =
      Path.of(System.getProperty("crosslearn.shared", "none"), "data");
  private static final Path DEBIAN = Path.of("/usr/share/datasets");

  @TempDir
  private Path root;

  /** The first labels are those that every introduction to MNIST shows: 5 0 4 1 9. */
  @Test
  void mnistBeginsWithFiveZeroFourOneNine() {
    DataSet mnist = new Mnist().load(folders(present(SHARED, "mnist")));
    assertThat(mnist.train().labels()).hasSize(60_000).startsWith(5, 0, 4, 1, 9);
    assertThat(mnist.test().labels()).hasSize(10_000).startsWith(7, 2, 1, 0, 4);
    // Mean 33.3184 of 255 over the training pixels, the figure used to normalise MNIST.
    assertThat(mean(mnist.train().images())).isBetween(0.13065, 0.13067);
  }

  /** First class 9: an ankle boot, as in the figure of the paper's repository. */
  @Test
  void fashionMnistBeginsWithAnAnkleBoot() {
    DataSet fashion = new FashionMnist().load(folders(present(DEBIAN, "fashion-mnist")));
    assertThat(fashion.train().labels()).hasSize(60_000).startsWith(9, 0, 0, 3, 0);
    assertThat(fashion.test().labels()).hasSize(10_000).startsWith(9, 2, 1, 1, 6);
    // Mean 72.9404 of 255.
    assertThat(mean(fashion.train().images())).isBetween(0.28603, 0.28605);
  }

  @Test
  void mnistInAFolderNamedFashionMnistIsRefused() throws IOException {
    copy(present(SHARED, "mnist").resolve("mnist"), root.resolve("fashion-mnist"), "");
    assertThatThrownBy(() -> new FashionMnist().load(folders(root)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train-images-idx3-ubyte.gz: found the file train-images-idx3-ubyte"
            + " of mnist (its checksum tells), expected the file train-images-idx3-ubyte of"
            + " fashion-mnist. Maybe files were mixed up.");
  }

  @Test
  void fashionMnistInAFolderNamedMnistIsRefused() throws IOException {
    copy(present(DEBIAN, "fashion-mnist").resolve("fashion-mnist"), root.resolve("mnist"), "");
    assertThatThrownBy(() -> new Mnist().load(folders(root)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("of fashion-mnist (its checksum tells), expected");
  }

  @Test
  void labelsOfTheOtherDataSetAreRefused() throws IOException {
    Path folder = root.resolve("mnist");
    copy(present(SHARED, "mnist").resolve("mnist"), folder, "images");
    copy(present(DEBIAN, "fashion-mnist").resolve("fashion-mnist"), folder, "labels");
    assertThatThrownBy(() -> new Mnist().load(folders(root)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found the file train-labels-idx1-ubyte of fashion-mnist");
  }

  private static Path present(Path parent, String name) {
    assumeThat(parent.resolve(name)).isDirectory();
    return parent;
  }

  private static void copy(Path from, Path to, String kind) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> f.toString().contains(kind)).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static DataFolders folders(Path path) {
    return new DataFolders(List.of(new Folder(path, Origin.ENVIRONMENT)));
  }
}
