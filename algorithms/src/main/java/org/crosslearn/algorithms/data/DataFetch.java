package org.crosslearn.algorithms.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.data.RemoteFiles.RemoteFile;

/**
 * Downloads the files of a data set. A file grows as {@code name.part}, which a later attempt or a
 * later run resumes (HTTP range requests, RFC 9110 section 14), and takes its name only after its
 * checksum was found right: what has the name is whole.
 */
public final class DataFetch {
  private static final int CHUNK_BYTES = 1 << 16;

  /** Told how far a file has come; called for every chunk, on the calling thread. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param file name of the file
     * @param bytes received so far, including those of an earlier run
     * @param totalBytes length of the file, or -1 if the server does not say
     */
    void received(String file, long bytes, long totalBytes);
  }

  private final HttpClient client;
  private final Duration patience;
  private final Progress progress;

  /** A fetch that gives up on a mirror that is silent for 30 s. */
  public DataFetch(Progress progress) {
    this(Duration.ofSeconds(30), progress);
  }

  DataFetch(Duration patience, Progress progress) {
    this.client = HttpClient.newBuilder()
        .connectTimeout(patience)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * Fetches what is not there yet into {@link DataFolders#downloadFolder}.
   *
   * @return the folder that now holds the files
   * @throws DataException if the data set has no files on the network, or as {@link #fetch(String,
   *     RemoteFiles, Path)}
   */
  public Path fetch(DataSource source, DataFolders folders) {
    RemoteFiles remote = source
        .remote()
        .orElseThrow(() -> new DataException("There is nothing to fetch for " + source.name() + ": "
            + source.availability(folders).detail() + "."));
    Path folder = folders.downloadFolder(source.name());
    fetch(source.name(), remote, folder);
    return folder;
  }

  /**
   * Fetches the files that are not in the folder with the right checksum. Files of the same name with
   * another checksum are replaced.
   *
   * @param dataSet name for messages
   * @param folder created if missing
   * @throws DataException if no mirror delivers one of the files, saying what each answered; if the
   *     folder cannot be written; if another process fetches the same file; if interrupted
   */
  public void fetch(String dataSet, RemoteFiles remote, Path folder) {
    for (RemoteFile file : remote.files()) {
      Path target = folder.resolve(file.name());
      try {
        Files.createDirectories(folder);
        if (!Files.exists(target) || !Md5.of(target).equals(file.md5())) {
          fetchFile(dataSet, remote, file, folder);
        }
      } catch (ClosedByInterruptException e) {
        throw interrupted(e);
      } catch (IOException e) {
        throw new DataException(
            target + ": cannot be written: " + e + ". Maybe choose another folder with --data-dir.",
            e);
      }
    }
  }

  private void fetchFile(String dataSet, RemoteFiles remote, RemoteFile file, Path folder)
      throws IOException {
    Path part = folder.resolve(file.name() + ".part");
    List<Failure> failures = new ArrayList<>();
    boolean complete = false;
    long kept;
    try (FileChannel channel = FileChannel.open(
        part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      lock(channel, part);
      for (URI mirror : remote.mirrors()) {
        Optional<Failure> failure = fromMirror(mirror.resolve(file.name()), file, channel);
        if (failure.isEmpty()) {
          complete = true;
          break;
        }
        failures.add(failure.get());
      }
      kept = channel.size();
    }
    if (!complete) {
      if (kept == 0) {
        Files.delete(part);
      }
      throw new DataException(report(dataSet, remote, file, folder, failures, kept));
    }
    Files.move(
        part,
        folder.resolve(file.name()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void lock(FileChannel channel, Path part) throws IOException {
    boolean locked;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      throw new DataException(part + ": is being downloaded by someone else. Wait for it to end.");
    }
  }

  /**
   * Tries one mirror for as long as it delivers bytes that were not there before.
   *
   * @return why it did not work, or nothing if the channel now holds the whole file
   */
  private Optional<Failure> fromMirror(URI uri, RemoteFile file, FileChannel channel)
      throws IOException {
    boolean restarted = false;
    while (true) {
      long before = channel.size();
      try {
        transfer(uri, file, channel);
      } catch (MirrorException e) {
        if (channel.size() > before) {
          continue;
        }
        return Optional.of(new Failure(uri, e.getMessage(), e.unreachable));
      }
      String md5 = md5(channel);
      if (md5.equals(file.md5())) {
        return Optional.empty();
      }
      channel.truncate(0);
      if (before == 0 || restarted) {
        return Optional.of(new Failure(
            uri, "delivers another file (MD5 " + md5 + ", expected " + file.md5() + ")", false));
      }
      // The resumed beginning may be what is wrong.
      restarted = true;
    }
  }

  /** Appends to the channel what it lacks, or replaces its content if the server has no ranges. */
  private void transfer(URI uri, RemoteFile file, FileChannel channel)
      throws IOException, MirrorException {
    long have = channel.size();
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case 200 -> {
          have = 0;
          channel.truncate(0);
        }
        case 206 -> {
          String range = response.headers().firstValue("Content-Range").orElse("nothing");
          if (!range.startsWith("bytes " + have + "-")) {
            throw new MirrorException("asked for bytes from " + have + ", got " + range, false);
          }
        }
        case 416 -> {
          // There is nothing beyond what we have; the checksum decides whether that is the file.
          return;
        }
        default -> throw new MirrorException("HTTP status " + response.statusCode(), false);
      }
      long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      copy(body, channel, have, announced < 0 ? -1 : have + announced, file.name());
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws MirrorException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new MirrorException(describe(e), isUnreachable(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private static DataException interrupted(Exception cause) {
    return new DataException("The download was interrupted; the same command resumes it.", cause);
  }

  private void copy(
      InputStream body, FileChannel channel, long start, long totalBytes, String fileName)
      throws IOException, MirrorException {
    try (SilenceWatch watch = new SilenceWatch(body, patience)) {
      byte[] chunk = new byte[CHUNK_BYTES];
      long position = start;
      progress.received(fileName, position, totalBytes);
      for (int count = read(body, chunk, watch); count >= 0; count = read(body, chunk, watch)) {
        ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, count);
        while (buffer.hasRemaining()) {
          position += channel.write(buffer, position);
        }
        progress.received(fileName, position, totalBytes);
      }
      if (totalBytes >= 0 && position != totalBytes) {
        throw new MirrorException(
            "ended after " + position + " of " + totalBytes + " bytes", false);
      }
    }
  }

  private int read(InputStream body, byte[] chunk, SilenceWatch watch) throws MirrorException {
    // Java 17's body swallows an interruption (later ones throw), so look for it before reading.
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(null);
    }
    try {
      watch.listen();
      return body.read(chunk);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(e);
      }
      throw watch.wasSilent()
          ? new MirrorException("fell silent for " + seconds(patience), true)
          : new MirrorException("connection lost (" + e.getMessage() + ")", false);
    }
  }

  private static String md5(FileChannel channel) throws IOException {
    MessageDigest digest = Md5.digest();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
    for (long position = 0; channel.read(buffer, position) >= 0; buffer.clear()) {
      position += buffer.position();
      digest.update(buffer.flip());
    }
    return Md5.hex(digest);
  }

  private String describe(IOException e) {
    if (hasCause(e, UnresolvedAddressException.class)) {
      return "unknown host";
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection within " + seconds(patience);
    }
    if (e instanceof HttpTimeoutException) {
      return "no answer within " + seconds(patience);
    }
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  private static boolean isUnreachable(IOException e) {
    return e instanceof ConnectException || e instanceof HttpTimeoutException;
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
    return e != null && (type.isInstance(e) || hasCause(e.getCause(), type));
  }

  private static String report(
      String dataSet,
      RemoteFiles remote,
      RemoteFile file,
      Path folder,
      List<Failure> failures,
      long keptBytes) {
    StringBuilder text = new StringBuilder();
    text.append("Could not fetch ").append(file.name()).append(" of ").append(dataSet);
    for (Failure failure : failures) {
      text.append("\n  ").append(failure.uri).append(": ").append(failure.reason);
    }
    if (failures.stream().allMatch(Failure::unreachable)) {
      text.append("\nMaybe this machine has no network, or needs a proxy: set JAVA_TOOL_OPTIONS to"
          + " -Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT (and -Dhttp.… likewise).");
    }
    if (keptBytes > 0) {
      text.append("\nThe first ")
          .append(keptBytes)
          .append(" bytes are kept; the same command resumes from there.");
    }
    return text.append("\nThe files may also be placed by hand in ")
        .append(folder)
        .append(": ")
        .append(remote.files().stream().map(RemoteFile::name).collect(Collectors.joining(", ")))
        .append('.')
        .toString();
  }

  /** Why a mirror did not deliver; unreachable if it was never heard. */
  private record Failure(URI uri, String reason, boolean unreachable) {}

  /** The mirror's fault, as opposed to that of the disk. */
  private static final class MirrorException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean unreachable;

    MirrorException(String message, boolean unreachable) {
      super(message);
      this.unreachable = unreachable;
    }
  }
}
