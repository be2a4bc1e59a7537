package org.crosslearn.hw.cost;

import java.util.List;

/** Silicon of a chip: every block once; the items sum to the totals. */
public record ChipArea(List<AreaItem> items) {

  /**
   * @param component the circuit, e.g. {@code "array"}, {@code "ADC"}, {@code "buffer"}
   * @param matrix the matrix it serves, or {@code ""} where shared
   * @param leakageWatts power drawn while the chip is on
   */
  public record AreaItem(
      String component, String matrix, double squareMeters, double leakageWatts) {}

  public ChipArea {
    items = List.copyOf(items);
  }

  public double areaSquareMeters() {
    return items.stream().mapToDouble(AreaItem::squareMeters).sum();
  }

  public double leakageWatts() {
    return items.stream().mapToDouble(AreaItem::leakageWatts).sum();
  }
}
