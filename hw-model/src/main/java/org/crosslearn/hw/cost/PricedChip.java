package org.crosslearn.hw.cost;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.chip.Chip;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.workload.OpGraph;

/**
 * A chip and what it is to do, to be priced as it is and with one thing changed.
 *
 * @param training one training step
 * @param inference one batch of inference
 */
public record PricedChip(
    ChipSpec chip, ArraySpec array, CellSpec cell, OpGraph training, OpGraph inference) {

  /** The price as it stands; see {@link CostModel#price}. */
  public HardwareCost cost() {
    return CostModel.price(chip, array, cell, training, inference);
  }

  /**
   * The price with each other model of converters, everything else being equal. Models that say
   * nothing about the resolution of the chip are left out.
   */
  public Map<ChipSpec.Adc, CostTotals> withOtherConverters() {
    Map<ChipSpec.Adc, CostTotals> totals = new TreeMap<>();
    for (ChipSpec.Adc adc : ChipSpec.Adc.values()) {
      if (adc != chip.adc() && adc.leastBits() <= chip.coarsestConversionBits(array)) {
        totals.put(adc, with(chip.with(adc)).cost().totals());
      }
    }
    return totals;
  }

  /** The price of the smallest chip that only infers; its training step is an inference, too. */
  public HardwareCost ofInferenceAlone() {
    return CostModel.price(chip, array, cell, inference, inference);
  }

  /**
   * A chip whose spare silicon is spent on copies of its matrices.
   *
   * @param tiles it has, copies included
   */
  public record Enlarged(int tiles, HardwareCost cost) {}

  /**
   * The price on the largest chip that is not larger than an area and differs only in {@link
   * ChipSpec.Floorplan#tileBudget()}. Copies read different vectors at the same time, so there are no
   * more than vectors in a batch; all of them are programmed.
   *
   * @param squareMeters at least the area of the chip as it stands, which is the answer where there
   *     is no room for another tile
   */
  public Enlarged enlargedTo(double squareMeters) {
    Chip least = build(chip);
    int tiles = least.plan().tiles();
    double tileArea = least.plan().kinds().stream()
        .mapToDouble(kind ->
            kind.tile().stream().mapToDouble(Subarray.Part::squareMeters).sum())
        .min()
        .orElse(Double.POSITIVE_INFINITY);
    int fits = tiles;
    int most = tiles + (int) Math.max(0, (squareMeters - area(least)) / tileArea);
    while (fits < most) {
      int middle = most - (most - fits) / 2;
      if (area(build(withTiles(middle))) <= squareMeters) {
        fits = middle;
      } else {
        most = middle - 1;
      }
    }
    if (fits == tiles) {
      return new Enlarged(tiles, cost());
    }
    ChipSpec enlarged = withTiles(fits);
    return new Enlarged(build(enlarged).plan().tiles(), with(enlarged).cost());
  }

  private ChipSpec withTiles(int tiles) {
    return chip.with(chip.floorplan().withTileBudget(tiles));
  }

  private static double area(Chip built) {
    return built.parts().stream().mapToDouble(Chip.Part::squareMeters).sum();
  }

  private Chip build(ChipSpec spec) {
    return Chip.forGraphs(spec, array, cell, List.of(training, inference));
  }

  private PricedChip with(ChipSpec spec) {
    return new PricedChip(spec, array, cell, training, inference);
  }
}
