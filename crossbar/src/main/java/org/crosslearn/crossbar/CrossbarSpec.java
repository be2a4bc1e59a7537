package org.crosslearn.crossbar;

import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.update.UpdateSpec;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How cells become signed matrices.
 *
 * @param encoding signed weights on non-negative conductances
 * @param rows word lines of one subarray
 * @param columns bit lines of one subarray
 * @param dac input quantisation; null applies inputs as real numbers
 * @param adc column quantisation; null reads currents exactly
 * @param update how requested changes reach the cells
 * @param backward where errors and weight gradients are computed
 * @param driftCompensation whether the outputs of each matrix are scaled, after time has passed, by
 *     how much its conductances have changed together (Joshi et al., Nat. Commun. 11:2473, 2020);
 *     null for not
 * @param mlpNeurosimFaults faults to reproduce; null for none
 */
public record CrossbarSpec(
    Encoding encoding,
    int rows,
    int columns,
    DacSpec dac,
    AdcSpec adc,
    UpdateSpec update,
    Backward backward,
    Boolean driftCompensation,
    MlpNeurosimFaults mlpNeurosimFaults) {
  public CrossbarSpec {
    InvalidValue.require(
        encoding != null, "encoding", "nothing", "differential-pair or reference-column");
    InvalidValue.requireRange("rows", rows, 2, 4096);
    InvalidValue.requireRange("columns", columns, 2, 4096);
    InvalidValue.require(update != null, "update", "nothing", "the update scheme");
    update.requireServes(encoding);
    InvalidValue.require(backward != null, "backward", "nothing", "hardware or software");
    driftCompensation = driftCompensation != null && driftCompensation;
    mlpNeurosimFaults = mlpNeurosimFaults == null ? MlpNeurosimFaults.NONE : mlpNeurosimFaults;
  }
}
