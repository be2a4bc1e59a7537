package org.crosslearn.reports.bounds;

import java.util.List;
import org.crosslearn.reports.study.Age;

/**
 * Something that a study demands of its results. See {@link BoundParser} for the language.
 *
 * @param text as the study states it
 * @param phase of an energy or latency; null of other figures
 * @param age at which an accuracy is measured again; null right after training and of other figures
 * @param ahead rule whose accuracy less that of the subject is the figure; null for the figure itself
 * @param subjects which cells of the results it speaks of
 * @param confidence with which it must hold of the mean, between 0.5 and 1; null where the mean over
 *     the seeds counts as it is
 */
public record Bound(
    String text,
    Metric metric,
    Phase phase,
    Age age,
    String ahead,
    List<Cell> subjects,
    Comparison comparison,
    Limit limit,
    Double confidence) {

  /**
   * One rule on one hardware, over all seeds.
   *
   * @param under the accounting by which it is priced; empty for the study's own
   * @param point of a sweep, {@code depth=3}; empty for the study itself
   */
  record Cell(String rule, String hardware, String under, String point) {
    @Override
    public String toString() {
      return rule + " on " + hardware
          + (under.isEmpty() ? "" : " under " + under)
          + (point.isEmpty() ? "" : " at " + point);
    }

    /** The same place with another rule. */
    Cell of(String other) {
      return new Cell(other, hardware, under, point);
    }
  }

  /** What the figure is of. */
  enum Phase {
    TRAINING,
    INFERENCE
  }

  /** How figure and limit must compare. */
  enum Comparison {
    AT_LEAST(">="),
    AT_MOST("<="),
    ABOVE(">"),
    BELOW("<");

    private static final double ROUNDING = 1e-12;

    final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    /** Whether it asks for large figures. */
    boolean isFloor() {
      return this == AT_LEAST || this == ABOVE;
    }

    /** Figures that differ from the limit by the rounding of a sum count as equal to it. */
    boolean holds(double figure, double limit) {
      boolean equal = Math.abs(figure - limit) <= ROUNDING * Math.abs(limit);
      return switch (this) {
        case AT_LEAST -> equal || figure > limit;
        case AT_MOST -> equal || figure < limit;
        case ABOVE -> !equal && figure > limit;
        case BELOW -> !equal && figure < limit;
      };
    }
  }

  /** What a figure is held against. */
  sealed interface Limit {}

  /**
   * A number.
   *
   * @param value in SI units
   * @param unit as it was written, and as results are shown
   */
  record Figure(double value, String unit) implements Limit {}

  /**
   * A multiple of the same figure elsewhere.
   *
   * @param rule null for the rule that the bound speaks of
   * @param hardware null for the hardware that the bound speaks of
   * @param under null for the accounting that the bound speaks of, empty for the study's own
   * @param point null for the point that the bound speaks of, empty for the study itself
   */
  record Multiple(double factor, String rule, String hardware, String under, String point)
      implements Limit {
    Cell of(Cell subject) {
      return new Cell(
          rule == null ? subject.rule() : rule,
          hardware == null ? subject.hardware() : hardware,
          under == null ? subject.under() : under,
          point == null ? subject.point() : point);
    }
  }

  public Bound {
    subjects = List.copyOf(subjects);
  }
}
