package org.crosslearn.algorithms.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetTest {
  private static final ImageShape TWO_PIXELS = new ImageShape(1, 2, 1);
  private static final Samples GOOD = new Samples(new float[] {0, 1, 0.5f, 0}, new int[] {0, 1});

  @Test
  void anImageHasOneValuePerPixelAndChannel() {
    assertThat(new ImageShape(32, 24, 3).features()).isEqualTo(32 * 24 * 3);
    assertThatThrownBy(() -> new ImageShape(0, 1, 1)).hasMessageContaining("at least 1");
  }

  @Test
  void samplesCountTheirLabels() {
    assertThat(GOOD.size()).isEqualTo(2);
    assertThat(GOOD.features()).isEqualTo(2);
  }

  @Test
  void samplesAreOfEqualLength() {
    assertThatThrownBy(() -> new Samples(new float[5], new int[2]))
        .hasMessageContaining("5 image values do not make 2 samples");
    assertThatThrownBy(() -> new Samples(new float[0], new int[0]))
        .hasMessageContaining("0 samples");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.01f, 1.01f, Float.NaN, Float.POSITIVE_INFINITY})
  void valuesOutsideZeroToOneAreRefused(float value) {
    Samples bad = new Samples(new float[] {0, value}, new int[] {0});
    assertThatThrownBy(() -> new DataSet("toy", TWO_PIXELS, 2, GOOD, bad))
        .hasMessageContaining("toy test images have a value of " + value);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void labelsThatAreNoClassAreRefused(int label) {
    Samples bad = new Samples(new float[] {0, 1}, new int[] {label});
    assertThatThrownBy(() -> new DataSet("toy", TWO_PIXELS, 2, bad, GOOD))
        .hasMessage("toy train sample 0 has label " + label + ", allowed are 0..1");
  }

  @Test
  void samplesOfAnotherShapeAreRefused() {
    assertThatThrownBy(() -> new DataSet("toy", new ImageShape(1, 1, 1), 2, GOOD, GOOD))
        .hasMessageContaining("samples have 2 values, the shape 1x1x1 needs 1");
  }
}
