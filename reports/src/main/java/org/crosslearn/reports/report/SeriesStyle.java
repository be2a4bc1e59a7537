package org.crosslearn.reports.report;

/**
 * How a series looks in every chart of a page. Seven colours of Okabe and Ito's palette for
 * colour-blind readers ("Color Universal Design", 2008) are in {@code report.css}; their yellow is
 * left out, for it cannot be seen as a line on white. Further series repeat the colours with another
 * dash and with hollow markers.
 *
 * @param index position of the series, or -1 for what is summed up as "other"
 */
record SeriesStyle(int index) {
  /** Distinct colours. */
  static final int COLOURS = 7;

  static final SeriesStyle OTHER = new SeriesStyle(-1);

  private static final String[] DASHES = {null, "6 3", "2 2.5"};

  /** CSS class that sets {@code color}; shapes refer to it as {@code currentColor}. */
  String cssClass() {
    return index < 0 ? "other" : "s" + index % COLOURS;
  }

  /** Value for {@code stroke-dasharray}, null for a solid line. */
  String dash() {
    return index < 0 ? null : DASHES[index / COLOURS % DASHES.length];
  }

  /** Whether markers are outlined only. */
  boolean hollow() {
    return index >= COLOURS;
  }
}
