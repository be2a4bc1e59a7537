package org.crosslearn.hw.array;

import java.util.List;
import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.Converters;
import org.crosslearn.hw.circuit.Multiplexer;
import org.crosslearn.hw.circuit.ShiftAdders;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;

/**
 * The circuits that sense the lines of one side of an array: multiplexer, converters, shift-adders
 * for the input bits, and adders that subtract the two halves of a signed weight.
 */
final class ReadOut {
  private final ArraySpec array;
  private final double readVolts;
  private final int steps;
  private final int groups;
  private final Multiplexer multiplexer;
  private final Converters converters;
  private final ShiftAdders shiftAdders;
  private final Adders subtractors;

  /**
   * @param lines lines sensed
   * @param linesPerConverter lines that share a converter
   * @param lineOhm smallest resistance of a line: all its cells on
   * @param lengthMeters of the side of the array
   * @param side where the digital part is drawn
   */
  ReadOut(
      Periphery periphery,
      ArraySpec array,
      CellSpec.Pulsed cell,
      int lines,
      int linesPerConverter,
      double lineOhm,
      double lengthMeters,
      Side side) {
    Technology technology = periphery.technology();
    this.array = array;
    this.readVolts = cell.readVoltage();
    this.steps = Math.min(linesPerConverter, lines);
    this.groups = (lines + steps - 1) / steps;
    this.multiplexer = new Multiplexer(technology, groups, steps, lineOhm, lengthMeters);
    this.converters = periphery
        .converters()
        .build(technology, array.adcBits(), groups, lineOhm, cell.readVoltage(), side);
    int units = array.inputBits() > 1 ? groups : 0;
    this.shiftAdders = new ShiftAdders(
        technology, periphery.clockHertz(), units, array.adcBits() + 1, array.inputBits(), side);
    this.subtractors = new Adders(technology, resultBits(), groups, side);
  }

  /** Width of a result of one array: conversion, input bits, sign. */
  int resultBits() {
    return array.adcBits() + array.inputBits() + 1;
  }

  /** Lines that a converter senses one after another. */
  int steps() {
    return steps;
  }

  int groups() {
    return groups;
  }

  Block multiplexer() {
    return multiplexer;
  }

  Block converters() {
    return converters;
  }

  Block shiftAdders() {
    return shiftAdders;
  }

  Block subtractors() {
    return subtractors;
  }

  List<Block> blocks() {
    return List.of(multiplexer, converters, shiftAdders, subtractors);
  }

  /**
   * Time to sense every line once per input bit.
   *
   * @param bits pulses per input
   * @param driveSeconds new input bits reach the cells
   * @param settleSeconds the sensed line follows
   */
  double seconds(int bits, double driveSeconds, double settleSeconds) {
    return steps * stepSeconds(bits, driveSeconds, settleSeconds)
        + (bits > 1 ? shiftAdders.latencySeconds() : 0)
        + subtractors.latencySeconds(0);
  }

  /** Time on one step of the multiplexer; it switches while the first input bit is applied. */
  double stepSeconds(int bits, double driveSeconds, double settleSeconds) {
    double conversion = driveSeconds + settleSeconds + converters.conversionSeconds();
    double cycle = bits > 1 ? Math.max(conversion, shiftAdders.latencySeconds()) : conversion;
    return bits * cycle + Math.max(0, multiplexer.latencySeconds() - driveSeconds);
  }

  double multiplexerJoules() {
    return steps * multiplexer.energyJoules(readVolts);
  }

  /** Conversion of every line once per input bit. */
  double conversionJoules(int bits, double lines, double lineOhm) {
    return bits * lines * converters.conversionJoules(lineOhm);
  }

  double shiftAddJoules(int bits, double lines) {
    return bits > 1 ? bits * steps * shiftAdders.energyJoules(lines / steps) : 0;
  }

  double subtractionJoules(double results) {
    return subtractors.energyJoules(results);
  }
}
