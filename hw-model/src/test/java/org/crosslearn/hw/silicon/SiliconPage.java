package org.crosslearn.hw.silicon;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.design.ChipDesigns;
import org.crosslearn.hw.silicon.PublishedSilicon.Point;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.yaml.YamlDocument;

/** The page of the documentation that compares the model with chips. */
final class SiliconPage {
  private static final int LEAST_SURVEY_BITS = 4;
  private static final int SHARES = 3;
  private static final int WIDTH = 100;
  private static final MathContext DIGITS = new MathContext(3);
  private static final double NEAR = 3;
  private static final List<Figure> SUMMARISED =
      List.of(Figure.TERA_OPERATIONS, Figure.PER_JOULE, Figure.DENSITY);

  private final StringBuilder page = new StringBuilder();

  private SiliconPage() {}

  static String render(
      List<PublishedSilicon> chips, List<Comparison> all, List<LearningSilicon> learning) {
    SiliconPage page = new SiliconPage();
    page.introduction(all);
    for (PublishedSilicon chip : chips) {
      page.chip(chip, all.stream().filter(c -> c.chip() == chip).toList());
    }
    page.converters(chips);
    page.learning(learning);
    page.notExpressed();
    return page.page.toString();
  }

  /** The outcome in few lines, as a table. */
  static String summary(List<Comparison> all) {
    StringBuilder table = new StringBuilder("""
        | model / published | chips | median of chips | lowest | highest | figures within a factor of %.0f |
        |---|---|---|---|---|---|
        """.formatted(NEAR));
    for (Figure figure : SUMMARISED) {
      List<Comparison> some = all.stream().filter(c -> c.figure() == figure).toList();
      table.append("| %s | %d | %s | %s | %s | %d of %d |\n"
          .formatted(
              figure.label(),
              some.stream().map(Comparison::chip).distinct().count(),
              number(Comparison.median(some)),
              end(Comparison.lowest(some)),
              end(Comparison.highest(some)),
              some.stream().filter(c -> c.factor() <= NEAR).count(),
              some.size()));
    }
    return table.toString();
  }

  private static String end(Comparison comparison) {
    return number(comparison.ratio()) + " (" + comparison.chip().title() + ")";
  }

  private void introduction(List<Comparison> all) {
    page.append("""
        # The model beside silicon

        Written by `SiliconTest`; to write it again:

            mvn -pl hw-model test -Dtest=SiliconTest -Dcrosslearn.regenerate=true \\
                -Dsurefire.failIfNoSpecifiedTests=false

        What the model says about chips that were built, from presets with published sizes, bits and
        cells. Nothing was fitted: what is not published is assumed in the `source` of the preset, once,
        and left there whatever the result. Operations are multiplications and additions at the bits that
        a table names; half of the input bits are set and cells are in the middle of their range unless a
        point says otherwise. Arrays count with their circuits and leakage, without buffers and wires
        around them; areas are those of one array. Supplies are the nodes' own: the model has one per node;
        a question mark stands for a supply that was not found.

        """);
    page.append(summary(all));
    page.append("""

        Energy per operation mostly comes out within a factor of three of the chip, and about ten at worst;
        speed and density do not. Converters of the model take the same nanoseconds at every node, whatever
        their designer wanted; every input bit and every slice of a weight is converted, where recent chips
        weigh bits as charge and convert once; cells conduct for as long as a conversion takes. Learning
        rules on one chip share these errors, kinds of chips do not: compare rules, and read comparisons
        of chips with this page beside them.

        The test fails if a ratio leaves the band of its figure, a factor either way:
        """);
    page.append(wrapped(bands() + "."));
  }

