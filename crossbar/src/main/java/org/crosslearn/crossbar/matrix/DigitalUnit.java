package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Storage;

/**
 * Arithmetic in digital circuits beside the arrays: exact, and recorded. All signals are {@code
 * batch x size}; results have the shape of the first operand.
 */
public final class DigitalUnit {
  /** Adding and subtracting it leaves a float between -2^22 and 2^22 rounded to a whole number. */
  private static final float ROUNDER = 0x1.8p23f;

  private final OpRecorder recorder;
  private final AnalogKernels kernels;

  DigitalUnit(OpRecorder recorder, AnalogKernels kernels) {
    this.recorder = recorder;
    this.kernels = kernels;
  }

  /** {@code max(x, 0)}. */
  public Signal relu(Signal x) {
    float[] y = new float[x.values().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(0, x.values()[i]);
    }
    return result(x, y, record(DigitalFunction.RECTIFY, y.length, x.producer()));
  }

  /** Passes the errors of units that were active: the derivative of {@link #relu}. */
  public Signal whereActive(Signal errors, Signal activations) {
    float[] y = new float[errors.values().length];
    for (int i = 0; i < y.length; i++) {
      // All bits for what is above 0, else none: nobody can foretell which way a branch would go.
      int sign = Float.floatToRawIntBits(activations.values()[i]);
      int active = (-sign & ~sign) >> 31;
      y[i] = Float.intBitsToFloat(active & Float.floatToRawIntBits(errors.values()[i]));
    }
    return result(
        errors,
        y,
        record(DigitalFunction.COMPARE, y.length, errors.producer(), activations.producer()));
  }

  /**
   * {@code exp(x_k / temperature) / sum_j exp(x_j / temperature)} for each sample. The largest entry
   * is found and subtracted, so that the table of the exponential, which contains the temperature,
   * has a bounded range; the sum's reciprocal comes from a table and multiplies.
   */
  public Signal softmax(Signal x, double temperature) {
    float[] y = new float[x.values().length];
    for (int b = 0; b < x.batch(); b++) {
      int from = b * x.size();
      float largest = Float.NEGATIVE_INFINITY;
      for (int k = 0; k < x.size(); k++) {
        largest = Math.max(largest, x.values()[from + k]);
      }
      float sum = 0;
      for (int k = 0; k < x.size(); k++) {
        y[from + k] = (float) Math.exp((x.values()[from + k] - largest) / temperature);
        sum += y[from + k];
      }
      for (int k = 0; k < x.size(); k++) {
        y[from + k] /= sum;
      }
    }
    int largest = record(DigitalFunction.COMPARE, y.length, x.producer());
    int below = record(DigitalFunction.ADD, y.length, x.producer(), largest);
    int exponentials = record(DigitalFunction.LOOKUP, y.length, below);
    int sums = record(DigitalFunction.ADD, y.length, exponentials);
    int reciprocals = record(DigitalFunction.LOOKUP, x.batch(), sums);
    return result(x, y, record(DigitalFunction.MULTIPLY, y.length, exponentials, reciprocals));
  }

