package org.crosslearn.algorithms.experiment;

import java.util.List;

/** Names of what can be classified. */
public final class Features {
  /** Recurrent weights after a stimulus. */
  public static final String WEIGHTS = "weights";

  /** Spikes of each node in each part of the time. */
  public static final String ACTIVITY = "activity";

  /** The same of the network without plasticity, where there is one with it. */
  public static final String PLAIN_ACTIVITY = "activity-without-stdp";

  /** Grey images. */
  public static final String PIXELS = "pixels";

  /** What the input nodes see of them. */
  public static final String BINARY_PIXELS = "binary-pixels";

  /** A random projection of what the input nodes see, on as many numbers as the features have. */
  public static final String PROJECTION = "projection";

  /** All of them, those of networks first. */
  public static final List<String> ALL =
      List.of(WEIGHTS, ACTIVITY, PLAIN_ACTIVITY, PIXELS, BINARY_PIXELS, PROJECTION);

  /** Those that do without a network: what it has to beat. */
  public static final List<String> CONTROLS = List.of(PIXELS, BINARY_PIXELS, PROJECTION);

  private Features() {}
}
