package org.crosslearn.reports.study;

import org.crosslearn.crossbar.HardwareSpec;

/**
 * A hardware as one study uses it.
 *
 * @param name how the study calls it
 */
public record HardwareEntry(String name, HardwareSpec spec) {

  /** Whether energy, latency and area are known for it. */
  public boolean priced() {
    return spec.chip() != null;
  }
}
