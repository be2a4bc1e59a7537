package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * What a conductance does while nobody programs it. Conductances are in units of the largest, time
 * counts from the last programming of the matrix. What differs between cells is drawn once for each:
 * a cell drifts after each programming as it did after the one before. In YAML, {@code kind} names
 * the law.
 */
public sealed interface Retention
    permits Retention.PowerLaw, Retention.Exponential, Retention.Logarithmic {

  /** How the process depends on temperature; null where it does not. */
  Arrhenius arrhenius();

  /**
   * The law for an array of cells.
   *
   * @param off smallest conductance of a cell
   * @param variation draws what differs between cells
   */
  RetentionResponse response(int cells, double off, RandomStream variation);

  /**
   * Structural relaxation of phase-change memory, {@code g(t) = g (1 + t / t0)^-nu}, with an exponent
   * {@code nu} that is Gaussian between cells and depends on the programmed conductance. Joshi et
   * al., Nat. Commun. 11:2473 (2020), doi 10.1038/s41467-020-16108-9, write {@code (t' / t0)^-nu}
   * with t' since the programming pulse: here time begins with their first read, at {@code t0}.
   *
   * @param referenceSeconds t0
   * @param exponent mean of nu, of the programmed conductance
   * @param exponentDeviation standard deviation of nu, of the programmed conductance
   */
  record PowerLaw(
      double referenceSeconds, Logarithm exponent, Logarithm exponentDeviation, Arrhenius arrhenius)
      implements Retention {
    public PowerLaw {
      InvalidValue.requirePositive("reference-seconds", referenceSeconds);
      InvalidValue.require(exponent != null, "exponent", "nothing", "the mean exponent");
      InvalidValue.require(
          exponentDeviation != null && exponentDeviation.least >= 0,
          "exponent-deviation",
          exponentDeviation == null ? "nothing" : exponentDeviation.least,
          "the deviation of the exponent, of least 0 or more");
    }

    @Override
    public RetentionResponse response(int cells, double off, RandomStream variation) {
      float[] deviates = gaussians(cells, variation);
      return (cell, programmed, seconds) -> {
        double nu = exponent.of(programmed);
        if (cell != RetentionResponse.TYPICAL) {
          nu += exponentDeviation.of(programmed) * deviates[cell];
        }
        return programmed * Math.pow(1 + seconds / referenceSeconds, -nu);
      };
    }
  }

  /**
   * A straight line over the logarithm of the conductance g, {@code perLog ln g + atLargest}, within
   * limits.
   *
   * @param perLog slope; 0 for a constant
   * @param atLargest value at the largest conductance, before the limits
   * @param least lower limit
   * @param most upper limit
   */
  record Logarithm(double perLog, double atLargest, double least, double most) {
    public Logarithm {
      InvalidValue.requireRange("per-log", perLog, -10, 10);
      InvalidValue.requireRange("at-largest", atLargest, -10, 10);
      InvalidValue.requireRange("least", least, -10, 10);
      InvalidValue.requireRange("most", most, least, 10);
    }

    double of(double conductance) {
      double line = perLog * Math.log(Math.max(Double.MIN_NORMAL, conductance)) + atLargest;
      return Math.min(most, Math.max(least, line));
    }
  }

  /**
   * Decay towards a final conductance, {@code g(t) = e + (g - e) exp(-t / tau)}, the solution of a
   * process of first order. Its ends are those of DNN+NeuroSim's retention (Lu et al., Front. Artif.
   * Intell. 4:659060, 2021, doi 10.3389/frai.2021.659060), which approaches them by a power of time.
   *
   * @param timeConstantSeconds median of tau
   * @param spread standard deviation of ln tau between cells
   * @param towards the final conductance
   */
  record Exponential(
      double timeConstantSeconds, double spread, Towards towards, Arrhenius arrhenius)
      implements Retention {

    /** Where cells end. */
    public enum Towards {
      /** The largest conductance. */
      ON,
      /** The smallest conductance. */
      OFF,
      /** Half-way between the two. */
      MIDDLE,
      /** Anywhere between the two: each cell has an end of its own. */
      RANDOM
    }

    public Exponential {
      InvalidValue.requirePositive("time-constant-seconds", timeConstantSeconds);
      InvalidValue.requireRange("spread", spread, 0, 10);
      InvalidValue.require(towards != null, "towards", "nothing", "on, off, middle or random");
    }

    @Override
    public RetentionResponse response(int cells, double off, RandomStream variation) {
      float[] deviates = gaussians(cells, variation);
      float[] ends = new float[towards == Towards.RANDOM ? cells : 0];
      for (int i = 0; i < ends.length; i++) {
        ends[i] = (float) (off + (1 - off) * variation.uniform());
      }
      return (cell, programmed, seconds) -> {
        boolean typical = cell == RetentionResponse.TYPICAL;
        double end = switch (towards) {
          case ON -> 1;
          case OFF -> off;
          case MIDDLE -> (1 + off) / 2;
          case RANDOM -> typical ? (1 + off) / 2 : ends[cell];
        };
        double rate = typical ? 1 : Math.exp(-spread * deviates[cell]);
        return end + (programmed - end) * Math.exp(-rate * seconds / timeConstantSeconds);
      };
    }
  }

  /**
   * Relaxation of filaments, independent of the state, {@code g(t) = g + m L + z (s0 + s L)} with
   * {@code L = ln(1 + t / t0)} and one standard normal z for each cell: mean and deviation of cells
   * that were programmed alike are straight lines over the logarithm of time, as measured on
   * CMO/HfOx cells by Falcone et al., arXiv:2502.04524 (2025). They fit {@code ln(t / t0)}, for times
   * from t0 on; that z stays the same over time is assumed.
   *
   * @param referenceSeconds t0
   * @param perLog m
   * @param deviationPerLog s
   * @param earlyDeviation s0, of what happens before t0
   */
  record Logarithmic(
      double referenceSeconds,
      double perLog,
      double deviationPerLog,
      double earlyDeviation,
      Arrhenius arrhenius)
      implements Retention {
    public Logarithmic {
      InvalidValue.requirePositive("reference-seconds", referenceSeconds);
      InvalidValue.requireRange("per-log", perLog, -1, 1);
      InvalidValue.requireRange("deviation-per-log", deviationPerLog, 0, 1);
      InvalidValue.requireRange("early-deviation", earlyDeviation, 0, 1);
    }

    @Override
    public RetentionResponse response(int cells, double off, RandomStream variation) {
      float[] deviates = gaussians(cells, variation);
      return (cell, programmed, seconds) -> {
        double log = Math.log1p(seconds / referenceSeconds);
        double z = cell == RetentionResponse.TYPICAL ? 0 : deviates[cell];
        return programmed + perLog * log + z * (earlyDeviation + deviationPerLog * log);
      };
    }
  }

  private static float[] gaussians(int cells, RandomStream variation) {
    float[] deviates = new float[cells];
    for (int i = 0; i < cells; i++) {
      deviates[i] = variation.gaussian();
    }
    return deviates;
  }
}
