package org.crosslearn.crossbar.encoding;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What was done to cells, from the first on: how far they wear, and what could not be done as asked.
 *
 * @param cells how many there are
 * @param potentiation pulses that raised a conductance, those of programming included
 * @param depression pulses that lowered one
 * @param clipped weights that were to be programmed beyond the limit, and became the nearest that the
 *     cells hold
 * @param unconverged verified writes that ended before the cell was within the tolerance
 * @param saturated pulse trains that should have had more pulses than slots
 * @param refreshed weights whose cells were erased and programmed again
 * @param stuck cells that no longer answer to pulses
 */
public record CellHistory(
    long cells,
    double potentiation,
    double depression,
    long clipped,
    long unconverged,
    long saturated,
    long refreshed,
    long stuck) {

  /** Of all cells of several matrices. */
  public static CellHistory sum(List<CellHistory> parts) {
    return new CellHistory(
        whole(parts, CellHistory::cells),
        real(parts, CellHistory::potentiation),
        real(parts, CellHistory::depression),
        whole(parts, CellHistory::clipped),
        whole(parts, CellHistory::unconverged),
        whole(parts, CellHistory::saturated),
        whole(parts, CellHistory::refreshed),
        whole(parts, CellHistory::stuck));
  }

  /** Pulses that a cell has seen, on average. */
  public double pulsesPerCell() {
    return cells == 0 ? 0 : (potentiation + depression) / cells;
  }

  private static long whole(List<CellHistory> parts, ToLongFunction<CellHistory> part) {
    return parts.stream().mapToLong(part).sum();
  }

  private static double real(List<CellHistory> parts, ToDoubleFunction<CellHistory> part) {
    return parts.stream().mapToDouble(part).sum();
  }
}
