package org.crosslearn.hw.circuit;

/** Analog-to-digital converters side by side; all of them convert at the same time. */
public interface Converters extends Block {
  /** Volts across the cells for which the published power fits hold. */
  double FIT_READ_VOLTS = 0.5;

  /** One conversion of every converter: the time that the slowest possible input needs. */
  double conversionSeconds();

  /**
   * One conversion of one converter, with the current that flows through the cells meanwhile.
   *
   * @param lineOhm resistance of the line it senses; infinite if no cell on it is selected
   */
  double conversionJoules(double lineOhm);
}
