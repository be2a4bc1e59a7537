package org.crosslearn.hw.array;

import java.util.List;
import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.Converters;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.Multiplexer;
import org.crosslearn.hw.circuit.ShiftAdders;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;

/**
 * The circuits that sense the lines of one side of an array: multiplexer, converters, adders for
 * lines that are read one after another, shift-adders for bit slices and for input bits, and adders
 * that subtract the two halves of a signed weight.
 */
final class ReadOut {
  private final Sensing sensing;
  private final int steps;
  private final int groups;
  private final int resultBits;
  private final Multiplexer multiplexer;
  private final Converters converters;
  private final Adders accumulators;
  private final FlipFlops sums;
  private final ShiftAdders sliceAdders;
  private final ShiftAdders inputAdders;
  private final Adders subtractors;

  /**
   * What is sensed.
   *
   * @param lines lines sensed
   * @param linesPerConverter lines that share a converter
   * @param bits of a conversion
   * @param slices conversions that are weighed to make up a magnitude
   * @param sliceBits bits of a weight in one slice
   * @param slicesOnLines whether the slices are lines; they are read one after another if not
   * @param lineGroups groups of driven lines that are read one after another
   * @param subtracted whether two results make one
   */
  record Sensing(
      int lines,
      int linesPerConverter,
      int bits,
      int slices,
      int sliceBits,
      boolean slicesOnLines,
      int lineGroups,
      boolean subtracted) {
    private int passes() {
      return slicesOnLines ? 1 : slices;
    }

    private double resultsOf(double usedLines) {
      return slicesOnLines ? usedLines / slices : usedLines;
    }
  }

  /**
   * How a vector is applied.
   *
   * @param pulses per input
   * @param reads conversions per pulse of a line, for groups of driven lines
   * @param driveSeconds new pulses reach the cells
   * @param holdSeconds they stay on while the currents are integrated; 0 where the conversion itself
   *     is as long as they are needed
   * @param settleSeconds a line follows when it is connected
   * @param prepareSeconds before every conversion
   */
  record Pace(
      int pulses,
      double reads,
      double driveSeconds,
      double holdSeconds,
      double settleSeconds,
      double prepareSeconds) {}

  /** Builds the converters of a read-out, as many as are needed side by side. */
  interface ConverterBank {
    Converters build(int bits, int count);
  }

  /**
   * @param array pulses and what they add to a result
   * @param multiplexedOhm smallest resistance of a line, to the multiplexer
   * @param lengthMeters of the side of the array
   * @param side where the digital part is drawn
   */
  ReadOut(
      Periphery periphery,
      ArraySpec array,
      Sensing sensing,
      double multiplexedOhm,
      ConverterBank bank,
      double lengthMeters,
      Side side) {
    Technology technology = periphery.technology();
    double clock = periphery.clockHertz();
    this.sensing = sensing;
    this.steps = Math.min(sensing.linesPerConverter(), sensing.lines());
    this.groups = (sensing.lines() + steps - 1) / steps;
    this.multiplexer = new Multiplexer(technology, groups, steps, multiplexedOhm, lengthMeters);
    this.converters = bank.build(sensing.bits(), groups);
    int sumBits = sensing.bits() + Decoder.bitsFor(sensing.lineGroups());
    int accumulating = sensing.lineGroups() > 1 ? groups : 0;
    this.accumulators = new Adders(technology, sumBits, accumulating, side);
    this.sums = new FlipFlops(technology, clock, (sumBits + 1) * accumulating, side);
    int shiftedBits = (sensing.slices() - 1) * sensing.sliceBits();
    this.sliceAdders = new ShiftAdders(
        technology, clock, sensing.slices() > 1 ? groups : 0, sumBits, shiftedBits + 1, side);
    int magnitudeBits = sumBits + shiftedBits + 1;
    this.inputAdders = new ShiftAdders(
        technology,
        clock,
        array.pulses() > 1 ? groups : 0,
        magnitudeBits,
        array.bitsAddedByPulses(),
        side);
    this.resultBits = magnitudeBits + array.bitsAddedByPulses();
    this.subtractors =
        new Adders(technology, resultBits, sensing.subtracted() ? resultsAbreast() : 0, side);
  }

