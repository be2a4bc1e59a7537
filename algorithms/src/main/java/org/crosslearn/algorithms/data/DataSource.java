package org.crosslearn.algorithms.data;

import java.util.Optional;

/**
 * Where a data set comes from. Implementations are found with {@link java.util.ServiceLoader}: a
 * public class with a public constructor without parameters, and its name in {@code
 * META-INF/services/org.crosslearn.algorithms.data.DataSource}.
 */
public interface DataSource {

  /** What users write, in lower case with hyphens, e.g. {@code "fashion-mnist"}. */
  String name();

  /** One line for listings: what is in it, how many, licence. */
  String summary();

  /** Whether the data set is at hand, found out without reading it. */
  Availability availability(DataFolders folders);

  /**
   * Reads and checks the data set.
   *
   * @throws DataException if it is not there or not what its name says
   */
  DataSet load(DataFolders folders);

  /** The files on the network that {@link DataFetch} can fetch; empty if there are none. */
  default Optional<RemoteFiles> remote() {
    return Optional.empty();
  }

  /**
   * @param available whether {@link #load} will find the files (it may still find them damaged)
   * @param detail where they are, or why they are not: one line, completing "mnist: …"
   */
  record Availability(boolean available, String detail) {}
}
