package org.crosslearn.algorithms.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.crosslearn.algorithms.data.DataFolders.Folder;
import org.crosslearn.algorithms.data.DataFolders.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxSourceTest {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";

  private final DataSource mnist = new Mnist();

  @TempDir
  private Path root;

  @Test
  void pixelsBecomeFractionsOf255AndLabelsClasses() throws IOException {
    IdxBytes.writeDataSet(root.resolve("mnist"));
    DataSet set = mnist.load(searching(root));
    assertThat(set.shape()).isEqualTo(new ImageShape(28, 28, 1));
    assertThat(set.train().labels()).containsExactly(7, 0, 9);
    assertThat(set.test().labels()).containsExactly(1, 2);
    assertThat(set.train().images()).hasSize(3 * 784);
    assertThat(set.train().images()[0]).isZero();
    assertThat(set.train().images()[1]).isEqualTo(1 / 255f);
    assertThat(set.train().images()[255]).isEqualTo(1);
    assertThat(set.train().images()[256]).isZero();
  }

  @Test
  void aFileThatABrowserUnpackedWithoutRenamingItIsRead() throws IOException {
    Path folder = root.resolve("mnist");
    IdxBytes.writeDataSet(folder);
    Files.write(folder.resolve(TRAIN_LABELS), IdxBytes.labels(1, 2, 3));
    assertThat(mnist.load(searching(root)).train().labels()).containsExactly(1, 2, 3);
  }

  @Test
  void theFirstFolderWithTheFilesWins() throws IOException {
    Path first = root.resolve("first");
    Path second = root.resolve("second");
    IdxBytes.writeDataSet(first.resolve("mnist"));
    IdxBytes.writeDataSet(second.resolve("mnist"));
    Files.write(second.resolve("mnist").resolve(TRAIN_LABELS), IdxBytes.labels(4, 4, 4));
    assertThat(
            mnist.load(searching(root.resolve("none"), second, first)).train().labels())
        .containsExactly(4, 4, 4);
  }

  @Test
  void aFolderGivenByTheUserMayHoldTheFilesItself() throws IOException {
    IdxBytes.writeDataSet(root);
    assertThat(mnist.load(given(root)).train().size()).isEqualTo(3);
    assertThat(mnist.availability(given(root)).available()).isTrue();
    assertThat(mnist.availability(searching(root)).available()).isFalse();
  }

  @Test
  void aFolderGivenForMnistIsNotTakenForFashionMnist() throws IOException {
    IdxBytes.writeDataSet(root.resolve("mnist"));
    DataFolders folders = given(root.resolve("mnist"));
    assertThat(mnist.availability(folders).available()).isTrue();
    assertThat(new FashionMnist().availability(folders).available()).isFalse();
  }

  @Test
  void whatIsNotFoundIsAnsweredWithWhereItWasLookedForAndHowToGetIt() {
    Path one = root.resolve("one");
    assertThatThrownBy(() -> mnist.load(given(one)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("The data set mnist was not found")
        .hasMessageContaining("  " + one.resolve("mnist") + " (--data-dir)\n")
        .hasMessageContaining("  " + one + " (--data-dir)\n")
        .hasMessageContaining("crosslearn data fetch mnist")
        .hasMessageContaining("t10k-labels-idx1-ubyte[.gz]");
    assertThat(mnist.availability(given(one)).detail())
        .isEqualTo("not found; 'crosslearn data fetch mnist' gets it");
  }

  @Test
  void anIncompleteDataSetIsNotPassedOver() throws IOException {
    Path folder = root.resolve("mnist");
    IdxBytes.writeDataSet(folder);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertThatThrownBy(() -> mnist.load(searching(root)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("mnist is incomplete, found no t10k-labels-idx1-ubyte");
    assertThat(mnist.availability(searching(root)).detail())
        .startsWith("incomplete in " + folder)
        .endsWith("no t10k-labels-idx1-ubyte");
  }

  static Stream<Arguments> wrongFiles() {
    byte[] images = IdxBytes.images(3);
    byte[] packed = IdxBytes.gzip(images);
    byte[] damaged = packed.clone();
    Arrays.fill(damaged, 40, 60, (byte) 0x55);
    byte[] wrongCrc = packed.clone();
    wrongCrc[packed.length - 8] ^= 1;
    return Stream.of(
        wrong("empty", TRAIN_IMAGES, new byte[0], "an empty file", "an IDX file"),
        wrong("one byte", TRAIN_IMAGES, new byte[1], "ends too early", "complete"),
        wrong(
            "a web page",
            TRAIN_IMAGES,
            "<!DOCTYPE html>".getBytes(StandardCharsets.US_ASCII),
            "first bytes 3c21444f",
            "begins with 0000"),
        wrong("gzip cut off", TRAIN_IMAGES, head(packed, 99), "ends too early", "complete"),
        wrong(
            "gzip without its last bytes",
            TRAIN_IMAGES,
            head(packed, packed.length - 4),
            "ends too early",
            "complete"),
        wrong("gzip damaged", TRAIN_IMAGES, damaged, "damaged gzip data", "an intact file"),
        wrong("gzip checksum", TRAIN_IMAGES, wrongCrc, "damaged gzip data", "an intact file"),
        wrong("header cut off", TRAIN_IMAGES, head(images, 9), "ends too early", "complete"),
        wrong(
            "data cut off",
            TRAIN_IMAGES,
            head(images, 16 + 2351),
            "only 2351 bytes of data",
            "2352 for dimensions 3 x 28 x 28"),
        wrong(
            "one byte too many",
            TRAIN_IMAGES,
            Arrays.copyOf(images, images.length + 1),
            "more data than its header announces",
            "2352 bytes"),
        wrong(
            "signed bytes",
            TRAIN_IMAGES,
            IdxBytes.idx(9, new int[] {3, 28, 28}, new byte[3 * 784]),
            "type 0x09",
            "type 0x08"),
        wrong(
            "labels as images",
            TRAIN_IMAGES,
            IdxBytes.labels(7, 0, 9),
            "labels (1 dimension: 3)",
            "images: dimensions samples x 28 x 28"),
        wrong(
            "images as labels",
            TRAIN_LABELS,
            images,
            "images (3 dimensions: 3 x 28 x 28)",
            "labels: 1 dimension"),
        wrong(
            "images of 32x32",
            TRAIN_IMAGES,
            IdxBytes.idx(8, new int[] {3, 32, 32}, new byte[3 * 1024]),
            "3 x 32 x 32",
            "samples x 28 x 28"),
        wrong(
            "colour images",
            TRAIN_IMAGES,
            IdxBytes.idx(8, new int[] {3, 28, 28, 3}, new byte[9 * 784]),
            "4 dimensions: 3 x 28 x 28 x 3",
            "samples x 28 x 28"),
        wrong("no samples", TRAIN_LABELS, IdxBytes.labels(), "1 dimension: 0", "at least one"),
        wrong(
            "a size that is too large to be true",
            TRAIN_IMAGES,
            IdxBytes.idx(8, new int[] {Integer.MAX_VALUE, 28, 28}, new byte[9]),
            "2147483647 x 28 x 28",
            "less than 2 GiB"),
        wrong(
            "a size that the data does not reach",
            TRAIN_LABELS,
            IdxBytes.idx(8, new int[] {1_000_000_000}, new byte[9]),
            "only 9 bytes",
            "1000000000"),
        wrong(
            "a negative size",
            TRAIN_LABELS,
            IdxBytes.idx(8, new int[] {-1}, new byte[9]),
            "1 dimension: 4294967295",
            "labels: 1 dimension"),
        wrong(
            "a tenth class",
            TRAIN_LABELS,
            IdxBytes.labels(7, 0, 10),
            "label 10 at sample 2",
            "0..9"),
        wrong("a label above 127", TRAIN_LABELS, IdxBytes.labels(200, 0, 1), "label 200", "0..9"),
        wrong(
            "more labels than images",
            TRAIN_LABELS,
            IdxBytes.labels(7, 0, 9, 1),
            "4 labels",
            "3, one for each image in " + TRAIN_IMAGES));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongFiles")
  void aWrongFileIsRefusedSayingWhatWasFoundAndExpected(
      String what, String file, byte[] content, String found, String expected) throws IOException {
    Path folder = root.resolve("mnist");
    IdxBytes.writeDataSet(folder);
    Files.write(folder.resolve(file), content);
    assertThatThrownBy(() -> mnist.load(searching(root)))
        .isInstanceOf(DataException.class)
        .message()
        .matches(
            message -> message.matches("(?s)" + quote(folder.resolve(file) + ": found ") + ".*"
                + quote(found) + ".*, expected .*" + quote(expected)
                + ".* Replace it, or run 'crosslearn data fetch mnist'\\."),
            "file, '" + found + "', '" + expected + "', remedy");
  }

  private static String quote(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  private static Arguments wrong(
      String what, String file, byte[] content, String found, String expected) {
    return Arguments.of(what, file, content, found, expected);
  }

  private static byte[] head(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static DataFolders given(Path folder) {
    return new DataFolders(List.of(new Folder(folder, Origin.EXPLICIT)));
  }

  private static DataFolders searching(Path... folders) {
    return new DataFolders(
        Stream.of(folders).map(folder -> new Folder(folder, Origin.ENVIRONMENT)).toList());
  }
}
