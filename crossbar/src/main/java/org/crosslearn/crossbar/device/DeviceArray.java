package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/**
 * The cells of one matrix: conductances normalised to the nominal range that answer to pulses. Each
 * cell follows the device's step law within a range of its own.
 */
public final class DeviceArray {
  /** A cell keeps at least this share of the nominal step and range, however it was drawn. */
  private static final float LEAST = 0.01f;

  private final DeviceSpec spec;
  private final float[] conductance;
  private final StepResponse response;

  /** Between what is read and the state that pulses move; null where they are the same. */
  private final SeriesAccess access;

  /** Steps of each cell in nominal ones; null where all cells are nominal. */
  private final float[] stepUp;

  private final float[] stepDown;

  /** Ends of each cell's range; null where all cells are nominal. */
  private final float[] lowest;

  private final float[] highest;

  /** Cells that no longer answer; null where there can be none. */
  private final StuckCells stuck;

  /** Null where cells stand any number of pulses. */
  private final Wear wear;

  /** Null where time does nothing. */
  private final Ageing ageing;

  /** What reads see; the same array as the conductances but for flicker and temperature. */
  private final float[] visible;

  private double kelvin = DeviceSpec.ROOM_KELVIN;

  /**
   * @param cells number of cells, all at their smallest conductance
   * @param variation draws the device-to-device variation
   */
  public DeviceArray(DeviceSpec spec, int cells, RandomStream variation) {
    this.spec = spec;
    conductance = new float[cells];
    access = spec.access().a() > 0 ? spec.access() : null;
    Spread spread = spec.deviceToDevice();
    response = spec.step().response(cells, spread.shape(), variation);
    boolean steps = spread.step() > 0 || spread.asymmetry() > 0;
    stepUp = steps ? new float[cells] : null;
    stepDown = steps ? new float[cells] : null;
    for (int i = 0; steps && i < cells; i++) {
      double step = 1 + spread.step() * variation.gaussian();
      double half = spread.asymmetry() * variation.gaussian() / 2;
      stepUp[i] = Math.max(LEAST, (float) (step * (1 + half)));
      stepDown[i] = Math.max(LEAST, (float) (step * (1 - half)));
    }
    boolean ranges = spread.highest() > 0 || spread.lowest() > 0;
    lowest = ranges ? new float[cells] : null;
    highest = ranges ? new float[cells] : null;
    for (int i = 0; ranges && i < cells; i++) {
      // No cell conducts less than nothing.
      double off = 1 / (spec.cell().onOffRatio() - 1);
      lowest[i] = (float) Math.max(-off, spread.lowest() * variation.gaussian());
      highest[i] =
          Math.max(lowest[i] + LEAST, (float) (1 + spread.highest() * variation.gaussian()));
      conductance[i] = lowest[i];
    }
    stuck = spec.faults() == null && spec.endurance() == null ? null : new StuckCells();
    if (spec.faults() != null) {
      addFaults(spec.faults(), variation.branch("faults"));
    }
    wear = spec.endurance() == null
        ? null
        : new Wear(spec.endurance(), cells, variation.branch("endurance"));
    ageing = spec.ages() ? new Ageing(spec, cells, variation.branch("retention")) : null;
    visible =
        spec.flicker() == null && spec.readTemperature() == null ? conductance : new float[cells];
    programmed();
  }

  private void addFaults(Faults faults, RandomStream random) {
    for (int i = 0; i < conductance.length; i++) {
      double drawn = random.nextDouble();
      float anywhere = random.uniform();
      if (drawn < faults.stuckOn()) {
        stuck.add(i, read(limited(i, Float.MAX_VALUE)));
      } else if (drawn < faults.stuckOn() + faults.stuckOff()) {
        stuck.add(i, read(limited(i, -Float.MAX_VALUE)));
      } else if (drawn < faults.stuckOn() + faults.stuckOff() + faults.stuckAnywhere()) {
        float low = limited(i, -Float.MAX_VALUE);
        stuck.add(i, read(low + anywhere * (limited(i, Float.MAX_VALUE) - low)));
      }
    }
  }

  /**
   * Conductances in units of the nominal range as programming finds them; the array's own. Whoever
   * has changed them, be it here or through the methods below, says so with {@link #programmed}.
   */
  public float[] conductance() {
    return conductance;
  }

  /** Conductances in units of the nominal range as reads see them; the array's own. */
  public float[] visible() {
    return visible;
  }

  /** Cells that no longer answer to pulses. */
  public int stuckCells() {
    return stuck == null ? 0 : stuck.count();
  }

  /** Tells that cells have been programmed: their time begins anew. */
  public void programmed() {
    if (stuck != null) {
      stuck.impose(conductance);
    }
    if (ageing != null) {
      ageing.restart();
    }
    see(null);
  }

  /**
   * Lets time pass without programming.
   *
   * @param noise draws what flickers from now on
   */
  public void elapse(double seconds, RandomStream noise) {
    if (ageing == null) {
      return;
    }
    toStates(conductance);
    ageing.elapse(seconds, kelvin, conductance);
    toReads(conductance);
    if (stuck != null) {
      stuck.impose(conductance);
    }
    see(noise);
  }

