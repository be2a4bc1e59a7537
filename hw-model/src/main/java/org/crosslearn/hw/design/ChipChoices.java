package org.crosslearn.hw.design;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.chip.ChipSpec;

/** Every choice that makes a chip, in words, in the order from its cells to its dataflow. */
public final class ChipChoices {
  private final List<Choice> choices = new ArrayList<>();

  private ChipChoices() {}

  /**
   * A choice.
   *
   * @param part of the chip that it belongs to; choices of a part follow each other
   * @param topic what was to be chosen
   * @param words what was chosen, in ASCII
   */
  public record Choice(Part part, String topic, String words) {}

  /** Groups of choices. */
  public enum Part {
    CIRCUITS,
    FLOORPLAN,
    MEMORY,
    DATAFLOW;

    /** E.g. {@code "Floorplan"}. */
    public String title() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  /** All choices, defaults included. */
  public static List<Choice> of(CellSpec cell, ArraySpec array, ChipSpec chip) {
    ChipChoices words = new ChipChoices();
    words.circuits(cell, array, chip);
    words.floorplan(chip.floorplan());
    words.memory(chip.memory(), chip.dataflow());
    words.dataflow(chip.dataflow(), chip.adc());
    return List.copyOf(words.choices);
  }

  private void add(Part part, String topic, String words) {
    choices.add(new Choice(part, topic, words));
  }

  private void circuits(CellSpec cell, ArraySpec array, ChipSpec chip) {
    add(
        Part.CIRCUITS,
        "technology",
        chip.nodeNanometers() + " nm, "
            + switch (chip.transistors()) {
              case HIGH_PERFORMANCE -> "high-performance";
              case LOW_POWER -> "low-power";
            }
            + " transistors at " + number(chip.temperatureKelvin()) + " K; digital parts run at "
            + number(1e-6 * chip.clockHertz()) + " MHz");
    add(Part.CIRCUITS, "cells", cell(cell));
    add(
        Part.CIRCUITS,
        "subarrays",
        array.rows() + " rows x " + array.columns() + " columns, " + array.weightsPerRow()
            + " weights on a row; a weight is " + weight(array));
    add(
        Part.CIRCUITS,
        "inputs",
        array.drive().words(array.inputBits()) + "; "
            + (chip.rowsAtOnce() == null
                ? "all rows are read at once"
                : chip.rowsAtOnce() + " rows are read at once"));
    add(
        Part.CIRCUITS,
        "converters",
        converters(chip.adc()) + "; " + array.adcBits() + " bits, one for " + chip.columnsPerAdc()
            + " columns; in a transposed read " + array.transposedAdcBits() + " bits, one for "
            + chip.rowsPerAdc() + " rows");
  }

  /** A model of converters. */
  public static String converters(ChipSpec.Adc adc) {
    return switch (adc) {
      case FLASH -> "flash circuit, a comparator per level";
      case SAR -> "successive-approximation circuit";
      case SURVEY -> "regression over published converters";
    };
  }

  private static String cell(CellSpec cell) {
    String size =
        ", " + number(cell.heightFeatures()) + " x " + number(cell.widthFeatures()) + " features";
    if (cell instanceof CellSpec.Sram sram) {
      return switch (sram.ports()) {
            case SIX_TRANSISTORS -> "static, six transistors";
            case EIGHT_TRANSISTORS -> "static, eight transistors";
          }
          + size;
    }
    CellSpec.Pulsed pulsed = (CellSpec.Pulsed) cell;
    return (cell instanceof CellSpec.Fefet ? "ferroelectric transistor" : "resistive")
        + size
        + "; "
        + number(1e-3 * pulsed.onResistanceOhm())
        + " kohm to "
        + number(1e-3 * pulsed.onResistanceOhm() * pulsed.onOffRatio())
        + " kohm in "
        + pulsed.levels()
        + " levels, read at "
        + number(pulsed.readVoltage())
        + " V; pulses of "
        + (cell.potentiation().equals(cell.depression())
            ? pulse(cell.potentiation()) + " both ways"
            : pulse(cell.potentiation()) + " up and " + pulse(cell.depression()) + " down");
  }

  private static String pulse(CellSpec.Pulse pulse) {
    return number(pulse.voltage()) + " V for " + number(1e9 * pulse.seconds()) + " ns";
  }

  private static String weight(ArraySpec array) {
    String cells = (array.cellsPerWeight() == 1 ? "one cell" : array.cellsPerWeight() + " cells")
        + " of " + array.bitsPerCell() + (array.bitsPerCell() == 1 ? " bit" : " bits");
    return switch (array.signs()) {
      case DIFFERENTIAL_PAIR -> "the difference of two groups of " + cells;
      case REFERENCE_COLUMN -> cells + ", less a reference column that all weights share";
      case OFFSET -> cells + " that hold it plus an offset";
      case INTERLEAVED_PAIR -> "the difference of " + cells + " on each of two neighbouring rows";
    };
  }

