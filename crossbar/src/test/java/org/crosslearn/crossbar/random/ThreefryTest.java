package org.crosslearn.crossbar.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreefryTest {

  /** The known answers that the authors publish with Random123 for 13 rounds. */
  @ParameterizedTest
  @CsvSource({
    "00000000, 00000000, 00000000, 00000000, 9d1c5ec6, 8bd50731",
    "ffffffff, ffffffff, ffffffff, ffffffff, fd36d048, 2d17272c",
    "243f6a88, 85a308d3, 13198a2e, 03707344, ba3e4725, f27d669e"
  })
  void itGivesThePublishedAnswers(
      String counter0, String counter1, String key0, String key1, String word0, String word1) {
    assertThat(Threefry.words(whole(key0, key1), whole(counter0, counter1)))
        .isEqualTo(whole(word0, word1));
  }

  private static long whole(String lower, String upper) {
    return Long.parseUnsignedLong(upper + lower, 16);
  }
}
