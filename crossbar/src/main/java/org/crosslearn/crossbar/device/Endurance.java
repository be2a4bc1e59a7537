package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How many pulses a cell stands. Each cell has a life of its own, drawn once; pulses of both
 * directions count alike, and cells that are programmed without pulses are worn as if by those that
 * it takes on a straight line.
 *
 * @param life in pulses
 * @param end what a cell is when its life is over
 * @param narrowing how its range shrinks before; null for not at all
 */
public record Endurance(Life life, End end, Narrowing narrowing) {
  public Endurance {
    InvalidValue.require(life != null, "life", "nothing", "the distribution of lives");
    InvalidValue.require(end != null, "end", "nothing", "on, off or in-place");
  }

  /** Where a worn cell is stuck. */
  public enum End {
    /** At its largest conductance. */
    ON,
    /** At its smallest conductance. */
    OFF,
    /** Where the last pulse took it. */
    IN_PLACE
  }

  /** Distribution of the pulses until a cell is stuck. In YAML, {@code kind} names it. */
  public sealed interface Life {
    /** Draws one. */
    double pulses(RandomStream random);
  }

  /**
   * Lives whose logarithm is Gaussian.
   *
   * @param medianPulses half of the cells live longer
   * @param sigma standard deviation of the natural logarithm
   */
  public record Lognormal(double medianPulses, double sigma) implements Life {
    public Lognormal {
      InvalidValue.requirePositive("median-pulses", medianPulses);
      InvalidValue.requireRange("sigma", sigma, 0, 10);
    }

    @Override
    public double pulses(RandomStream random) {
      return medianPulses * Math.exp(sigma * random.gaussian());
    }
  }

  /**
   * Lives that end with the weakest of many links, {@code P(life > n) = exp(-(n / scale)^shape)}
   * (Weibull, J. Appl. Mech. 18:293, 1951).
   *
   * @param scalePulses 37 of 100 cells live longer
   * @param shape below 1 for early failures, above for wear
   */
  public record Weibull(double scalePulses, double shape) implements Life {
    public Weibull {
      InvalidValue.requirePositive("scale-pulses", scalePulses);
      InvalidValue.requireRange("shape", shape, 0.01, 100);
    }

    @Override
    public double pulses(RandomStream random) {
      return scalePulses * Math.pow(-Math.log(1 - random.nextDouble()), 1 / shape);
    }
  }

  /**
   * A range that shrinks with the used share u of the life, from both ends alike, by {@code loss
   * u^power} of itself. That the window closes before a cell fails is observed of oxide memories; the
   * power law is an assumption of this model.
   *
   * @param loss share of the range that is lost at the end of life
   * @param power 1 for a steady loss, more for one that comes late
   */
  public record Narrowing(double loss, double power) {
    public Narrowing {
      InvalidValue.requireRange("loss", loss, 0, 1);
      InvalidValue.requireRange("power", power, 0.01, 100);
    }
  }
}
