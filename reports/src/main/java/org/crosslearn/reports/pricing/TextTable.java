package org.crosslearn.reports.pricing;

import java.util.ArrayList;
import java.util.List;

/** Columns aligned with spaces: the first to the left, all others to the right. */
public final class TextTable {
  private static final String INDENT = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... headings) {
    row(headings);
  }

  void row(String... cells) {
    row(List.of(cells));
  }

  public void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  public String text() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(INDENT);
      for (int i = 0; i < row.size(); i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + space : INDENT + space + row.get(i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
