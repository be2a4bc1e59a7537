package org.crosslearn.algorithms.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The folders in which data sets are looked for, first to last. Each holds one folder per data set,
 * e.g. {@code mnist/}.
 *
 * @param search the folders in order, at least one; they need not exist
 */
public record DataFolders(List<Folder> search) {

  /** How a folder came to be searched. */
  public enum Origin {
    EXPLICIT("--data-dir"),
    ENVIRONMENT("$CROSSLEARN_DATA"),
    CACHE("cache folder"),
    /** Where Debian's packages such as {@code dataset-fashion-mnist} put their files. */
    SYSTEM("system packages");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    /** As it stands in messages to the user. */
    public String label() {
      return label;
    }
  }

  /** A folder and why it is searched. */
  public record Folder(Path path, Origin origin) {

    /** Whether the last part of the path is {@code name}. */
    boolean isNamed(String name) {
      return path.toAbsolutePath().normalize().endsWith(name);
    }

    /** For example {@code /data/mnist (--data-dir)}. */
    @Override
    public String toString() {
      return path + " (" + origin.label() + ")";
    }
  }

  public DataFolders {
    search = List.copyOf(search);
    if (search.isEmpty()) {
      throw new IllegalArgumentException("at least one folder is needed");
    }
  }

  /**
   * The folders of this process: the explicit one, {@code $CROSSLEARN_DATA}, the user's cache
   * folder, {@code /usr/share/datasets}.
   *
   * @param dataDir what the user gave as {@code --data-dir}
   */
  public static DataFolders ofProcess(Optional<Path> dataDir) {
    return of(dataDir, System::getenv, System::getProperty);
  }

  /**
   * As {@link #ofProcess}, for a given environment.
   *
   * @param environment value of an environment variable, or null
   * @param properties value of a system property ({@code os.name}, {@code user.home}), or null
   */
  static DataFolders of(
      Optional<Path> dataDir, UnaryOperator<String> environment, UnaryOperator<String> properties) {
    List<Folder> search = new ArrayList<>();
    dataDir.ifPresent(path -> search.add(new Folder(path, Origin.EXPLICIT)));
    String variable = environment.apply("CROSSLEARN_DATA");
    if (variable != null && !variable.isBlank()) {
      search.add(new Folder(Path.of(variable), Origin.ENVIRONMENT));
    }
    search.add(new Folder(cache(environment, properties), Origin.CACHE));
    search.add(new Folder(Path.of("/usr/share/datasets"), Origin.SYSTEM));
    return new DataFolders(search);
  }

  /**
   * The folders that may hold the files of one data set, in the order in which to look. Files that
   * lie in a searched folder itself count only if there is no doubt whose they are: the user pointed
   * at the folder, or it is named after the data set.
   *
   * @param dataSet name of the data set, e.g. {@code "mnist"}
   */
  public List<Folder> places(String dataSet) {
    List<Folder> places = new ArrayList<>();
    for (Folder folder : search) {
      Folder inside = new Folder(folder.path().resolve(dataSet), folder.origin());
      if (folder.isNamed(dataSet)) {
        places.add(folder);
        places.add(inside);
      } else {
        places.add(inside);
        if (folder.origin() == Origin.EXPLICIT) {
          places.add(folder);
        }
      }
    }
    return places;
  }

  /** Where a download of the data set goes: the first place in which it is looked for. */
  public Path downloadFolder(String dataSet) {
    return places(dataSet).get(0).path();
  }

  /**
   * The XDG base directory specification (0.8) where {@code XDG_CACHE_HOME} is set to an absolute
   * path, as it demands; else the custom of the operating system.
   */
  private static Path cache(UnaryOperator<String> environment, UnaryOperator<String> properties) {
    Optional<Path> xdg = absolute(environment.apply("XDG_CACHE_HOME"));
    if (xdg.isPresent()) {
      return xdg.get().resolve("crosslearn");
    }
    Path home = Path.of(properties.apply("user.home"));
    String system = properties.apply("os.name");
    if (system.startsWith("Mac")) {
      return home.resolve("Library/Caches/crosslearn");
    }
    if (system.startsWith("Windows")) {
      return absolute(environment.apply("LOCALAPPDATA"))
          .orElse(home.resolve("AppData").resolve("Local"))
          .resolve("crosslearn");
    }
    return home.resolve(".cache/crosslearn");
  }

  private static Optional<Path> absolute(String path) {
    return Optional.ofNullable(path)
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
