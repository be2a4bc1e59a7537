package org.crosslearn.crossbar.update;

import java.util.List;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.Matrix;

/** See {@link UpdateSpec.MixedPrecision}. */
final class MixedPrecisionUpdater implements Updater {
  private final Matrix matrix;
  private final Updater cells;

  /** What each weight still lacks, and the whole multiples of the threshold that go to the cells. */
  private final float[] lacking;

  private final float[] moves;
  private final float threshold;
  private float[] movesOfEvents = {};

  MixedPrecisionUpdater(UpdateSite site, UpdateSpec.MixedPrecision spec) {
    matrix = site.matrix();
    cells = site.cells().areDigits()
        ? new IdealUpdater(site)
        : new PulseUpdater(site, PulseRounding.NEAREST);
    lacking = new float[site.cells().size()];
    moves = new float[lacking.length];
    threshold = spec.granularity() * site.cells().step();
  }

  @Override
  public List<HardwareOp> change(float[] gradient, float rate, boolean counted) {
    for (int i = 0; i < lacking.length; i++) {
      float sum = lacking[i] + rate * gradient[i];
      float move = (int) (sum / threshold) * threshold;
      moves[i] = move;
      lacking[i] = sum - move;
    }
    return with(lacking.length, cells.change(moves, 1, counted));
  }

  @Override
  public List<HardwareOp> changeCells(int[] indices, float[] changes, int count, boolean counted) {
    if (movesOfEvents.length < count) {
      movesOfEvents = new float[count];
    }
    for (int k = 0; k < count; k++) {
      float sum = lacking[indices[k]] + changes[k];
      movesOfEvents[k] = (int) (sum / threshold) * threshold;
      lacking[indices[k]] = sum - movesOfEvents[k];
    }
    return with(count, cells.changeCells(indices, movesOfEvents, count, counted));
  }

  private List<HardwareOp> with(int sums, List<HardwareOp> pulsed) {
    return List.of(
        new HardwareOp.Storage(matrix.name() + "/accumulator", lacking.length),
        new HardwareOp.Digital(DigitalFunction.ADD, sums),
        new HardwareOp.Digital(DigitalFunction.COMPARE, sums),
        pulsed.get(0));
  }
}
