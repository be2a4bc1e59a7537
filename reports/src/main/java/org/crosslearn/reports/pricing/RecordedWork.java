package org.crosslearn.reports.pricing;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.MatrixRead;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.Pulses;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.reports.run.RecordedOperations;

/**
 * What a trial really did, on other cells: conductances keep their place between the smallest and
 * the largest, pulses their number. Fixed feedback that digital generators made has no activity on
 * record and gets the one that is assumed of networks.
 *
 * @param trial its name, for people
 */
public record RecordedWork(String trial, RecordedOperations recorded) implements Work {

  @Override
  public String title() {
    return trial + ", as recorded; batch " + recorded.training().samples();
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public OpGraph training(ChipDesign design) {
    return on(design.cell(), recorded.training());
  }

  @Override
  public OpGraph inference(ChipDesign design) {
    return on(design.cell(), recorded.inference());
  }

  private OpGraph on(CellSpec cell, OpGraph graph) {
    List<OpGraph.Node> nodes = new ArrayList<>();
    for (OpGraph.Node node : graph.nodes()) {
      nodes.add(new OpGraph.Node(node.id(), node.phase(), on(cell, node.op()), node.dependsOn()));
    }
    return new OpGraph(graph.samples(), nodes);
  }

  private HardwareOp on(CellSpec cell, HardwareOp op) {
    if (op instanceof MatrixRead read) {
      boolean unmeasured = read.matrix().fixed() && read.meanConductanceSiemens() == 0;
      LayerActivity assumed = LayerActivity.DEFAULT;
      return new MatrixRead(
          read.matrix(),
          read.direction(),
          read.vectors(),
          unmeasured ? assumed.errors() : read.lineActivity(),
          unmeasured ? assumed.siemens(cell) : moved(cell, read.meanConductanceSiemens()));
    }
    if (op instanceof SpikeRead read) {
      return new SpikeRead(read.matrix(), read.rows(), moved(cell, read.meanConductanceSiemens()));
    }
    if (op instanceof PulseUpdate update) {
      return new PulseUpdate(
          update.matrix(), moved(cell, update.potentiation()), moved(cell, update.depression()));
    }
    return op;
  }

  private Pulses moved(CellSpec cell, Pulses pulses) {
    return new Pulses(
        pulses.count(),
        pulses.serial(),
        pulses.cells(),
        pulses.rows(),
        moved(cell, pulses.meanConductanceSiemens()));
  }

  /** Zero, which stands for no pulse and no line, stays zero. */
  private double moved(CellSpec cell, double siemens) {
    if (siemens == 0) {
      return 0;
    }
    double place =
        (siemens - recorded.leastSiemens()) / (recorded.mostSiemens() - recorded.leastSiemens());
    return LayerActivity.siemens(cell, Math.min(1, Math.max(0, place)));
  }
}