  private void floorplan(ChipSpec.Floorplan plan) {
    add(
        Part.FLOORPLAN,
        "sizes",
        plan.elementSide() == null
            ? "processing elements and tiles of the size that leaves the fewest cells empty"
            : "processing elements of " + plan.elementSide() + " x " + plan.elementSide()
                + " subarrays, tiles of " + plan.tileSide() + " x " + plan.tileSide()
                + " processing elements");
    add(
        Part.FLOORPLAN,
        "convolutions",
        switch (plan.convolutions()) {
          case UNROLLED -> "a kernel is one long column";
          case KERNEL_SPLIT ->
            "each position of a kernel has a processing element, so that neighbouring windows share"
                + " inputs";
        });
    add(
        Part.FLOORPLAN,
        "empty subarrays",
        switch (plan.copies()) {
          case NONE -> "stay empty";
          case FILL_TILES ->
            "hold copies of the matrix of their tile, which read other vectors at the same time";
        });
    add(
        Part.FLOORPLAN,
        "further copies",
        plan.tileBudget() == null
            ? "none"
            : "copies of whole matrices, as many as fit " + plan.tileBudget() + " tiles in all");
    add(
        Part.FLOORPLAN,
        "wires between tiles",
        switch (plan.interconnect()) {
          case H_TREE -> "H-tree";
          case XY_BUS -> "buses along rows and columns";
        });
  }

  private void memory(ChipSpec.Memory memory, ChipSpec.Dataflow dataflow) {
    boolean offChip = dataflow.activations() == ChipSpec.Place.DRAM
        || dataflow.gradients() == ChipSpec.Place.DRAM;
    add(
        Part.MEMORY,
        "global buffer",
        circuit(memory.global())
            + (dataflow.updateBufferBits() == 0
                ? ""
                : ", " + dataflow.updateBufferBits() + " bits of it for changes to be written"));
    add(Part.MEMORY, "buffers of tiles", circuit(memory.local()));
    add(
        Part.MEMORY,
        "off the chip",
        offChip ? memory.dram().name() : "nothing: activations and gradients stay on the chip");
  }

  private static String circuit(ChipSpec.Buffer buffer) {
    return switch (buffer) {
      case SRAM -> "static memory";
      case REGISTER_FILE -> "register file";
    };
  }

  private static String place(ChipSpec.Place place) {
    return switch (place) {
      case ON_CHIP -> "on the chip";
      case DRAM -> "in memory off the chip";
    };
  }

  private void dataflow(ChipSpec.Dataflow flow, ChipSpec.Adc adc) {
    add(
        Part.DATAFLOW,
        "samples of a batch",
        switch (flow.operation()) {
          case LAYER_BY_LAYER ->
            "an operation works through the whole batch before the next begins";
          case PIPELINED ->
            "pipelined: a sample goes on while the one behind it is still in the operation before";
          case IDEAL ->
            "ideal: pipelined, and no operation waits for a circuit that another one keeps busy";
        });
    add(
        Part.DATAFLOW,
        "activations and errors",
        "wait " + place(flow.activations()) + " until they are needed");
    add(
        Part.DATAFLOW,
        "weight gradients are formed",
        "by " + circuits(flow, adc)
            + switch (flow.weightGradientUnits()) {
              case SHARED -> " for all matrices, which take turns";
              case PER_MATRIX -> " for each matrix";
            });
    add(
        Part.DATAFLOW,
        "gradients of a batch are added up",
        switch (flow.gradientSums()) {
          case IN_UNIT -> "in the unit that forms them; a sum moves once per batch";
          case IN_MEMORY ->
            "where they wait, by " + flow.gradientAdders()
                + " adders; they move there and back once per sample";
        });
    add(
        Part.DATAFLOW,
        "gradients",
        "wait " + place(flow.gradients()) + " until weights are written");
    add(
        Part.DATAFLOW,
        "programming",
        "row after row; "
            + (flow.arraysProgrammedTogether() == null
                ? "the subarrays that a word line runs through"
                : flow.arraysProgrammedTogether() + " subarrays of a matrix")
            + " at the same time");
    add(
        Part.DATAFLOW,
        "fixed feedback weights",
        switch (flow.feedback()) {
          case CROSSBAR -> "on arrays of their own";
          case SHARED_CROSSBAR ->
            "all on the same arrays, as many as the largest needs, which read one at a time";
          case GENERATOR ->
            "nowhere: pseudo-random generators make them again for each use, digital adders apply"
                + " them";
        });
    add(
        Part.DATAFLOW,
        "schedule",
        switch (flow.schedule()) {
          case LIST ->
            "list scheduling: of what can start first, that with the longest way to the end";
          case SOLVER -> "constraint solver, which improves on list scheduling";
        });
  }

  private static String circuits(ChipSpec.Dataflow flow, ChipSpec.Adc adc) {
    boolean one = flow.unitsPerOwner() == 1;
    String number = one ? "one" : Integer.toString(flow.unitsPerOwner());
    String size = flow.unitSide() + " x " + flow.unitSide();
    return switch (flow.gradientCircuit()) {
      case MULTIPLY_ACCUMULATE ->
        number + (one ? " square of " : " squares of ") + size
            + " digital multiply-accumulate units";
      case SRAM_ARRAYS ->
        number + (one ? " array of " : " arrays of ") + size + " static cells with converters of "
            + flow.unitAdcBits() + " bits (" + converters(adc) + ")";
    };
  }

  /** At most four significant digits, without zeros at the end. */
  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
