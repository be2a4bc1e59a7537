package org.crosslearn.crossbar.device;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Cells that never change: shares of all cells, each cell drawn on its own, once for all time. They
 * take the energy of their pulses and answer to none, nor to time or temperature (stuck-at faults:
 * Chen et al., IEEE Trans. Computers 64(1):180, 2015, doi 10.1109/TC.2014.12).
 *
 * @param stuckOn share at the largest conductance of the cell
 * @param stuckOff share at its smallest
 * @param stuckAnywhere share at a state between the two, uniform
 */
public record Faults(double stuckOn, double stuckOff, double stuckAnywhere) {
  public Faults {
    InvalidValue.requireRange("stuck-on", stuckOn, 0, 1);
    InvalidValue.requireRange("stuck-off", stuckOff, 0, 1);
    InvalidValue.requireRange("stuck-anywhere", stuckAnywhere, 0, 1);
    InvalidValue.require(
        stuckOn + stuckOff + stuckAnywhere <= 1,
        "stuck-anywhere",
        stuckAnywhere,
        "such that the three shares are at most 1 together");
  }
}
