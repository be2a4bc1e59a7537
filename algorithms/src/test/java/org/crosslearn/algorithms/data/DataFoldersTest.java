package org.crosslearn.algorithms.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders.Folder;
import org.crosslearn.algorithms.data.DataFolders.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Absolute paths are written as on Unix. */
@DisabledOnOs(OS.WINDOWS)
class DataFoldersTest {

  @Test
  void whatTheUserSaysNowComesFirstAndTheSystemLast() {
    DataFolders folders = folders(
        Optional.of(Path.of("/given")),
        Map.of("CROSSLEARN_DATA", "/exported", "XDG_CACHE_HOME", "/cache"),
        "Linux");
    assertThat(folders.search())
        .containsExactly(
            new Folder(Path.of("/given"), Origin.EXPLICIT),
            new Folder(Path.of("/exported"), Origin.ENVIRONMENT),
            new Folder(Path.of("/cache/crosslearn"), Origin.CACHE),
            new Folder(Path.of("/usr/share/datasets"), Origin.SYSTEM));
  }

  @Test
  void theCacheIsWhereTheOperatingSystemKeepsCaches() {
    assertThat(cache(Map.of(), "Linux")).hasToString("/home/ada/.cache/crosslearn");
    assertThat(cache(Map.of(), "Mac OS X")).hasToString("/home/ada/Library/Caches/crosslearn");
    assertThat(cache(Map.of("LOCALAPPDATA", "/local"), "Windows 11"))
        .hasToString("/local/crosslearn");
    assertThat(cache(Map.of(), "Windows 11")).hasToString("/home/ada/AppData/Local/crosslearn");
  }

  @Test
  void aRelativeOrEmptyXdgFolderDoesNotCount() {
    assertThat(cache(Map.of("XDG_CACHE_HOME", "cache"), "Linux"))
        .isEqualTo(cache(Map.of("XDG_CACHE_HOME", ""), "Linux"))
        .hasToString("/home/ada/.cache/crosslearn");
  }

  @Test
  void filesInTheFolderItselfCountOnlyWhereThereIsNoDoubtWhoseTheyAre() {
    DataFolders doubtful = new DataFolders(List.of(
        new Folder(Path.of("/given"), Origin.EXPLICIT),
        new Folder(Path.of("/exported"), Origin.ENVIRONMENT),
        new Folder(Path.of("/my/mnist"), Origin.ENVIRONMENT)));
    assertThat(doubtful.places("mnist"))
        .extracting(Folder::path)
        .containsExactly(
            Path.of("/given/mnist"),
            Path.of("/given"),
            Path.of("/exported/mnist"),
            Path.of("/my/mnist"),
            Path.of("/my/mnist/mnist"));
  }

  @Test
  void downloadsGoWhereTheyAreLookedForFirst() {
    assertThat(folders(Optional.of(Path.of("/given")), Map.of(), "Linux").downloadFolder("mnist"))
        .hasToString("/given/mnist");
    assertThat(
            folders(Optional.of(Path.of("/my/mnist")), Map.of(), "Linux").downloadFolder("mnist"))
        .hasToString("/my/mnist");
    assertThat(folders(Optional.empty(), Map.of(), "Linux").downloadFolder("mnist"))
        .hasToString("/home/ada/.cache/crosslearn/mnist");
  }

  private static Path cache(Map<String, String> environment, String system) {
    return folders(Optional.empty(), environment, system).search().get(0).path();
  }

  private static DataFolders folders(
      Optional<Path> dataDir, Map<String, String> environment, String system) {
    return DataFolders.of(
        dataDir, environment::get, Map.of("os.name", system, "user.home", "/home/ada")::get);
  }
}
