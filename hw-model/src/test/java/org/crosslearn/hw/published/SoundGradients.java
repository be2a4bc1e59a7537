package org.crosslearn.hw.published;

import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.GradientAccumulators;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.SramGradientUnit;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.FlashConverters;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.circuit.SarConverters;
import org.crosslearn.hw.published.WeightGradientUnit.Cost;

/** The weight-gradient unit without its faults: ours, which is held to worked examples of its own. */
final class SoundGradients {
  private final SramGradientUnit unit;
  private final GradientAccumulators accumulators;
  private final int sumBits;

  SoundGradients(PublishedCircuits circuits, PublishedRun run, int adders) {
    int muxed = run.count("numColMuxed");
    Periphery periphery = new Periphery(
        circuits.technology(),
        circuits.clockHertz(),
        run.flag("SARADC")
            ? (t, bits, count, ohm, volts, side) -> new SarConverters(t, bits, count, volts)
            : FlashConverters::new,
        Periphery.ALL_LINES,
        muxed,
        run.count("numRowMuxedAG"));
    int bits = run.trace().wla();
    this.unit = new SramGradientUnit(
        periphery,
        CellSpec.Sram.bulk(CellSpec.Sram.Ports.SIX_TRANSISTORS),
        run.count("numRowSubArrayWG"),
        run.topology().stream().mapToInt(Layer::vectors).max().orElseThrow(),
        run.topology().stream().mapToInt(Layer::channels).max().orElseThrow(),
        bits,
        bits,
        Decoder.bitsFor(run.count("levelOutputWG")));
    int batch = run.count("batchSize");
    this.accumulators =
        new GradientAccumulators(circuits.technology(), adders, unit.gradientBits(), batch);
    this.sumBits = unit.gradientBits() + Decoder.bitsFor(batch);
  }

  double areaSquareMeters() {
    return unit.areaSquareMeters() + accumulators.areaSquareMeters();
  }

  int sumBits() {
    return sumBits;
  }

  /** All gradients of a layer for one image. */
  Cost image(Layer layer, double activity) {
    Expense once = unit.write(layer.vectors(), layer.channels(), activity)
        .then(unit.read(layer.vectors(), layer.channels(), layer.outputs(), activity))
        .times(layer.kernel() * layer.kernel());
    return new Cost(once.seconds(), once.totalJoules());
  }

  /** Adding them to the sums of the batch. */
  Cost sums(double weights) {
    Expense sums = accumulators.add(weights);
    return new Cost(sums.seconds(), sums.totalJoules());
  }
}
