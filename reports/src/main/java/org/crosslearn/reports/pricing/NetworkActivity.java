package org.crosslearn.reports.pricing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.network.Network;
import org.crosslearn.hw.trace.Traces;
import org.crosslearn.hw.workload.Matrix;

/** How busy the matrices of a network are on a chip. */
public interface NetworkActivity {

  /** Where it is from, for people. */
  String title();

  Function<Matrix, LayerActivity> on(ChipDesign design);

  /** The same for all matrices, as it is assumed. */
  static NetworkActivity assumed(LayerActivity activity) {
    return of(activity.title(), matrix -> activity);
  }

  /** The same on every chip. */
  static NetworkActivity of(String title, Function<Matrix, LayerActivity> activity) {
    return new NetworkActivity() {
      @Override
      public String title() {
        return title;
      }

      @Override
      public Function<Matrix, LayerActivity> on(ChipDesign design) {
        return activity;
      }
    };
  }

  /**
   * From traces.
   *
   * @param otherwise for what the traces do not tell
   */
  static NetworkActivity traced(Traces traces, Network network, LayerActivity otherwise) {
    record Cells(ArraySpec array, CellSpec cell) {}
    // Files are large, and most chips of a grid have the same cells.
    Map<Cells, Map<String, LayerActivity>> known = new ConcurrentHashMap<>();
    return new NetworkActivity() {
      @Override
      public String title() {
        return "activity of traces; else " + otherwise.title();
      }

      @Override
      public Function<Matrix, LayerActivity> on(ChipDesign design) {
        Map<String, LayerActivity> activity = known.computeIfAbsent(
            new Cells(design.array(), design.cell()),
            cells -> traces.activity(network, cells.array(), cells.cell(), otherwise));
        return matrix -> activity.getOrDefault(matrix.name(), otherwise);
      }
    };
  }
}
