package org.crosslearn.crossbar;

import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.Slices;
import org.crosslearn.crossbar.update.UpdateSpec;
import org.crosslearn.crossbar.wire.WireSpec;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How cells become signed matrices.
 *
 * @param encoding signed weights on non-negative conductances
 * @param slices digits of a weight on cells of their own; null for analog cells
 * @param rows word lines of one subarray
 * @param columns bit lines of one subarray
 * @param dac input quantisation; null applies inputs as real numbers
 * @param adc column quantisation; null reads currents exactly
 * @param wires resistance of the lines and columns of subarrays in reads; null for none. A
 *     reference column is taken to be free of it
 * @param update how requested changes reach the cells
 * @param backward where errors and weight gradients are computed
 * @param driftCompensation whether the outputs of each matrix are scaled, after time has passed, by
 *     how much its conductances have changed together (Joshi et al., Nat. Commun. 11:2473, 2020);
 *     null for not
 * @param mlpNeurosimFaults faults to reproduce; null for none
 */
public record CrossbarSpec(
    Encoding encoding,
    Slices slices,
    int rows,
    int columns,
    DacSpec dac,
    AdcSpec adc,
    WireSpec wires,
    UpdateSpec update,
    Backward backward,
    Boolean driftCompensation,
    MlpNeurosimFaults mlpNeurosimFaults) {
  public CrossbarSpec {
    InvalidValue.require(
        encoding != null,
        "encoding",
        "nothing",
        "differential-pair, interleaved-pair, reference-column or digital-offset");
    encoding.requireServedBy(slices);
    InvalidValue.requireRange("rows", rows, 2, 4096);
    InvalidValue.requireRange("columns", columns, 2, 4096);
    InvalidValue.require(
        wires == null || wires.idleLines() == WireSpec.IdleLines.GROUNDED,
        "wires.idle-lines",
        "floating",
        "grounded, because reads of whole batches need currents that are linear in the inputs");
    int columnsPerWeight = columnsPerWeight(encoding, slices);
    InvalidValue.require(
        columnsPerWeight <= columns,
        "columns",
        columns,
        "at least " + columnsPerWeight + ", the columns of one weight");
    InvalidValue.require(update != null, "update", "nothing", "the update scheme");
    update.requireServes(encoding);
    update.requireServes(slices);
    InvalidValue.require(backward != null, "backward", "nothing", "hardware or software");
    driftCompensation = driftCompensation != null && driftCompensation;
    mlpNeurosimFaults = mlpNeurosimFaults == null ? MlpNeurosimFaults.NONE : mlpNeurosimFaults;
    InvalidValue.require(
        !driftCompensation || encoding != Encoding.DIGITAL_OFFSET,
        "drift-compensation",
        true,
        "left out with digital-offset, whose results are the rest of a drifting current and a"
            + " fixed number: no factor restores them");
    InvalidValue.require(
        slices == null || !mlpNeurosimFaults.offsetAtStart(),
        "mlp-neurosim-faults",
        "offset-at-start: true",
        "offset-at-start: false with slices, which MLP+NeuroSim does not have");
  }

  /** Converters that round; null where columns are read exactly, whatever the chip has. */
  public AdcSpec converters() {
    return adc == null || adc.range() == AdcSpec.Range.EXACT ? null : adc;
  }

  /** Cells on which one weight stands, without those that all weights share. */
  public int cellsPerWeight() {
    return encoding.sides() * cellsPerMagnitude();
  }

  /** Slices of a weight; 1 for analog cells. */
  public int cellsPerMagnitude() {
    return slices == null ? 1 : slices.count();
  }

  /**
   * Weights on the lines that are read together: inputs forward, outputs transposed.
   */
  public int weightsPerTile(Direction direction) {
    return direction == Direction.FORWARD
        ? rows / encoding.signs().rows()
        : columns / columnsPerWeight(encoding, slices);
  }

  private static int columnsPerWeight(Encoding encoding, Slices slices) {
    return encoding.signs().groups() * (slices == null ? 1 : slices.count());
  }
}
