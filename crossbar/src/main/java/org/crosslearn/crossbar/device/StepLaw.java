package org.crosslearn.crossbar.device;

import java.util.List;
import java.util.Optional;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How a programming pulse moves the conductance, as a function of where it is. States g are
 * conductances normalised to the range of the cell: 0 at the smallest, 1 at the largest, and no step
 * leads beyond either. P are the levels of a direction. In YAML, {@code kind} names the law.
 *
 * <p>Where a law says {@code linear}, {@code soft-bounds}, {@code exponential}, {@code power} or {@code
 * piecewise}, it is the pulsed device of that name of IBM's aihwkit (Rasch et al., AICAS 2021, doi
 * 10.1109/AICAS51828.2021.9458494; documentation of {@code aihwkit.simulator.configs.devices}), with
 * one choice of our own: the step in the middle of the range is 1 / P for all of them. A train is n
 * single pulses, each from where the last one ended.
 */
public sealed interface StepLaw {

  /**
   * Pulses by which a requested change of state becomes a number of pulses: a change of 1 takes so
   * many.
   */
  Levels levels();

  /** Steps between the states that an ideal programmer sets. */
  default double gridSteps() {
    return levels().potentiation();
  }

  /** Whether cells can differ in a shape of the law; else {@link Spread#shape} must be 0. */
  default boolean hasShape() {
    return false;
  }

  /**
   * The law for an array of cells.
   *
   * @param sigma standard deviation of the law's shape between cells, in the unit of that shape; 0 if
   *     the law has none
   * @param variation draws the shapes; not used if sigma is 0
   */
  StepResponse response(int cells, double sigma, RandomStream variation);

  /** Pulses from the smallest to the largest conductance and back. */
  record Levels(double potentiation, double depression) {
    private static final double MOST = 1 << 20;

    public Levels {
      InvalidValue.requireRange("potentiation", potentiation, 1, MOST);
      InvalidValue.requireRange("depression", depression, 1, MOST);
    }

    /** Levels in the direction of a change. */
    public float towards(double change) {
      return (float) (change > 0 ? potentiation : depression);
    }
  }

  /** One number for each direction of programming. */
  record Directions(double potentiation, double depression) {
    Directions require(String name, double lowest, double highest) {
      InvalidValue.requireRange(name + ".potentiation", potentiation, lowest, highest);
      InvalidValue.requireRange(name + ".depression", depression, lowest, highest);
      return this;
    }
  }

  /**
   * The saturating curves of MLP+NeuroSim (Chen, Peng, Yu, IEEE TCAD 37(12):3067, 2018); see {@link
   * PulseCurve#labelled}. A label of 0 is a straight line of equal steps. The shape that may differ
   * between cells is the label.
   *
   * @param levels pulses from end to end
   * @param nonlinearity labels of the two curves, -9..9; opposite signs are the usual, asymmetric
   *     case
   */
  record Nonlinear(Levels levels, Directions nonlinearity) implements StepLaw {
    public Nonlinear {
      requireLevels(levels);
      requireDirections("nonlinearity", nonlinearity).require("nonlinearity", -9, 9);
    }

    @Override
    public boolean hasShape() {
      return true;
    }

    /**
     * Deviates from the original in one point: device-to-device variation draws a label of its own
     * for each cell and direction, where the original draws one for all cells built within the same
     * second.
     *
     * @param sigma in units of the label
     */
    @Override
    public StepResponse response(int cells, double sigma, RandomStream variation) {
      if (sigma == 0) {
        return new AffineResponse.Alike(
            PulseCurve.labelled(nonlinearity.potentiation, levels.potentiation),
            PulseCurve.labelled(nonlinearity.depression, levels.depression));
      }
      ShapeTable shapes = new ShapeTable();
      return new CurveVariation(cells, sigma, variation)
          .draw(true, nonlinearity.potentiation, label -> drawn(shapes, label, levels.potentiation))
          .draw(false, nonlinearity.depression, label -> drawn(shapes, label, levels.depression))
          .response();
    }

    private static PulseCurve drawn(ShapeTable shapes, double label, double levels) {
      double most = ShapeTable.LARGEST_LABEL;
      return PulseCurve.saturating(shapes.of(Math.max(-most, Math.min(most, label))), levels);
    }
  }