  /** Width of a result of one array: conversion, sum over lines, slices, input bits, sign. */
  int resultBits() {
    return resultBits;
  }

  /** Lines that a converter senses one after another. */
  int steps() {
    return steps;
  }

  int groups() {
    return groups;
  }

  /** Results before subtraction that leave the array at the same time. */
  int resultsAbreast() {
    return (int) Math.max(1, sensing.resultsOf(groups));
  }

  Block multiplexer() {
    return multiplexer;
  }

  Block converters() {
    return converters;
  }

  List<Block> shiftAdders() {
    return List.of(sliceAdders, inputAdders);
  }

  /** Adders of lines that are read one after another and of the halves of signed weights. */
  List<Block> accumulation() {
    return List.of(accumulators, sums, subtractors);
  }

  List<Block> blocks() {
    return List.of(
        multiplexer, converters, accumulators, sums, sliceAdders, inputAdders, subtractors);
  }

  /** Time to sense every line with all pulses. */
  double seconds(Pace pace) {
    return steps * stepSeconds(pace) + (sensing.subtracted() ? subtractors.latencySeconds(0) : 0);
  }

  /** Time on one step of the multiplexer. */
  double stepSeconds(Pace pace) {
    double conversions = pace.pulses() * sensing.passes() * pace.reads();
    double driving = conversions * pace.driveSeconds();
    double sensed = pace.prepareSeconds()
        + pace.holdSeconds()
        + converters.conversionSeconds()
        + accumulateSeconds();
    double slice = sensing.slices() > 1 ? sliceAdders.latencySeconds() : 0;
    double input = pace.pulses() > 1 ? inputAdders.latencySeconds() : 0;
    double perPulse = sensing.passes() * pace.reads() * (pace.driveSeconds() + sensed);
    double stall = Math.max(0, Math.max(slice, input) - perPulse) * (pace.pulses() - 1);
    return Math.max(driving, multiplexer.latencySeconds())
        + pace.settleSeconds()
        + conversions * sensed
        + stall
        + slice
        + input;
  }

  private double accumulateSeconds() {
    return sensing.lineGroups() > 1 ? accumulators.latencySeconds(0) + sums.latencySeconds() : 0;
  }

  double multiplexerJoules(double readVolts) {
    return steps * multiplexer.energyJoules(readVolts);
  }

  /** Conversion of every used line. */
  double conversionJoules(Pace pace, double usedLines, double lineOhm) {
    return conversionsOf(pace, usedLines) * converters.conversionJoules(lineOhm);
  }

  private double conversionsOf(Pace pace, double usedLines) {
    return pace.pulses() * sensing.passes() * pace.reads() * usedLines;
  }

  double accumulationJoules(Pace pace, double usedLines) {
    if (sensing.lineGroups() == 1) {
      return 0;
    }
    double conversions = conversionsOf(pace, usedLines);
    return accumulators.energyJoules(conversions)
        + conversions / groups * sums.energyJoules(Double.MAX_VALUE);
  }

  double shiftAddJoules(Pace pace, double usedLines) {
    double joules = 0;
    if (sensing.slices() > 1) {
      joules +=
          pace.pulses() * sensing.passes() * steps * sliceAdders.energyJoules(usedLines / steps);
    }
    if (pace.pulses() > 1) {
      double results = sensing.resultsOf(usedLines);
      double rounds = Math.ceil(sensing.resultsOf(steps));
      joules += pace.pulses() * rounds * inputAdders.energyJoules(results / rounds);
    }
    return joules;
  }

  double subtractionJoules(double results) {
    return sensing.subtracted() ? subtractors.energyJoules(results) : 0;
  }
}
