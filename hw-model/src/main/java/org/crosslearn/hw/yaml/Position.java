package org.crosslearn.hw.yaml;

import org.yaml.snakeyaml.error.Mark;

/** A place in a file; lines and columns count from 1, as editors do. */
record Position(int line, int column) {
  static final Position START = new Position(1, 1);

  static Position of(Mark mark) {
    return mark == null ? START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
