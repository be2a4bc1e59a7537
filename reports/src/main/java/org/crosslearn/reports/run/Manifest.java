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

  static String thisMachine() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + ", "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors";
  }

  static String thisJava() {
    return System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
  }

  static String thisKernels() {
    return DenseKernels.description();
  }
}
