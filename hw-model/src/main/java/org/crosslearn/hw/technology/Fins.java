package org.crosslearn.hw.technology;

/**
 * FinFETs: a width of two features, the minimum transistor of the bulk nodes, is one fin, and every
 * width is rounded up to whole fins. A fin conducts along its two sides and its top. A region must hold
 * the middles of its fins.
 *
 * <p>Deviations from the published fins: a standard cell is 34 features high (published: the ratio
 * 34/28 is divided as integers, which leaves 28); a gate of n fins has the capacitance of n fins
 * (published: its width is scaled to the fin pitch twice, so that the smallest gate counts as two
 * fins); fins are counted before rounding noise is rounded up (published: at 10 nm six features are
 * four fins); a transistor folds into enough fingers for all its fins (published: one less, where
 * the division leaves a rest); a pass gate is as high as its fins (published: the width is divided
 * by the perimeter of a fin, not by its pitch).
 */
record Fins(double featureMeters, NodeData.Fin fin) implements Geometry {
  private static final double ROUNDING = 1e-9;

  @Override
  public double polyPitchMeters() {
    return 5.3 * featureMeters;
  }

  @Override
  public double gateGapMeters() {
    return 3.9 * featureMeters;
  }

  @Override
  public double cellHeightMeters() {
    return 34 * featureMeters;
  }

  private double widthOfFinMeters() {
    return Technology.MIN_NMOS_FEATURES * featureMeters;
  }

  private double perimeterMeters() {
    return 2 * fin.heightMeters() + fin.thicknessMeters();
  }

  private int count(double widthMeters) {
    return (int) Math.ceil(widthMeters / widthOfFinMeters() * (1 - ROUNDING));
  }

  /** From the outer edge of the first fin to that of the last. */
  private double acrossMeters(int fins) {
    return (fins - 1) * fin.pitchMeters() + fin.thicknessMeters();
  }

  @Override
  public double channelMeters(double widthMeters) {
    return count(widthMeters) * perimeterMeters();
  }

  @Override
  public double widthMeters(double channelMeters) {
    return channelMeters / perimeterMeters() * widthOfFinMeters();
  }

  @Override
  public double fingerMeters(double widthMeters, int fingers) {
    return acrossMeters((count(widthMeters) + fingers - 1) / fingers);
  }

  @Override
  public Fingers fold(double widthMeters, double regionMeters) {
    if (widthMeters == 0) {
      return Fingers.NONE;
    }
    int fins = count(widthMeters);
    int most = (int) Math.floor(regionMeters / fin.pitchMeters() * (1 + ROUNDING)) + 1;
    int fingers = (fins + most - 1) / most;
    return new Fingers(fingers, acrossMeters(Math.min(fins, most)), fins * perimeterMeters());
  }
}
