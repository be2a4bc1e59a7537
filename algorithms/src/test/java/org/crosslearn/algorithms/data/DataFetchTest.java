package org.crosslearn.algorithms.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.crosslearn.algorithms.data.RemoteFiles.RemoteFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against servers on this machine that behave and misbehave as servers on the network do. */
@Timeout(30)
class DataFetchTest {
  private static final String NAME = "images.gz";
  private static final byte[] CONTENT = new byte[300_001];
  private static final int HALF = 150_000;
  private static final RemoteFile FILE;

  static {
    new Random(1).nextBytes(CONTENT);
    FILE = new RemoteFile(NAME, md5(CONTENT));
  }

  /** How a mirror answers; requests for the same mirror share it. */
  private interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Long> progress = new ArrayList<>();
  private final DataFetch fetch =
      new DataFetch(Duration.ofSeconds(5), (file, bytes, total) -> progress.add(bytes));
  private HttpServer server;

  @TempDir
  private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aDownloadArrivesWholeAndLeavesNothingElse() throws IOException {
    fetch(mirror("good", DataFetchTest::serveRanges));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(filesInFolder()).containsExactly(NAME);
    assertThat(requests).containsExactly("good from the start");
  }

  @Test
  void progressRisesFromNothingToTheWholeLength() {
    List<Long> totals = new ArrayList<>();
    new DataFetch(Duration.ofSeconds(5), (file, bytes, total) -> {
          assertThat(file).isEqualTo(NAME);
          progress.add(bytes);
          totals.add(total);
        })
        .fetch("toy", remote(mirror("good", DataFetchTest::serveRanges)), folder);
    assertThat(progress).isSorted().startsWith(0L).endsWith((long) CONTENT.length);
    assertThat(totals).containsOnly((long) CONTENT.length);
  }

  @Test
  void theFolderIsMadeWhereItIsMissing() {
    Path deep = folder.resolve("a/b");
    fetch.fetch("toy", remote(mirror("good", DataFetchTest::serveRanges)), deep);
    assertThat(deep.resolve(NAME)).hasBinaryContent(CONTENT);
  }

  @Test
  void aFileThatIsThereIsNotFetchedAgain() throws IOException {
    Files.write(folder.resolve(NAME), CONTENT);
    fetch(mirror("good", DataFetchTest::serveRanges));
    assertThat(requests).isEmpty();
  }

  @Test
  void aDamagedFileIsReplaced() throws IOException {
    Files.write(folder.resolve(NAME), head(HALF));
    fetch(mirror("good", DataFetchTest::serveRanges));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
  }

  @Test
  void aConnectionThatBreaksHalfWayIsTakenUpWhereItBroke() {
    fetch(mirror("breaks", breakingOnce(DataFetchTest::serveRanges)));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(requests).hasSize(2).first().isEqualTo("breaks from the start");
    assertThat(requests.get(1)).matches("breaks from [1-9][0-9]*");
  }

  @Test
  void aServerWithoutRangesStartsOverAfterABreak() {
    fetch(mirror("plain", breakingOnce(DataFetchTest::serveAll)));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(requests).hasSize(2);
  }

  @Test
  void whatOneMirrorBeganAnotherEnds() {
    Behaviour firstHalfThenGone = breakingOnce(exchange -> status(exchange, 503));
    fetch(mirror("first", firstHalfThenGone), mirror("second", DataFetchTest::serveRanges));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(requests).hasSize(3).last().asString().matches("second from [1-9][0-9]*");
  }

