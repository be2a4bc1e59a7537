package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.run.CalibrationResult;
import org.crosslearn.reports.run.CalibrationResult.Neighbour;
import org.crosslearn.reports.run.CalibrationResult.Sensitivity;
import org.crosslearn.reports.run.ExperimentResults;
import org.crosslearn.reports.run.Search;
import org.crosslearn.reports.run.Search.Origin;
import org.crosslearn.reports.run.Search.Step;
import org.crosslearn.reports.study.Calibration;
import org.crosslearn.reports.study.Space;

/** Where constants come from: what was searched, what was chosen, and how much each value matters. */
final class CalibrationSection {
  private static final int SHOWN_CANDIDATES = 10;

  private final ExperimentResults results;
  private final CalibrationResult found;
  private final Calibration calibration;
  private final Space space;

  private CalibrationSection(ExperimentResults results) {
    this.results = results;
    found = results.calibration();
    calibration = found.calibration();
    space = calibration.space();
  }

  static void write(Markup out, ExperimentResults results) {
    CalibrationSection section = new CalibrationSection(results);
    out.open("section", "id", "calibration").element("h2", "Calibration");
    out.paragraph("note", section.search()).paragraph("note", section.outcome());
    section.targets().ifPresent(targets -> targets.html(out));
    section.values().html(out);
    section.found.chosen().ifPresent(chosen -> section.chosen(out, chosen));
    out.closeLine();
  }

  /** The same for {@code summary.md}. */
  static String markdown(ExperimentResults results) {
    CalibrationSection section = new CalibrationSection(results);
    StringBuilder text = new StringBuilder("## Calibration\n\n");
    for (String paragraph : List.of(section.search(), section.outcome())) {
      text.append(SummaryTable.markdownText(paragraph)).append("\n\n");
    }
    section.targets().ifPresent(targets -> text.append(markdown(targets)).append('\n'));
    section.found.chosen().ifPresent(chosen -> {
      text.append(section.figures()).append(".\n\n```yaml\n");
      text.append(ChosenYaml.snippet(section.found, chosen)).append("```\n\n");
      text.append("### One step from the chosen values\n\n").append(section.completeness());
      text.append("\n\n").append(markdown(section.sensitivity()));
    });
    return text.toString();
  }

  /** All of its rows speak of the same figure, so that its groups are left out. */
  private static String markdown(FigureTable table) {
    StringBuilder text = new StringBuilder("| " + String.join(" | ", table.names()) + " |");
    table
        .headings()
        .forEach(heading -> text.append(' ')
            .append(heading.group().isEmpty() ? "" : heading.group() + ", ")
            .append(heading.title())
            .append(" |"));
    text.append("\n|---|").append("---:|".repeat(table.headings().size())).append('\n');
    table.groups().stream()
        .flatMap(group -> group.rows().stream())
        .forEach(row -> text.append("| ")
            .append(row.names().get(0))
            .append(" | ")
            .append(String.join(" | ", row.figures()))
            .append(" |\n"));
    return text.toString();
  }

  private void chosen(Markup out, Step chosen) {
    out.paragraph("note", "Ready to be pasted into a study, and in the file chosen.yaml:");
    out.element("pre", ChosenYaml.snippet(found, chosen));
    course(out);
    out.element("h3", "One step from the chosen values");
    out.paragraph("note", completeness());
    sensitivity().html(out);
    sensitivityChart(out, chosen);
    out.element("h3", "The best candidates");
    out.paragraph("note", "Keys that have the same value in all of them are left out.");
    ranking().html(out);
  }

  private String search() {
    return String.format(
        Locale.ROOT,
        "Searched for the largest %s: %s over %s, %d hardware and %s, on %s, counted from 0. Of"
            + " %,.0f candidates the experiment as written is tried, then %d drawn at random (seed %d),"
            + " then the neighbours of the best, which differ from it in one key by one place in its"
            + " list, as long as one of them is better; at most %d neighbours.",
        calibration.sought(),
        calibration.matches()
            ? "1 less the mean distance of the figures below from them, means"
            : "its mean",
        Page.count(calibration.nodes().size(), "size"),
        calibration.hardware().size(),
        Page.count(results.study().seeds().size(), "seed"),
        results.images(),
        space.size(),
        calibration.random(),
        calibration.seed(),
        calibration.climb());
  }

  private String outcome() {
    Map<Origin, Long> tried = found.course().steps().stream()
        .collect(Collectors.groupingBy(Step::origin, Collectors.counting()));
    String end = !found.ended()
        ? "The search has not ended."
        : found.course().settled()
            ? "The search ended because no neighbour of the best is better."
            : "The search ended because its budget was spent.";
    return String.format(
        Locale.ROOT,
        "Tried: %s, %d of them drawn and %d neighbours. Values of %d did not go together, %d failed; they"
            + " count as worst. %s",
        Page.count(found.course().steps().size(), "candidate"),
        tried.getOrDefault(Origin.DRAWN, 0L),
        tried.getOrDefault(Origin.NEIGHBOUR, 0L),
        found.refused().size(),
        found.failed().size(),
        end);
  }

