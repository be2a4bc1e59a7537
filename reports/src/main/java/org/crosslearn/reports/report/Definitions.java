package org.crosslearn.reports.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each figure of a report includes, in words. */
final class Definitions {
  /** Terms with their meanings, in the order of reading. */
  static final Map<String, String> ALL;

  static {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "Accuracy",
        "Fraction of the test images classified correctly after the last epoch, not after the best"
            + " one; evaluated on the same emulated hardware that learned.");
    all.put(
        "Seeds, diverged",
        "Trials run, and how many of them stopped because a score was no longer finite. All other"
            + " figures are means over the trials that finished.");
    all.put(
        "Training energy per image",
        "All energy of a training step (forward, error, gradient and update phases, every circuit"
            + " of the energy breakdown) divided by the images of the step. The operations are"
            + " those recorded while the rule ran, with their measured activity.");
    all.put("Inference energy per image", "The same for a batch of the evaluation after training.");
    all.put(
        "Latency per training step",
        "From the first operation of a training step to the end of its last one, in a schedule that"
            + " respects the data dependencies and the resources that operations share.");
    all.put(
        "Latency per image",
        "Latency of a step (training) or of a batch (inference) divided by its images: the mean time"
            + " per image when steps follow each other without overlap, not the time that a single"
            + " image spends on the chip.");
    all.put(
        "Area, leakage",
        "Silicon of the chip that does both training and inference, every block once, and the power"
            + " that it draws whenever it is on.");
    all.put(
        "Operations",
        "Multiplications and additions of matrix reads and weight gradients, two per weight and"
            + " vector; element-wise arithmetic is not counted. TOPS are a million million of them per"
            + " second, TOPS/W per joule.");
    all.put(
        "Cost to target",
        "Training steps from the start to the end of the first epoch whose test accuracy reaches a"
            + " fraction of the accuracy after the last epoch of the same seed, times energy and"
            + " latency of a step; a step is the mean of those recorded through the whole training."
            + " Pulses per cell are the pulses of these steps by the cells of all matrices that"
            + " learn.");
    all.put(
        "Images per second",
        "Images of a step (training) or of a batch (inference) by its latency, that is when steps"
            + " follow each other without overlap.");
    all.put(
        "Scheduling",
        "No schedule of the same operations is shorter than the longest chain of dependencies, nor"
            + " than the work of the busiest circuit, nor than what the solver ruled out where it was"
            + " asked. What lies between that bound and the schedule is left to gain; nothing, if the"
            + " schedule is proven the shortest.");
    all.put(
        "–",
        "No figure: the hardware has no price (such as ideal arithmetic), or no trial finished.");
    all.put(
        "Where costs come from",
        "Costs are estimates of an analytical circuit model fed with the recorded operations, not"
            + " measurements of silicon.");
    ALL = Collections.unmodifiableMap(all);
  }

  private Definitions() {}
}
