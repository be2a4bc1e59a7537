package org.crosslearn.hw.array;

/** Groups of circuits in which area and energy are reported. */
public enum Component {
  ARRAY("array"),
  WORD_LINE_DRIVERS("word-line drivers"),
  COLUMN_SWITCHES("column switches"),
  MULTIPLEXER("multiplexer"),
  ADC("ADC"),
  SHIFT_ADD("shift-add"),
  /** Subtraction within differential pairs and sums over arrays. */
  ACCUMULATION("accumulation"),
  /** Everything that senses word lines in a transposed read. */
  TRANSPOSED_READ_OUT("transposed read-out"),
  /** Programming pulses in cells and along lines. */
  WRITE("write"),
  BUFFER("buffer"),
  /** Numbers that are kept from step to step. */
  MEMORY("memory"),
  INTERCONNECT("interconnect"),
  WEIGHT_GRADIENT("weight gradient"),
  DIGITAL("digital"),
  /** Memory off the chip, with its interface. */
  DRAM("DRAM"),
  LEAKAGE("leakage");

  private final String label;

  Component(String label) {
    this.label = label;
  }

  /** Name in reports. */
  public String label() {
    return label;
  }
}
