package org.crosslearn.reports.pricing;

/** Fields after RFC 4180. */
final class Csv {
  private Csv() {}

  static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
