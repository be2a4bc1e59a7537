package org.crosslearn.crossbar.update;

import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.Slices;
import org.crosslearn.hw.yaml.InvalidValue;

/** How a requested weight change reaches the cells. In YAML, {@code kind} names the scheme. */
public sealed interface UpdateSpec permits UpdateSpec.OfCells, UpdateSpec.TikiTaka {

  /** A scheme that needs no other cells than those that are read. */
  sealed interface OfCells extends UpdateSpec
      permits Ideal, Pulses, WriteVerify, Coincidence, MixedPrecision, OneSided, DnnNeurosim {

    /** The scheme at work on the cells of one matrix. */
    Updater updater(UpdateSite site);
  }

  /**
   * Refuses what the scheme cannot work on.
   *
   * @throws InvalidValue naming the key {@code update}
   */
  default void requireServes(Encoding encoding) {}

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
        "ideal, write-verify or mixed-precision with slices, because a blind pulse on one digit"
            + " cannot carry into the next");
  }

  /**
   * Every cell moves by exactly what is asked for, as far as its range goes; what pulses it would
   * take on a straight line is billed. Switches all effects of programming off, but for slices, which
   * hold whole codes: there, the digits that change are written, and changes below half a code lost.
   */
  record Ideal() implements OfCells {
    @Override
    public void requireServes(Slices slices) {}

    @Override
    public Updater updater(UpdateSite site) {
      return new IdealUpdater(site);
    }
  }

  /**
   * Blind pulses: as many as the change takes on a straight line, whatever they then do (MLP+NeuroSim,
   * DNN+NeuroSim).
   *
   * @param rounding of requests to whole pulses
   */
  record Pulses(PulseRounding rounding) implements OfCells {
    public Pulses {
      InvalidValue.require(
          rounding != null, "rounding", "nothing", "nearest, stochastic or fractional");
    }

    @Override
    public Updater updater(UpdateSite site) {
      return new PulseUpdater(site, rounding);
    }
  }

  /**
   * Write and verify, line after line (Alibart, Gao, Hoskins, Strukov, Nanotechnology 23:075201,
   * 2012): the cells of a line are read through the converters, those that are off get as many pulses
   * as the distance takes on a straight line, at least one, and the line is read again, until all are
   * within the tolerance or the attempts are used up. The target of a cell is what was read of it at
   * first plus its share of the change, within its range; so changes below the tolerance, and below
   * what the converters resolve, are lost. Of slices, the targets are the digits of the weight as it was
   * read plus its change. Lines without changes are not read. The recorded order is
   * all reads, then all pulses.
   *
   * @param tolerance distance from the target that is left alone, as a fraction of a cell's range
   * @param attempts most trains for one cell
   */
  record WriteVerify(double tolerance, int attempts) implements OfCells {
    public WriteVerify {
      InvalidValue.requireRange("tolerance", tolerance, 0, 1);
      InvalidValue.requireRange("attempts", attempts, 1, 10_000);
    }

    @Override
    public Updater updater(UpdateSite site) {
      return new WriteVerifyUpdater(site, this);
    }

    @Override
    public void requireServes(Slices slices) {}
  }

  /**
   * Stochastic pulses that multiply where they meet (Gokmen, Vlasov, Front. Neurosci. 10:333, 2016,
   * doi 10.3389/fnins.2016.00333, equation 2). For each sample one after the other, line i and column
   * j carry trains of L slots that are set independently with probability
   *
   * <pre>  p_i = min(1, C b |x_i|),  q_j = min(1, C |e_j| / b),  C = sqrt(|rate| / (L s)),</pre>
   *
   * s being the mean change of a weight by one pulse; a cell takes one pulse, with the sign of {@code
   * rate e_j x_i}, in each slot that is set in both, so that its mean change is {@code rate e_j x_i}
   * where no probability is cut off. All cells of the array take their pulses at the same time. Each
   * cell of a pair is pulsed by the same trains, in opposite directions.
   *
   * <p>Two switches follow the description of aihwkit (Rasch et al., AICAS 2021, doi
   * 10.1109/AICAS51828.2021.9458494; Gokmen, Onen, Haensch, Front. Neurosci. 11:538, 2017): with
   * update management {@code b = sqrt(max |e| / max |x|)}, else 1; with length management the train of
   * a sample has only {@code ceil(|rate| max |e| max |x| / s)} slots where that is less.
   *
   * <p>A rule that brings a finished gradient or changes single weights gets blind pulses, rounded
   * stochastically, one cell at a time.
   *
   * <p>The simulation is of every single pulse. Recorded are the pulses that cells take, one slot for
   * all lines at once; half-selected cells and the circuits that draw the trains are not.
   *
   * @param length L, slots of a train
   * @param updateManagement whether lines and columns share the load
   * @param lengthManagement whether small changes have shorter trains
   */
  record Coincidence(int length, boolean updateManagement, boolean lengthManagement)
      implements OfCells {
    public Coincidence {
      InvalidValue.requireRange("length", length, 1, 63);
    }

    @Override
    public Updater updater(UpdateSite site) {
      return new CoincidenceUpdater(site, this);
    }
  }

  /**
   * Mixed precision (Nandakumar et al., Front. Neurosci. 14:406, 2020, doi 10.3389/fnins.2020.00406,
   * equations 1 and 2): changes add up in digital memory, one number per weight; whole multiples of a
   * threshold go to the cells as blind pulses, the rest stays. Both cells of a pair share the change,
   * where the original moves one. With slices, the digits of the new code are written exactly, and the
   * step is the distance of two codes. The sums, the comparisons and the memory are recorded.
   *
   * @param granularity threshold, in steps of the device
   */
  record MixedPrecision(int granularity) implements OfCells {
    public MixedPrecision {
      InvalidValue.requireRange("granularity", granularity, 1, 10_000);
    }

    @Override
    public Updater updater(UpdateSite site) {
      return new MixedPrecisionUpdater(site, this);
    }

    @Override
    public void requireServes(Slices slices) {}
  }

  /**
   * Two cells per weight that only ever rise, as phase-change cells do gradually (Suri et al., IEDM
   * 2011, doi 10.1109/IEDM.2011.6131488; Burr et al., IEEE TED 62(11):3498, 2015, doi
   * 10.1109/TED.2015.2439635): a change potentiates the cell that has its sign, by blind pulses that
   * are rounded stochastically. Weights start, and are programmed, with one cell of each pair at its
   * smallest conductance. From time to time every line is read through the converters; where a cell
   * of a pair lies too high, both are erased, by one depressing pulse each that takes them all the
   * way down, and the difference as it was read is programmed again.
   *
   * <p>Reads and pulses of a refresh are recorded as their mean over the updates since the last
   * recorded one.
   *
   * @param refreshAt largest state that is left alone, as a fraction of a cell's range
   * @param refreshEvery updates from check to check
   */
  record OneSided(double refreshAt, int refreshEvery) implements OfCells {
    public OneSided {
      InvalidValue.requireRange("refresh-at", refreshAt, 0, 1);
      InvalidValue.requireRange("refresh-every", refreshEvery, 1, 1_000_000_000);
    }

    @Override
    public Updater updater(UpdateSite site) {
      return new OneSidedUpdater(site, this);
    }

    @Override
    public void requireServes(Encoding encoding) {
      InvalidValue.require(
          encoding.sides() == 2,
          "update",
          "one-sided",
          "another scheme than this: cells that only rise need the encoding differential-pair or"
              + " interleaved-pair");
    }
  }

  /**
   * As DNN+NeuroSim V2.1 trains (Peng et al., IEEE TCAD 40(11):2306, 2021), there to reproduce studies
   * that did; the sound scheme is {@link Pulses} with {@link PulseRounding#STOCHASTIC}. For gradients
   * that are {@code normalised}, one cell per weight, weights w in units of the limit, P levels,
   * {@code S = P / 2} steps of the grid from 0 to 1, a limit of {@code C = 1 - 1 / S} and a rate r, per
   * weight:
   *
   * <pre>  n  = round(-x / 2 P)            x the gradient of a descent, n above 0 potentiates
   *  w' = curve of the device from w on, n pulses further, within -C..C
   *  d  = floor(w - w' + U)          U uniform in 0..1
   *  w  &lt;- w - r d, and where d is not 0 plus N(0, 2 sigma), within -C..C</pre>
   *
   * <p>The w are numbers in digital memory, as exact as a float. Cells hold the nearest of their
   * levels, written exactly, and only when that changes are pulses counted, as many as there are levels
   * between. No device works so. What is odd, and kept:
   *
   * <ul>
   *   <li>Rate and noise act on the digital weights: steps are r, as a rule below any step of a cell,
   *       and the noise of programming, that of one pulse, comes also where no cell is programmed.
   *   <li>The curve is asked for the gradient before the rate, up to half the range at once.
   *   <li>The difference is compared with 1, not with the step of the grid: a weight takes a step with
   *       the probability |w - w'|. The mean is as if nothing were rounded, the spread larger. What was
   *       published divides d by S, to make it a multiple of the grid; that is left to the rate here,
   *       so that a rate means the same for all schemes: the published 0.1 is {@code 0.1 / 32}.
   * </ul>
   *
   * <p>Of the device act the curves, with their spread between cells, the cycle-to-cycle noise sigma,
   * the levels, cells that do not answer, and reads; not the noise of steps, of writing and of
   * programming. The memory, and the arithmetic on it, are recorded.
   */
  record DnnNeurosim() implements OfCells {
    @Override
    public Updater updater(UpdateSite site) {
      return new DnnNeurosimUpdater(site);
    }

    @Override
    public void requireServes(Encoding encoding) {
      InvalidValue.require(
          encoding.sides() == 1,
          "update",
          "dnn-neurosim",
          "another scheme than this: it writes one cell per weight and needs the encoding"
              + " digital-offset or reference-column");
    }

    @Override
    public void requireServes(Slices slices) {
      InvalidValue.require(
          slices == null,
          "update",
          "dnn-neurosim",
          "ideal, write-verify or mixed-precision with slices, because it writes one cell per weight");
    }
  }

  /**
   * Two arrays per matrix (Gokmen, Haensch, Front. Neurosci. 14:103, 2020, doi
   * 10.3389/fnins.2020.00103): the changes of the rule go to a fast array A, whose cells forget them
   * in time as asymmetric cells do; every so often the weights of one line of A, taken in turn, are
   * read through the converters and go, times a rate, to the slow array C, which computes. All
   * weights are {@code C + gamma A}.
   *
   * <p>With a buffer this is the second version (Gokmen, Front. AI 4:699148, 2021, doi
   * 10.3389/frai.2021.699148): what is read adds up in digital memory H, and C only gets whole
   * multiples of a threshold, which leave H; the original sets H to zero then and sends one pulse.
   * Without a buffer, C gets blind pulses that are rounded stochastically, where the original has
   * coincidences of one line.
   *
   * <p>Transfers that become due during a batch follow it. They are recorded as their mean over the
   * updates since the last recorded one. Programming writes C and leaves A alone.
   *
   * @param fast how changes reach A: ideal, pulses or coincidence
   * @param fastGain by which changes are multiplied on their way to A
   * @param transferEvery updates of A from transfer to transfer: samples where A forms the products in
   *     its cells, batches elsewhere; below 1 for several lines at each
   * @param transferRate by which weights of A are multiplied on their way to C
   * @param gamma share of A in the weights that are read
   * @param buffer H; null for the first version
   */
  record TikiTaka(
      OfCells fast,
      double fastGain,
      double transferEvery,
      double transferRate,
      double gamma,
      TransferBuffer buffer)
      implements UpdateSpec {
    public TikiTaka {
      InvalidValue.require(
          fast instanceof Ideal || fast instanceof Pulses || fast instanceof Coincidence,
          "fast",
          fast == null ? "nothing" : "another scheme",
          "ideal, pulses or coincidence, which move the cells of A up and down");
      InvalidValue.requirePositive("fast-gain", fastGain);
      InvalidValue.requireRange("transfer-every", transferEvery, 1e-3, 1e9);
      InvalidValue.requirePositive("transfer-rate", transferRate);
      InvalidValue.requireRange("gamma", gamma, 0, 1);
    }

    /** How transfers reach the cells of C. */
    public OfCells slow() {
      return fast instanceof Ideal
          ? fast
          : new Pulses(buffer == null ? PulseRounding.STOCHASTIC : PulseRounding.NEAREST);
    }
  }

  /**
   * Digital memory between the arrays of {@link TikiTaka}.
   *
   * @param threshold from which on it is emptied into the slow array, in steps of the device
   */
  record TransferBuffer(int threshold) {
    public TransferBuffer {
      InvalidValue.requireRange("threshold", threshold, 1, 10_000);
    }
  }
}
