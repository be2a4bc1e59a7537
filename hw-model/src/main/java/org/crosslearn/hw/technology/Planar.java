package org.crosslearn.hw.technology;

/** Bulk transistors: as wide as is asked for. */
record Planar(double featureMeters) implements Geometry {
  /** A region drawn to fit a transistor exactly must not fold it. */
  private static final double ROUNDING = 1e-9;

  @Override
  public double polyPitchMeters() {
    return 3.8 * featureMeters;
  }

  @Override
  public double gateGapMeters() {
    return 2.8 * featureMeters;
  }

  @Override
  public double cellHeightMeters() {
    return 28 * featureMeters;
  }

  @Override
  public double channelMeters(double widthMeters) {
    return widthMeters;
  }

  @Override
  public double widthMeters(double channelMeters) {
    return channelMeters;
  }

  @Override
  public double fingerMeters(double widthMeters, int fingers) {
    return widthMeters / fingers;
  }

  @Override
  public Fingers fold(double widthMeters, double regionMeters) {
    if (widthMeters == 0) {
      return Fingers.NONE;
    }
    if (widthMeters <= regionMeters * (1 + ROUNDING)) {
      return new Fingers(1, widthMeters, widthMeters);
    }
    return new Fingers((int) Math.ceil(widthMeters / regionMeters), regionMeters, widthMeters);
  }
}
