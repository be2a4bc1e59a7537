package org.crosslearn.reports.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * The files of one study's results:
 *
 * <pre>
 * study.yaml                           what was run
 * files/NAME                           a file that it names, as it was then
 * manifest.json                        what ran it
 * trials/RULE__HARDWARE__seedN.json    one trial each, written whole or not at all
 * trials/nodes=N__HARDWARE__seedN.json  the same of an experiment
 * trials/candidate-…__nodes=N__HARDWARE__seedN.json  the figure alone, of a candidate of a calibration
 * operations/RULE__HARDWARE__seedN.json  what it did, for pricing on other chips
 * weights/RULE__HARDWARE__seedN.npz    trained weights, where a sweep evaluates them elsewhere
 * …/SWEEP=VALUE__RULE__HARDWARE__seedN.json  the same at a point of a sweep
 * report.html, summary.csv …           made from the above
 * </pre>
 *
 * @param path the folder
 */
public record ResultFolder(Path path) {

  /** Says no to a second run in the same folder until closed, or until the process ends. */
  public final class Lock implements AutoCloseable {
    private final FileChannel channel;

    private Lock(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Makes the folder if need be and takes it for this run.
   *
   * @throws ResultsException if another run has it
   */
  public Lock lock() {
    Path file = path.resolve(".lock");
    try {
      Files.createDirectories(trials());
      Files.createDirectories(operations());
      Files.createDirectories(weights());
      FileChannel channel = FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String owner = owner(channel);
        channel.close();
        throw new ResultsException("another run is writing to " + path + owner
            + ". Wait for it to end, or choose another folder with --out.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      removeLeftovers();
      return new Lock(channel);
    } catch (IOException e) {
      throw new ResultsException("cannot write results to " + path + ": " + e, e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      // Beyond the process number, which stays readable where locks are mandatory (Windows).
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(20);
    channel.read(content, 0);
    String process = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
    return process.isEmpty() ? "" : " (process " + process + ")";
  }

  /** Files that an interrupted run had begun. */
  private void removeLeftovers() throws IOException {
    for (Path folder : new Path[] {path, trials(), operations(), weights()}) {
      try (DirectoryStream<Path> leftovers =
          Files.newDirectoryStream(folder, "*" + WholeFile.TEMPORARY_SUFFIX)) {
        for (Path leftover : leftovers) {
          Files.deleteIfExists(leftover);
        }
      }
    }
  }

  public Path studyFile() {
    return path.resolve("study.yaml");
  }

  public void writeStudy(String text) {
    write(studyFile(), text);
  }

  /**
   * The place of the copy of a file that the study names. The name may lead anywhere, the copy lies
   * in this folder.
   *
   * @param name as the study writes it
   */
  public Path namedFile(String name) {
    return files().resolve(URLEncoder.encode(name, StandardCharsets.UTF_8));
  }

  /**
   * Keeps copies of the files that the study names.
   *
   * @param files by the name that the study writes
   */
  public void copyNamedFiles(Map<String, Path> files) {
    try {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        Files.createDirectories(files());
        write(namedFile(file.getKey()), Files.readString(file.getValue()));
      }
    } catch (IOException e) {
      throw new ResultsException("cannot copy the study's files to " + files() + ": " + e, e);
    }
  }

  public void writeManifest(Manifest manifest) {
    write(path.resolve("manifest.json"), Json.write(manifest));
  }

  /** Empty where nothing was run yet, or by something else. */
  public Optional<Manifest> manifest() {
    return read(path.resolve("manifest.json"), Manifest.class);
  }

  /**
   * @param id of the trial
   */
  public void writeTrial(String id, TrialResult result) {
    write(trial(id), Json.write(result));
  }

  /** Empty where the trial did not finish or its file is damaged. */
  public Optional<TrialResult> trial(String id, String fingerprint) {
    return read(trial(id), TrialResult.class)
        .filter(result -> result.fingerprint().equals(fingerprint));
  }

  /**
   * @param id of the trial
   */
  void writeTrial(String id, ExperimentResult result) {
    write(trial(id), Json.write(result));
  }

  /** As {@link #trial} for the trial of an experiment. */
  Optional<ExperimentResult> experiment(String id, String fingerprint) {
    return read(trial(id), ExperimentResult.class)
        .filter(result -> result.fingerprint().equals(fingerprint));
  }

  /**
   * @param recorded what the trial did; null removes what an earlier one did
   */
  public void writeOperations(String id, RecordedOperations recorded) {
    replace(
        operations(id),
        recorded == null ? null : Json.write(recorded).getBytes(StandardCharsets.UTF_8));
  }

  /** What a trial did. Empty where it ran on ideal hardware, did not finish, or a file is damaged. */
  public Optional<RecordedOperations> operationsOf(String id) {
    Optional<TrialResult> result = read(trial(id), TrialResult.class);
    return read(operations(id), RecordedOperations.class)
        .filter(recorded ->
            result.isPresent() && recorded.fingerprint().equals(result.get().fingerprint()));
  }

  /**
   * @param trained weights of the trial; null removes those of an earlier one
   */
  void writeWeights(String id, TrainedWeights trained) {
    replace(weights(id), trained == null ? null : trained.npz());
  }

  /** Empty where no trained weights were kept, or the file is damaged. */
  Optional<TrainedWeights> weights(String id, String fingerprint) {
    try {
      return Optional.of(TrainedWeights.ofNpz(Files.readAllBytes(weights(id))))
          .filter(trained -> trained.fingerprint().equals(fingerprint));
    } catch (NoSuchFileException | ZipException | EOFException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ResultsException("cannot read " + weights(id) + ": " + e, e);
    }
  }

  /** Trials whose operations are stored, in alphabetical order. */
  public List<String> recordedTrials() {
    try (Stream<Path> files = Files.list(operations())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new ResultsException("cannot read " + operations() + ": " + e, e);
    }
  }

  /** Whether there is a file of the trial, be it of another configuration. */
  boolean holds(String id) {
    return Files.exists(trial(id));
  }

  private Path files() {
    return path.resolve("files");
  }

  private Path trials() {
    return path.resolve("trials");
  }

  private Path trial(String id) {
    return trials().resolve(id + ".json");
  }

  private Path operations() {
    return path.resolve("operations");
  }

  private Path operations(String id) {
    return operations().resolve(id + ".json");
  }

  private Path weights() {
    return path.resolve("weights");
  }

  private Path weights(String id) {
    return weights().resolve(id + ".npz");
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      return Optional.ofNullable(Json.read(Files.readString(file), type));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ResultsException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * @param content null removes the file
   */
  private static void replace(Path file, byte[] content) {
    try {
      if (content == null) {
        Files.deleteIfExists(file);
      } else {
        Files.createDirectories(file.getParent());
        WholeFile.write(file, content);
      }
    } catch (IOException e) {
      throw new ResultsException("cannot write " + file + ": " + e, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw new ResultsException("cannot write " + file + ": " + e, e);
    }
  }
}
