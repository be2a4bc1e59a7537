package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the settings that a calibration may try: a place in the list of every key of its {@link
 * Space}, from 0, in the order of the keys.
 */
public record Candidate(List<Integer> places) {
  public Candidate {
    places = List.copyOf(places);
  }

  /** The same but for one key. */
  public Candidate with(int axis, int place) {
    List<Integer> changed = new ArrayList<>(places);
    changed.set(axis, place);
    return new Candidate(changed);
  }

  /** In the list of a key. */
  public int place(int axis) {
    return places.get(axis);
  }
}