  /** What figures should be and what they are; empty if there is nothing to match. */
  private Optional<FigureTable> targets() {
    if (!calibration.matches()) {
      return Optional.empty();
    }
    List<Double> written = found.figures().get(space.written());
    List<Double> chosen =
        found.chosen().map(step -> found.figures().get(step.candidate())).orElse(null);
    List<FigureTable.Row> rows = IntStream.range(0, calibration.aims().size())
        .mapToObj(a -> new FigureTable.Row(
            List.of(calibration.aims().get(a).figure().text()),
            List.of(
                shown(calibration.aims().get(a).target()),
                written == null ? Quantity.NONE : shown(written.get(a)),
                chosen == null ? Quantity.NONE : shown(chosen.get(a)))))
        .toList();
    return Optional.of(new FigureTable(
        List.of("figure"),
        List.of(
            new Heading("", "target"), new Heading("", "as written"), new Heading("", "chosen")),
        List.of(new FigureTable.Group("Targets", rows))));
  }

  private FigureTable values() {
    Map<String, String> written = space.values(space.written());
    Map<String, String> chosen =
        found.chosen().map(step -> space.values(step.candidate())).orElse(Map.of());
    List<FigureTable.Row> rows = space.axes().stream()
        .map(axis -> new FigureTable.Row(
            List.of(axis.key()),
            List.of(
                written.get(axis.key()),
                chosen.getOrDefault(axis.key(), Quantity.NONE),
                String.join(", ", axis.values()))))
        .toList();
    return new FigureTable(
        List.of("key of experiment"),
        List.of(
            new Heading("", "as written"),
            new Heading("", "chosen"),
            new Heading("", "values that may be tried")),
        List.of(new FigureTable.Group(figures(), rows)));
  }

  private String figures() {
    return calibration.sought() + ": "
        + Stream.of(
                found.course().figure(space.written()).map(figure -> "as written " + shown(figure)),
                found.chosen().map(step -> "chosen " + shown(step.figure())))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
  }

  private void course(Markup out) {
    List<Step> steps = found.course().steps();
    List<LineChart.Point> best = new ArrayList<>();
    List<ScatterChart.Point> all = new ArrayList<>();
    double sofar = Search.WORST;
    for (int s = 0; s < steps.size(); s++) {
      Step step = steps.get(s);
      if (step.figure() == Search.WORST) {
        continue;
      }
      sofar = Math.max(sofar, step.figure());
      best.add(new LineChart.Point(
          s + 1, sofar, sofar, sofar, "after " + (s + 1) + ": " + shown(sofar)));
      int origin = step.origin().ordinal();
      all.add(new ScatterChart.Point(
          new SeriesStyle(origin),
          Marker.of(origin),
          s + 1,
          step.figure(),
          step.figure(),
          step.figure(),
          "candidate " + (s + 1) + ": " + shown(step.figure())));
    }
    Axis across = Axis.count("Candidates tried", 1, steps.size(), 6);
    out.element("h3", "How the search went");
    new Legend(Stream.of(Origin.values())
            .map(origin -> new Legend.Entry(
                words(origin),
                new SeriesStyle(origin.ordinal()),
                Legend.Kind.MARKER,
                Marker.of(origin.ordinal())))
            .toList())
        .draw(out);
    out.open("div", "class", "charts wide");
    out.open("figure").element("figcaption", "The best so far");
    new LineChart(
            "Best figure over candidates",
            across,
            axis(best.stream().map(LineChart.Point::y)),
            List.of(new LineChart.Series(new SeriesStyle(0), best, false)))
        .draw(out);
    out.closeLine();
    out.open("figure").element("figcaption", "Every candidate");
    new ScatterChart(
            "Figure of every candidate", across, axis(all.stream().map(ScatterChart.Point::y)), all)
        .draw(out);
    out.closeLine();
    out.closeLine();
  }

  private static String words(Origin origin) {
    return switch (origin) {
      case WRITTEN -> "as written";
      case DRAWN -> "drawn at random";
      case NEIGHBOUR -> "neighbour of the best";
    };
  }

  private static Axis axis(Stream<Double> figures) {
    Spread spread = Spread.of(figures.mapToDouble(figure -> figure).toArray());
    return Axis.percent("Figure", spread.least(), spread.most(), 6);
  }

