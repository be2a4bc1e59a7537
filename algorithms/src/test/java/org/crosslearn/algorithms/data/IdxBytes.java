package org.crosslearn.algorithms.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files, right and wrong ones. */
final class IdxBytes {
  private IdxBytes() {}

  static byte[] idx(int type, int[] dimensions, byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(type << 8 | dimensions.length);
      for (int dimension : dimensions) {
        out.writeInt(dimension);
      }
      out.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Images of 28x28 whose pixels count up from 0 and start again after 255. */
  static byte[] images(int samples) {
    byte[] pixels = new byte[samples * 28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return idx(8, new int[] {samples, 28, 28}, pixels);
  }

  static byte[] labels(int... values) {
    byte[] data = new byte[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) values[i];
    }
    return idx(8, new int[] {data.length}, data);
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** A whole data set: three images to train with labels 7, 0, 9 and two to test with 1, 2. */
  static void writeDataSet(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gzip(images(3)));
    Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(labels(7, 0, 9)));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(2));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(1, 2));
  }
}
