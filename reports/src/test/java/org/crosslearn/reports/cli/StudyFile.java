package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A study on disk and what becomes of it.
 *
 * @param path ends with the study's name and {@code .yaml}
 * @param out where the folder of its results is made
 */
record StudyFile(Path path, Path out) {

  /** Writes a study and lets its results go to {@code out}, both in the folder. */
  static StudyFile write(Path folder, String name, String text) throws IOException {
    StudyFile study = new StudyFile(folder.resolve(name + ".yaml"), folder.resolve("out"));
    study.write(text);
    return study;
  }

  void write(String text) throws IOException {
    Files.writeString(path, text);
  }

  void replace(String found, String replacement) throws IOException {
    String text = Files.readString(path);
    assertThat(text).contains(found);
    write(text.replace(found, replacement));
  }

  Ran run(Object... options) {
    return Ran.crosslearn(
        Stream.concat(Stream.of("run", path, "--out", out), Stream.of(options)).toArray());
  }

  Path results() {
    return out.resolve(path.getFileName().toString().replace(".yaml", ""));
  }

  /** Contents of the files of its trials, by name. */
  Map<String, String> trials() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(results().resolve("trials"))) {
      for (Path file : paths.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }
}
