package org.crosslearn.hw.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FaultPagesTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void everyFaultStandsInThePageOfTheModelOrOfChips() throws IOException {
    String pages = Files.readString(DOCS.resolve("hardware-model.md"))
        + Files.readString(DOCS.resolve("chip-validation.md"));
    for (Fault fault : Fault.values()) {
      assertThat(pages).containsPattern("\\b" + fault.name() + "\\b");
    }
  }
}