  /** {@code 1 / (1 + exp(-x))}, from a table. */
  public Signal sigmoid(Signal x) {
    float[] y = new float[x.values().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x.values()[i])));
    }
    return result(x, y, record(DigitalFunction.LOOKUP, y.length, x.producer()));
  }

  /** {@code errors * y (1 - y)}: the derivative of {@link #sigmoid} at its value y, from a table. */
  public Signal timesSigmoidSlope(Signal errors, Signal y) {
    float[] scaled = new float[y.values().length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = errors.values()[i] * y.values()[i] * (1 - y.values()[i]);
    }
    int slopes = record(DigitalFunction.LOOKUP, scaled.length, y.producer());
    return result(
        errors, scaled, record(DigitalFunction.MULTIPLY, scaled.length, errors.producer(), slopes));
  }

  /** {@code factor * x}; powers of two are shifts and cost nothing. */
  public Signal scale(Signal x, double factor) {
    float[] y = new float[x.values().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (factor * x.values()[i]);
    }
    boolean shift = Math.getExponent(factor) < Double.MAX_EXPONENT
        && Math.abs(factor) == Math.scalb(1.0, Math.getExponent(factor));
    return result(
        x, y, shift ? x.producer() : record(DigitalFunction.MULTIPLY, y.length, x.producer()));
  }

  /**
   * Divides a batch by the power of two nearest to its largest magnitude, see {@link
   * #nearestPowerOfTwo}; silence stays silence. The division is a shift and costs nothing.
   */
  public Signal normaliseByPowerOfTwo(Signal x) {
    float[] y = x.values().clone();
    divideByPowerOfTwo(y);
    return result(x, y, record(DigitalFunction.COMPARE, y.length, x.producer()));
  }

  /** As {@link #normaliseByPowerOfTwo(Signal)}, of a whole matrix. */
  public Gradient normaliseByPowerOfTwo(Gradient gradient) {
    divideByPowerOfTwo(gradient.values());
    return new Gradient(
        gradient.values(),
        record(DigitalFunction.COMPARE, gradient.values().length, gradient.producer()));
  }

  private void divideByPowerOfTwo(float[] values) {
    float largest = kernels.largestMagnitude(values.length, values, 0);
    // Of what is no number nothing is made: it has to show.
    if (largest > 0 && largest < Float.POSITIVE_INFINITY) {
      // The reciprocal of a subnormal number may be none.
      float factor = (float) Math.min(0x1p127, 1 / nearestPowerOfTwo(largest));
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
      }
    }
  }

  /**
   * {@code 2^round(log2 x)}: of the two powers of two around x, the nearer one in the logarithm.
   *
   * @param x above 0, finite
   */
  public static double nearestPowerOfTwo(double x) {
    int exponent = Math.getExponent(x);
    return Math.scalb(1.0, Math.scalb(x, -exponent) < Math.sqrt(2) ? exponent : exponent + 1);
  }

  /**
   * Rounds to multiples of {@code 2^(1-bits)}, halves to even, of magnitudes below 1: numbers of one
   * sign and {@code bits - 1} digits behind the point.
   */
  public Signal clipAndRound(Signal x, int bits) {
    float perUnit = 1 << bits - 1;
    float highest = perUnit - 1;
    float[] y = new float[x.values().length];
    for (int i = 0; i < y.length; i++) {
      float limited = Math.max(-highest, Math.min(highest, perUnit * x.values()[i]));
      y[i] = (limited + ROUNDER - ROUNDER) / perUnit;
    }
    int limited = record(DigitalFunction.COMPARE, y.length, x.producer());
    return result(x, y, record(DigitalFunction.ADD, y.length, limited));
  }

  /** 1, or -1 for numbers below zero. */
  public Signal signs(Signal x) {
    float[] y = new float[x.values().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x.values()[i] < 0 ? -1 : 1;
    }
    return result(x, y, record(DigitalFunction.COMPARE, y.length, x.producer()));
  }

  /** {@code a - b}. */
  public Signal subtract(Signal a, Signal b) {
    float[] y = new float[a.values().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = a.values()[i] - b.values()[i];
    }
    return result(a, y, record(DigitalFunction.ADD, y.length, a.producer(), b.producer()));
  }

  /** Sum over the batch of the products of corresponding entries: {@code 1 x size}. */
  public Signal batchSumOfProducts(Signal a, Signal b) {
    float[] y = new float[a.size()];
    for (int i = 0; i < a.values().length; i++) {
      y[i % a.size()] += a.values()[i] * b.values()[i];
    }
    int products = record(DigitalFunction.MULTIPLY, a.values().length, a.producer(), b.producer());
    return new Signal(y, 1, a.size(), record(DigitalFunction.ADD, a.values().length, products));
  }

  /**
   * {@code gradient_k - factor_k * matrix_k} for each row k.
   *
   * @param factors {@code 1 x rows}
   * @param matrix {@code rows x columns}
   */
  public Gradient subtractScaledRows(Gradient gradient, Signal factors, Signal matrix) {
    for (int i = 0; i < gradient.values().length; i++) {
      gradient.values()[i] -= factors.values()[i / matrix.size()] * matrix.values()[i];
    }
    int products = record(
        DigitalFunction.MULTIPLY, matrix.values().length, factors.producer(), matrix.producer());
    return new Gradient(
        gradient.values(),
        record(DigitalFunction.ADD, matrix.values().length, products, gradient.producer()));
  }

  /** Divides by the largest magnitude, unless all is zero; its reciprocal comes from a table. */
  public Gradient normaliseByLargest(Gradient gradient) {
    float largest = 0;
    for (float value : gradient.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest > 0) {
      for (int i = 0; i < gradient.values().length; i++) {
        gradient.values()[i] /= largest;
      }
    }
    int compared = record(DigitalFunction.COMPARE, gradient.values().length, gradient.producer());
    int reciprocal = record(DigitalFunction.LOOKUP, 1, compared);
    return new Gradient(
        gradient.values(),
        record(
            DigitalFunction.MULTIPLY, gradient.values().length, gradient.producer(), reciprocal));
  }

  /**
   * An exponential average: {@code keep * average + (1 - keep) * gradient}, which becomes the average
   * and the gradient.
   *
   * @param average of as many numbers as the gradient
   */
  public Gradient average(Gradient gradient, float[] average, double keep) {
    float[] values = gradient.values();
    float old = (float) keep;
    float young = (float) (1 - keep);
    for (int i = 0; i < values.length; i++) {
      values[i] = old * average[i] + young * values[i];
    }
    System.arraycopy(values, 0, average, 0, values.length);
    int products = record(DigitalFunction.MULTIPLY, 2.0 * values.length, gradient.producer());
    return new Gradient(values, record(DigitalFunction.ADD, values.length, products));
  }

  /** Multiplies each row by a factor of its own. */
  public Gradient scaleRows(Gradient gradient, Signal factors) {
    int columns = gradient.values().length / factors.size();
    for (int i = 0; i < gradient.values().length; i++) {
      gradient.values()[i] *= factors.values()[i / columns];
    }
    return new Gradient(
        gradient.values(),
        record(
            DigitalFunction.MULTIPLY,
            gradient.values().length,
            gradient.producer(),
            factors.producer()));
  }

  /** Euclidean length of each row: {@code 1 x rows}. */
  public Signal rowLengths(Signal matrix) {
    float[] lengths = new float[matrix.batch()];
    for (int k = 0; k < lengths.length; k++) {
      double sum = 0;
      for (int i = k * matrix.size(); i < (k + 1) * matrix.size(); i++) {
        sum += matrix.values()[i] * matrix.values()[i];
      }
      lengths[k] = (float) Math.sqrt(sum);
    }
    int squares = record(DigitalFunction.MULTIPLY, matrix.values().length, matrix.producer());
    int sums = record(DigitalFunction.ADD, matrix.values().length, squares);
    return new Signal(
        lengths, 1, lengths.length, record(DigitalFunction.LOOKUP, lengths.length, sums));
  }

  /**
   * {@code scale * |x - 1|^exponent}, a function of one number from a table.
   */
  public Signal powerOfDistanceFromOne(Signal x, double scale, double exponent) {
    float[] y = new float[x.values().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (scale * Math.pow(Math.abs(x.values()[i] - 1), exponent));
    }
    return result(x, y, record(DigitalFunction.LOOKUP, y.length, x.producer()));
  }

  /** The entries that are at least {@code threshold}, as spikes; x is {@code 1 x size}. */
  public Spikes spikes(Signal x, double threshold) {
    int[] lines = new int[x.values().length];
    int count = 0;
    for (int i = 0; i < lines.length; i++) {
      if (x.values()[i] >= threshold) {
        lines[count++] = i;
      }
    }
    return new Spikes(lines, count, record(DigitalFunction.COMPARE, lines.length, x.producer()));
  }

  /**
   * Says that the digital side keeps so many numbers from step to step beside what operations hand to
   * each other.
   *
   * @param name what they are
   */
  public void keep(String name, double numbers) {
    recorder.record(new Storage(name, numbers));
  }

  /**
   * Units that work when signals arrive, at rest.
   *
   * @param refractoryTicks ticks after a spike in which a unit ignores what arrives, the tick of the
   *     spike included
   * @param longestTicks ticks from one rest to the next, at most
   */
  public EventNeurons eventNeurons(
      int count,
      EventNeurons.Decay decay,
      double threshold,
      int refractoryTicks,
      int longestTicks) {
    return new EventNeurons(recorder, count, decay, threshold, refractoryTicks, longestTicks);
  }

  /**
   * An empty queue of signals.
   *
   * @param longestTicks longest latency, at least 1
   */
  public SpikeQueue spikeQueue(int longestTicks) {
    return new SpikeQueue(recorder, longestTicks);
  }

  /**
   * Traces of the synapses of units, without a past.
   *
   * @param receivers unit at the end of each edge
   * @param firstEdge of each unit, whose edges follow one another; and the number of edges
   */
  public PairTraces pairTraces(
      PairTraces.Pairing pairing,
      PairTraces.Window potentiation,
      PairTraces.Window depression,
      int[] receivers,
      int[] firstEdge) {
    return new PairTraces(recorder, pairing, potentiation, depression, receivers, firstEdge);
  }

  /** An empty memory that classifies by the {@code neighbours} nearest of the vectors it is given. */
  public NearestNeighbours nearestNeighbours(int neighbours, int classes) {
    return new NearestNeighbours(recorder, neighbours, classes);
  }

  private int record(DigitalFunction function, double operations, int... causes) {
    return recorder.record(new Digital(function, operations), causes);
  }

  private static Signal result(Signal shape, float[] values, int producer) {
    return new Signal(values, shape.batch(), shape.size(), producer);
  }
}
