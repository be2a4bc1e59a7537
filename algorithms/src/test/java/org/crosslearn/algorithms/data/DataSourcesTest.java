package org.crosslearn.algorithms.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSourcesTest {
  private final DataSources installed = DataSources.installed();

  @Test
  void everyBundledDataSetIsInstalled() {
    assertThat(installed.all())
        .extracting(DataSource::name)
        .containsExactly("digits", "digits-by-writer", "fashion-mnist", "mnist", "mnist-20x20-bw");
  }

  @Test
  void everyDataSetHasASummaryOfOneLine() {
    assertThat(installed.all()).allSatisfy(source -> {
      assertThat(source.summary()).isNotBlank().doesNotContain("\n");
      assertThat(installed.named(source.name())).isSameAs(source);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "minst, mnist",
    "MNIST, mnist",
    "fashion_mnist, fashion-mnist",
    "FashionMNIST, fashion-mnist",
    "digit, digits",
  })
  void aTypingErrorIsAnsweredWithWhatWasMeant(String typed, String meant) {
    assertThatThrownBy(() -> installed.named(typed))
        .isInstanceOf(DataException.class)
        .hasMessage("There is no data set '" + typed + "'. Did you mean " + meant + "?");
  }

  @Test
  void aNameUnlikeAnyOtherIsAnsweredWithTheListOnly() {
    assertThatThrownBy(() -> installed.named("imagenet"))
        .hasMessage(
            "There is no data set 'imagenet'. Allowed: digits, digits-by-writer, fashion-mnist,"
                + " mnist, mnist-20x20-bw.");
  }

  @Test
  void twoDataSetsCannotShareAName() {
    assertThatThrownBy(() -> new DataSources(List.of(new Mnist(), new Mnist())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two data sets are named mnist");
  }
}
