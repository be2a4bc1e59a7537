package org.crosslearn.algorithms.geometric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.crosslearn.algorithms.parallel.Workers;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * Stimuli that know nothing of each other: where the recurrent weights learn, they are written anew
 * for each, and its noise comes from streams of its own, on a chip that is the same for all, as are the
 * weights that were written to it once. So responses depend neither on the number of threads nor on
 * what was shown before.
 *
 * @param random of the trial
 */
public record IndependentStimuli(
    GeometricNetwork network,
    DynamicsSettings dynamics,
    HardwareSpec hardware,
    RandomStreams random) {

  /**
   * Shows stimuli to the network, several at a time.
   *
   * @param result what to keep of each response; called by several threads at once
   * @return the results in the order of the stimuli
   */
  public <T> List<T> show(List<Stimulus> stimuli, int threads, Function<Response, T> result) {
    List<T> results = new ArrayList<>(Collections.nCopies(stimuli.size(), null));
    // Every place of the list is written by one thread, and read after all have ended.
    show(stimuli, threads, (response, k) -> results.set(k, result.apply(response)));
    return results;
  }

  /**
   * Shows stimuli to the network, several at a time.
   *
   * @param reader takes each response and the place of its stimulus; called by several threads at
   *     once, and done when this returns
   */
  public void show(List<Stimulus> stimuli, int threads, ObjIntConsumer<Response> reader) {
    Workers.share(stimuli.size(), threads, () -> {
      // Without devices there is nothing to tell one occasion from another.
      EventSimulation ideal = hardware.isIdeal()
          ? EventSimulation.plain(new Hardware(hardware, random), network, dynamics)
          : null;
      return k -> {
        EventSimulation simulation = ideal != null ? ideal : onDevices(k);
        simulation.reset();
        reader.accept(simulation.respond(stimuli.get(k), Signal.GIVEN), k);
      };
    });
  }

  private EventSimulation onDevices(int stimulus) {
    return EventSimulation.on(
        new Hardware(hardware, random.occasion(stimulus + 1L)), network, dynamics);
  }
}
