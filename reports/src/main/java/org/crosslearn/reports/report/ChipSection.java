package org.crosslearn.reports.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.hw.design.ChipChoices;
import org.crosslearn.hw.design.ChipChoices.Choice;

/** The choices behind every price, side by side where chips differ. */
final class ChipSection {
  static final String TITLE = "The chips in words";

  private static final String NOTE =
      "Every choice of circuits, floorplan, memory and dataflow, defaults included. A chip has only"
          + " what its rule needs: no transposed read-out where nothing is read transposed, no"
          + " gradient units where no gradient is formed.";

  private ChipSection() {}

  static void write(Markup out, ReportModel model) {
    Map<String, List<Choice>> chips = chips(model);
    if (chips.isEmpty()) {
      return;
    }
    out.open("section", "id", "chips").element("h2", TITLE).paragraph("note", NOTE);
    out.open("div", "class", "scroll")
        .open("table", "class", "chips")
        .open("thead")
        .open("tr");
    out.open("td").close();
    chips.keySet().forEach(hardware -> out.element("th", hardware, "scope", "col"));
    out.close().close();
    List<Choice> topics = chips.values().iterator().next();
    String columns = Integer.toString(1 + chips.size());
    for (ChipChoices.Part part : ChipChoices.Part.values()) {
      out.open("tbody").open("tr");
      out.element("th", part.title(), "colspan", columns, "scope", "rowgroup", "class", "hardware");
      out.close();
      for (int i = 0; i < topics.size(); i++) {
        if (topics.get(i).part() == part) {
          out.open("tr").element("th", topics.get(i).topic(), "scope", "row");
          cells(out, words(chips, i));
          out.closeLine();
        }
      }
      out.closeLine();
    }
    out.close().close().closeLine();
  }

  /** Neighbours that say the same share a cell. */
  private static void cells(Markup out, List<String> words) {
    int from = 0;
    for (int i = 1; i <= words.size(); i++) {
      if (i == words.size() || !words.get(i).equals(words.get(from))) {
        String span = i - from == 1 ? null : Integer.toString(i - from);
        out.element("td", words.get(from), "colspan", span);
        from = i;
      }
    }
  }

  private static List<String> words(Map<String, List<Choice>> chips, int choice) {
    return chips.values().stream().map(choices -> choices.get(choice).words()).toList();
  }

  /** Hardware names with their choices; all chips have the same topics in the same order. */
  static Map<String, List<Choice>> chips(ReportModel model) {
    Map<String, List<Choice>> chips = new LinkedHashMap<>();
    for (String hardware : model.pricedByHardware().keySet()) {
      HardwareSpec spec = model.result().hardware().get(hardware);
      chips.put(hardware, ChipChoices.of(spec.device().cell(), spec.array(), spec.chip()));
    }
    return chips;
  }

  /** A table in GitHub-flavoured Markdown. */
  static String markdown(Map<String, List<Choice>> chips) {
    StringBuilder out = new StringBuilder("| choice |");
    chips
        .keySet()
        .forEach(hardware ->
            out.append(' ').append(SummaryTable.markdownText(hardware)).append(" |"));
    out.append("\n|---|").append("---|".repeat(chips.size())).append('\n');
    List<Choice> topics = chips.values().iterator().next();
    for (int i = 0; i < topics.size(); i++) {
      out.append("| ").append(topics.get(i).topic()).append(" |");
      words(chips, i)
          .forEach(
              words -> out.append(' ').append(SummaryTable.markdownText(words)).append(" |"));
      out.append('\n');
    }
    return out.toString();
  }
}