  /**
   * Steps that depend linearly on the state: {@code (1 - s (2 g - 1)) / P} upwards and {@code (1 + s (2
   * g - 1)) / P} downwards (aihwkit's {@code LinearStepDevice}, with {@code s} its gamma where the
   * range is symmetric). The shape that may differ between cells is the slope; drawn slopes count by
   * their magnitude, as there.
   *
   * @param levels one over the step in the middle of the range
   * @param slope s, the share by which a step at the end that it leads to is smaller than in the
   *     middle: 0 for equal steps, 1 for {@link SoftBounds}; below 0 for steps that grow
   */
  record Linear(Levels levels, Directions slope) implements StepLaw {
    /** A slope this small changes no float. */
    private static final double STRAIGHT = 1e-6;

    public Linear {
      requireLevels(levels);
      requireDirections("slope", slope).require("slope", -1, 1);
      requireSteps("slope.potentiation", slope.potentiation, levels.potentiation);
      requireSteps("slope.depression", slope.depression, levels.depression);
    }

    private static void requireSteps(String key, double slope, double levels) {
      InvalidValue.require(
          2 * slope < levels, key, slope, "below half the levels, or one step overshoots the end");
    }

    @Override
    public boolean hasShape() {
      return true;
    }

    @Override
    public StepResponse response(int cells, double sigma, RandomStream variation) {
      if (sigma == 0) {
        return new AffineResponse.Alike(
            PulseCurve.linearUp(slope.potentiation, levels.potentiation),
            PulseCurve.linearDown(slope.depression, levels.depression));
      }
      return new CurveVariation(cells, sigma, variation)
          .draw(
              true,
              slope.potentiation,
              drawn -> PulseCurve.linearUp(
                  limited(drawn, slope.potentiation, levels.potentiation), levels.potentiation))
          .draw(
              false,
              slope.depression,
              drawn -> PulseCurve.linearDown(
                  limited(drawn, slope.depression, levels.depression), levels.depression))
          .response();
    }

    private static double limited(double drawn, double mean, double levels) {
      double magnitude = Math.max(STRAIGHT, Math.min(Math.abs(drawn), 0.49 * levels));
      return mean < 0 ? -magnitude : magnitude;
    }
  }

  /**
   * Steps in proportion to the distance from the end that they lead to: {@code 2 (1 - g) / P} upwards
   * and {@code 2 g / P} downwards (aihwkit's {@code SoftBoundsDevice}; Fusi and Abbott, Nature
   * Neuroscience 10:485, 2007). It has no shape.
   *
   * @param levels one over the step in the middle of the range, above 2
   */
  record SoftBounds(Levels levels) implements StepLaw {
    public SoftBounds {
      requireLevels(levels);
      requireAboveTwo("levels.potentiation", levels.potentiation);
      requireAboveTwo("levels.depression", levels.depression);
    }

    private static void requireAboveTwo(String key, double levels) {
      InvalidValue.require(levels > 2, key, levels, "above 2, or one step leads from end to end");
    }

    @Override
    public StepResponse response(int cells, double sigma, RandomStream variation) {
      return new AffineResponse.Alike(
          PulseCurve.linearUp(1, levels.potentiation), PulseCurve.linearDown(1, levels.depression));
    }
  }

  /**
   * Steps that fall or rise exponentially: with {@code z = slope (2 g - 1) + offset} they are {@code
   * max(0, 1 - A exp(gamma z))} upwards and {@code max(0, 1 - A exp(-gamma z))} downwards, divided by
   * what that is in the middle of the range and by P (aihwkit's {@code ExpStepDevice}, where a is the
   * slope and b the offset of a symmetric range). It has no shape that differs between cells.
   *
   * @param levels one over the step in the middle of the range
   * @param factor A
   * @param exponent gamma
   */
  record Exponential(
      Levels levels, Directions factor, Directions exponent, double slope, double offset)
      implements StepLaw {
    private static final double MOST = 1e6;

    public Exponential {
      requireLevels(levels);
      requireDirections("factor", factor).require("factor", -MOST, MOST);
      requireDirections("exponent", exponent).require("exponent", -100, 100);
      InvalidValue.requireRange("slope", slope, -100, 100);
      InvalidValue.requireRange("offset", offset, -100, 100);
      for (boolean raised : new boolean[] {true, false}) {
        double middle = raw(factor, exponent, slope, offset, 0.5, raised);
        InvalidValue.require(
            middle > 0 && Double.isFinite(middle),
            "factor." + (raised ? "potentiation" : "depression"),
            raised ? factor.potentiation : factor.depression,
            "such that there is a step in the middle of the range: 1 - A exp(+-gamma offset) above 0");
      }
    }

    private static double raw(
        Directions factor,
        Directions exponent,
        double slope,
        double offset,
        double state,
        boolean raised) {
      double z = slope * (2 * state - 1) + offset;
      return raised
          ? Math.max(0, 1 - factor.potentiation * Math.exp(exponent.potentiation * z))
          : Math.max(0, 1 - factor.depression * Math.exp(-exponent.depression * z));
    }

    @Override
    public StepResponse response(int cells, double sigma, RandomStream variation) {
      double up = levels.potentiation * raw(factor, exponent, slope, offset, 0.5, true);
      double down = levels.depression * raw(factor, exponent, slope, offset, 0.5, false);
      return new SteppedResponse((cell, state, raised) ->
          raw(factor, exponent, slope, offset, state, raised) / (raised ? up : down));
    }
  }

