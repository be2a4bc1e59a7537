package org.crosslearn.hw.technology;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.YamlDocument;

/**
 * The data file of a technology node.
 *
 * @param nodeNanometers name of the node, and its feature size F
 * @param wire the metal layers that cross the arrays
 * @param fin of which transistors are made; absent from bulk nodes
 * @param highPerformance fast, leaky transistors
 * @param lowPower slow transistors with little leakage
 */
public record NodeData(
    int nodeNanometers,
    Wire wire,
    Optional<Fin> fin,
    Transistors highPerformance,
    Transistors lowPower) {

  public NodeData {
    InvalidValue.requirePositive("node-nanometers", nodeNanometers);
    requirePresent("wire", wire);
    requirePresent("high-performance", highPerformance);
    requirePresent("low-power", lowPower);
  }

  private static void requirePresent(String key, Object part) {
    InvalidValue.require(part != null, key, "nothing", "given");
  }

  /** Nodes that have a data file, smallest first. */
  public static final List<Integer> AVAILABLE = List.of(7, 10, 14, 22, 32, 45, 65, 90, 130);

  /** The node with a data file that is nearest to one without, the smaller of equals. */
  static int nearest(int nodeNanometers) {
    return Collections.min(
        AVAILABLE, Comparator.comparingInt(node -> Math.abs(node - nodeNanometers)));
  }

  /** Kelvin of the first entry of a current table, kelvin between entries, number of entries. */
  static final double TABLE_START_KELVIN = 300;

  static final double TABLE_STEP_KELVIN = 10;
  private static final int TABLE_SIZE = 11;
  static final double TABLE_END_KELVIN = TABLE_START_KELVIN + (TABLE_SIZE - 1) * TABLE_STEP_KELVIN;

  /**
   * Metal wires of minimum width.
   *
   * @param resistivityOhmMeters at 300 K
   */
  public record Wire(
      double widthMeters, double aspectRatio, double resistivityOhmMeters, double faradsPerMeter) {
    public Wire {
      InvalidValue.requirePositive("width-meters", widthMeters);
      InvalidValue.requirePositive("aspect-ratio", aspectRatio);
      InvalidValue.requirePositive("resistivity-ohm-meters", resistivityOhmMeters);
      InvalidValue.requirePositive("farads-per-meter", faradsPerMeter);
    }
  }

  /** A fin of a FinFET; {@code pitchMeters} from the middle of one to the middle of the next. */
  public record Fin(double pitchMeters, double heightMeters, double thicknessMeters) {
    public Fin {
      InvalidValue.requirePositive("pitch-meters", pitchMeters);
      InvalidValue.requirePositive("height-meters", heightMeters);
      InvalidValue.requirePositive("thickness-meters", thicknessMeters);
      InvalidValue.require(
          thicknessMeters < pitchMeters,
          "thickness-meters",
          thicknessMeters,
          "less than pitch-meters");
    }
  }

  /**
   * One flavour of transistors; all "per meter" are per meter of gate width, in FinFETs of fin
   * perimeter. Current tables hold a value for every 10 K from 300 K to 400 K.
   *
   * @param fringeFaradsPerMeter absent where the ideal gate capacitance is the total one, without
   *     overlap or fringe to add
   * @param resistanceMultiplier effective over ideal on-resistance of a switching gate
   */
  public record Transistors(
      double supplyVolts,
      double thresholdVolts,
      double idealGateFaradsPerMeter,
      Optional<Double> fringeFaradsPerMeter,
      double resistanceMultiplier,
      double nmosTransconductanceSiemensPerMeter,
      double pmosTransconductanceSiemensPerMeter,
      List<Double> nmosOnAmperesPerMeter,
      List<Double> pmosOnAmperesPerMeter,
      List<Double> nmosOffAmperesPerMeter,
      List<Double> pmosOffAmperesPerMeter,
      FlashAdcFit flashAdc,
      SarAdcFit sarAdc) {
    public Transistors {
      InvalidValue.requirePositive("supply-volts", supplyVolts);
      InvalidValue.requirePositive("threshold-volts", thresholdVolts);
      InvalidValue.requirePositive("ideal-gate-farads-per-meter", idealGateFaradsPerMeter);
      fringeFaradsPerMeter.ifPresent(
          fringe -> InvalidValue.requirePositive("fringe-farads-per-meter", fringe));
      InvalidValue.requirePositive("resistance-multiplier", resistanceMultiplier);
      requireTable("nmos-on-amperes-per-meter", nmosOnAmperesPerMeter);
      requireTable("pmos-on-amperes-per-meter", pmosOnAmperesPerMeter);
      requireTable("nmos-off-amperes-per-meter", nmosOffAmperesPerMeter);
      requireTable("pmos-off-amperes-per-meter", pmosOffAmperesPerMeter);
      requirePresent("flash-adc", flashAdc);
      requirePresent("sar-adc", sarAdc);
    }

    private static void requireTable(String key, List<Double> table) {
      InvalidValue.require(
          table != null && table.size() == TABLE_SIZE && table.stream().allMatch(i -> i > 0),
          key,
          table,
          "a list of " + TABLE_SIZE + " currents above 0, for 300 K to 400 K");
    }
  }

  /**
   * Power of a current sense amplifier bank on one column of resistance R: {@code wattsPerReference
   * * references + signalWattOhms * exp(-signalExponent * log10(R / 1 ohm))}.
   *
   * @param decision how its speed depends on the resistances it compares; absent where every
   *     decision takes 1 ns
   */
  public record FlashAdcFit(
      double wattsPerReference,
      double signalWattOhms,
      double signalExponent,
      Optional<DecisionFit> decision) {}

  /**
   * Time of one comparison of a column R with a reference: {@code (secondsPerLogOhm * ln(R / 1 kohm)
   * + secondsAtKilohm) * p(reference / R)}.
   *
   * @param below coefficients of p for a reference below the column, constant first
   * @param above coefficients of p for a reference above the column, constant first
   */
  public record DecisionFit(
      double secondsPerLogOhm, double secondsAtKilohm, List<Double> below, List<Double> above) {}

  /**
   * Power of a successive-approximation converter on a column of resistance R: {@code wattsPerBit *
   * bits + watts + signalWattOhms * exp(-signalExponent * log10(R / 1 ohm))}.
   */
  public record SarAdcFit(
      double wattsPerBit, double watts, double signalWattOhms, double signalExponent) {}

  /**
   * @throws InvalidValue if there is no data file for the node
   */
  static NodeData load(int nodeNanometers) {
    Technology.requireNode(nodeNanometers);
    return YamlDocument.resource(NodeData.class, nodeNanometers + "nm.yaml").as(NodeData.class);
  }
}
