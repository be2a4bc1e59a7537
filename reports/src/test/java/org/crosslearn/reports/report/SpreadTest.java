package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void deviationIsThatOfASample() {
    // Mean 5; squared differences 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; 32 / 7 = 4.5714...
    Spread spread = Spread.of(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.deviation()).isCloseTo(2.138089935, within(1e-9));
    assertThat(spread.least()).isEqualTo(2);
    assertThat(spread.most()).isEqualTo(9);
    assertThat(spread.count()).isEqualTo(8);
  }

  @Test
  void oneSeedHasAMeanButNoDeviation() {
    assertThat(Spread.of(0.9).mean()).isEqualTo(0.9);
    assertThat(Spread.of(0.9).deviation()).isNaN();
  }

  @Test
  void noSeedHasNoFigures() {
    assertThat(Spread.of().mean()).isNaN();
    assertThat(Spread.of().most()).isNaN();
  }
}
