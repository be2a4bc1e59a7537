package org.crosslearn.hw.cost;

import java.util.List;
import java.util.Set;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.mapping.Solution;
import org.crosslearn.hw.workload.Phase;

/**
 * What one recorded graph costs on a chip.
 *
 * @param samples samples processed by the graph
 * @param operations multiplications and additions of all matrices and gradients, two per weight and
 *     vector
 * @param latencySeconds from the first operation to the end of the last, in the schedule
 * @param latencyBoundSeconds no schedule of the same operations ends earlier
 * @param arraySeconds latency if data came from buffers and memories in no time
 * @param energy every contribution; they sum to {@link #energyJoules()}
 * @param busy how long each phase keeps a resource busy; these overlap and do not sum to the latency
 */
public record WorkloadCost(
    int samples,
    double operations,
    double latencySeconds,
    double latencyBoundSeconds,
    double arraySeconds,
    List<EnergyItem> energy,
    List<BusyItem> busy) {

  /** What {@link #peakTeraOperationsPerJoule()} leaves out. */
  private static final Set<String> AROUND_ARRAYS = Set.of(
      Component.BUFFER.label(),
      Component.INTERCONNECT.label(),
      Component.DRAM.label(),
      Component.LEAKAGE.label());

  /**
   * @param component the circuit that spends it, e.g. {@code "ADC"}, {@code "leakage"}
   * @param matrix the matrix it is spent on, or {@code ""} where shared
   */
  public record EnergyItem(Phase phase, String component, String matrix, double joules) {}

  /**
   * @param resource the array (matrix name) or shared unit that is occupied
   * @param seconds time the operations of the phase occupy it
   * @param criticalSeconds the part that lies on the critical path; these sum to the latency
   */
  public record BusyItem(Phase phase, String resource, double seconds, double criticalSeconds) {}

  public WorkloadCost {
    energy = List.copyOf(energy);
    busy = List.copyOf(busy);
  }

  /** Energy of the whole graph. */
  public double energyJoules() {
    return energy.stream().mapToDouble(EnergyItem::joules).sum();
  }

  /** Energy without buffers, wires between arrays, memory off the chip and leakage. */
  public double arrayJoules() {
    return energy.stream()
        .filter(item -> !AROUND_ARRAYS.contains(item.component()))
        .mapToDouble(EnergyItem::joules)
        .sum();
  }

  /** Energy of one sample. */
  public double energyPerSampleJoules() {
    return energyJoules() / samples;
  }

  /** Mean time per sample when steps follow each other without overlap. */
  public double latencyPerSampleSeconds() {
    return latencySeconds / samples;
  }

  /**
   * By how much of the latency a better schedule could at most be shorter, 0 if none is: the fraction
   * that {@link #latencyBoundSeconds()} leaves open.
   */
  public double latencyGap() {
    double gap = 1 - latencyBoundSeconds / latencySeconds;
    return gap <= Solution.RESOLUTION ? 0 : gap;
  }

  /** Samples per second when steps follow each other without overlap. */
  public double samplesPerSecond() {
    return samples / latencySeconds;
  }

  /** TOPS: tera-operations per second, at the precision of inputs and weights of the chip. */
  public double teraOperationsPerSecond() {
    return 1e-12 * operations / latencySeconds;
  }

  /** TOPS/W: tera-operations per joule. */
  public double teraOperationsPerJoule() {
    return 1e-12 * operations / energyJoules();
  }

  /** TOPS if data came from buffers and memories in no time. */
  public double peakTeraOperationsPerSecond() {
    return 1e-12 * operations / arraySeconds;
  }

  /** TOPS/W of arrays, sums, gradients and digital units alone. */
  public double peakTeraOperationsPerJoule() {
    return 1e-12 * operations / arrayJoules();
  }
}
