package org.crosslearn.hw.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.crosslearn.hw.circuit.FlashConverters;
import org.crosslearn.hw.technology.Technology;
import org.junit.jupiter.api.Test;

class SramGradientUnitTest {
  private static final Technology TECHNOLOGY = Technology.lowPower(32, 300);
  private static final CellSpec.Sram CELL = CellSpec.Sram.bulk(CellSpec.Sram.Ports.SIX_TRANSISTORS);

  private static SramGradientUnit unit(int positions, int channels) {
    Periphery periphery =
        new Periphery(TECHNOLOGY, 1e9, FlashConverters::new, Periphery.ALL_LINES, 8, 8);
    return new SramGradientUnit(periphery, CELL, 128, positions, channels, 8, 8, 4);
  }

  @Test
  void evenAFullyConnectedLayerHasAnArray() {
    assertThat(unit(1, 10).arrays()).isEqualTo(1);
    assertThat(unit(129, 17).arrays()).isEqualTo(4);
  }

  @Test
  void aGradientGrowsByTheArraysThatAreSummed() {
    // 4 bits of a conversion, 8 of an activation and 8 of an error, then eight arrays
    assertThat(unit(900, 128).gradientBits()).isEqualTo(4 + 8 + 8 + 3);
  }

  @Test
  void aSmallMatrixIsKeptSeveralTimesAndReadWithSeveralErrorsAtOnce() {
    SramGradientUnit unit = unit(900, 128);
    assertThat(unit.copies(100, 16)).isEqualTo(64);
    assertThat(unit.read(100, 16, 64, 0.3).seconds())
        .isEqualTo(unit.read(100, 16, 1, 0.3).seconds());
    assertThat(unit.read(100, 16, 64, 0.3).totalJoules())
        .isCloseTo(64 * unit.read(100, 16, 1, 0.3).totalJoules(), withinPercentage(1e-6));
    assertThat(unit.write(100, 16, 0.5).totalJoules())
        .isCloseTo(64 * unit(100, 16).write(100, 16, 0.5).totalJoules(), withinPercentage(1e-6));
  }

  @Test
  void sparseErrorsAndUnchangedBitsTakeLessEnergyAndNoLessTime() {
    SramGradientUnit unit = unit(900, 128);
    Expense dense = unit.read(900, 128, 10, 0.5);
    Expense sparse = unit.read(900, 128, 10, 0.05);
    assertThat(sparse.totalJoules()).isLessThan(dense.totalJoules());
    assertThat(sparse.seconds()).isEqualTo(dense.seconds());
    assertThat(unit.write(900, 128, 0.1).totalJoules())
        .isLessThan(unit.write(900, 128, 0.5).totalJoules());
  }

  @Test
  void aMatrixLargerThanTheUnitIsRefused() {
    assertThatThrownBy(() -> unit(100, 16).read(129, 16, 1, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("128 x 16")
        .hasMessageContaining("129 x 16");
  }

  @Test
  void aBatchIsSummedInRoundsOfTheAdders() {
    GradientAccumulators sums = new GradientAccumulators(TECHNOLOGY, 100, 23, 200);
    assertThat(sums.add(250).seconds()).isCloseTo(3 * sums.add(1).seconds(), withinPercentage(0.1));
    assertThat(sums.add(250).totalJoules())
        .isCloseTo(250 * sums.add(1).totalJoules(), withinPercentage(0.1));
  }
}
