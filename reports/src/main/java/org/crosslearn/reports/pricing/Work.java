package org.crosslearn.reports.pricing;

import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.workload.OpGraph;

/** What is to be priced; a chip decides what its activity comes to. */
public interface Work {

  /** One line that says what runs, with what activity. */
  String title();

  /** Whether it learns; else {@link #training} is an inference too. */
  boolean learns();

  /** One training step. */
  OpGraph training(ChipDesign design);

  /** One batch of inference. */
  OpGraph inference(ChipDesign design);
}
