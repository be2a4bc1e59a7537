package org.crosslearn.algorithms.network;

import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Training in numbers of few bits (Wu, Li, Chen, Shi, "Training and inference with integers in deep
 * neural networks", ICLR 2018, arXiv 1802.04680), of which b bits hold the multiples of {@code 2^(1-b)}
 * between {@code -1 + 2^(1-b)} and {@code 1 - 2^(1-b)}. With {@code Q_b} rounding to the nearest of
 * them, limits included, {@code shift(m) = 2^round(log2 m)}, and {@code s_l} a power of two for each
 * layer of n inputs:
 *
 * <pre>  W_l ~ U(-a, a),  a = max(sqrt(3 / n), 24 / 2^(b-1)),  b the bits of weights
 *  s_l = max(1, shift(24 / 2^(b-1) / sqrt(3 / n)))
 *  y_l = f(Q_A(W_l y_(l-1) / s_l)),  the last layer linear and not rounded: W_L y_(L-1) / s_L
 *  e   = Q_E(e / shift(max |e|)),  the maximum over all units of all samples of a batch</pre>
 *
 * <p>The derivative of Q is taken to be 1. Rounded are the error of the output and errors that a rule
 * takes from layer to layer; those that direct feedback brings are not. Images are used as they are.
 * Weights lie in {@code -1..1}: that is the range of the devices, of fixed feedback too, and their
 * levels are the grid of the weights, which this record does not round.
 *
 * <p>Constants are those of DNN+NeuroSim V2.1 (Peng et al., IEEE TCAD 40(11):2306, 2021), which trains
 * so, as Wolters et al. (IEEE MWSCAS 2023, arXiv 2212.14337) set them; the original has {@code sqrt(6 /
 * n)} for {@code sqrt(3 / n)} and 1.5 for 24, and rounds gradients, which here is the hardware's affair.
 *
 * @param weightBits b for initial weights and scales, from 6: those of fewer would start beyond 1
 * @param activationBits of hidden units; null for real numbers
 * @param errorBits null for real numbers that are not normalised
 */
public record Wage(int weightBits, Integer activationBits, Integer errorBits) {
  private static final int FEWEST_WEIGHT_BITS = 6;
  private static final int MOST_BITS = 16;
  private static final double WIDEST_START = 24;

  public Wage {
    InvalidValue.requireRange("weight-bits", weightBits, FEWEST_WEIGHT_BITS, MOST_BITS);
    if (activationBits != null) {
      InvalidValue.requireRange("activation-bits", activationBits, 2, MOST_BITS);
    }
    if (errorBits != null) {
      InvalidValue.requireRange("error-bits", errorBits, 2, MOST_BITS);
    }
  }

  /** a, at most 1. */
  double largestInitial(int inputs) {
    return Math.min(1, Math.max(Math.sqrt(3.0 / inputs), least()));
  }

  /** {@code s_l}. */
  double scale(int inputs) {
    return Math.max(1, DigitalUnit.nearestPowerOfTwo(least() / Math.sqrt(3.0 / inputs)));
  }

  private double least() {
    return Math.scalb(WIDEST_START, 1 - weightBits);
  }
}
