package org.crosslearn.reports.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Hardware;

/**
 * What a training leaves behind: the weights of its matrices, as they are in the cells.
 *
 * @param fingerprint of the trial
 * @param matrices by name
 */
record TrainedWeights(String fingerprint, Map<String, Weights> matrices) {
  private static final String FINGERPRINT = "fingerprint";

  private static final String SUFFIX = ".npy";

  /** Of the format's version 1.0: magic, version, length of the rest. */
  private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** Equal weights are equal files. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Weights of {@code outputs x inputs}. */
  record Weights(int outputs, int inputs, float[] values) {}

  TrainedWeights {
    // In order, so that equal weights are equal files.
    matrices = new LinkedHashMap<>(matrices);
  }

  /** The weights on a hardware as they are. */
  static TrainedWeights of(String fingerprint, Hardware hardware) {
    Map<String, Weights> matrices = new LinkedHashMap<>();
    hardware
        .matrices()
        .forEach((name, matrix) ->
            matrices.put(name, new Weights(matrix.outputs(), matrix.inputs(), matrix.weights())));
    return new TrainedWeights(fingerprint, matrices);
  }

  /**
   * Programs the matrices of the same names.
   *
   * @throws IllegalArgumentException if there are others, or of other shapes
   */
  void programOn(Hardware hardware) {
    Map<String, CrossbarMatrix> targets = hardware.matrices();
    if (!targets.keySet().equals(matrices.keySet())) {
      throw new IllegalArgumentException("weights of " + matrices.keySet()
          + " do not make a network with the matrices " + targets.keySet());
    }
    matrices.forEach((name, weights) -> targets.get(name).program(weights.values()));
  }

  /** As numpy's {@code savez} writes it: one float32 array of outputs x inputs for each matrix. */
  byte[] npz() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, Weights> matrix : matrices.entrySet()) {
        write(zip, matrix.getKey() + SUFFIX, npy(matrix.getValue()));
      }
      // Last, so that a file that has it is whole.
      write(zip, FINGERPRINT, fingerprint.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] npy(Weights weights) {
    String shape = "(" + weights.outputs() + ", " + weights.inputs() + ")";
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n";
    ByteBuffer out = ByteBuffer.allocate(
            NPY.length + Short.BYTES + header.length() + Float.BYTES * weights.values().length)
        .order(ByteOrder.LITTLE_ENDIAN);
    out.put(NPY).putShort((short) header.length());
    out.put(header.getBytes(StandardCharsets.US_ASCII));
    for (float weight : weights.values()) {
      out.putFloat(weight);
    }
    return out.array();
  }

  /**
   * What {@link #npz} wrote.
   *
   * @throws IOException if it is damaged
   */
  static TrainedWeights ofNpz(byte[] bytes) throws IOException {
    Map<String, Weights> matrices = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readAllBytes();
        String name = entry.getName();
        if (name.equals(FINGERPRINT)) {
          return new TrainedWeights(new String(content, StandardCharsets.UTF_8), matrices);
        }
        matrices.put(name.substring(0, name.length() - SUFFIX.length()), weights(content));
      }
    }
    throw new ZipException("ends before its fingerprint");
  }

  private static Weights weights(byte[] npy) {
    ByteBuffer in = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    in.position(NPY.length);
    byte[] header = new byte[in.getShort()];
    in.get(header);
    String text = new String(header, StandardCharsets.US_ASCII);
    String[] shape = text.substring(text.indexOf('(') + 1, text.indexOf(')')).split(", ");
    float[] values = new float[in.remaining() / Float.BYTES];
    in.asFloatBuffer().get(values);
    return new Weights(Integer.parseInt(shape[0]), Integer.parseInt(shape[1]), values);
  }
}
