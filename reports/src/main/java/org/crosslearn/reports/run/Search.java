package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.reports.study.Calibration;
import org.crosslearn.reports.study.Candidate;
import org.crosslearn.reports.study.Space;

/**
 * How a calibration goes through its space: the experiment as written, candidates drawn uniformly,
 * then steepest ascent: all neighbours of the best candidate, which differ from it by one place in the
 * list of one key, and on from the best of them as long as one is better.
 *
 * <p>What comes next depends on nothing but the calibration and the figures found so far, so that an
 * interrupted search goes on as if nothing had been.
 */
public final class Search {
  /** A candidate that was refused or failed. */
  public static final double WORST = Double.NEGATIVE_INFINITY;

  private final Space space;
  private final int random;
  private final int climb;
  private final RandomStreams streams;

  public Search(Calibration calibration) {
    this.space = calibration.space();
    this.random = calibration.random();
    this.climb = calibration.climb();
    this.streams = new RandomStreams(calibration.seed());
  }

  /** Why a candidate was tried. */
  public enum Origin {
    WRITTEN,
    DRAWN,
    NEIGHBOUR
  }

  /**
   * A candidate that was tried.
   *
   * @param figure {@link #WORST} where it has none
   */
  public record Step(Candidate candidate, Origin origin, double figure) {}

  /**
   * How far a search has come.
   *
   * @param steps in the order in which they were made
   * @param next what to try now; empty if the search has ended
   * @param settled whether it ended because no neighbour of the best is better; otherwise the budget
   *     was spent, or it has not ended
   */
  public record Course(List<Step> steps, Optional<Candidate> next, boolean settled) {
    public Course {
      steps = List.copyOf(steps);
    }

    /** The first of those with the largest figure; empty as long as none has any. */
    public Optional<Step> best() {
      return steps.stream()
          .filter(step -> step.figure() > WORST)
          .reduce((one, other) -> other.figure() > one.figure() ? other : one);
    }

    /** The figure of a candidate; empty if it was not tried. */
    public Optional<Double> figure(Candidate candidate) {
      return steps.stream()
          .filter(step -> step.candidate().equals(candidate))
          .map(Step::figure)
          .findFirst();
    }
  }

  /**
   * @param tried figures of candidates; those that the search does not come to change nothing
   */
  public Course course(Map<Candidate, Double> tried) {
    Replay replay = new Replay(tried);
    boolean settled =
        replay.reaches(space.written(), Origin.WRITTEN) && replay.draws() && replay.climbs();
    return new Course(
        List.copyOf(replay.steps.values()), Optional.ofNullable(replay.next), settled);
  }

  /** The search made again, as far as figures are known. */
  private final class Replay {
    private final Map<Candidate, Double> tried;
    private final Map<Candidate, Step> steps = new LinkedHashMap<>();
    private Candidate next;

    Replay(Map<Candidate, Double> tried) {
      this.tried = tried;
    }

    /** Says no where the search has to wait for a figure. */
    boolean reaches(Candidate candidate, Origin origin) {
      if (steps.containsKey(candidate)) {
        return true;
      }
      Double figure = tried.get(candidate);
      if (figure == null) {
        next = candidate;
        return false;
      }
      steps.put(candidate, new Step(candidate, origin, figure));
      return true;
    }

    boolean draws() {
      for (int draw = 0; draw < random; draw++) {
        if (!reaches(drawn(draw), Origin.DRAWN)) {
          return false;
        }
      }
      return true;
    }

    /** Says no, too, where the budget is spent before a round is complete. */
    boolean climbs() {
      int left = climb;
      for (Candidate centre = best(), last = null; !centre.equals(last); centre = best()) {
        for (Candidate neighbour : neighbours(centre)) {
          if (!steps.containsKey(neighbour) && left-- == 0
              || !reaches(neighbour, Origin.NEIGHBOUR)) {
            return false;
          }
        }
        last = centre;
      }
      return true;
    }

    private Candidate best() {
      return steps.values().stream()
          .reduce((one, other) -> other.figure() > one.figure() ? other : one)
          .orElseThrow()
          .candidate();
    }
  }

  private Candidate drawn(int draw) {
    RandomStream stream = streams.stream("calibration", draw);
    return new Candidate(
        space.axes().stream().map(axis -> stream.nextInt(axis.values().size())).toList());
  }

  private List<Candidate> neighbours(Candidate centre) {
    List<Candidate> neighbours = new ArrayList<>();
    for (int axis = 0; axis < space.axes().size(); axis++) {
      space.neighbour(centre, axis, -1).ifPresent(neighbours::add);
      space.neighbour(centre, axis, 1).ifPresent(neighbours::add);
    }
    return neighbours;
  }
}
