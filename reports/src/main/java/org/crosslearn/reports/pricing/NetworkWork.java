package org.crosslearn.reports.pricing;

import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.network.Network;
import org.crosslearn.hw.network.NetworkSteps;
import org.crosslearn.hw.workload.OpGraph;

/**
 * A network with an activity that is assumed, or was measured elsewhere.
 *
 * @param activity of its matrices
 * @param batch samples of a step, and of an inference
 */
public record NetworkWork(Network network, NetworkActivity activity, Rule rule, int batch)
    implements Work {

  /** How the network learns. */
  public enum Rule {
    BP("backpropagation"),
    DFA("direct feedback alignment"),
    INFERENCE("inference only");

    private final String title;

    Rule(String title) {
      this.title = title;
    }
  }

  @Override
  public String title() {
    return network.name() + ", " + rule.title + ", batch " + batch + "; " + activity.title();
  }

  @Override
  public boolean learns() {
    return rule != Rule.INFERENCE;
  }

  @Override
  public OpGraph training(ChipDesign design) {
    return switch (rule) {
      case BP -> steps(design).backpropagation(batch);
      case DFA -> steps(design).directFeedback(batch);
      case INFERENCE -> inference(design);
    };
  }

  @Override
  public OpGraph inference(ChipDesign design) {
    return steps(design).inference(batch);
  }

  private NetworkSteps steps(ChipDesign design) {
    return new NetworkSteps(network, activity.on(design), design.array(), design.cell());
  }
}
