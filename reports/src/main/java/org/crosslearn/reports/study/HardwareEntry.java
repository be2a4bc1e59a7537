package org.crosslearn.reports.study;

import java.util.List;
import org.crosslearn.crossbar.HardwareSpec;

/**
 * A hardware as one study uses it.
 *
 * @param name how the study calls it
 */
public record HardwareEntry(String name, HardwareSpec spec) {

  /** Of the ages at which a study evaluates again, those that matter here: all or none. */
  List<Age> ages(List<Age> evaluateAfter) {
    return spec.ages() ? evaluateAfter : List.of();
  }

  /** Whether energy, latency and area are known for it. */
  public boolean priced() {
    return spec.chip() != null;
  }
}
