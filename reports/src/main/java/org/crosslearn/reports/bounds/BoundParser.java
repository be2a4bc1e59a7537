package org.crosslearn.reports.bounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.reports.study.Accounting;
import org.crosslearn.reports.study.Age;

/**
 * The language of bounds, one sentence each:
 *
 * <pre>{@code
 * bound     = metric [ "of" phase ] [ "after" NUMBER time ] [ "behind" RULE ] [ subject ]
 *             comparison limit [ subject ] [ "with" NUMBER "%" "confidence" ]
 * metric    = "accuracy" | "settled-accuracy" | "energy" | "latency" | "area"
 * phase     = "training" | "inference"               (energy and latency need it)
 * time      = s min h day days year years  (accuracy, at an age that the study evaluates after)
 * subject   = [ "for" RULE ] [ "on" HARDWARE ]       (once; what is left out means "every")
 *             [ "under" accounting ]               (left out: the study's own)
 *             [ "at" point | "at" SWEEP ]            (left out: the study itself; a sweep: all of it)
 * comparison = ">=" | "<=" | ">" | "<"
 * limit     = NUMBER [ unit ]
 *           | NUMBER "x" RULE [ "on" HARDWARE ]      (that rule, on the same hardware unless said)
 *           | NUMBER "x" HARDWARE                    (the same rule, on that hardware)
 *           | either of them, or nothing, and [ "under" accounting ] [ "at" point ]
 *                                                    (else by the same accounting, at the same point)
 * accounting = ACCOUNTING | "base"                   (base is the study's own)
 * point     = SWEEP "=" VALUE | "base"               (base is the study itself)
 * unit      = "%" | pJ nJ uJ mJ J | ns us ms s | um2 mm2 m2
 * }</pre>
 *
 * <p>Energy and latency are per image, accuracy is a fraction of 1 unless written in %; settled, it
 * is the mean of the last quarter of the epochs. Hardware that does not age is as accurate after any
 * time as after training. Accuracy behind a rule is how much more accurate that one is at the same
 * place. All are means over the seeds. With a confidence, the bound must hold of the end of the
 * one-sided confidence interval of that mean (Student's t over the seeds; what is compared is paired by
 * seed), so that luck with the seeds does not decide.
 *
 * <pre>{@code
 * accuracy >= 0.96 for bp on ideal
 * accuracy for dfa on rram >= 0.98 x ideal
 * accuracy after 1 day >= 80 % for bp on pcm
 * energy of training for dfa on rram <= 1.2 x bp
 * area <= 4 mm2 on rram
 * accuracy for bp on rram at read-noise=0.1 >= 0.9 x at base
 * latency of training for dfa on rram at depth <= 1 x bp
 * latency of training for dfa on rram under same-units at depth=5 <= 0.3 x bp
 * latency of training for dfa on rram under pipelined <= 0.5 x under base
 * accuracy behind bp for dfa on rram at read-noise >= 0 % with 95 % confidence
 * }</pre>
 */
public final class BoundParser {
  /** A single = within a word belongs to a point of a sweep. */
  private static final Pattern COMPARISON =
      Pattern.compile("[<>=]*[<>][<>=]*|(?<=\\s|^)=+|=+(?=\\s|$)");

  private static final Pattern NUMBER =
      Pattern.compile("((?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(.*)");

  private static final String BASE = "base";

  private final List<String> rules;
  private final List<String> hardware;
  private final List<String> priced;
  private final List<Age> ages;
  private final List<Swept> sweeps;
  private final List<Accounting> accountings;

  /** A rule on a hardware. */
  public record Pair(String rule, String hardware) {}

  /**
   * A point of a sweep.
   *
   * @param name without that of the sweep
   * @param priced names of the hardware that has a chip there
   */
  public record SweptPoint(String name, List<String> priced) {
    public SweptPoint {
      priced = List.copyOf(priced);
    }
  }

  /**
   * A sweep of the study.
   *
   * @param trains whether networks are trained at its points, not only evaluated
   * @param pairs what it runs at each of them
   */
  public record Swept(String name, boolean trains, List<SweptPoint> values, List<Pair> pairs) {
    public Swept {
      values = List.copyOf(values);
      pairs = List.copyOf(pairs);
    }

    List<String> points() {
      return values.stream().map(value -> name + "=" + value.name()).toList();
    }

