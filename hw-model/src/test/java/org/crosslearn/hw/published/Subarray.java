package org.crosslearn.hw.published;

/** An array of cells with its drivers and read-out, as one of the published model. */
interface Subarray {
  Areas areas();

  double widthMeters();

  double heightMeters();

  /** With the transposed read-out, if there is one, or without. */
  double leakageWatts(boolean transposed);

  /** Forward and, if {@code transposed}, transposed reads. */
  Tally read(Reads reads, boolean transposed);

  /** One update; the registers of the drivers were clocked by a transposed read if there was one. */
  Tally write(Update update, boolean transposed);

  Column column();

  /** Of the columns, or transposed of the rows. */
  ReadOut readOut(boolean transposed);

  /** What a cell sees of its lines when it is read: resistances per cell, ohms. */
  record Column(double rowOhm, double columnOhm, double accessOhm) {}
}
