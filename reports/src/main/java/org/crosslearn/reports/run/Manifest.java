package org.crosslearn.reports.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crosslearn.crossbar.kernel.DenseKernels;

/**
 * What produced the results. Everything that may differ between two runs of one study stands here
 * and not in the trials.
 *
 * @param crosslearn version
 * @param studyFile name of the file that was run; a copy is kept as {@code study.yaml}
 * @param studySha256 of that file
 * @param profile that was laid over the study, or null
 * @param dataSha256 of shape, images and labels of each data set, by name
 * @param machine operating system, processor architecture and number of processors
 * @param java version and vendor
 * @param kernels which linear algebra ran
 * @param threads trials that ran side by side
 * @param wallSeconds of every finished trial, by id
 * @param failed why trials have no result, by id
 */
public record Manifest(
    String crosslearn,
    String studyFile,
    String studySha256,
    String profile,
    Map<String, String> dataSha256,
    List<Long> seeds,
    String machine,
    String java,
    String kernels,
    int threads,
    Map<String, Double> wallSeconds,
    Map<String, String> failed) {
  public Manifest {
    dataSha256 = new TreeMap<>(dataSha256);
    seeds = List.copyOf(seeds);
    wallSeconds = new TreeMap<>(wallSeconds);
    failed = new TreeMap<>(failed);
  }

  /**
   * Of a run by this process, before its first trial.
   *
   * @param studyText content of the study's file
   */
  static Manifest begin(
      String crosslearn,
      String studyFile,
      String studyText,
      String profile,
      Map<String, String> dataSha256,
      List<Long> seeds,
      int threads) {
    return new Manifest(
        crosslearn,
        studyFile,
        Fingerprint.of(studyText),
        profile,
        dataSha256,
        seeds,
        thisMachine(),
        thisJava(),
        thisKernels(),
        threads,
        Map.of(),
        Map.of());
  }

  /** The same run with these trials. */
  Manifest with(Map<String, Double> finishedSeconds, Map<String, String> failures) {
    return new Manifest(
        crosslearn,
        studyFile,
        studySha256,
        profile,
        dataSha256,
        seeds,
        machine,
        java,
        kernels,
        threads,
        finishedSeconds,
        failures);
  }

  private static String thisMachine() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + ", "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors";
  }

  private static String thisJava() {
    return System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
  }

  static String thisKernels() {
    return DenseKernels.description();
  }
}
