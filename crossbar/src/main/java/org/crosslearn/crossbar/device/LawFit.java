package org.crosslearn.crossbar.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * A step law with the parameters that bring its curves closest to measured ones, in the sense of least
 * squares (Levenberg and Marquardt, from several starts).
 *
 * <p>All trains of a direction are taken to begin at one conductance, which is fitted too; those of
 * {@code nonlinear} begin and end at the ends of its range. The range is that of the data's ends for
 * {@code linear}, {@code exponential} and {@code power}, fitted for {@code nonlinear}, and for {@code
 * soft-bounds} its bounds, which no train reaches.
 *
 * @param law the fitted law
 * @param lowest conductance at the state 0, in the unit of the data
 * @param highest conductance at the state 1
 * @param parameters by name, with their standard errors
 * @param potentiation conductances before and after each pulse of the longest train, as fitted
 * @param depression likewise
 * @param rms root mean square of the residuals, as a fraction of the range between the mean ends of the
 *     measured trains
 * @param criterion Akaike's information criterion with the correction for short data (Hurvich and
 *     Tsai, Biometrika 76:297, 1989): the smaller, the better; it takes residuals for independent
 * @param scatter what the residuals say of noise
 */
public record LawFit(
    StepLaw law,
    double lowest,
    double highest,
    Map<String, Estimate> parameters,
    double[] potentiation,
    double[] depression,
    double rms,
    double criterion,
    Scatter scatter) {

  /**
   * @param error standard error if readings scatter independently; not a number where the data do not
   *     determine the parameter
   */
  public record Estimate(double value, double error) {}

  /**
   * Noise in fractions of the conductance range.
   *
   * <p>Noise of reading makes increments of neighbouring pulses anticorrelated, {@code cov = -w^2};
   * noise that adds up leaves them independent. What is left of their variance is noise of steps where
   * it grows significantly with the square of the step, else cycle-to-cycle noise.
   *
   * @param writeNoise w, scatter of readings around the state that a cell holds
   */
  public record Scatter(double cycleToCycle, double stepNoise, double writeNoise) {}

  private static final int MOST_EVALUATIONS = 400;
  private static final int MOST_ITERATIONS = 100;
  private static final double SIGNIFICANT = 3;

  /** Residuals this small, of the range, are those of rounding, and no law is better than another. */
  private static final double EXACT = 1e-6;

  /** Names of the laws that can be fitted. */
  public static List<String> names() {
    return Arrays.stream(LawCandidate.values()).map(LawCandidate::yamlName).toList();
  }

  /** Name of the law in YAML. */
  public String name() {
    return LawCandidate.of(law).yamlName();
  }

  /** All laws, the best by the criterion first. A law that finds no fit is left out. */
  public static List<LawFit> all(MeasuredCurves curves) {
    Data data = Data.of(curves);
    return Arrays.stream(LawCandidate.values())
        .map(candidate -> fit(candidate, data))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingDouble(LawFit::criterion))
        .toList();
  }

  private static Optional<LawFit> fit(LawCandidate candidate, Data data) {
    Optimum best = null;
    for (double[] start : candidate.starts(data)) {
      try {
        Optimum optimum = new LevenbergMarquardtOptimizer()
            .optimize(new LeastSquaresBuilder()
                .model(
                    point -> data.predicted(candidate.model(data, point)),
                    point -> data.jacobian(candidate, point))
                .target(data.values)
                .start(start)
                .maxEvaluations(MOST_EVALUATIONS)
                .maxIterations(MOST_ITERATIONS)
                .build());
        if (best == null || optimum.getCost() < best.getCost()) {
          best = optimum;
        }
      } catch (MathIllegalStateException e) {
        // No convergence from this start; another may.
      }
    }
    return Optional.ofNullable(best).map(optimum -> result(candidate, data, optimum));
  }

  private static LawFit result(LawCandidate candidate, Data data, Optimum optimum) {
    double[] point = optimum.getPoint().toArray();
    Model model = candidate.model(data, point);
    int n = data.values.length;
    int k = point.length + 1;
    double squares = optimum.getCost() * optimum.getCost();
    double variance = Math.max(squares / n, EXACT * EXACT);
    double criterion = n * Math.log(variance) + 2 * k + 2.0 * k * (k + 1) / Math.max(1, n - k - 1);
    return new LawFit(
        model.law,
        data.conductance(model.lowest),
        data.conductance(model.highest),
        estimates(candidate, data, optimum, squares / Math.max(1, n - k)),
        data.conductances(data.curve(model, true)),
        data.conductances(data.curve(model, false)),
        Math.sqrt(squares / n),
        criterion,
        data.scatter(model));
  }

  private static Map<String, Estimate> estimates(
      LawCandidate candidate, Data data, Optimum optimum, double variance) {
    double[] point = optimum.getPoint().toArray();
    double[] errors = new double[point.length];
    Arrays.fill(errors, Double.NaN);
    try {
      errors = optimum.getSigma(1e-12).mapMultiply(Math.sqrt(variance)).toArray();
    } catch (SingularMatrixException e) {
      // Data that do not tell all parameters apart: without errors.
    }
    double[] values = candidate.natural(data, point);
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      double[] nearby = point.clone();
      nearby[i] += 1e-6;
      double slope = (candidate.natural(data, nearby)[i] - values[i]) / 1e-6;
      estimates.put(candidate.parameter(i), new Estimate(values[i], Math.abs(slope) * errors[i]));
    }
    return estimates;
  }

  /**
   * A law in the units of the data, which run from 0 to 1.
   *
   * @param startUp value at which trains upwards begin
   */
  record Model(StepLaw law, double lowest, double highest, double startUp, double startDown) {}

  /**
   * Measured values, scaled to 0..1 between the mean ends of the trains.
   *
   * @param values of all trains, one after the other
   */
  record Data(
      List<MeasuredCurves.Train> trains,
      double offset,
      double range,
      int up,
      int down,
      double[] values) {

    static Data of(MeasuredCurves curves) {
      double lowest = 0;
      double highest = 0;
      int count = curves.trains().size();
      for (MeasuredCurves.Train train : curves.trains()) {
        double first = train.conductances()[0];
        double last = train.conductances()[train.pulses()];
        lowest += (train.raised() ? first : last) / count;
        highest += (train.raised() ? last : first) / count;
      }
      double offset = lowest;
      double range = highest - lowest;
      double[] values = curves.trains().stream()
          .flatMapToDouble(train -> Arrays.stream(train.conductances()))
          .map(g -> (g - offset) / range)
          .toArray();
      return new Data(
          curves.trains(),
          offset,
          range,
          curves.mostPulses(true),
          curves.mostPulses(false),
          values);
    }

    double conductance(double value) {
      return offset + range * value;
    }

    double[] conductances(double[] curve) {
      return Arrays.stream(curve).map(this::conductance).toArray();
    }

    double[] curve(Model model, boolean raised) {
      double[] curve = new double[(raised ? up : down) + 1];
      StepResponse response = model.law.response(1, 0, null);
      double width = model.highest - model.lowest;
      // Not limited: were it, a start beyond the range would have no gradient.
      double state = ((raised ? model.startUp : model.startDown) - model.lowest) / width;
      for (int i = 0; i < curve.length; i++) {
        curve[i] = model.lowest + width * state;
        state = limited(response.after(0, limited(state), raised, raised ? 1 : -1, null));
      }
      return curve;
    }

    private static double limited(double state) {
      return Math.max(0, Math.min(1, state));
    }

    double[] predicted(Model model) {
      double[] rising = curve(model, true);
      double[] falling = curve(model, false);
      double[] predicted = new double[values.length];
      int at = 0;
      for (MeasuredCurves.Train train : trains) {
        int points = train.pulses() + 1;
        System.arraycopy(train.raised() ? rising : falling, 0, predicted, at, points);
        at += points;
      }
      return predicted;
    }

    double[][] jacobian(LawCandidate candidate, double[] point) {
      double[][] jacobian = new double[values.length][point.length];
      for (int j = 0; j < point.length; j++) {
        double step = 1e-5 * Math.max(1, Math.abs(point[j]));
        double[] above = point.clone();
        double[] below = point.clone();
        above[j] += step;
        below[j] -= step;
        double[] high = predicted(candidate.model(this, above));
        double[] low = predicted(candidate.model(this, below));
        for (int i = 0; i < values.length; i++) {
          jacobian[i][j] = (high[i] - low[i]) / (2 * step);
        }
      }
      return jacobian;
    }

    Scatter scatter(Model model) {
      double[] predicted = predicted(model);
      List<double[]> increments = new ArrayList<>();
      double covariance = 0;
      int neighbours = 0;
      int at = 0;
      for (MeasuredCurves.Train train : trains) {
        double before = Double.NaN;
        for (int i = 0; i < train.pulses(); i++, at++) {
          double step = predicted[at + 1] - predicted[at];
          double error = values[at + 1] - values[at] - step;
          increments.add(new double[] {step * step, error * error});
          if (!Double.isNaN(before)) {
            covariance += before * error;
            neighbours++;
          }
          before = error;
        }
        at++;
      }
      double variance = increments.stream().mapToDouble(d -> d[1]).average().orElse(0);
      double readings = -covariance / Math.max(1, neighbours);
      if (readings < 2 * variance / Math.sqrt(neighbours)) {
        readings = 0;
      }
      readings = Math.min(readings, variance / 2);
      double additive = variance - 2 * readings;
      double relative = significantSlope(increments);
      double meanSquare = increments.stream().mapToDouble(d -> d[0]).average().orElse(0);
      relative = Math.min(relative, meanSquare > 0 ? additive / meanSquare : 0);
      additive -= relative * meanSquare;
      double width = model.highest - model.lowest;
      return new Scatter(
          Math.sqrt(Math.max(0, additive)) / width,
          Math.sqrt(relative),
          Math.sqrt(readings) / width);
    }

    /** Slope of squared errors over squared steps; 0 unless it is significantly above. */
    private static double significantSlope(List<double[]> points) {
      int n = points.size();
      double x = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
      double y = points.stream().mapToDouble(p -> p[1]).average().orElse(0);
      double xx = points.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
      double xy = points.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum();
      if (n < 10 || xx == 0) {
        return 0;
      }
      double slope = xy / xx;
      double rest = points.stream()
          .mapToDouble(p -> Math.pow(p[1] - y - slope * (p[0] - x), 2))
          .sum();
      return slope > SIGNIFICANT * Math.sqrt(rest / (n - 2) / xx) ? slope : 0;
    }
  }
}