  private static String bands() {
    List<String> bands = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      bands.add(figure.label() + " " + number(figure.band()));
    }
    return String.join("; ", bands);
  }

  private void chip(PublishedSilicon chip, List<Comparison> comparisons) {
    page.append("\n## %s (%s)\n\n".formatted(chip.title(), chip.evidence()));
    String derived = chip.derived().isEmpty() ? "" : " Derived: " + chip.derived() + ".";
    page.append(wrapped("Preset `%s`; %s. Source: %s.%s"
            .formatted(chip.preset(), chip.bits(), chip.cited(), derived)))
        .append("\n");
    page.append("""
        | point | supply, chip / model | figure | published | model | model / published |
        |---|---|---|---|---|---|
        """);
    for (Comparison c : comparisons) {
      page.append("| %s | %s | %s | %s | %s | %s |\n"
          .formatted(
              c.point().name(),
              supplies(c.point()),
              c.figure().label(),
              number(c.silicon()),
              number(c.model()),
              number(c.ratio())));
    }
    page.append("\n").append(wrapped(chip.differs()));
  }

  private static String supplies(Point point) {
    ChipSpec spec = point.design().chip();
    Technology technology = spec.transistors() == ChipSpec.Transistors.LOW_POWER
        ? Technology.lowPower(spec.nodeNanometers(), spec.temperatureKelvin())
        : Technology.highPerformance(spec.nodeNanometers(), spec.temperatureKelvin());
    return point.volts().map(SiliconPage::number).orElse("?") + " / "
        + number(technology.supplyVolts()) + " V";
  }

  private void converters(List<PublishedSilicon> chips) {
    page.append("""

        ## How much the converters decide

        Model / published, TOPS and TOPS/W: with the converters of the preset; with survey converters, which
        take a clock cycle per bit while cells conduct, which at low clocks is most of their cost;
        and as if bits were weighed before a single conversion. The last is a bound from above, because
        whatever weighs them on the chip is free then; ISAAC and Jia et al. do convert bit by bit.

        | chip, point | energy of the model | preset | survey converters | one conversion |
        |---|---|---|---|---|
        """);
    for (PublishedSilicon chip : chips) {
      Point point = chip.single()
          .flatMap(single ->
              chip.points().stream().filter(p -> p.name().equals(single.name())).findFirst())
          .orElse(chip.points().get(0));
      page.append("| %s, %s | %s | %s | %s | %s |\n"
          .formatted(
              chip.title(),
              point.name(),
              shares(new Modelled(point)),
              ratios(point),
              surveyed(point).map(SiliconPage::ratios).orElse("fewer than four bits"),
              chip.single().map(SiliconPage::ratios).orElse("as the preset")));
    }
  }

  private static String shares(Modelled modelled) {
    return modelled.energyShares().entrySet().stream()
        .limit(SHARES)
        .map(SiliconPage::percent)
        .collect(Collectors.joining(", "));
  }

  private static String percent(Map.Entry<String, Double> share) {
    return String.format(Locale.ROOT, "%s %.0f %%", share.getKey(), 100 * share.getValue());
  }

  private static Optional<Point> surveyed(Point point) {
    return point.design().array().adcBits() < LEAST_SURVEY_BITS
        ? Optional.empty()
        : Optional.of(point.with(ChipDesigns.with(
            point.design(), YamlDocument.parse("chip: {adc: survey}", "survey converters"))));
  }

  private static String ratios(Point point) {
    Modelled modelled = new Modelled(point);
    return ratio(point, Figure.TERA_OPERATIONS, modelled) + ", "
        + ratio(point, Figure.PER_JOULE, modelled);
  }

  private static String ratio(Point point, Figure figure, Modelled modelled) {
    return number(modelled.of(figure) / point.figures().get(figure));
  }

  private void learning(List<LearningSilicon> learning) {
    page.append("""

        ## DF-LNPU (measured)

        Preset `%s`; %d samples per step. Published: learning 1.75 to 3.05 times as fast as on
        earlier processors, 42.8 %% less traffic to memory off the chip by generated feedback weights (Han et
        al., JSSC 56(5), 1630, 2021, doi 10.1109/JSSC.2020.3042978); 2.2 times as fast, 19.9 %% more
        efficient by generated weights (Han et al., VLSI Circuits 2019, doi 10.23919/VLSIC.2019.8778006).

        | network | operation | time of BP / DFA, published | model | of DFA's time, gradients | energy of BP / DFA, model | gained by generated feedback, published | model |
        |---|---|---|---|---|---|---|---|
        """.formatted(LearningSilicon.PRESET, LearningSilicon.SAMPLES));
    for (LearningSilicon row : learning) {
      page.append("| %s | %s | 1.75 to 3.05; 2.2 | %s | %.0f %% | %s | 19.9 %% | %.0f %% |\n"
          .formatted(
              row.network(),
              row.operation().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              number(row.speedUp()),
              100 * row.gradientShare(),
              number(row.energyRatio()),
              100 * (row.generatorSaving() - 1)));
    }
    page.append("""

        4608-512-512-2 are the layers that MDNet's tracker teaches while it runs. The chip is compared
        with other processors, the model with backpropagation on the same chip, which is the narrower
        question. Three layers gain little: both rules form the same weight gradients, which take most of
        the time of direct feedback. In the whole network the single copy of the first convolution holds up
        both rules; the chip shares its multipliers among layers. The chip saves traffic to the memory that
        holds its weights; in the model all weights are on the chip, and stored feedback costs arrays that
        leak. Feedback weights are binary on the chip and take adders, in the model multipliers.
        The chip's TOPS/W (1.32) is not compared: forward reads of the model are no multiplier array.
        """);
  }

  private void notExpressed() {
    page.append("""

        ## Not expressed

        SPOON (28 nm; Frenkel et al., ISCAS 2020, arXiv:2005.06318; 313 nJ per classification at 0.6 V,
        0.32 mm², direct random target projection for 16.8 % of power and 11.8 % of area) has no array that
        computes: events whose time is their value drive a convolution core and digital memories. The model
        has neither such events nor a lowered supply; a chip of arrays in its place would be another chip.
        Of the STELLAR memristor chip (Science 2023, doi 10.1126/science.ade3483) no figure of energy,
        time or area at known bits was found.
        """);
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      boolean fits = column + 1 + word.length() <= WIDTH;
      lines.append(column == 0 ? "" : fits ? " " : "\n").append(word);
      column = fits && column > 0 ? column + 1 + word.length() : word.length();
    }
    return lines.append("\n").toString();
  }

  private static String number(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return value < 1e-3
        ? String.format(Locale.ROOT, "%.2e", value)
        : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