  /**
   * Steps that are a power of the distance from the end that they lead to: {@code (2 (1 - g))^gamma / P}
   * upwards and {@code (2 g)^gamma / P} downwards (aihwkit's {@code PowStepDevice}, after Fusi and
   * Abbott, Nature Neuroscience 10:485, 2007, and Frascaroli et al., Scientific Reports 8:7178, 2018).
   * The shape that may differ between cells is the exponent; drawn exponents count by their magnitude.
   *
   * @param levels one over the step in the middle of the range
   * @param exponent gamma, 0 for equal steps, 1 for {@link SoftBounds}
   */
  record Power(Levels levels, Directions exponent) implements StepLaw {
    public Power {
      requireLevels(levels);
      requireDirections("exponent", exponent).require("exponent", 0, 20);
    }

    @Override
    public boolean hasShape() {
      return true;
    }

    @Override
    public StepResponse response(int cells, double sigma, RandomStream variation) {
      if (sigma == 0) {
        return new SteppedResponse((cell, state, raised) -> raised
            ? Math.pow(2 * (1 - state), exponent.potentiation) / levels.potentiation
            : Math.pow(2 * state, exponent.depression) / levels.depression);
      }
      float[] up = drawn(exponent.potentiation, sigma, cells, variation);
      float[] down = drawn(exponent.depression, sigma, cells, variation);
      return new SteppedResponse((cell, state, raised) -> raised
          ? Math.pow(2 * (1 - state), up[cell]) / levels.potentiation
          : Math.pow(2 * state, down[cell]) / levels.depression);
    }

    private static float[] drawn(double mean, double sigma, int cells, RandomStream variation) {
      float[] exponents = new float[cells];
      for (int i = 0; i < cells; i++) {
        exponents[i] = (float) Math.abs(mean + sigma * variation.gaussian());
      }
      return exponents;
    }
  }

  /**
   * Steps given at states an equal distance apart, the first at g = 0 and the last at g = 1, and
   * interpolated in between (aihwkit's {@code PiecewiseStepDevice}). It has no shape.
   *
   * @param levels one over the step that counts as 1
   * @param potentiation steps upwards in units of {@code 1 / P}
   * @param depression size of the steps downwards in units of {@code 1 / P}
   */
  record Piecewise(Levels levels, List<Double> potentiation, List<Double> depression)
      implements StepLaw {
    public Piecewise {
      requireLevels(levels);
      potentiation = requireSteps("potentiation", potentiation);
      depression = requireSteps("depression", depression);
    }

    private static List<Double> requireSteps(String key, List<Double> steps) {
      InvalidValue.require(
          steps != null && steps.size() > 1,
          key,
          steps == null ? "nothing" : steps,
          "two steps or more, the first at the smallest conductance and the last at the largest");
      for (Double step : steps) {
        InvalidValue.require(
            step != null && step >= 0 && step <= 1e6, key, step, "a list of numbers from 0 to 1e6");
      }
      InvalidValue.require(
          steps.stream().anyMatch(step -> step > 0),
          key,
          steps,
          "such that there is a step at all");
      return List.copyOf(steps);
    }

    @Override
    public StepResponse response(int cells, double sigma, RandomStream variation) {
      double[] up =
          potentiation.stream().mapToDouble(v -> v / levels.potentiation).toArray();
      double[] down =
          depression.stream().mapToDouble(v -> v / levels.depression).toArray();
      return new SteppedResponse((cell, state, raised) -> at(raised ? up : down, state));
    }

    private static double at(double[] nodes, double state) {
      double position = state * (nodes.length - 1);
      int below = Math.min((int) position, nodes.length - 2);
      return nodes[below] + (position - below) * (nodes[below + 1] - nodes[below]);
    }
  }

