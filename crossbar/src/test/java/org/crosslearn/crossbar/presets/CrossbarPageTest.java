package org.crosslearn.crossbar.presets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of the documentation about crossbars: what it shows can be written in a study. */
class CrossbarPageTest {
  private static final Path PAGE = Path.of("../docs/crossbar.md");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  static Stream<String> examples() throws IOException {
    return EXAMPLE.matcher(Files.readString(PAGE)).results().map((MatchResult m) -> m.group(1));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAccepted(String example) {
    YamlDocument shown = YamlDocument.parse(example, PAGE.toString());
    YamlDocument hardware = shown.has("hardware")
        ? shown.at("hardware")
        : YamlDocument.parse("mine:\n  preset: analog-rram\n" + example.indent(2), PAGE.toString());
    for (String name : hardware.keys()) {
      assertThat(Presets.hardware(hardware.at(name), name).isIdeal()).isFalse();
    }
  }
}
