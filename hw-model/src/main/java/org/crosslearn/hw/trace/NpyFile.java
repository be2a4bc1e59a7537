package org.crosslearn.hw.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arrays of numpy: versions 1 to 3 of the format, float32 or float64 in little-endian C order (NumPy
 * Enhancement Proposal 1, "A Simple File Format for NumPy Arrays").
 */
final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9,\\s]*)\\)");

  private NpyFile() {}

  /**
   * @throws InvalidTrace if the file is no such array
   */
  static NumberArray read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidTrace(file + ": cannot be read: " + e);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    String header = header(file, in);
    String type = first(file, TYPE, header, "descr");
    boolean single = type.equals("<f4");
    if (!single && !type.equals("<f8")) {
      throw new InvalidTrace(file + ": must hold float32 or float64 (<f4 or <f8), found " + type
          + "; save it with numpy.save(file, array.astype('float32'))");
    }
    if (first(file, ORDER, header, "fortran_order").equals("True")) {
      throw new InvalidTrace(file + ": must be in C order, found Fortran order; save it with"
          + " numpy.save(file, numpy.ascontiguousarray(array))");
    }
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (String length : first(file, SHAPE, header, "shape").split(",")) {
      if (!length.isBlank()) {
        shape.add(Integer.parseInt(length.strip()));
        size *= shape.get(shape.size() - 1);
      }
    }
    int width = single ? Float.BYTES : Double.BYTES;
    if (in.remaining() != size * width) {
      throw new InvalidTrace(file + ": must hold " + size * width
          + " bytes of numbers for its shape " + shape + ", found " + in.remaining());
    }
    double[] values = new double[(int) size];
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? in.getFloat() : in.getDouble();
      if (!Double.isFinite(values[i])) {
        throw new InvalidTrace(
            file + ": must hold finite numbers, found " + values[i] + " at " + i);
      }
    }
    return new NumberArray(shape, values);
  }

  private static String header(Path file, ByteBuffer in) {
    byte[] magic = new byte[MAGIC.length];
    if (in.remaining() < MAGIC.length + 2) {
      throw notNumpy(file);
    }
    in.get(magic);
    int version = in.get();
    in.get();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
      throw notNumpy(file);
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    if (in.remaining() < lengthBytes) {
      throw notNumpy(file);
    }
    int length = version == 1 ? Short.toUnsignedInt(in.getShort()) : in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw notNumpy(file);
    }
    byte[] header = new byte[length];
    in.get(header);
    return new String(header, StandardCharsets.UTF_8);
  }

  private static InvalidTrace notNumpy(Path file) {
    return new InvalidTrace(file + ": is not an array as numpy.save writes it");
  }

  private static String first(Path file, Pattern pattern, String header, String key) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new InvalidTrace(file + ": has no readable " + key + " in its header");
    }
    return matcher.group(1);
  }
}
