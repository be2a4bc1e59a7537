package org.crosslearn.crossbar.device;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Noise of the conductance with a spectrum {@code S / g^2 = Q^2 / f}, whose deviation at the time t
 * after programming is that of all frequencies between 1 / t and the bandwidth of a read (Joshi et
 * al., Nat. Commun. 11:2473, 2020; Nandakumar et al., ICECS 2019, doi
 * 10.1109/ICECS46596.2019.8964852):
 *
 * <pre>  sigma = g Q sqrt(ln((t + t_read) / (2 t_read))),  Q = min(q / g0^exponent, most)</pre>
 *
 * with g the conductance at that time and g0 as programmed, both in units of the largest.
 *
 * <p>Most of this is slower than an evaluation, so it is taken to stand still between one lapse of
 * time and the next: all reads of an evaluation see the same deviation. What changes from read to
 * read is {@code read-noise}. Before time has passed there is none, for the cells have just been read.
 *
 * @param q amplitude at the largest conductance
 * @param exponent how fast it grows towards smaller ones
 * @param most largest Q
 * @param readSeconds t_read, duration of a read
 * @param referenceSeconds between programming and the beginning of time, added to t
 */
public record Flicker(
    double q, double exponent, double most, double readSeconds, double referenceSeconds) {
  public Flicker {
    InvalidValue.requireRange("q", q, 0, 1);
    InvalidValue.requireRange("exponent", exponent, 0, 10);
    InvalidValue.requireRange("most", most, 0, 1);
    InvalidValue.requirePositive("read-seconds", readSeconds);
    InvalidValue.requireRange("reference-seconds", referenceSeconds, 0, 1e12);
  }

  /**
   * Standard deviation relative to the conductance.
   *
   * @param programmed g0, in units of the largest
   * @param seconds of which time has passed, above 0
   */
  double relativeDeviation(double programmed, double seconds) {
    // What 1 / f integrates to between the slowest frequency that is seen and the fastest.
    double logarithm = Math.log((seconds + referenceSeconds + readSeconds) / (2 * readSeconds));
    double amplitude = Math.min(most, q * Math.pow(programmed, -exponent));
    return amplitude * Math.sqrt(Math.max(0, logarithm));
  }
}
