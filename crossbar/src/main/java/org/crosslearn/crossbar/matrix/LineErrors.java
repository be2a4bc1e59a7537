package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;

/** What is wrong with the levels or lengths of pulses on the lines of one side of a matrix. */
final class LineErrors {
  private final DacSpec.Errors spec;
  private final String name;
  private final RandomStreams random;
  private float[] bows = {};

  /**
   * @param name of the cells and the side that is driven; names the draws
   */
  LineErrors(DacSpec.Errors spec, String name, RandomStreams random) {
    this.spec = spec;
    this.name = name;
    this.random = random;
  }

  /** What a line makes of a level above 0; 1 is the highest. */
  float of(int line, float level, RandomStream noise) {
    float bent = level + bow(line) * 4 * level * (1 - level);
    return spec.noise() == 0 ? bent : bent + spec.noise().floatValue() * noise.gaussian();
  }

  private float bow(int line) {
    if (line >= bows.length) {
      int known = bows.length;
      bows = Arrays.copyOf(bows, Math.max(line + 1, 2 * known));
      for (int i = known; i < bows.length; i++) {
        bows[i] = (float) (spec.integralNonlinearity() * random.ofChip(name, i).gaussian());
      }
    }
    return bows[line];
  }
}
