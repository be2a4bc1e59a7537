package org.crosslearn.hw.published;

import java.util.LinkedHashMap;
import java.util.Map;

/** Figures under the names and in the units in which the published model prints them. */
final class Figures {
  private static final String ACCUMULATION =
      "Accumulation Circuits (subarray level: adders, shiftAdds; PE/Tile/Global level:"
          + " accumulation units) ";

  private final Map<String, Double> byName = new LinkedHashMap<>();

  Map<String, Double> byName() {
    return byName;
  }

  void put(String name, double value) {
    byName.put(name, value);
  }

  /** Latency and energy of an item, whose name has a place for these words. */
  void put(String name, String verb, Tally tally, Item item) {
    byName.put(name.formatted(verb + "Latency") + " [ns]", 1e9 * tally.seconds(item));
    byName.put(name.formatted(verb + "DynamicEnergy") + " [pJ]", 1e12 * tally.joules(item));
  }

  /** The parts into which layers and chips are broken down alike. */
  void putParts(Tally tally) {
    put("ADC (or S/As and precharger for SRAM) %s", "read", tally, Item.CONVERSION);
    put(ACCUMULATION + "%s", "read", tally, Item.ACCUMULATION);
    put("Synaptic Array w/o ADC (Forward + Activate Gradient) %s", "read", tally, Item.ARRAY);
    put("Weight Gradient Calculation %s", "read", tally, Item.PEAK_WEIGHT_GRADIENT);
    put("Weight Update %s", "write", tally, Item.PEAK_UPDATE);
    put("Buffer readDynamicEnergy [pJ]", 1e12 * tally.joules(Item.BUFFER));
    put("Interconnect readDynamicEnergy [pJ]", 1e12 * tally.joules(Item.INTERCONNECT));
    put("DRAM data transfer Latency [ns]", 1e9 * tally.seconds(Item.MEMORY));
  }
}