  @Test
  void aLaterRunResumesTheEarlierOne() throws IOException {
    Behaviour firstHalfThenGone = breakingOnce(exchange -> status(exchange, 503));
    assertThatThrownBy(() -> fetch(mirror("failing", firstHalfThenGone)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("failing/images.gz: HTTP status 503")
        .hasMessageContaining("bytes are kept; the same command resumes from there");
    assertThat(filesInFolder()).containsExactly(NAME + ".part");
    long kept = Files.size(folder.resolve(NAME + ".part"));

    fetch(mirror("good", DataFetchTest::serveRanges));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(filesInFolder()).containsExactly(NAME);
    assertThat(requests).last().isEqualTo("good from " + kept);
    assertThat(progress).contains(kept);
  }

  @Test
  void aPartThatIsAlreadyWholeOnlyTakesItsName() throws IOException {
    Files.write(folder.resolve(NAME + ".part"), CONTENT);
    fetch(mirror("good", DataFetchTest::serveRanges));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(requests).containsExactly("good from " + CONTENT.length);
  }

  @Test
  void aPartWithAWrongBeginningIsThrownAway() throws IOException {
    Files.write(folder.resolve(NAME + ".part"), new byte[HALF]);
    fetch(mirror("good", DataFetchTest::serveRanges));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(requests).containsExactly("good from " + HALF, "good from the start");
  }

  @Test
  void anotherFileUnderTheSameNameIsNotAccepted() throws IOException {
    byte[] other = "<html>Please log in to this network.</html>".getBytes();
    assertThatThrownBy(() -> fetch(mirror("portal", exchange -> send(exchange, 200, other))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("portal/images.gz: delivers another file (MD5 " + md5(other)
            + ", expected " + FILE.md5() + ")");
    assertThat(filesInFolder()).isEmpty();
  }

  @Test
  void aMirrorWithAnotherFileIsPassedOver() {
    fetch(
        mirror("wrong", exchange -> send(exchange, 200, new byte[99])),
        mirror("missing", exchange -> status(exchange, 404)),
        mirror("good", DataFetchTest::serveRanges));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(requests)
        .containsExactly("wrong from the start", "missing from the start", "good from the start");
  }

  @Test
  void aMirrorThatBreaksAndDeliversAnotherFileIsNotTriedForEver() {
    byte[] other = new byte[CONTENT.length];
    Behaviour alwaysBreaking = exchange -> {
      long from = from(exchange);
      if (from > 0) {
        sendRange(exchange, other, from);
      } else {
        sendHalfOf(other, exchange);
      }
    };
    assertThatThrownBy(() -> fetch(mirror("hopeless", alwaysBreaking)))
        .hasMessageContaining("delivers another file");
    assertThat(requests).hasSizeLessThan(6);
  }

  @Test
  void aServerThatContinuesAtTheWrongPlaceIsNotBelieved() throws IOException {
    Files.write(folder.resolve(NAME + ".part"), head(HALF));
    Behaviour confused = exchange -> {
      exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/300001");
      send(exchange, 206, new byte[3]);
    };
    assertThatThrownBy(() -> fetch(mirror("confused", confused)))
        .hasMessageContaining("asked for bytes from 150000, got bytes 7-9/300001");
    assertThat(folder.resolve(NAME + ".part")).hasBinaryContent(head(HALF));
  }

  @Test
  void redirectionsAreFollowed() {
    URI good = mirror("good", DataFetchTest::serveRanges);
    fetch(mirror("moved", exchange -> {
      exchange.getResponseHeaders().set("Location", good + NAME);
      status(exchange, 302);
    }));
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
  }

  @Test
  void withoutANetworkTheMessageSaysWhatWasTriedAndWhatToDo() throws IOException {
    URI refusing = URI.create("http://127.0.0.1:" + freePort() + "/");
    URI unknown = URI.create("http://no-such-host.invalid/");
    assertThatThrownBy(() -> fetch(refusing, unknown))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Could not fetch images.gz of toy\n")
        .hasMessageContaining("  " + refusing + "images.gz: connection refused\n")
        .hasMessageContaining("  " + unknown + "images.gz: unknown host\n")
        .hasMessageContaining("Maybe this machine has no network")
        .hasMessageContaining("placed by hand in " + folder + ": images.gz.");
    assertThat(filesInFolder()).isEmpty();
  }

  @Test
  void whereAServerAnsweredTheNetworkIsNotBlamed() {
    assertThatThrownBy(() -> fetch(mirror("missing", exchange -> status(exchange, 404))))
        .hasMessageContaining("HTTP status 404")
        .hasMessageNotContaining("no network");
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() {
    CountDownLatch ended = new CountDownLatch(1);
    Behaviour silentAfterHalf = exchange -> {
      long from = from(exchange);
      if (from > 0) {
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-300000/300001");
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, CONTENT.length - from);
      if (from == 0) {
        exchange.getResponseBody().write(CONTENT, 0, HALF);
      }
      exchange.getResponseBody().flush();
      await(ended);
    };
    DataFetch impatient = new DataFetch(Duration.ofMillis(300), (file, bytes, total) -> {});
    try {
      assertThatThrownBy(
              () -> impatient.fetch("toy", remote(mirror("silent", silentAfterHalf)), folder))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("silent/images.gz: fell silent for 0.3 s")
          .hasMessageContaining("The first 150000 bytes are kept");
    } finally {
      ended.countDown();
    }
  }

  @Test
  void twoDownloadsOfOneFileDoNotMix() throws IOException {
    try (FileChannel other = FileChannel.open(
            folder.resolve(NAME + ".part"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> fetch(mirror("good", DataFetchTest::serveRanges)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is being downloaded by someone else");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    URI good = mirror("good", DataFetchTest::serveRanges);
    assertThatThrownBy(() -> fetch.fetch("toy", remote(good), file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.resolve(NAME) + ": cannot be written")
        .hasMessageContaining("--data-dir");
  }

  @Test
  void forABundledDataSetThereIsNothingToFetch() {
    DataFolders folders =
        DataFolders.of(Optional.of(folder), variable -> null, property -> "/nowhere");
    assertThatThrownBy(() -> fetch.fetch(new Digits(), folders))
        .isInstanceOf(DataException.class)
        .hasMessage("There is nothing to fetch for digits: bundled.");
  }

  @Test
  void anInterruptedFetchSaysSoAndIsResumed() throws IOException {
    URI good = mirror("good", DataFetchTest::serveRanges);
    DataFetch interrupting = new DataFetch(Duration.ofSeconds(5), (file, bytes, total) -> {
      if (bytes > HALF) {
        Thread.currentThread().interrupt();
      }
    });
    assertThatThrownBy(() -> interrupting.fetch("toy", remote(good), folder))
        .isInstanceOf(DataException.class)
        .hasMessage("The download was interrupted; the same command resumes it.");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(filesInFolder()).containsExactly(NAME + ".part");

    fetch(good);
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(requests).last().asString().matches("good from [1-9][0-9]*");
  }

  /** The two halves meet: what the fetch writes is where the loader looks first. */
  @Test
  void aFetchedDataSetIsFound() throws IOException {
    Path published = folder.resolve("published");
    IdxBytes.writeDataSet(published);
    List<RemoteFile> files = new ArrayList<>();
    for (IdxPart part : IdxPart.values()) {
      Path plain = published.resolve(part.fileName());
      byte[] bytes = Files.exists(plain)
          ? IdxBytes.gzip(Files.readAllBytes(plain))
          : Files.readAllBytes(published.resolve(part.fileName() + ".gz"));
      files.add(new RemoteFile(part.fileName() + ".gz", md5(bytes)));
      server.createContext(
          "/toy/" + part.fileName() + ".gz", exchange -> send(exchange, 200, bytes));
    }
    DataSource toy = new ToySource(new RemoteFiles(List.of(address("toy")), files));
    DataFolders folders =
        DataFolders.of(Optional.of(folder), variable -> null, property -> "/nowhere");
    assertThat(toy.availability(folders).available()).isFalse();

    assertThat(fetch.fetch(toy, folders)).isEqualTo(folder.resolve("toy"));
    assertThat(toy.availability(folders).detail())
        .isEqualTo(folder.resolve("toy") + " (--data-dir)");
    assertThat(toy.load(folders).train().labels()).containsExactly(7, 0, 9);
  }

  private static final class ToySource extends IdxSource {
    ToySource(RemoteFiles remote) {
      super("toy", "made up", new ImageShape(28, 28, 1), 10, remote);
    }
  }

  private void fetch(URI... mirrors) {
    fetch.fetch("toy", remote(mirrors), folder);
  }

  private static RemoteFiles remote(URI... mirrors) {
    return new RemoteFiles(List.of(mirrors), List.of(FILE));
  }

  private URI mirror(String name, Behaviour behaviour) {
    server.createContext("/" + name + "/" + NAME, exchange -> {
      long from = from(exchange);
      requests.add(name + " from " + (from == 0 ? "the start" : from));
      try (exchange) {
        behaviour.answer(exchange);
      }
    });
    return address(name);
  }

  private URI address(String name) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "/");
  }

  /** Sends half of the file and hangs up the first time, then goes on as told. */
  private static Behaviour breakingOnce(Behaviour afterwards) {
    boolean[] broke = {false};
    return exchange -> {
      if (broke[0]) {
        afterwards.answer(exchange);
      } else {
        broke[0] = true;
        sendHalfOf(CONTENT, exchange);
      }
    };
  }

  private static void sendHalfOf(byte[] content, HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content, 0, HALF);
    exchange.getResponseBody().flush();
    // Closing the exchange before its announced length makes the server hang up.
  }

  private static void serveAll(HttpExchange exchange) throws IOException {
    send(exchange, 200, CONTENT);
  }

  private static void serveRanges(HttpExchange exchange) throws IOException {
    long from = from(exchange);
    if (from == 0) {
      send(exchange, 200, CONTENT);
    } else if (from >= CONTENT.length) {
      status(exchange, 416);
    } else {
      sendRange(exchange, CONTENT, from);
    }
  }

  private static void sendRange(HttpExchange exchange, byte[] content, long from)
      throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    send(exchange, 206, Arrays.copyOfRange(content, (int) from, content.length));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  private static long from(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? 0 : Long.parseLong(range.replaceAll("bytes=([0-9]+)-", "$1"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] head(int length) {
    return Arrays.copyOf(CONTENT, length);
  }

  private static String md5(byte[] bytes) {
    var digest = Md5.digest();
    digest.update(bytes);
    return Md5.hex(digest);
  }

  private List<String> filesInFolder() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
