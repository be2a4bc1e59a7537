package org.crosslearn.hw.cost;

import java.util.List;
import org.crosslearn.hw.workload.Phase;

/**
 * What one recorded graph costs on a chip.
 *
 * @param samples samples processed by the graph
 * @param latencySeconds from the first operation to the end of the last, in the schedule
 * @param energy every contribution; they sum to {@link #energyJoules()}
 * @param busy how long each phase keeps a resource busy; these overlap and do not sum to the latency
 */
public record WorkloadCost(
    int samples, double latencySeconds, List<EnergyItem> energy, List<BusyItem> busy) {

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

  /** Energy of one sample. */
  public double energyPerSampleJoules() {
    return energyJoules() / samples;
  }

  /** Mean time per sample when steps follow each other without overlap. */
  public double latencyPerSampleSeconds() {
    return latencySeconds / samples;
  }
}
