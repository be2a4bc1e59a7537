package org.crosslearn.algorithms.data;

import java.util.Map;
import java.util.Optional;

/** The four files of a data set in the layout of MNIST. */
enum IdxPart {
  TRAIN_IMAGES("train-images-idx3-ubyte"),
  TRAIN_LABELS("train-labels-idx1-ubyte"),
  TEST_IMAGES("t10k-images-idx3-ubyte"),
  TEST_LABELS("t10k-labels-idx1-ubyte");

  /** A part of a known data set. */
  record Known(String dataSet, IdxPart part) {
    /** For example {@code "the file train-images-idx3-ubyte of mnist"}. */
    @Override
    public String toString() {
      return "the file " + part.fileName + " of " + dataSet;
    }
  }

  /**
   * MD5 of the uncompressed files, because nothing else tells MNIST and Fashion-MNIST apart. Those
   * of Fashion-MNIST were taken from Debian's package dataset-fashion-mnist, whose packed files
   * differ from the published ones (see {@link FashionMnist}) in the gzip header only.
   */
  private static final Map<String, Known> KNOWN = Map.of(
      "6bbc9ace898e44ae57da46a324031adb", new Known("mnist", TRAIN_IMAGES),
      "a25bea736e30d166cdddb491f175f624", new Known("mnist", TRAIN_LABELS),
      "2646ac647ad5339dbf082846283269ea", new Known("mnist", TEST_IMAGES),
      "27ae3e4e09519cfbb04c329615203637", new Known("mnist", TEST_LABELS),
      "f4a8712d7a061bf5bd6d2ca38dc4d50a", new Known("fashion-mnist", TRAIN_IMAGES),
      "9018921c3c673c538a1fc5bad174d6f9", new Known("fashion-mnist", TRAIN_LABELS),
      "8181f5470baa50b63fa0f6fddb340f0a", new Known("fashion-mnist", TEST_IMAGES),
      "15d484375f8d13e6eb1aabb0c3f46965", new Known("fashion-mnist", TEST_LABELS));

  private final String fileName;

  IdxPart(String fileName) {
    this.fileName = fileName;
  }

  /** Name of the uncompressed file; packed files end in {@code .gz}. */
  String fileName() {
    return fileName;
  }

  /** What a file of this MD5 (uncompressed) is, if it is a known one. */
  static Optional<Known> known(String md5) {
    return Optional.ofNullable(KNOWN.get(md5));
  }

  /** Whether a folder of this name belongs to a known data set other than {@code dataSet}. */
  static boolean belongsToAnother(String folderName, String dataSet) {
    return !folderName.equals(dataSet)
        && KNOWN.values().stream().anyMatch(known -> known.dataSet.equals(folderName));
  }
}
