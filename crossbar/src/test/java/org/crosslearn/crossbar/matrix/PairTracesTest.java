package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.crossbar.matrix.PairTraces.Window;
import org.junit.jupiter.api.Test;

/** Two units with two synapses each: edges 0 and 1 end at unit 0, edges 2 and 3 at unit 1. */
class PairTracesTest {
  private static final int[] RECEIVERS = {0, 0, 1, 1};
  private static final int[] FIRST = {0, 2, 4};

  private final float[] changes = new float[2];

  private static PairTraces traces(Pairing pairing) {
    return new DigitalUnit(new OpRecorder(), DenseKernels.create().analog())
        .pairTraces(pairing, new Window(1, 10), new Window(2, 5), RECEIVERS, FIRST);
  }

  private float arrive(PairTraces traces, int now, int edge) {
    traces.arrive(now, new int[] {edge}, 1, changes);
    return changes[0];
  }

  private float fire(PairTraces traces, int now, int unit, int synapse) {
    traces.fire(now, unit, changes);
    return changes[synapse];
  }

  @Test
  void whatHasNoPartnerChangesNothing() {
    PairTraces traces = traces(Pairing.ALL_TO_ALL);
    assertThat(arrive(traces, 1, 0)).isZero();
    assertThat(fire(traces, 2, 1, 0)).isZero();
    assertThat(traces.pairs()).isZero();
  }

  @Test
  void changesFadeWithTheTimeBetween() {
    PairTraces traces = traces(Pairing.NEAREST);
    arrive(traces, 3, 1);
    assertThat(fire(traces, 10, 0, 1)).isCloseTo((float) Math.exp(-0.7), within(1e-6f));
    assertThat(arrive(traces, 12, 0)).isCloseTo((float) (-2 * Math.exp(-0.4)), within(1e-6f));
    assertThat(traces.pairs()).isEqualTo(2);
  }

  @Test
  void veryLateEventsArePairedAsTheFirstOnesWere() {
    for (Pairing pairing : Pairing.values()) {
      PairTraces traces = traces(pairing);
      for (int start : new int[] {0, 390, 5_000, 1_000_000}) {
        traces.fire(start + 1, 1, changes);
        arrive(traces, start + 403, 2);
        assertThat(fire(traces, start + 405, 1, 0))
            .as("%s from %d", pairing, start)
            .isCloseTo((float) Math.exp(-0.2), within(1e-5f));
        assertThat(arrive(traces, start + 406, 3))
            .isCloseTo((float) (-2 * Math.exp(-0.2)), within(1e-5f));
      }
    }
  }

  @Test
  void theFirstSpikeTakesAllArrivalsWhereEachPairsOnce() {
    PairTraces traces = traces(Pairing.ALL_TO_NEAREST);
    arrive(traces, 1, 0);
    arrive(traces, 2, 0);
    float both = (float) (Math.exp(-0.4) + Math.exp(-0.3));
    assertThat(fire(traces, 5, 0, 0)).isCloseTo(both, within(1e-6f));
    assertThat(fire(traces, 6, 0, 0)).isZero();
  }
}