  /** Sets the temperature, 300 K until then. */
  public void temperature(double kelvin) {
    this.kelvin = kelvin;
    see(null);
  }

  /** What reads see of a cell without variation that was programmed to this when all others were. */
  public float typical(float programmed) {
    if (ageing == null && spec.readTemperature() == null) {
      return programmed;
    }
    float state = (float) state(programmed);
    float aged = ageing == null ? state : ageing.typical(state);
    return read(spec.readTemperature() == null ? aged : heated(aged));
  }

  private void see(RandomStream noise) {
    if (visible == conductance) {
      return;
    }
    System.arraycopy(conductance, 0, visible, 0, visible.length);
    toStates(visible);
    if (noise != null) {
      ageing.flicker(visible, noise);
    }
    if (spec.readTemperature() != null) {
      for (int i = 0; i < visible.length; i++) {
        visible[i] = heated(visible[i]);
      }
    }
    toReads(visible);
    if (stuck != null) {
      stuck.impose(visible);
    }
  }

  private float heated(float state) {
    double off = 1 / spec.cell().onOffRatio();
    double g = (off + (1 - off) * state) * spec.readTemperature().factor(state, kelvin);
    return (float) ((g - off) / (1 - off));
  }

  private void toStates(float[] reads) {
    for (int i = 0; access != null && i < reads.length; i++) {
      reads[i] = (float) access.state(reads[i]);
    }
  }

  private void toReads(float[] states) {
    for (int i = 0; access != null && i < states.length; i++) {
      states[i] = (float) access.read(states[i]);
    }
  }

  /** Programs a cell to a target without noise, on the grid of potentiation levels. */
  public void set(int cell, double g) {
    set(cell, g, null);
  }

  /**
   * Programs a cell to a target, on the grid of potentiation levels, with the device's programming
   * noise.
   *
   * @param noise null for none
   */
  public void set(int cell, double g, RandomStream noise) {
    int steps = spec.step().levels().potentiation();
    double target = Math.rint(g * steps) / steps;
    if (noise == null || spec.programmingNoise().isEmpty()) {
      setExactly(cell, target);
    } else {
      double state = state(target);
      move(cell, state + spec.programmingDeviation(state) * noise.gaussian());
    }
  }

  /** Sets the state that pulses move, as a blind programmer would who knows of no access transistor. */
  public void setBehindAccess(int cell, double state) {
    move(cell, state);
  }

  /** Sets a cell to any state within its range. */
  public void setExactly(int cell, double g) {
    move(cell, state(g));
  }

  /** Sets a cell without pulses, and wears it as those would that it takes on a straight line. */
  private void move(int cell, double state) {
    double change = wear == null ? 0 : state - state(conductance[cell]);
    hold(cell, state, change * spec.step().levels().towards(change));
  }

  /**
   * Applies pulses to one cell: the step law, then one Gaussian of {@code cycleToCycle *
   * sqrt(|pulses|)} for the whole train, then the limits of the cell.
   *
   * @param pulses above 0 potentiate, below 0 depress
   */
  public void pulse(int cell, float pulses, RandomStream noise) {
    if (pulses == 0) {
      return;
    }
    double steps = pulses;
    if (stepUp != null) {
      steps *= (pulses > 0 ? stepUp : stepDown)[cell];
    }
    double root = Math.sqrt(Math.abs(pulses));
    if (spec.stepNoise() > 0) {
      steps += spec.stepNoise() * root * noise.gaussian();
    }
    double g = state(conductance[cell]);
    if (lowest == null) {
      g = response.after(cell, g, steps, noise);
    } else {
      double range = highest[cell] - lowest[cell];
      g = lowest[cell] + range * response.after(cell, (g - lowest[cell]) / range, steps, noise);
    }
    if (spec.cycleToCycle() > 0) {
      g += spec.cycleToCycle() * root * noise.gaussian();
    }
    hold(cell, g, pulses);
  }

  private void hold(int cell, double state, double pulses) {
    if (stuck != null && stuck.contains(cell)) {
      return;
    }
    conductance[cell] = read(limited(cell, (float) state));
    if (wear != null && wear.wears(cell, pulses)) {
      stuck.add(
          cell,
          switch (wear.end()) {
            case ON -> read(limited(cell, Float.MAX_VALUE));
            case OFF -> read(limited(cell, -Float.MAX_VALUE));
            case IN_PLACE -> conductance[cell];
          });
    }
  }

  private double state(double read) {
    return access == null ? read : access.state(read);
  }

  private float read(float state) {
    return access == null ? state : (float) access.read(state);
  }

  private float limited(int cell, float g) {
    float low = lowest == null ? 0 : lowest[cell];
    float high = lowest == null ? 1 : highest[cell];
    float lost = wear == null ? 0 : wear.lost(cell) * (high - low);
    return Math.min(high - lost, Math.max(low + lost, g));
  }
}