  private String completeness() {
    boolean complete = found.sensitivities().stream()
        .flatMap(key -> Stream.of(key.below(), key.above()))
        .flatMap(Optional::stream)
        .allMatch(neighbour -> neighbour.figure().isPresent());
    return "What the figure is if one key alone takes the value before or after the chosen one in its"
        + " list."
        + (complete
            ? ""
            : " Not every neighbour was tried, so that one of the others may be better: the"
                + (found.ended() ? " budget was spent." : " search has not ended."));
  }

  private FigureTable sensitivity() {
    List<FigureTable.Row> rows = found.sensitivities().stream()
        .map(key -> new FigureTable.Row(
            List.of(key.key()),
            Stream.of(key.below(), Optional.of(key.chosen()), key.above())
                .flatMap(CalibrationSection::cells)
                .toList()))
        .toList();
    List<Heading> headings = new ArrayList<>();
    for (String place : List.of("value before", "chosen", "value after")) {
      headings.add(new Heading(place, "value"));
      headings.add(new Heading(place, "figure"));
    }
    return new FigureTable(
        List.of("key of experiment"),
        headings,
        List.of(new FigureTable.Group(calibration.sought(), rows)));
  }

  private static Stream<String> cells(Optional<Neighbour> neighbour) {
    return neighbour
        .map(there -> Stream.of(
            there.value(), there.figure().map(CalibrationSection::shown).orElse("not tried")))
        .orElse(Stream.of(Quantity.NONE, Quantity.NONE));
  }

  private void sensitivityChart(Markup out, Step chosen) {
    List<DotChart.Line> lines = new ArrayList<>();
    List<Double> figures = new ArrayList<>(List.of(chosen.figure()));
    for (Sensitivity key : found.sensitivities()) {
      List<DotChart.Dot> dots = new ArrayList<>();
      key.below().ifPresent(before -> dot(key, before, Marker.DOWN, dots));
      dot(key, key.chosen(), Marker.CIRCLE, dots);
      key.above().ifPresent(after -> dot(key, after, Marker.TRIANGLE, dots));
      dots.forEach(dot -> figures.add(dot.value()));
      lines.add(new DotChart.Line(shortened(key.key()), new SeriesStyle(0), dots));
    }
    new Legend(List.of(
            entry("value before", Marker.DOWN),
            entry("chosen", Marker.CIRCLE),
            entry("value after", Marker.TRIANGLE)))
        .draw(out);
    new DotChart(
            "Figure one step from the chosen values",
            axis(figures.stream()),
            List.of(new DotChart.Group(calibration.sought(), lines)))
        .draw(out);
  }

  private static void dot(
      Sensitivity key, Neighbour neighbour, Marker marker, List<DotChart.Dot> dots) {
    neighbour
        .figure()
        .filter(figure -> figure > Search.WORST)
        .ifPresent(figure -> dots.add(new DotChart.Dot(
            figure,
            marker,
            marker != Marker.CIRCLE,
            key.key() + " " + neighbour.value() + ": " + shown(figure))));
  }

  private static Legend.Entry entry(String name, Marker marker) {
    int style = marker == Marker.CIRCLE ? 0 : SeriesStyle.COLOURS;
    return new Legend.Entry(name, new SeriesStyle(style), Legend.Kind.MARKER, marker);
  }

  /** The last word of a path, which tells keys apart in most spaces. */
  private String shortened(String key) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    boolean alone =
        space.axes().stream().filter(axis -> axis.key().endsWith("." + last)).count() == 1;
    return alone ? last : key;
  }

  private FigureTable ranking() {
    List<Step> steps = found.course().steps();
    List<Step> best = steps.stream()
        .filter(step -> step.figure() > Search.WORST)
        .sorted(Comparator.comparingDouble((Step step) -> -step.figure()))
        .limit(SHOWN_CANDIDATES)
        .toList();
    List<Space.Axis> differing = IntStream.range(0, space.axes().size())
        .filter(axis ->
            best.stream().map(step -> step.candidate().place(axis)).distinct().count() > 1)
        .mapToObj(space.axes()::get)
        .toList();
    List<Heading> headings = new ArrayList<>(List.of(new Heading("", "figure")));
    differing.forEach(axis -> headings.add(new Heading("", shortened(axis.key()))));
    List<FigureTable.Row> rows = new ArrayList<>();
    for (Step step : best) {
      List<String> cells = new ArrayList<>(List.of(shown(step.figure())));
      Map<String, String> values = space.values(step.candidate());
      differing.forEach(axis -> cells.add(values.get(axis.key())));
      String name = steps.indexOf(step) + 1 + ", " + words(step.origin());
      rows.add(new FigureTable.Row(List.of(name), cells));
    }
    return new FigureTable(
        List.of("candidate"), headings, List.of(new FigureTable.Group(calibration.sought(), rows)));
  }

  private static String shown(double figure) {
    return figure == Search.WORST ? "refused" : Quantity.percent(figure, Double.NaN);
  }
}
