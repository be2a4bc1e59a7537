package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/**
 * What time and temperature do to the cells of an array. Conductances are those that the cells were
 * programmed to, aged by all the time since in one step: any number of lapses is the same as one of
 * their sum.
 */
final class Ageing {
  private final Retention law;
  private final RetentionResponse retention;
  private final Flicker flicker;
  private final double off;

  /** Cell conductances when time began; null where no time has passed since the last programming. */
  private float[] programmed;

  /** Kept from lapse to lapse. */
  private float[] memory;

  private double seconds;

  /** Since the last programming, as fast as at the temperature that the law is given for. */
  private double effectiveSeconds;

  Ageing(DeviceSpec spec, int cells, RandomStream variation) {
    law = spec.retention();
    off = 1 / spec.cell().onOffRatio();
    retention = law == null ? null : law.response(cells, off, variation);
    flicker = spec.flicker();
  }

  /** Begins anew: cells have been programmed. */
  void restart() {
    programmed = null;
    seconds = 0;
    effectiveSeconds = 0;
  }

  /**
   * Lets time pass.
   *
   * @param states normalised to the range; aged in place
   */
  void elapse(double duration, double kelvin, float[] states) {
    if (programmed == null) {
      memory = memory == null ? new float[states.length] : memory;
      programmed = memory;
      for (int i = 0; i < states.length; i++) {
        programmed[i] = (float) conductance(states[i]);
      }
    }
    seconds += duration;
    if (retention == null) {
      return;
    }
    effectiveSeconds +=
        law.arrhenius() == null ? duration : duration * law.arrhenius().acceleration(kelvin);
    for (int i = 0; i < states.length; i++) {
      states[i] = (float) aged(i, programmed[i]);
    }
  }

  /** State that a typical cell has by now. */
  float typical(float state) {
    return retention == null || effectiveSeconds == 0
        ? state
        : (float) aged(RetentionResponse.TYPICAL, conductance(state));
  }

  /** Adds flicker to states; nothing before time has passed. */
  void flicker(float[] states, RandomStream noise) {
    if (flicker == null || programmed == null) {
      return;
    }
    for (int i = 0; i < states.length; i++) {
      double deviation = flicker.relativeDeviation(programmed[i], seconds);
      double g = conductance(states[i]) * (1 + deviation * noise.gaussian());
      states[i] = (float) state(Math.max(0, g));
    }
  }

  private double aged(int cell, double conductance) {
    // No cell conducts less than nothing.
    return state(Math.max(0, retention.after(cell, conductance, effectiveSeconds)));
  }

  private double conductance(double state) {
    return off + (1 - off) * state;
  }

  private double state(double conductance) {
    return (conductance - off) / (1 - off);
  }
}
