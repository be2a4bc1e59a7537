package org.crosslearn.hw.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> RULES =
      List.of("bp", "fa", "dfa", "softhebb", "geometric-stdp");

  @ParameterizedTest
  @CsvSource({
    "bpp, bp",
    "pb, bp",
    "DFA, dfa",
    "soft-hebb, softhebb",
    "sofhebb, softhebb",
    "geometric, geometric-stdp",
    "geometric_stpd, geometric-stdp",
  })
  void slipsOfTheKeyboardAreRecognised(String found, String meant) {
    assertThat(Suggestions.didYouMean(found, RULES)).isEqualTo(" Did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({"equilibrium", "x", "''", "transformer"})
  void whatResemblesNothingIsAnsweredWithTheWholeList(String found) {
    assertThat(Suggestions.didYouMean(found, RULES))
        .isEqualTo(" Allowed: bp, fa, dfa, softhebb, geometric-stdp.");
  }

  @Test
  void thereIsNothingToSayWhenNothingIsAllowed() {
    assertThat(Suggestions.didYouMean("bp", List.of())).isEmpty();
  }
}
