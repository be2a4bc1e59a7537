package org.crosslearn.reports.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.hw.yaml.YamlText;
import org.crosslearn.reports.study.ExperimentTrial;
import org.crosslearn.reports.study.Trial;

/**
 * SHA-256 of what results depend on: equal fingerprints, equal results.
 */
final class Fingerprint {
  private static final int CHUNK_VALUES = 1 << 14;

  private Fingerprint() {}

  /**
   * @param version of crosslearn
   * @param kernels that compute products, which round each in their own way
   * @param dataSha256 from {@link #of(DataSet)}, by name of the data set
   */
  static String of(Trial trial, String version, String kernels, Map<String, String> dataSha256) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("crosslearn", version);
    configuration.put("kernels", kernels);
    configuration.put("data", dataSha256.get(trial.data()));
    configuration.put("rule", trial.rule().rule().name());
    configuration.put("settings", trial.rule().settings());
    configuration.put("network", trial.rule().network());
    configuration.put("training", trial.rule().training());
    // As YAML, which names the kind of each choice: records of two kinds may have the same values.
    configuration.put("hardware", YamlText.of(trial.hardware().spec()));
    configuration.put("seed", trial.seed());
    configuration.put("ages", trial.ages());
    if (trial.trained() != null) {
      configuration.put("trained", of(trial.trained(), version, kernels, dataSha256));
    }
    return of(Json.write(configuration));
  }

  /** As for a trial of a study. */
  static String of(
      ExperimentTrial trial, String version, String kernels, Map<String, String> dataSha256) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("crosslearn", version);
    configuration.put("kernels", kernels);
    configuration.put("data", dataSha256.get(trial.data()));
    configuration.put("experiment", trial.experiment().kind());
    // Without the sizes of the other networks, which may come and go.
    configuration.put("settings", trial.experiment().of(trial.nodes()));
    configuration.put("hardware", YamlText.of(trial.hardware().spec()));
    configuration.put("seed", trial.seed());
    if (trial.asked() != null) {
      configuration.put("asked", trial.asked());
    }
    return of(Json.write(configuration));
  }

  /** Of kind and settings. */
  static String of(Experiment experiment) {
    return of(Json.write(Map.of(experiment.kind(), experiment)));
  }

  static String of(String text) {
    return hex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of shape, images and labels. */
  static String of(DataSet data) {
    MessageDigest digest = sha256();
    digest.update((data.shape() + " " + data.classes()).getBytes(StandardCharsets.UTF_8));
    for (Samples samples : new Samples[] {data.train(), data.test()}) {
      ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * CHUNK_VALUES);
      for (float value : samples.images()) {
        update(digest, buffer, Float.floatToIntBits(value));
      }
      for (int label : samples.labels()) {
        update(digest, buffer, label);
      }
      digest.update(buffer.flip());
    }
    return hex(digest.digest());
  }

  private static void update(MessageDigest digest, ByteBuffer buffer, int value) {
    if (!buffer.hasRemaining()) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    buffer.putInt(value);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
