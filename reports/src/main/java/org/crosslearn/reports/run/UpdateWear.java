package org.crosslearn.reports.run;

import java.util.HashMap;
import java.util.Map;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;

/**
 * How much a training programs its cells, from the recorded training step.
 *
 * @param pulsesPerCellAndStep mean over the cells of all matrices that learn; 0 where none does
 */
public record UpdateWear(String rule, String hardware, long seed, double pulsesPerCellAndStep) {

  static UpdateWear of(TrialResult trial, RecordedOperations recorded) {
    Map<String, Long> weights = new HashMap<>();
    recorded
        .training()
        .ops(PulseUpdate.class)
        .forEach(update -> weights.put(update.matrix().name(), update.matrix().weights()));
    double cells = (double) recorded.cellsPerWeight()
        * weights.values().stream().mapToLong(Long::longValue).sum();
    double pulses = recorded
        .training()
        .ops(PulseUpdate.class)
        .mapToDouble(PulseUpdate::pulses)
        .sum();
    return new UpdateWear(
        trial.rule(), trial.hardware(), trial.seed(), cells == 0 ? 0 : pulses / cells);
  }
}
