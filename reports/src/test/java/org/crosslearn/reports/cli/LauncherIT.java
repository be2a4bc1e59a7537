package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script at the root of the source tree, with the packaged jar. */
class LauncherIT {
  private static final Path SCRIPT = Path.of(System.getProperty("crosslearn.root"), "crosslearn");

  @TempDir
  private Path folder;

  private Path link;

  /** Maven has just built the jar, but leaves the file alone when its content would be the same. */
  @BeforeAll
  static void theJarIsUpToDate() throws IOException {
    Files.setLastModifiedTime(
        SCRIPT.resolveSibling("reports/target/crosslearn.jar"), FileTime.from(Instant.now()));
  }

  /** Reached from elsewhere, through two links, by a path with a space. */
  @BeforeEach
  void link() throws IOException {
    assumeThat(Path.of("/bin/sh")).exists();
    Path first = Files.createSymbolicLink(folder.resolve("first"), SCRIPT);
    link = Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("a folder")).resolve("crosslearn"),
        Path.of("..").resolve(first.getFileName()));
  }

  private Ran launch(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(link.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private String thisJava() {
    return System.getProperty("java.home");
  }

  @Test
  void itStartsFromAnywhereAndSaysNothingOfIncubators() throws Exception {
    Ran ran = launch(Map.of("JAVA_HOME", thisJava()), "--version");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith("crosslearn ");
    assertThat(ran.code()).isZero();
  }

  @Test
  void theVectorUnitIsUsedAndTheExitCodePassedOn() throws Exception {
    Path study = Files.writeString(folder.resolve("tiny.yaml"), """
            name: tiny
            data: digits
            network: {hidden: []}
            training: {epochs: 1, batch: 50}
            seeds: [1]
            rules: {bp: {}}
            hardware: {ideal: {}}
            bounds: [accuracy > 0.9999]
            """);

    Ran ran = launch(Map.of("JAVA_HOME", thisJava()), "run", study.getFileName().toString());

    assertThat(ran.out()).contains("module jdk.incubator.vector is present", "  BROKEN  ");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(folder.resolve("results/tiny/report.html")).exists();
  }

  @Test
  void aSignalToTheLauncherEndsTheRunAndAllOfItsProcesses() throws Exception {
    Files.writeString(folder.resolve("long.yaml"), """
            name: long
            data: digits
            network: {hidden: [64]}
            training: {epochs: 100000, batch: 50}
            seeds: [1]
            rules: {bp: {}}
            hardware: {ideal: {}}
            """);
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder = new ProcessBuilder(link.toString(), "run", "long.yaml")
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_HOME", thisJava());
    Process launcher = builder.start();
    List<ProcessHandle> started = List.of();
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!Files.readString(out).contains("multiply-adds") && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      started = launcher.descendants().toList();
      assertThat(started).isNotEmpty();

      launcher.destroy();

      assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(launcher.exitValue()).isEqualTo(143);
      assertThat(started).noneMatch(ProcessHandle::isAlive);
      assertThat(out).content().contains("Stopped. Finished trials are kept");
    } finally {
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void errorsReachStandardError() throws Exception {
    Ran ran = launch(Map.of("JAVA_HOME", thisJava()), "run", "missing.yaml");

    assertThat(ran).isEqualTo(new Ran(2, "", "missing.yaml: there is no such file\n"));
  }

  @Test
  void aWrongJavaHomeIsNamed() throws Exception {
    Ran ran = launch(Map.of("JAVA_HOME", folder.toString()), "--version");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo("crosslearn: JAVA_HOME is " + folder + ", but there is no bin/java in it\n");
  }

  @Test
  void anOldJavaIsRefused() throws Exception {
    Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

    Ran ran = launch(Map.of("JAVA_HOME", folder.toString()), "--version");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo("crosslearn: Java 17 or later is needed, found 11 at " + java + "\n");
  }
}