    List<String> pricedAt(String point) {
      return values.get(points().indexOf(point)).priced();
    }
  }

  /**
   * @param rules names of the study's rules
   * @param hardware names of the study's hardware
   * @param priced those of the hardware that have a chip
   * @param ages at which the study evaluates trained networks again
   * @param accountings other ways to price
   */
  public BoundParser(
      List<String> rules,
      List<String> hardware,
      List<String> priced,
      List<Age> ages,
      List<Swept> sweeps,
      List<Accounting> accountings) {
    this.rules = rules;
    this.hardware = hardware;
    this.priced = priced;
    this.ages = ages;
    this.sweeps = sweeps;
    this.accountings = accountings;
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the sentence
   */
  public Bound parse(String text) {
    return new Sentence(text).bound();
  }

  private final class Sentence {
    private final String text;
    private final Words words;
    private String rule;
    private String place;
    private String under;
    private List<String> points;

    Sentence(String text) {
      this.text = text.strip();
      words = new Words(this.text, COMPARISON.matcher(this.text).replaceAll(" $0 "));
    }

    Bound bound() {
      Metric metric = choice(Metric.values(), "a bound begins with");
      Bound.Phase phase = phase(metric);
      Age age = age(metric);
      String ahead = ahead(metric);
      subject();
      Bound.Comparison comparison = words.comparison("a comparison must be one of >=, <=, >, <");
      double number = number();
      Bound.Limit limit = words.accept("x") ? multiple(number) : figure(metric, number);
      subject();
      Double confidence = confidence();
      if (!words.isEmpty()) {
        throw new IllegalArgumentException(
            "nothing more is expected, found " + words.peek() + " in: " + text);
      }
      List<Bound.Cell> subjects = subjects(metric, phase, ahead, limit);
      return new Bound(text, metric, phase, age, ahead, subjects, comparison, limit, confidence);
    }

    private String ahead(Metric metric) {
      if (!words.accept("behind")) {
        return null;
      }
      if (!metric.isAccuracy()) {
        throw new IllegalArgumentException("only accuracy can be behind a rule, found "
            + metric.word() + " behind " + words.peek());
      }
      return known("rule", words.take(), rules);
    }

    private Double confidence() {
      if (!words.accept("with")) {
        return null;
      }
      double percent = number();
      if (!words.accept("%") || !words.accept("confidence")) {
        throw new IllegalArgumentException(
            "with is followed by a confidence, as in: with 95 % confidence");
      }
      if (percent <= 50 || percent >= 100) {
        throw new IllegalArgumentException(
            "a confidence is more than 50 % and less than 100 %, found " + percent + " %");
      }
      return percent / 100;
    }

    private Bound.Phase phase(Metric metric) {
      if (!metric.phased()) {
        if (words.accept("of")) {
          throw new IllegalArgumentException(
              metric.word() + " is the same in training and inference, found of " + words.peek());
        }
        return null;
      }
      if (!words.accept("of")) {
        throw new IllegalArgumentException("say " + metric.word() + " of training or "
            + metric.word() + " of inference, found " + metric.word() + " " + words.peek());
      }
      return choice(Bound.Phase.values(), "of is followed by");
    }

    private Age age(Metric metric) {
      if (!words.accept("after")) {
        return null;
      }
      if (metric != Metric.ACCURACY) {
        throw new IllegalArgumentException("only accuracy is known after a time, found "
            + metric.word() + " after " + words.peek());
      }
      String number = words.take();
      boolean unitFollows = number.matches("[0-9.]+([eE][-+]?[0-9]+)?");
      Age age = Age.parse(unitFollows ? number + " " + words.take() : number);
      if (!ages.contains(age)) {
        throw new IllegalArgumentException("the study is not evaluated after " + age + " but "
            + (ages.isEmpty()
                ? "only after training"
                : "after " + ages.stream().map(Age::toString).collect(Collectors.joining(", ")))
            + ". Maybe add it to evaluate-after.");
      }
      return age;
    }

    private void subject() {
      if (words.accept("for")) {
        rule = name(rule, "for", "rule", rules);
      }
      if (words.accept("on")) {
        place = name(place, "on", "hardware", hardware);
      }
      if (words.accept("under")) {
        if (under != null) {
          throw new IllegalArgumentException("under stands twice, found under " + words.peek()
              + " after under " + (under.isEmpty() ? BASE : under));
        }
        under = accounting();
      }
      if (words.accept("at")) {
        if (points != null) {
          throw new IllegalArgumentException("at stands twice, found at " + words.peek()
              + " after at " + String.join(", ", points));
        }
        points = points(words.take());
      }
    }

    private String accounting() {
      String name = words.take();
      return name.equals(BASE)
          ? ""
          : known("accounting", name, accountings.stream().map(Accounting::name).toList());
    }

    /** One point, or all of a sweep. */
    private List<String> points(String word) {
      return sweeps.stream()
          .filter(sweep -> sweep.name().equals(word))
          .findFirst()
          .map(Swept::points)
          .orElseGet(() -> List.of(point(word)));
    }

    private String point(String word) {
      if (word.equals(BASE)) {
        return "";
      }
      String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      Swept sweep = sweeps.stream()
          .filter(candidate -> candidate.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("there is no sweep " + name
              + " in this study."
              + Suggestions.didYouMean(name, sweeps.stream().map(Swept::name).toList())));
      if (!sweep.points().contains(word)) {
        throw new IllegalArgumentException("there is no point " + word + " in sweep " + name + "."
            + " Allowed: " + String.join(", ", sweep.points()) + ".");
      }
      return word;
    }

    private String name(String earlier, String word, String kind, List<String> known) {
      if (earlier != null) {
        throw new IllegalArgumentException(word + " stands twice, found " + word + " "
            + words.peek() + " after " + word + " " + earlier);
      }
      return known(kind, words.take(), known);
    }

    private double number() {
      String word = words.take();
      Matcher matcher = NUMBER.matcher(word);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("a limit begins with a number, found " + word);
      }
      if (!matcher.group(2).isEmpty()) {
        words.putBack(matcher.group(2));
      }
      return Double.parseDouble(matcher.group(1));
    }

    private Bound.Multiple multiple(double factor) {
      String otherRule = null;
      String otherPlace = null;
      if (!List.of("under", "at").contains(words.peek())) {
        String name = words.take();
        if (hardware.contains(name)) {
          otherPlace = name;
        } else {
          List<String> both = new ArrayList<>(rules);
          both.addAll(hardware);
          if (!rules.contains(name)) {
            known("rule or hardware", name, both);
          }
          otherRule = name;
          otherPlace = words.accept("on") ? known("hardware", words.take(), hardware) : null;
        }
      }
      String otherUnder = words.accept("under") ? accounting() : null;
      String otherPoint = words.accept("at") ? point(words.take()) : null;
      return new Bound.Multiple(factor, otherRule, otherPlace, otherUnder, otherPoint);
    }

    private Bound.Figure figure(Metric metric, double number) {
      String unit =
          !words.isEmpty() && metric.unitsInSi().containsKey(words.peek()) ? words.take() : "";
      Double factor = metric.unitsInSi().get(unit);
      if (factor == null || unit.isEmpty() && Metric.isUnit(words.peek())) {
        throw new IllegalArgumentException("the limit of " + metric.word() + " needs a unit ("
            + metric.unitNames()
            + ") or x and a rule or hardware, found "
            + words.found());
      }
      if (metric.isAccuracy() && number * factor > 1) {
        throw new IllegalArgumentException(
            "accuracy is at most 1, which is 100 %, found " + number);
      }
      return new Bound.Figure(number * factor, unit);
    }

    /** Every cell that is meant, less those that have no such figure or would face themselves. */
    private List<Bound.Cell> subjects(
        Metric metric, Bound.Phase phase, String ahead, Bound.Limit limit) {
      List<String> meantPoints = points == null ? List.of("") : points;
      requirePriced(metric, place, meantPoints);
      requireAccountable(metric, under);
      if (limit instanceof Bound.Multiple multiple) {
        requirePriced(
            metric,
            multiple.hardware(),
            multiple.point() == null ? meantPoints : List.of(multiple.point()));
        requireAccountable(metric, multiple.under());
      }
      List<Bound.Cell> cells = new ArrayList<>();
      for (String point : meantPoints) {
        for (String eachRule : rule == null ? rules : List.of(rule)) {
          for (String eachPlace : place == null ? hardware : List.of(place)) {
            Bound.Cell cell =
                new Bound.Cell(eachRule, eachPlace, under == null ? "" : under, point);
            boolean itself = eachRule.equals(ahead)
                || limit instanceof Bound.Multiple multiple && multiple.of(cell).equals(cell);
            boolean named = rule != null && place != null;
            Bound.Cell other = limit instanceof Bound.Multiple multiple ? multiple.of(cell) : cell;
            boolean meant = named || isKnown(cell) && isKnown(other);
            if (meant && !itself && (!metric.priced() || isPriced(eachPlace, point))) {
              requireKnown(cell);
              requireKnown(other);
              requireTraining(phase, cell);
              requireTraining(phase, other);
              cells.add(cell);
            }
          }
        }
      }
      if (cells.isEmpty()) {
        throw new IllegalArgumentException(
            points != null
                ? "speaks of nothing that the sweep runs, or compares a figure with itself: " + text
                : limit instanceof Bound.Multiple
                    ? "compares a figure with itself: " + text
                    : "no hardware of this study has a chip, so there is no " + metric.word());
      }
      return cells;
    }

    private boolean isRun(Bound.Cell cell) {
      return cell.point().isEmpty()
          || sweeps.stream()
              .filter(sweep -> sweep.points().contains(cell.point()))
              .anyMatch(sweep -> sweep.pairs().contains(new Pair(cell.rule(), cell.hardware())));
    }

    private boolean isAccounted(Bound.Cell cell) {
      return cell.under().isEmpty()
          || accountings.stream()
              .anyMatch(accounting -> accounting.name().equals(cell.under())
                  && accounting.hardware().contains(cell.hardware()));
    }

    private boolean isKnown(Bound.Cell cell) {
      return isRun(cell) && isAccounted(cell);
    }

    private void requireKnown(Bound.Cell cell) {
      if (!cell.under().isEmpty()) {
        requireTraining(Bound.Phase.TRAINING, cell);
      }
      if (!isAccounted(cell)) {
        throw new IllegalArgumentException("accounting " + cell.under() + " is not on "
            + cell.hardware() + " (for the study's own say: under " + BASE + ")");
      }
      if (!isRun(cell)) {
        throw new IllegalArgumentException(
            "the sweep does not run " + cell + " (for the study itself say: at " + BASE + ")");
      }
    }

    private void requireAccountable(Metric metric, String name) {
      if (metric.isAccuracy() && name != null) {
        throw new IllegalArgumentException(metric.word()
            + " is the same under every accounting, found under " + (name.isEmpty() ? BASE : name));
      }
    }

    private void requireTraining(Bound.Phase phase, Bound.Cell cell) {
      if (phase == Bound.Phase.TRAINING
          && sweeps.stream()
              .anyMatch(sweep -> !sweep.trains() && sweep.points().contains(cell.point()))) {
        throw new IllegalArgumentException(
            "nothing is trained at " + cell.point() + " (retrain: false), only evaluated");
      }
    }

    private boolean isPriced(String name, String point) {
      return point.isEmpty()
          ? priced.contains(name)
          : sweeps.stream()
              .filter(sweep -> sweep.points().contains(point))
              .anyMatch(sweep -> sweep.pricedAt(point).contains(name));
    }

    private void requirePriced(Metric metric, String name, List<String> anywhereIn) {
      if (metric.priced()
          && name != null
          && anywhereIn.stream().noneMatch(point -> isPriced(name, point))) {
        throw new IllegalArgumentException(name + " has no chip, so there is no " + metric.word()
            + " of it." + Suggestions.didYouMean(name, priced));
      }
    }

    private <E extends Enum<E>> E choice(E[] values, String position) {
      List<String> names = Arrays.stream(values).map(Words::of).toList();
      String word = words.take();
      int index = names.indexOf(word);
      if (index < 0) {
        throw new IllegalArgumentException(
            position + " " + String.join(", ", names) + ", found " + word + "."
                + Suggestions.closest(word, names)
                    .map(name -> " Did you mean " + name + "?")
                    .orElse(""));
      }
      return values[index];
    }
  }

  private static String known(String kind, String name, Collection<String> names) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException("there is no " + kind + " " + name + " in this study."
          + Suggestions.didYouMean(name, names));
    }
    return name;
  }
}
