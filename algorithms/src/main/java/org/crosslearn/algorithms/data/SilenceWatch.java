package org.crosslearn.algorithms.data;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Closes a response body from which nothing comes any more. Needed because the timeout of {@link
 * java.net.http.HttpRequest} ends with the headers, and a reader of the body would wait for ever.
 */
final class SilenceWatch implements AutoCloseable {
  private final InputStream body;
  private final long patienceNanos;
  private final Thread thread;
  private volatile long listeningSinceNanos = System.nanoTime();
  private volatile boolean silent;

  SilenceWatch(InputStream body, Duration patience) {
    this.body = body;
    this.patienceNanos = patience.toNanos();
    this.thread = new Thread(this::watch, "crosslearn-silence-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Says that the reader begins to wait. */
  void listen() {
    listeningSinceNanos = System.nanoTime();
  }

  /** Whether the body was closed because of silence. */
  boolean wasSilent() {
    return silent;
  }

  private void watch() {
    try {
      long leftNanos = patienceNanos;
      while (leftNanos > 0) {
        Thread.sleep(leftNanos / 1_000_000 + 1);
        leftNanos = patienceNanos - (System.nanoTime() - listeningSinceNanos);
      }
      silent = true;
      body.close();
    } catch (InterruptedException e) {
      // The transfer ended before the silence did.
    } catch (IOException e) {
      // The reader meets the same failure and reports it.
    }
  }

  /** Ends the watch; the body stays as it is. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
