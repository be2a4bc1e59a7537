package org.crosslearn.hw.technology;

/**
 * How the transistor of a width that a circuit asks for conducts and is drawn. All lengths in
 * meters.
 *
 * <p>Design rules: DNN+NeuroSim V2.1 documentation (after CACTI).
 */
interface Geometry {
  /** Distance between successive gates. */
  double polyPitchMeters();

  /** Width of a contacted source or drain between two gates. */
  double gateGapMeters();

  /** Height of a standard cell. */
  double cellHeightMeters();

  /** Gate width that conducts in a transistor for which {@code widthMeters} was asked. */
  double channelMeters(double widthMeters);

  /** Width to ask for so that {@code channelMeters} conduct; need not be a width that exists. */
  double widthMeters(double channelMeters);

  /** Length across the gate of each of so many equal fingers. */
  double fingerMeters(double widthMeters, int fingers);

  /** Fingers of a transistor that must fit a region. */
  Fingers fold(double widthMeters, double regionMeters);

  /**
   * A transistor as drawn.
   *
   * @param count 0 if there is none
   * @param lengthMeters of each finger, across the gate
   * @param channelMeters conducting width of all fingers
   */
  record Fingers(int count, double lengthMeters, double channelMeters) {
    static final Fingers NONE = new Fingers(0, 0, 0);
  }
}
