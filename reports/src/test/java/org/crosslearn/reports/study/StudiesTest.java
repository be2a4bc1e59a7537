package org.crosslearn.reports.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The study files that come with crosslearn. */
class StudiesTest {
  private static final Path FOLDER = Path.of("..", "studies");

  static List<Path> studies() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void everyStudyCanBeReadAndIsNamedAfterItsFile(Path file) {
    YamlDocument document = YamlDocument.read(file);
    if (ExperimentReader.isFor(document)) {
      ExperimentStudy study = new ExperimentReader(Catalog.installed()).read(document, null);
      assertThat(file.getFileName()).hasToString(study.name() + ".yaml");
      assertThat(study.description()).isNotBlank();
      assertThat(study.bounds()).isNotEmpty();
    } else {
      Study study = new StudyReader(Catalog.installed()).read(document);
      assertThat(file.getFileName()).hasToString(study.name() + ".yaml");
      assertThat(study.description()).isNotBlank();
      assertThat(study.bounds()).isNotEmpty();
    }
  }

  @Test
  void theQuickStartIsAmongThem() throws IOException {
    assertThat(studies()).contains(FOLDER.resolve("quickstart.yaml"));
  }
}
