package org.crosslearn.crossbar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of the documentation about wires, with what was measured for it. */
class WirePageTest {
  private static final Path PAGE = Path.of("../docs/wires.md");

  @Test
  void thePageOfTheDocumentationShowsTheseFigures() throws IOException {
    String page = WirePage.text();
    if (Boolean.getBoolean("crosslearn.regenerate")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run again with -Dcrosslearn.regenerate=true").hasContent(page);
  }
}
