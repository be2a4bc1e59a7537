package org.crosslearn.algorithms.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * The bundled optical digits: 1,797 grey images of 8x8 pixels, the test set of E. Alpaydin and C.
 * Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998,
 * doi:10.24432/C50P49, CC BY 4.0. Pixels of 0..16 are divided by 16.
 *
 * <p>1,500 images train and 297 test, drawn at random once and for all, the customary kind of split.
 * The same people wrote both parts; {@link DigitsByWriter} asks the harder question.
 */
public final class Digits implements DataSource {
  private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
  private static final int TRAIN_SAMPLES = 1500;
  private static final int BRIGHTEST = 16;
  private static final long SHUFFLE_SEED = 1998;

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public String summary() {
    return "handwritten digits, 8x8, 1,500 train + 297 test, 10 classes (UCI, CC BY 4.0)";
  }

  @Override
  public Availability availability(DataFolders folders) {
    return new Availability(true, "bundled");
  }

  @Override
  public DataSet load(DataFolders folders) {
    List<String> lines = new ArrayList<>(lines());
    Collections.shuffle(lines, new Random(SHUFFLE_SEED));
    return split(name(), lines);
  }

  /** The first 1,500 lines train, the others test. */
  static DataSet split(String name, List<String> lines) {
    return new DataSet(
        name,
        SHAPE,
        10,
        samples(lines.subList(0, TRAIN_SAMPLES)),
        samples(lines.subList(TRAIN_SAMPLES, lines.size())));
  }

  /** One image a line, in the order of the published file. */
  static List<String> lines() {
    try (InputStream resource = Digits.class.getResourceAsStream("digits.csv.gz");
        BufferedReader reader = new BufferedReader(
            new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Samples samples(List<String> lines) {
    int features = SHAPE.features();
    float[] images = new float[lines.size() * features];
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      int[] values =
          Arrays.stream(lines.get(i).split(",")).mapToInt(Integer::parseInt).toArray();
      for (int j = 0; j < features; j++) {
        images[i * features + j] = values[j] / (float) BRIGHTEST;
      }
      labels[i] = values[features];
    }
    return new Samples(images, labels);
  }
}
