package org.crosslearn.algorithms.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of unsigned bytes in the IDX format of Y. LeCun, C. Cortes and C. Burges, "The MNIST
 * database of handwritten digits": two zero bytes, a type byte (8: unsigned byte), the number of
 * dimensions, each dimension as a big-endian 32-bit integer, the data row by row. It may be
 * compressed with gzip, which is recognised by its content, because browsers unpack downloads without
 * changing their names.
 *
 * @param path the file
 * @param samples the first dimension, at least 1
 * @param data samples x values per sample
 * @param md5 checksum of the uncompressed file
 */
record IdxFile(Path path, int samples, byte[] data, String md5) {
  private static final int UNSIGNED_BYTE = 8;
  private static final int GZIP_MAGIC = 0x1f8b;

  /**
   * Reads a whole file and refuses anything but what is expected.
   *
   * @param sampleDimensions what follows the number of samples: height and width for images, nothing
   *     for labels
   * @param remedy last sentence of every error
   * @throws DataException if the file cannot be read, is damaged, or has another type, other
   *     dimensions or another length
   */
  static IdxFile read(Path path, int[] sampleDimensions, String remedy) {
    MessageDigest digest = Md5.digest();
    try (DataInputStream in =
        new DataInputStream(new DigestInputStream(uncompressed(path, remedy), digest))) {
      int[] dimensions = header(path, in, sampleDimensions, remedy);
      long length = Arrays.stream(dimensions).asLongStream().reduce(1, Math::multiplyExact);
      if (length > Integer.MAX_VALUE - 8) {
        throw refused(path, "dimensions " + text(dimensions), "less than 2 GiB of data", remedy);
      }
      byte[] data = in.readNBytes((int) length);
      if (data.length < length) {
        throw refused(
            path,
            "only " + data.length + " bytes of data",
            length + " for dimensions " + text(dimensions),
            remedy);
      }
      if (in.read() >= 0) {
        throw refused(
            path,
            "more data than its header announces",
            length + " bytes for dimensions " + text(dimensions),
            remedy);
      }
      return new IdxFile(path, dimensions[0], data, Md5.hex(digest));
    } catch (EOFException e) {
      throw refused(path, "a file that ends too early", "a complete IDX file", remedy, e);
    } catch (ZipException e) {
      throw refused(
          path, "damaged gzip data (" + e.getMessage() + ")", "an intact file", remedy, e);
    } catch (IOException e) {
      throw new DataException(path + ": cannot be read: " + e, e);
    }
  }

  private static InputStream uncompressed(Path path, String remedy) throws IOException {
    InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    try {
      file.mark(2);
      int first = file.read();
      int second = file.read();
      file.reset();
      if (first < 0) {
        throw refused(path, "an empty file", "an IDX file", remedy);
      }
      return (first << 8 | second) == GZIP_MAGIC ? new GZIPInputStream(file, 1 << 16) : file;
    } catch (IOException | DataException e) {
      file.close();
      throw e;
    }
  }

  private static int[] header(Path path, DataInputStream in, int[] sampleDimensions, String remedy)
      throws IOException {
    int magic = in.readInt();
    if (magic >>> 16 != 0) {
      throw refused(
          path,
          "first bytes %08x".formatted(magic),
          "an IDX file, which begins with 0000, or one packed with gzip, which begins with 1f8b",
          remedy);
    }
    int type = magic >>> 8 & 0xff;
    if (type != UNSIGNED_BYTE) {
      throw refused(
          path, "IDX data of type 0x%02x".formatted(type), "type 0x08 (unsigned byte)", remedy);
    }
    int[] dimensions = new int[magic & 0xff];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = in.readInt();
    }
    boolean fits = dimensions.length == 1 + sampleDimensions.length
        && dimensions[0] > 0
        && Arrays.equals(
            dimensions, 1, dimensions.length, sampleDimensions, 0, sampleDimensions.length);
    if (!fits) {
      throw refused(
          path,
          describe(dimensions),
          sampleDimensions.length == 0
              ? "labels: 1 dimension, at least one label"
              : "images: dimensions samples x " + text(sampleDimensions),
          remedy);
    }
    return dimensions;
  }

  private static String describe(int[] dimensions) {
    return switch (dimensions.length) {
      case 1 -> "labels (1 dimension: " + text(dimensions) + ")";
      case 3 -> "images (3 dimensions: " + text(dimensions) + ")";
      default -> dimensions.length + " dimensions: " + text(dimensions);
    };
  }

  private static String text(int[] dimensions) {
    return Arrays.stream(dimensions)
        .mapToObj(Integer::toUnsignedString)
        .collect(Collectors.joining(" x "));
  }

  static DataException refused(Path path, String found, String expected, String remedy) {
    return refused(path, found, expected, remedy, null);
  }

  private static DataException refused(
      Path path, String found, String expected, String remedy, Throwable cause) {
    return new DataException(
        path + ": found " + found + ", expected " + expected + ". " + remedy, cause);
  }
}
