package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.reports.run.CalibrationRun;
import org.crosslearn.reports.run.ExperimentResults;
import org.crosslearn.reports.run.ExperimentRun;
import org.crosslearn.reports.run.Manifest;
import org.crosslearn.reports.run.ResultFolder;
import org.crosslearn.reports.run.StoredResults;
import org.crosslearn.reports.run.StudyRun;
import org.crosslearn.reports.study.Calibration;
import org.crosslearn.reports.study.Catalog;
import org.crosslearn.reports.study.ExperimentReader;
import org.crosslearn.reports.study.ExperimentStudy;
import org.crosslearn.reports.study.ExperimentTrial;
import org.crosslearn.reports.study.Study;
import org.crosslearn.reports.study.StudyReader;
import org.crosslearn.reports.study.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = {
      "Runs a study and writes its report.",
      "Trials that already have a result of the same configuration are not run again, so an"
          + " interrupted run is taken up where it stopped."
    })
final class RunCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "STUDY", description = "study file, e.g. studies/quickstart.yaml")
  private Path file;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "trials that run side by side (default: one per processor); results do not depend on it")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "folder that gets one folder per study (default: ${DEFAULT-VALUE})")
  private Path out;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "where to look for data sets first")
  private Path dataDir;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "profile of the study to run, with a results folder of its own")
  private String profile;

  @Option(names = "--fresh", description = "run every trial again, even those with a result")
  private boolean fresh;

  @Override
  public Integer call() {
    int parallel = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (parallel < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be at least 1, found " + parallel);
    }
    Catalog catalog = Catalog.installed();
    Map<String, Path> namedFiles = new TreeMap<>();
    YamlDocument document =
        YamlDocument.read(file, name -> namedFiles.computeIfAbsent(name, file::resolveSibling));
    return ExperimentReader.isFor(document)
        ? runExperiment(document, catalog, namedFiles, parallel)
        : runStudy(document, catalog, namedFiles, parallel);
  }

  private int runExperiment(
      YamlDocument document, Catalog catalog, Map<String, Path> namedFiles, int parallel) {
    ExperimentReader reader = new ExperimentReader(catalog);
    ExperimentStudy study = reader.read(document, profile);
    DataSet data = load(Set.of(study.data()), catalog).get(study.data());
    reader.checkFit(document, study, data, Runtime.getRuntime().maxMemory());

    PrintWriter print = spec.commandLine().getOut();
    ResultFolder folder = new ResultFolder(out.resolve(study.folder()));
    try (ResultFolder.Lock lock = folder.lock()) {
      Supplier<Manifest> trials = study.calibration() == null
          ? planExperiment(document, study, data, folder, parallel)
          : planCalibration(document, study, data, folder, parallel);
      folder.copyNamedFiles(namedFiles);
      untilStopped(print, () -> {}, trials);
      print.println();
      ExperimentResults results = ExperimentResults.read(folder, reader);
      int verdict = Verdict.publish(print, results, folder);
      return results.unfinished().isEmpty() ? verdict : Main.FAILED;
    }
  }

  private Supplier<Manifest> planExperiment(
      YamlDocument document,
      ExperimentStudy study,
      DataSet data,
      ResultFolder folder,
      int parallel) {
    ExperimentRun run = new ExperimentRun(study, data, Version.text(), folder);
    List<ExperimentTrial> pending = fresh ? study.trials() : run.pending();
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        "%s: %s x %d hardware x %s = %s on %d images of %s%n",
        study.folder(),
        count(study.experiment().nodes().size(), "size"),
        study.hardware().size(),
        count(study.seeds().size(), "seed"),
        count(study.trials().size(), "trial"),
        study.experiment().images(),
        data.name());
    doneAndReplaced(
        print,
        study.trials().size() - pending.size(),
        pending.stream().filter(run::replaces).count());
    print.println();
    return () -> run.run(
        file.getFileName().toString(),
        document.sourceText(),
        fresh,
        parallel,
        new ExperimentDisplay(print, System::nanoTime, pending.size()));
  }

  private Supplier<Manifest> planCalibration(
      YamlDocument document,
      ExperimentStudy study,
      DataSet data,
      ResultFolder folder,
      int parallel) {
    Calibration calibration = study.calibration();
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        Locale.ROOT,
        "%s: at most %s of %,.0f, to maximise %s (%s, %d hardware, %s) on %d images of %s%n%n",
        study.folder(),
        count((int) calibration.mostCandidates(), "candidate"),
        calibration.space().size(),
        calibration.sought(),
        count(calibration.nodes().size(), "size"),
        calibration.hardware().size(),
        count(study.seeds().size(), "seed"),
        study.experiment().images(),
        data.name());
    CalibrationDisplay display = new CalibrationDisplay(print, System::nanoTime, study);
    return () -> new CalibrationRun(study, data, Version.text(), folder)
        .run(
            file.getFileName().toString(),
            document.sourceText(),
            fresh,
            parallel,
            display,
            display);
  }

  private int runStudy(
      YamlDocument document, Catalog catalog, Map<String, Path> namedFiles, int parallel) {
    StudyReader reader = new StudyReader(catalog);
    Study study = reader.read(document, profile);
    Map<String, DataSet> data = load(study.dataSets(), catalog);
    reader.checkFit(document, study, data, Runtime.getRuntime().maxMemory());

    PrintWriter print = spec.commandLine().getOut();
    ResultFolder folder = new ResultFolder(out.resolve(study.folder()));
    try (ResultFolder.Lock lock = folder.lock()) {
      StudyRun run = new StudyRun(study, data, Version.text(), folder);
      List<Trial> pending = fresh ? study.trials() : run.pending();
      long replaced = pending.stream().filter(run::replaces).count();
      plan(print, study, data, pending, replaced, parallel);
      folder.copyNamedFiles(namedFiles);
      Manifest manifest = run(run, document, parallel, pending, data);
      StoredResults results = StoredResults.read(folder, reader);
      int verdict = Verdict.publish(print, results, folder);
      return manifest.failed().isEmpty() ? verdict : Main.FAILED;
    }
  }

  private Manifest run(
      StudyRun run,
      YamlDocument document,
      int parallel,
      List<Trial> pending,
      Map<String, DataSet> data) {
    PrintWriter print = spec.commandLine().getOut();
    try (RunDisplay display = RunDisplay.on(print, pending, data)) {
      return untilStopped(
          print,
          display::close,
          () -> run.run(
              file.getFileName().toString(), document.sourceText(), fresh, parallel, display));
    }
  }

  /** Runs trials, with a word to whoever stops the process. */
  private static Manifest untilStopped(
      PrintWriter print, Runnable close, Supplier<Manifest> trials) {
    Thread farewell = new Thread(() -> {
      close.run();
      print.println("Stopped. Finished trials are kept; the same command goes on there.");
      print.flush();
    });
    Runtime.getRuntime().addShutdownHook(farewell);
    try {
      return trials.get();
    } finally {
      Runtime.getRuntime().removeShutdownHook(farewell);
    }
  }

  private Map<String, DataSet> load(Set<String> names, Catalog catalog) {
    DataFolders folders = DataFolders.ofProcess(Optional.ofNullable(dataDir));
    Map<String, DataSet> data = new LinkedHashMap<>();
    for (String name : names) {
      data.put(name, catalog.data().named(name).load(folders));
    }
    return data;
  }

  private static void plan(
      PrintWriter print,
      Study study,
      Map<String, DataSet> data,
      List<Trial> pending,
      long replaced,
      int threads) {
    print.printf(
        "%s: %s x %d hardware x %s = %s%s on %s%n",
        study.folder(),
        count(study.rules().size(), "rule"),
        study.hardware().size(),
        count(study.seeds().size(), "seed"),
        count(study.baseTrials().size(), "trial"),
        sweeps(study),
        data.values().stream().map(RunCommand::size).collect(Collectors.joining(" and ")));
    doneAndReplaced(print, study.trials().size() - pending.size(), replaced);
    if (!pending.isEmpty()) {
      double multiplyAdds = pending.stream()
          .mapToDouble(trial -> multiplyAdds(trial, data.get(trial.data())))
          .sum();
      print.printf(
          Locale.ROOT,
          "about %.1e multiply-adds, %d at a time; %s%n",
          multiplyAdds,
          Math.min(threads, pending.size()),
          DenseKernels.description());
    }
    print.println();
  }

  private static void doneAndReplaced(PrintWriter print, int done, long replaced) {
    if (done > 0) {
      print.printf("%d of them have a result already and are not run again%n", done);
    }
    if (replaced > 0) {
      print.printf(
          "%d have a result of another configuration, which the new one replaces (to keep both, change the"
              + " name of the study or --out)%n",
          replaced);
    }
  }

  private static String size(DataSet data) {
    return String.format(
        Locale.ROOT,
        "%s (%d training, %d test images)",
        data.name(),
        data.train().size(),
        data.test().size());
  }

  private static String sweeps(Study study) {
    if (study.sweeps().isEmpty()) {
      return "";
    }
    int points =
        study.sweeps().stream().mapToInt(sweep -> sweep.points().size()).sum();
    return String.format(
        Locale.ROOT,
        ", and %d more at %d points of %s,",
        study.trials().size() - study.baseTrials().size(),
        points,
        count(study.sweeps().size(), "sweep"));
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** As many as backpropagation takes: two reads and an outer product to train, one read to test. */
  private static double multiplyAdds(Trial trial, DataSet data) {
    long weights = trial.rule().network().weights(data.shape().features(), data.classes());
    if (trial.trained() != null) {
      return (double) weights * data.test().size();
    }
    double perEpoch = 3.0 * data.train().size() + data.test().size();
    return weights * perEpoch * trial.rule().training().epochs();
  }
}
