package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.PulseKernels;
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

  /**
   * States that pulses move; the same array as the conductances but for write noise and access
   * transistors.
   */
  private final float[] held;

  /** Between the state that pulses move and what is read; null where they are the same. */
  private final SeriesAccess access;

  /** What reads see of a cell that does not conduct: none conducts less. */
  private final float nothing;

  /** Steps up, then down, of each cell in nominal ones; null where all cells are nominal. */
  private final float[] stepSizes;

  /** One pulse in each direction where all cells are alike and without noise; else null. */
  private final OnePulse up;

  private final OnePulse down;

  /** Lowest, then highest state of each cell; null where all cells are nominal. */
  private final float[] ranges;

  private Workspace workspace;

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
    held = spec.writeNoise() > 0 || access != null ? new float[cells] : conductance;
    nothing = (float) (-1 / (spec.onOffRatio() - 1));
    Spread spread = spec.deviceToDevice();
    response = spec.step().response(cells, spread.shape(), variation);
    stepSizes = stepSizes(spread, cells, variation);
    ranges = ranges(spread, cells, spec.cell().onOffRatio(), variation);
    for (int i = 0; ranges != null && i < cells; i++) {
      held[i] = ranges[2 * i];
      conductance[i] = read(held[i]);
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
    boolean alike =
        stepSizes == null && ranges == null && held == conductance && visible == conductance;
    boolean lasting = stuck == null && wear == null;
    boolean plain = alike
        && lasting
        && spec.stepNoise() == 0
        && spec.cycleToCycle() == 0
        && response instanceof AffineResponse.Alike;
    up = plain ? OnePulse.of(((AffineResponse.Alike) response).potentiation(), 1) : null;
    down = plain ? OnePulse.of(((AffineResponse.Alike) response).depression(), -1) : null;
    programmed();
  }

  private static float[] stepSizes(Spread spread, int cells, RandomStream variation) {
    if (spread.step() == 0 && spread.asymmetry() == 0) {
      return null;
    }
    float[] sizes = new float[2 * cells];
    for (int i = 0; i < cells; i++) {
      double step = 1 + spread.step() * variation.gaussian();
      double half = spread.asymmetry() * variation.gaussian() / 2;
      sizes[2 * i] = Math.max(LEAST, (float) (step * (1 + half)));
      sizes[2 * i + 1] = Math.max(LEAST, (float) (step * (1 - half)));
    }
    return sizes;
  }

  private static float[] ranges(
      Spread spread, int cells, double onOffRatio, RandomStream variation) {
    if (spread.highest() == 0 && spread.lowest() == 0) {
      return null;
    }
    // No cell conducts less than nothing.
    double nothing = -1 / (onOffRatio - 1);
    float[] ranges = new float[2 * cells];
    for (int i = 0; i < cells; i++) {
      float lowest = (float) Math.max(nothing, spread.lowest() * variation.gaussian());
      ranges[2 * i] = lowest;
      ranges[2 * i + 1] =
          Math.max(lowest + LEAST, (float) (1 + spread.highest() * variation.gaussian()));
    }
    return ranges;
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
    // Write noise is what a read differs by from the state, and stays.
    float[] errors = held == conductance ? null : conductance.clone();
    for (int i = 0; errors != null && i < errors.length; i++) {
      errors[i] -= read(held[i]);
    }
    ageing.elapse(seconds, kelvin, held);
    for (int i = 0; errors != null && i < errors.length; i++) {
      conductance[i] = read(held[i]) + errors[i];
    }
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
    System.arraycopy(held, 0, visible, 0, visible.length);
    if (noise != null) {
      ageing.flicker(visible, noise);
    }
    for (int i = 0; i < visible.length; i++) {
      see(i, visible[i]);
    }
    if (stuck != null) {
      stuck.impose(visible);
    }
  }

  /**
   * @param state with flicker, before temperature and what a read differs by from the state
   */
  private void see(int cell, float state) {
    float warm = spec.readTemperature() == null ? state : heated(state);
    visible[cell] = conductance[cell] + (read(warm) - read(held[cell]));
  }

  private float heated(float state) {
    double off = 1 / spec.cell().onOffRatio();
    double g = (off + (1 - off) * state) * spec.readTemperature().factor(state, kelvin);
    return (float) ((g - off) / (1 - off));
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
    double steps = spec.step().gridSteps();
    double state = state(Math.rint(g * steps) / steps);
    if (noise != null && !spec.programmingNoise().isEmpty()) {
      state += spec.programmingDeviation(state) * noise.gaussian();
    }
    setBehindAccess(cell, state);
  }

  /** Sets the state that pulses move, as a blind programmer would who knows of no access transistor. */
  public void setBehindAccess(int cell, double state) {
    // Worn as by the pulses that it takes on a straight line.
    double change = wear == null ? 0 : limited(cell, (float) state) - held[cell];
    hold(cell, state, change * spec.step().levels().towards(change), null);
  }

  /** Sets a cell so that any state within its range is read. */
  public void setExactly(int cell, double g) {
    setBehindAccess(cell, state(g));
  }

  /**
   * Applies pulses to one cell: the step law, then one Gaussian of {@code cycleToCycle *
   * sqrt(|pulses|)} for the whole train, then the limits of the cell, then write noise.
   *
   * @param pulses above 0 potentiate, below 0 depress
   */
  public void pulse(int cell, float pulses, RandomStream noise) {
    if (pulses == 0) {
      return;
    }
    boolean raised = pulses > 0;
    double steps = pulses;
    if (stepSizes != null) {
      steps *= stepSizes[2 * cell + (raised ? 0 : 1)];
    }
    double root = Math.sqrt(Math.abs(pulses));
    if (spec.stepNoise() > 0) {
      steps += spec.stepNoise() * root * noise.gaussian();
    }
    double g = after(cell, held[cell], raised, steps, noise);
    if (spec.cycleToCycle() > 0) {
      g += spec.cycleToCycle() * root * noise.gaussian();
    }
    hold(cell, g, pulses, spec.writeNoise() > 0 ? noise : null);
  }

  /**
   * @param writing noise of a write; null for none
   */
  private void hold(int cell, double state, double pulses, RandomStream writing) {
    float gaussian = writing == null ? 0 : writing.gaussian();
    if (stuck != null && stuck.contains(cell)) {
      return;
    }
    held[cell] = limited(cell, (float) state);
    conductance[cell] = noisy(read(held[cell]), gaussian);
    if (visible != conductance) {
      see(cell, held[cell]);
    }
    if (wear != null && wear.wears(cell, pulses)) {
      float end = switch (wear.end()) {
        case ON -> read(limited(cell, Float.MAX_VALUE));
        case OFF -> read(limited(cell, -Float.MAX_VALUE));
        case IN_PLACE -> conductance[cell];
      };
      stuck.add(cell, end);
      conductance[cell] = end;
    }
  }

  /**
   * Applies trains to many cells as {@link #pulse(int, float, RandomStream)} does to one: in single
   * precision, and with draws that the kernels make, where the step law's trains are affine maps and
   * cells do not wear.
   *
   * @param trains receives the states before and after
   */
  public void pulse(PulseTrains trains, AnalogKernels kernels, RandomStream noise) {
    int count = trains.count();
    gather(conductance, trains, trains.before);
    if (response instanceof AffineResponse affine && wear == null) {
      gather(held, trains, trains.after);
      move(affine, trains, workspace(kernels), kernels, noise);
      if (stuck != null && held == conductance) {
        stuck.impose(trains);
      }
      scatter(trains, held);
      if (held != conductance) {
        readBack(trains, kernels, noise);
        if (stuck != null) {
          stuck.impose(trains);
        }
        scatter(trains, conductance);
      }
      for (int k = 0; visible != conductance && k < count; k++) {
        see(trains.cells[k], held[trains.cells[k]]);
      }
    } else {
      for (int k = 0; k < count; k++) {
        pulse(trains.cells[k], trains.pulses[k], noise);
        trains.after[k] = conductance[trains.cells[k]];
      }
    }
  }

  private void move(
      AffineResponse response,
      PulseTrains trains,
      Workspace work,
      AnalogKernels kernels,
      RandomStream noise) {
    int count = trains.count();
    float[] pulses = trains.pulses;
    float[] steps = pulses;
    if (stepSizes != null || spec.stepNoise() > 0) {
      float[] scale = stepSizes == null ? null : work.scale(trains, stepSizes);
      float[] gaussians = spec.stepNoise() > 0 ? work.gaussians(count, kernels, noise) : null;
      steps = work.steps;
      work.kernels.steps(count, pulses, scale, (float) spec.stepNoise(), gaussians, steps);
    }
    move(response, trains, steps, work, trains.after);
    float[] gaussians = spec.cycleToCycle() > 0 ? work.gaussians(count, kernels, noise) : null;
    work.kernels.scatter(
        count,
        pulses,
        (float) spec.cycleToCycle(),
        gaussians,
        ranges == null ? null : work.lowest,
        ranges == null ? null : work.highest,
        trains.after);
  }

  private void move(
      AffineResponse response, PulseTrains trains, float[] steps, Workspace work, float[] states) {
    int count = trains.count();
    if (ranges == null && response instanceof AffineResponse.Alike alike) {
      work.kernels.move(count, trains.pulses, steps, alike.map(true), alike.map(false), states);
    } else {
      work.curves(trains, response, ranges);
      work.kernels.move(count, steps, work.asymptotes, work.rates, work.sizes, states);
    }
  }

  /**
   * Where trains would lead, each cell along its own curve, from states that need not be those of the
   * cells. Nothing is programmed, and of all noise only that of laws of chance counts.
   *
   * @param trains cells and pulses; a train of 0 leads nowhere
   * @param states of the cells that are listed; receives those after, not limited to the range
   * @param noise draws what laws of chance need
   */
  public void follow(
      PulseTrains trains, float[] states, AnalogKernels kernels, RandomStream noise) {
    int count = trains.count();
    if (response instanceof AffineResponse affine) {
      Workspace work = workspace(kernels);
      float[] steps = trains.pulses;
      if (stepSizes != null) {
        steps = work.steps;
        work.kernels.steps(count, trains.pulses, work.scale(trains, stepSizes), 0, null, steps);
      }
      move(affine, trains, steps, work, states);
      return;
    }
    for (int k = 0; k < count; k++) {
      float pulses = trains.pulses[k];
      if (pulses != 0) {
        int cell = trains.cells[k];
        double size = stepSizes == null ? 1 : stepSizes[2 * cell + (pulses > 0 ? 0 : 1)];
        states[k] = (float) after(cell, states[k], pulses > 0, pulses * size, noise);
      }
    }
  }

  /** What steps make of the state of a cell, within the range of its own. */
  private double after(int cell, double g, boolean raised, double steps, RandomStream noise) {
    if (ranges == null) {
      return response.after(cell, g, raised, steps, noise);
    }
    double lowest = ranges[2 * cell];
    double range = ranges[2 * cell + 1] - lowest;
    return lowest + range * response.after(cell, (g - lowest) / range, raised, steps, noise);
  }

  private Workspace workspace(AnalogKernels kernels) {
    if (workspace == null) {
      workspace = new Workspace(kernels.pulses());
    }
    return workspace;
  }

  private void readBack(PulseTrains trains, AnalogKernels kernels, RandomStream noise) {
    for (int k = 0; k < trains.count(); k++) {
      trains.after[k] = read(trains.after[k]);
    }
    if (spec.writeNoise() > 0) {
      float[] gaussians = workspace.gaussians(trains.count(), kernels, noise);
      for (int k = 0; k < trains.count(); k++) {
        trains.after[k] = noisy(trains.after[k], gaussians[k]);
      }
    }
  }

  private static void gather(float[] array, PulseTrains trains, float[] values) {
    if (trains.isConsecutive()) {
      System.arraycopy(array, trains.cells[0], values, 0, trains.count());
    } else {
      for (int k = 0; k < trains.count(); k++) {
        values[k] = array[trains.cells[k]];
      }
    }
  }

  private static void scatter(PulseTrains trains, float[] array) {
    if (trains.isConsecutive()) {
      System.arraycopy(trains.after, 0, array, trains.cells[0], trains.count());
    } else {
      for (int k = 0; k < trains.count(); k++) {
        array[trains.cells[k]] = trains.after[k];
      }
    }
  }

  private double state(double read) {
    return access == null ? read : access.state(read);
  }

  private float read(float state) {
    return access == null ? state : (float) access.read(state);
  }

  private float noisy(float read, float gaussian) {
    return Math.max(nothing, read + (float) spec.writeNoise() * gaussian);
  }

  /**
   * One pulse on each of several cells, as {@link #pulse(PulseTrains, AnalogKernels, RandomStream)}
   * gives them.
   *
   * @param first index that the others count from
   * @param offsets the cells, ascending, between {@code from} and {@code to}
   * @param raise whether the pulses potentiate
   * @param trains what they become; its contents are lost
   */
  public void pulseEach(
      int first,
      int[] offsets,
      int from,
      int to,
      boolean raise,
      PulseTrains trains,
      AnalogKernels kernels,
      RandomStream noise) {
    if (up == null) {
      for (int start = from; start < to; start += PulseTrains.MOST) {
        trains.clear();
        for (int k = start; k < Math.min(to, start + PulseTrains.MOST); k++) {
          trains.add(first + offsets[k], raise ? 1 : -1);
        }
        pulse(trains, kernels, noise);
      }
      return;
    }
    float start = (raise ? up : down).start;
    float slope = (raise ? up : down).slope;
    for (int k = from; k < to; k++) {
      int cell = first + offsets[k];
      float g = slope * conductance[cell] + start;
      conductance[cell] = g < 0 ? 0 : g > 1 ? 1 : g;
    }
  }

  /** What one pulse makes of a state: {@code start + slope * state}. */
  private record OnePulse(float start, float slope) {
    static OnePulse of(PulseCurve curve, int pulses) {
      double start = curve.after(0, pulses);
      return new OnePulse(
          (float) start, curve.isStraight() ? 1 : (float) (curve.after(1, pulses) - start));
    }
  }

  private float limited(int cell, float g) {
    float low = ranges == null ? 0 : ranges[2 * cell];
    float high = ranges == null ? 1 : ranges[2 * cell + 1];
    float lost = wear == null ? 0 : wear.lost(cell) * (high - low);
    return Math.min(high - lost, Math.max(low + lost, g));
  }

  /** What the kernels need of the cells of some trains, one after the other. */
  private static final class Workspace {
    final PulseKernels kernels;
    final float[] steps = new float[PulseTrains.MOST];
    final float[] asymptotes = new float[PulseTrains.MOST];
    final float[] rates = new float[PulseTrains.MOST];
    final float[] sizes = new float[PulseTrains.MOST];
    final float[] lowest = new float[PulseTrains.MOST];
    final float[] highest = new float[PulseTrains.MOST];
    private final float[] scale = new float[PulseTrains.MOST];
    private final float[] gaussians = new float[PulseTrains.MOST];

    Workspace(PulseKernels kernels) {
      this.kernels = kernels;
    }

    float[] gaussians(int count, AnalogKernels analog, RandomStream noise) {
      int groups = (count + AnalogKernels.GROUP - 1) / AnalogKernels.GROUP;
      analog.gaussians(noise.key(), noise.takeGroups(groups), groups, gaussians);
      return gaussians;
    }

    float[] scale(PulseTrains trains, float[] stepSizes) {
      for (int k = 0; k < trains.count(); k++) {
        scale[k] = stepSizes[2 * trains.cells[k] + direction(trains.pulses[k])];
      }
      return scale;
    }

    /** Curves within the range of each cell: an asymptote, like any state, is {@code low + range B}. */
    void curves(PulseTrains trains, AffineResponse response, float[] ranges) {
      if (response instanceof AffineResponse.Each each) {
        float[] curves = each.curves();
        for (int k = 0; k < trains.count(); k++) {
          int at = 4 * trains.cells[k] + 2 * direction(trains.pulses[k]);
          asymptotes[k] = curves[at];
          rates[k] = curves[at + 1];
          sizes[k] = 0;
        }
      } else {
        PulseCurve up = response.curve(0, true);
        PulseCurve down = response.curve(0, false);
        for (int k = 0; k < trains.count(); k++) {
          PulseCurve curve = trains.pulses[k] > 0 ? up : down;
          asymptotes[k] = (float) curve.asymptote();
          rates[k] = (float) curve.rate();
          sizes[k] = (float) curve.step();
        }
      }
      if (ranges != null) {
        for (int k = 0; k < trains.count(); k++) {
          int at = 2 * trains.cells[k];
          lowest[k] = ranges[at];
          highest[k] = ranges[at + 1];
        }
        for (int k = 0; k < trains.count(); k++) {
          float range = highest[k] - lowest[k];
          asymptotes[k] = lowest[k] + range * asymptotes[k];
          sizes[k] *= range;
        }
      }
    }

    /** 0 for potentiation, 1 for depression. */
    private static int direction(float pulses) {
      return Float.floatToRawIntBits(pulses) >>> 31;
    }
  }
}