  /**
   * Conductance against pulse number as measured: a train of n pulses moves along the curve from where
   * the curve has the conductance of the cell, and stays at its end. The smallest and the largest
   * conductance of both tables are the ends of the range. It has no shape.
   *
   * @param file {@link MeasuredCurves CSV}, found from the folder of the file that names it; its first
   *     train of each direction counts. Nothing where the tables are given
   * @param potentiation conductances after 0, 1, 2 ... pulses, in any unit, rising
   * @param depression likewise, falling
   */
  record Measured(Optional<String> file, List<Double> potentiation, List<Double> depression)
      implements StepLaw {
    public Measured {
      file = file == null ? Optional.empty() : file;
      potentiation = potentiation == null ? List.of() : potentiation;
      depression = depression == null ? List.of() : depression;
      if (file.isPresent()) {
        InvalidValue.require(
            potentiation.isEmpty() && depression.isEmpty(),
            "file",
            file.get(),
            "left out where tables are given");
      } else {
        potentiation = requireTable("potentiation", potentiation, 1);
        depression = requireTable("depression", depression, -1);
      }
    }

    private static List<Double> requireTable(String key, List<Double> table, int direction) {
      InvalidValue.require(
          table.size() > 1, key, table.isEmpty() ? "nothing" : table, "two conductances or more");
      for (int i = 0; i < table.size(); i++) {
        Double g = table.get(i);
        InvalidValue.require(
            g != null && g >= 0 && Double.isFinite(g),
            key + "[" + i + "]",
            g,
            "a conductance, 0 or above");
        InvalidValue.require(
            i == 0 || direction * (g - table.get(i - 1)) > 0,
            key + "[" + i + "]",
            g,
            (direction > 0 ? "above" : "below")
                + " the conductance one pulse earlier, "
                + (i == 0 ? "" : table.get(i - 1))
                + "; smooth the table, or fit a law to it");
      }
      return List.copyOf(table);
    }

    /**
     * The law with the tables of its file.
     *
     * @throws InvalidValue if they are not allowed
     */
    public Measured withTables(List<Double> up, List<Double> down) {
      return new Measured(Optional.empty(), up, down);
    }

    /** Pulses that the tables cover. */
    @Override
    public Levels levels() {
      if (file.isPresent()) {
        throw new IllegalStateException("the tables in " + file.get() + " have not been read");
      }
      return new Levels(potentiation.size() - 1, depression.size() - 1);
    }

    @Override
    public StepResponse response(int cells, double sigma, RandomStream variation) {
      levels();
      double lowest = Math.min(potentiation.get(0), depression.get(depression.size() - 1));
      double highest = Math.max(potentiation.get(potentiation.size() - 1), depression.get(0));
      return new MeasuredResponse(
          normalised(potentiation, lowest, highest), normalised(depression, lowest, highest));
    }

    private static double[] normalised(List<Double> table, double lowest, double highest) {
      return table.stream().mapToDouble(g -> (g - lowest) / (highest - lowest)).toArray();
    }
  }

  /**
   * Each pulse moves the state by one level with a probability, or not at all (binary: Suri et al.,
   * IEEE Trans. Electron Devices 60(7):2402, 2013; on several levels: Fusi and Abbott, Nature
   * Neuroscience 10:485, 2007). The levels that a train moves are binomial. It has no shape.
   *
   * @param steps from end to end; 1 for a binary cell
   * @param probability that a pulse switches
   */
  record StochasticSwitching(int steps, Directions probability) implements StepLaw {
    public StochasticSwitching {
      InvalidValue.requireRange("steps", steps, 1, 1000);
      requireDirections("probability", probability).require("probability", 1e-3, 1);
    }

    /** Pulses that a change of 1 takes in the mean. */
    @Override
    public Levels levels() {
      return new Levels(steps / probability.potentiation, steps / probability.depression);
    }

    @Override
    public double gridSteps() {
      return steps;
    }

    @Override
    public StepResponse response(int cells, double sigma, RandomStream variation) {
      return new SwitchingResponse(1.0 / steps, probability.potentiation, probability.depression);
    }
  }

  private static void requireLevels(Levels levels) {
    InvalidValue.require(levels != null, "levels", "nothing", "potentiation and depression levels");
  }

  private static Directions requireDirections(String key, Directions directions) {
    InvalidValue.require(directions != null, key, "nothing", "potentiation and depression");
    return directions;
  }
}
