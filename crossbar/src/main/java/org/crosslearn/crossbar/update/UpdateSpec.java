package org.crosslearn.crossbar.update;

import org.crosslearn.crossbar.encoding.Slices;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.yaml.InvalidValue;

/** How a requested weight change reaches the cells. In YAML, {@code kind} names the scheme. */
public sealed interface UpdateSpec permits UpdateSpec.Ideal, UpdateSpec.Pulses {

  /** The scheme at work on the cells of one matrix. */
  Updater updater(Matrix matrix, WeightCells cells, RandomStreams random, AnalogKernels kernels);

  /**
   * Refuses slices that the scheme cannot program: all but those that know what a cell is to hold.
   *
   * @param slices null for analog cells
   * @throws InvalidValue naming the key {@code update}
   */
  default void requireServes(Slices slices) {
    InvalidValue.require(
        slices == null,
        "update",
        "pulses that nobody verifies",
        "ideal with slices, because a blind pulse on one digit cannot carry into the next");
  }

  /**
   * Every cell moves by exactly what is asked for, as far as its range goes; what pulses it would
   * take on a straight line is billed. Switches all effects of programming off, but for slices, which
   * hold whole codes: there, the digits that change are written, and changes below half a code lost.
   */
  record Ideal() implements UpdateSpec {
    @Override
    public void requireServes(Slices slices) {}

    @Override
    public Updater updater(
        Matrix matrix, WeightCells cells, RandomStreams random, AnalogKernels kernels) {
      return new IdealUpdater(matrix, cells);
    }
  }

  /**
   * Blind pulses: as many as the change takes on a straight line, whatever they then do (MLP+NeuroSim,
   * DNN+NeuroSim).
   *
   * @param rounding of requests to whole pulses
   */
  record Pulses(PulseRounding rounding) implements UpdateSpec {
    public Pulses {
      InvalidValue.require(
          rounding != null, "rounding", "nothing", "nearest, stochastic or fractional");
    }

    @Override
    public Updater updater(
        Matrix matrix, WeightCells cells, RandomStreams random, AnalogKernels kernels) {
      return new PulseUpdater(matrix, cells, rounding, random, kernels);
    }
  }
}
