package org.crosslearn.crossbar.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Laws that can be fitted, with their free parameters, each a smooth function of a number that may be
 * any.
 */
enum LawCandidate {
  NONLINEAR(
      StepLaw.Nonlinear.class,
      "nonlinearity.potentiation",
      "nonlinearity.depression",
      "lowest",
      "highest") {
    @Override
    List<double[]> starts(LawFit.Data data) {
      return List.of(
          new double[] {1, -1, 0, 1}, new double[] {1, 1, 0, 1},
          new double[] {-1, -1, 0, 1}, new double[] {-1, 1, 0, 1});
    }

    @Override
    double[] natural(LawFit.Data data, double[] u) {
      return new double[] {
        9 * Math.tanh(u[0] / 9),
        9 * Math.tanh(u[1] / 9),
        data.conductance(u[2]),
        data.conductance(u[3])
      };
    }

    @Override
    LawFit.Model model(LawFit.Data data, double[] u) {
      double[] p = natural(data, u);
      double highest = Math.max(u[3], u[2] + 1e-3);
      return new LawFit.Model(
          new StepLaw.Nonlinear(
              new StepLaw.Levels(data.up(), data.down()), new StepLaw.Directions(p[0], p[1])),
          u[2],
          highest,
          u[2],
          highest);
    }
  },
  LINEAR(
      StepLaw.Linear.class,
      "levels.potentiation",
      "slope.potentiation",
      "levels.depression",
      "slope.depression",
      "start.potentiation",
      "start.depression") {
    @Override
    List<double[]> starts(LawFit.Data data) {
      return List.of(
          new double[] {logLevels(data.up()), 0.3, logLevels(data.down()), 0.3, 0, 1},
          new double[] {logLevels(data.up() / 2.0), 1, logLevels(data.down() / 2.0), 1, 0, 1});
    }

    @Override
    double[] natural(LawFit.Data data, double[] u) {
      return new double[] {
        levels(u[0]),
        Math.tanh(u[1]),
        levels(u[2]),
        Math.tanh(u[3]),
        data.conductance(u[4]),
        data.conductance(u[5])
      };
    }

    @Override
    LawFit.Model model(LawFit.Data data, double[] u) {
      double[] p = natural(data, u);
      return new LawFit.Model(
          new StepLaw.Linear(new StepLaw.Levels(p[0], p[2]), new StepLaw.Directions(p[1], p[3])),
          0,
          1,
          u[4],
          u[5]);
    }
  },
  SOFT_BOUNDS(
      StepLaw.SoftBounds.class,
      "levels.potentiation",
      "levels.depression",
      "lowest",
      "highest",
      "start.potentiation",
      "start.depression") {
    @Override
    List<double[]> starts(LawFit.Data data) {
      return List.of(
          new double[] {logLevels(data.up()), logLevels(data.down()), -0.1, 1.1, 0, 1},
          new double[] {logLevels(data.up() / 3.0), logLevels(data.down() / 3.0), 0, 1, 0, 1});
    }

    @Override
    double[] natural(LawFit.Data data, double[] u) {
      return new double[] {
        levels(u[0]),
        levels(u[1]),
        data.conductance(u[2]),
        data.conductance(u[3]),
        data.conductance(u[4]),
        data.conductance(u[5])
      };
    }

    @Override
    LawFit.Model model(LawFit.Data data, double[] u) {
      double[] p = natural(data, u);
      // No cell conducts less than nothing.
      double lowest = Math.max(u[2], -data.offset() / data.range());
      return new LawFit.Model(
          new StepLaw.SoftBounds(new StepLaw.Levels(p[0], p[1])),
          lowest,
          Math.max(u[3], lowest + 1e-3),
          u[4],
          u[5]);
    }
  },
  EXPONENTIAL(
      StepLaw.Exponential.class,
      "levels.potentiation",
      "factor.potentiation",
      "exponent.potentiation",
      "levels.depression",
      "factor.depression",
      "exponent.depression",
      "start.potentiation",
      "start.depression") {
    private static final double MOST_EXPONENT = 30;

    @Override
    List<double[]> starts(LawFit.Data data) {
      List<double[]> starts = new ArrayList<>();
      // Close to steps that depend linearly on the state.
      starts.add(
          new double[] {logLevels(data.up()), -2, 0.25, logLevels(data.down()), -2, 0.25, 0, 1});
      for (double up : new double[] {-4, 4}) {
        for (double down : new double[] {-4, 4}) {
          starts.add(
              new double[] {logLevels(data.up()), 0.3, up, logLevels(data.down()), 0.3, down, 0, 1
              });
        }
      }
      return starts;
    }

    @Override
    double[] natural(LawFit.Data data, double[] u) {
      return new double[] {
        levels(u[0]),
        factor(u[1]),
        MOST_EXPONENT * Math.tanh(u[2] / MOST_EXPONENT),
        levels(u[3]),
        factor(u[4]),
        MOST_EXPONENT * Math.tanh(u[5] / MOST_EXPONENT),
        data.conductance(u[6]),
        data.conductance(u[7])
      };
    }

    /** Below 1, so that there is a step in the middle of the range. */
    private double factor(double u) {
      return -Math.expm1(Math.max(-10, Math.min(10, u)));
    }

    @Override
    LawFit.Model model(LawFit.Data data, double[] u) {
      double[] p = natural(data, u);
      return new LawFit.Model(
          new StepLaw.Exponential(
              new StepLaw.Levels(p[0], p[3]),
              new StepLaw.Directions(p[1], p[4]),
              new StepLaw.Directions(p[2], p[5]),
              0.5,
              0),
          0,
          1,
          u[6],
          u[7]);
    }
  },
  POWER(
      StepLaw.Power.class,
      "levels.potentiation",
      "exponent.potentiation",
      "levels.depression",
      "exponent.depression",
      "start.potentiation",
      "start.depression") {
    @Override
    List<double[]> starts(LawFit.Data data) {
      return List.of(
          new double[] {logLevels(data.up()), -1, logLevels(data.down()), -1, 0, 1},
          new double[] {logLevels(data.up() / 2.0), 0.5, logLevels(data.down() / 2.0), 0.5, 0, 1});
    }

    @Override
    double[] natural(LawFit.Data data, double[] u) {
      return new double[] {
        levels(u[0]),
        Math.min(20, Math.exp(u[1])),
        levels(u[2]),
        Math.min(20, Math.exp(u[3])),
        data.conductance(u[4]),
        data.conductance(u[5])
      };
    }

    @Override
    LawFit.Model model(LawFit.Data data, double[] u) {
      double[] p = natural(data, u);
      return new LawFit.Model(
          new StepLaw.Power(new StepLaw.Levels(p[0], p[2]), new StepLaw.Directions(p[1], p[3])),
          0,
          1,
          u[4],
          u[5]);
    }
  };

  private static final double LEAST_LEVELS = 2.1;

  private final Class<? extends StepLaw> kind;
  private final String[] parameters;

  LawCandidate(Class<? extends StepLaw> kind, String... parameters) {
    this.kind = kind;
    this.parameters = parameters;
  }

  abstract List<double[]> starts(LawFit.Data data);

  /** The parameters in their own units, the i-th from the i-th number alone. */
  abstract double[] natural(LawFit.Data data, double[] u);

  abstract LawFit.Model model(LawFit.Data data, double[] u);

  /** The candidate that has fitted a law. */
  static LawCandidate of(StepLaw law) {
    return Arrays.stream(values())
        .filter(candidate -> candidate.kind.isInstance(law))
        .findFirst()
        .orElseThrow();
  }

  /** Name of the i-th parameter. */
  String parameter(int i) {
    return parameters[i];
  }

  String yamlName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double levels(double u) {
    return LEAST_LEVELS + Math.exp(Math.max(-20, Math.min(13, u)));
  }

  private static double logLevels(double levels) {
    return Math.log(Math.max(0.5, levels - LEAST_LEVELS));
  }
}
