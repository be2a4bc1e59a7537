package org.crosslearn.crossbar.update;

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
   * Every cell moves by exactly what is asked for, as far as its range goes; what pulses it would
   * take on a straight line is billed. Switches all effects of programming off.
   */
  record Ideal() implements UpdateSpec {
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
