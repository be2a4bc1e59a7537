package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.crosslearn.reports.report.SummaryTable.Heading;

/**
 * Figures under headings, one group of rows per hardware, in any notation.
 *
 * @param names headings of the columns that say what a row is about
 * @param headings of the figures
 */
record FigureTable(List<String> names, List<Heading> headings, List<Group> groups) {

  /** Rows about one hardware. */
  record Group(String hardware, List<Row> rows) {
    Group {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One row.
   *
   * @param names what it is about, empty where the row above says it
   * @param figures as people read them
   */
  record Row(List<String> names, List<String> figures) {
    Row {
      names = List.copyOf(names);
      figures = List.copyOf(figures);
    }
  }

  FigureTable {
    names = List.copyOf(names);
    headings = List.copyOf(headings);
    groups = List.copyOf(groups);
  }

  private boolean inGroups() {
    return headings.stream().anyMatch(heading -> !heading.group().isEmpty());
  }

  void html(Markup out) {
    out.open("div", "class", "scroll").open("table", "class", "figures").open("thead");
    if (inGroups()) {
      out.open("tr").open("td", "colspan", Integer.toString(names.size())).close();
      headings.stream()
          .collect(Collectors.groupingBy(Heading::group, LinkedHashMap::new, Collectors.counting()))
          .forEach((group, columns) -> {
            out.open(
                "th", "colspan", Long.toString(columns), "scope", "colgroup", "class", "group");
            out.element("span", group).close();
          });
      out.close();
    }
    out.open("tr");
    names.forEach(name -> out.element("th", name, "scope", "col"));
    for (Heading heading : headings) {
      // Words wrap in a narrow column, a slash does not.
      String title = heading.title().replace("/", " per ");
      out.element("th", title, "scope", "col", "class", "figure");
    }
    out.close().closeLine();
    for (Group group : groups) {
      String columns = Integer.toString(names.size() + headings.size());
      out.open("tbody").open("tr");
      out.element(
          "th", group.hardware(), "colspan", columns, "scope", "rowgroup", "class", "hardware");
      out.close();
      for (Row row : group.rows()) {
        out.open("tr", "class", row.names().get(0).isEmpty() ? "same" : null);
        out.element("th", row.names().get(0), "scope", "row");
        row.names().stream().skip(1).forEach(name -> out.element("td", name));
        row.figures().forEach(figure -> out.element("td", figure, "class", "figure"));
        out.closeLine();
      }
      out.closeLine();
    }
    out.close().close();
  }

  /** A table in GitHub-flavoured Markdown. */
  String markdown() {
    StringBuilder out = new StringBuilder("| hardware |");
    names.forEach(name -> out.append(' ').append(name).append(" |"));
    for (Heading heading : headings) {
      String title = (heading.group() + " " + heading.title()).strip();
      out.append(' ').append(title).append(" |");
    }
    out.append("\n|").append("---|".repeat(1 + names.size()));
    out.append("---:|".repeat(headings.size())).append('\n');
    eachRow((hardware, row) -> {
      out.append("| ").append(SummaryTable.markdownText(hardware)).append(" |");
      row.names()
          .forEach(
              name -> out.append(' ').append(SummaryTable.markdownText(name)).append(" |"));
      row.figures().forEach(figure -> out.append(' ').append(figure).append(" |"));
      out.append('\n');
    });
    return out.toString();
  }

  /** A {@code tabular} that needs the package {@code booktabs} and UTF-8 input. */
  String latex() {
    StringBuilder out = new StringBuilder("\\begin{tabular}{");
    out.append("l".repeat(1 + names.size())).append("r".repeat(headings.size()));
    out.append("}\n\\toprule\n");
    List<String> header = new ArrayList<>(List.of("hardware"));
    header.addAll(names);
    headings.forEach(heading -> header.add((heading.group() + " " + heading.title()).strip()));
    out.append(SummaryTable.latexLine(header)).append("\\midrule\n");
    eachRow((hardware, row) -> {
      List<String> line = new ArrayList<>(List.of(hardware));
      line.addAll(row.names());
      line.addAll(row.figures());
      out.append(SummaryTable.latexLine(line));
    });
    return out.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  /** Rows with all their names, as notations without groups need them. */
  private void eachRow(BiConsumer<String, Row> reader) {
    for (Group group : groups) {
      List<String> above = List.of();
      for (Row row : group.rows()) {
        List<String> whole = new ArrayList<>();
        for (int i = 0; i < row.names().size(); i++) {
          boolean repeated = row.names().get(i).isEmpty() && i < above.size();
          whole.add(repeated ? above.get(i) : row.names().get(i));
        }
        reader.accept(group.hardware(), new Row(whole, row.figures()));
        above = whole;
      }
    }
  }

  /** Groups by hardware in the order of a map. */
  static List<Group> groups(Map<String, List<Row>> rows) {
    List<Group> groups = new ArrayList<>();
    rows.forEach((hardware, lines) -> groups.add(new Group(hardware, lines)));
    return groups;
  }
}
