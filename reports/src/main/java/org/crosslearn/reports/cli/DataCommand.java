package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFetch;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSource;
import org.crosslearn.algorithms.data.DataSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "data",
    description = "Lists data sets and fetches them.",
    synopsisSubcommandLabel = "COMMAND")
final class DataCommand {
  private static final long MEBIBYTE = 1 << 20;

  @Spec
  private CommandSpec spec;

  @Command(name = "list", description = "Lists the data sets and where they are.")
  void list(
      @Option(
              names = "--data-dir",
              paramLabel = "DIR",
              description = "where to look for data sets first")
          Path dataDir) {
    PrintWriter print = spec.commandLine().getOut();
    DataFolders folders = DataFolders.ofProcess(Optional.ofNullable(dataDir));
    for (DataSource source : DataSources.installed().all()) {
      DataSource.Availability availability = source.availability(folders);
      print.println(source.name());
      print.println("  " + source.summary());
      print.println(
          (availability.available() ? "  here: " : "  not here: ") + availability.detail());
    }
  }

  @Command(
      name = "fetch",
      description = "Downloads a data set; takes up a broken download where it stopped.")
  void fetch(
      @Parameters(paramLabel = "NAME", description = "data set, e.g. mnist") String name,
      @Option(
              names = "--data-dir",
              paramLabel = "DIR",
              description = "where to put it (default: $$CROSSLEARN_DATA or the cache folder)")
          Path dataDir) {
    PrintWriter print = spec.commandLine().getOut();
    DataSource source = DataSources.installed().named(name);
    DataFolders folders = DataFolders.ofProcess(Optional.ofNullable(dataDir));
    Path folder = new DataFetch(new Announcements(print)).fetch(source, folders);
    print.println(source.name() + " is in " + folder);
  }

  /** One line per file begun and per ten MiB received. */
  private static final class Announcements implements DataFetch.Progress {
    private final PrintWriter print;
    private String file = "";
    private long announcedBytes;

    Announcements(PrintWriter print) {
      this.print = print;
    }

    @Override
    public void received(String name, long bytes, long totalBytes) {
      boolean begun = !name.equals(file);
      if (begun || bytes >= announcedBytes + 10 * MEBIBYTE) {
        String total = totalBytes < 0 ? "" : " of " + mebibytes(totalBytes);
        print.println(name + ": " + mebibytes(bytes) + total);
        print.flush();
        file = name;
        announcedBytes = bytes;
      }
    }

    private static String mebibytes(long bytes) {
      return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) MEBIBYTE);
    }
  }
}
