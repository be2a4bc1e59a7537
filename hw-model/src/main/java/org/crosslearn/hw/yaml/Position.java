package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.core.JsonLocation;

/** A place in a file; lines and columns count from 1, as editors do. */
record Position(int line, int column) {
  static final Position START = new Position(1, 1);

  static Position of(JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? START
        : new Position(location.getLineNr(), location.getColumnNr());
  }
}
