package org.crosslearn.reports.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.reports.study.Catalog;
import org.crosslearn.reports.study.Study;
import org.crosslearn.reports.study.StudyReader;
import org.crosslearn.reports.study.Trial;

/** Runs studies of the digits that come with crosslearn. */
final class StudyOnDigits {
  private StudyOnDigits() {}

  /**
   * Runs a study and reads back its results. Of one trial the operations are lost between: it cannot
   * be priced on anything else.
   *
   * @param folder for the results
   * @param lost id of that trial
   */
  static StoredResults run(String text, Path folder, String lost) throws IOException {
    StudyReader reader = new StudyReader(Catalog.installed());
    Study study = reader.read(YamlDocument.parse(text, "study.yaml"));
    DataSet digits =
        Catalog.installed().data().named("digits").load(DataFolders.ofProcess(Optional.empty()));
    ResultFolder results = new ResultFolder(folder);
    try (ResultFolder.Lock lock = results.lock()) {
      new StudyRun(study, Map.of("digits", digits), "test", results)
          .run("study.yaml", text, false, 1, new Silent());
    }
    Files.delete(folder.resolve("operations/" + lost + ".json"));
    return StoredResults.read(results, reader);
  }

  private static final class Silent implements RunListener {
    @Override
    public void skipped(Trial trial, TrialResult result) {}

    @Override
    public void started(Trial trial) {}

    @Override
    public void presented(Trial trial, long images, long total) {}

    @Override
    public void finished(Trial trial, TrialResult result, double seconds) {}

    @Override
    public void failed(Trial trial, Throwable failure) {
      throw new AssertionError(trial.title(), failure);
    }
  }
}
