package org.crosslearn.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.network.Network;
import org.crosslearn.hw.network.NetworkReader;
import org.crosslearn.hw.trace.Traces;
import org.crosslearn.reports.pricing.Changes;
import org.crosslearn.reports.pricing.ChipChoice;
import org.crosslearn.reports.pricing.CostSheet;
import org.crosslearn.reports.pricing.Grid;
import org.crosslearn.reports.pricing.NetworkActivity;
import org.crosslearn.reports.pricing.NetworkWork;
import org.crosslearn.reports.pricing.PricingException;
import org.crosslearn.reports.pricing.Recordings;
import org.crosslearn.reports.pricing.Work;
import org.crosslearn.reports.run.ResultFolder;
import org.crosslearn.reports.run.ResultsException;
import org.crosslearn.reports.run.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "cost",
    description = {
      "Prices a network, or a trial that was run, on a chip, without training.",
      "Area, energy and latency by component and phase; no accuracy."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  crosslearn cost vgg8-cifar10 --chip fefet-22nm",
      "  crosslearn cost 784-512-512-10 --chip rram-32nm --set array.rows=64 --rule dfa",
      "  crosslearn cost 784-512-512-10 --chip rram-32nm --vary array.adc-bits=4,5,6 \\",
      "      --vary chip.adc=flash,sar --csv grid.csv",
      "  crosslearn cost --results results/quickstart --trial bp__analog-rram__seed1 \\",
      "      --chip rram-22nm",
      "",
      "A network is a list of widths, the name of a bundled network, a YAML file, or a CSV file in"
          + " the format of DNN+NeuroSim. 'crosslearn describe chip' lists the chips.",
      "",
      "Traces hold a file per layer with weights. Weights: .npy of outputs x inputs (or outputs x"
          + " channels x kernel x kernel), .csv of inputs x outputs. Inputs: .npy of vectors x inputs"
          + " (or images x channels x height x width), .csv of inputs x bits, zeros and ones."
    })
final class CostCommand implements Callable<Integer> {
  private static final int BATCH = 32;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "NETWORK", arity = "0..1", description = "what to price")
  private String network;

  @Option(
      names = "--chip",
      paramLabel = "NAME",
      required = true,
      description = "preset or YAML file of a chip")
  private String chip;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "changes a value of the chip (or of the assumed activity:"
          + " activity.inputs, errors, conductance, changed, pulses)")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--vary",
      paramLabel = "PATH=A,B,…",
      description = "prices every combination of such values; a table instead of a breakdown")
  private List<String> vary = new ArrayList<>();

  @Option(
      names = "--rule",
      description = "how the network learns: ${COMPLETION-CANDIDATES} (default: BP)")
  private NetworkWork.Rule rule;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "images per step and inference (default: " + BATCH + ")")
  private Integer batch;

  @Option(
      names = "--images-per-epoch",
      paramLabel = "N",
      defaultValue = "50000",
      description = "default: ${DEFAULT-VALUE}")
  private long imagesPerEpoch;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "prices what a trial of this results folder did, instead of a network")
  private Path results;

  @Option(
      names = "--activity",
      paramLabel = "DIR",
      description = "takes the activity of the network from a trial of this results folder")
  private Path activity;

  @Option(
      names = "--trial",
      paramLabel = "NAME",
      description = "trial for --results or --activity, e.g. bp__analog-rram__seed1")
  private String trial;

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      description = "folder with the weights of each layer: layer1.npy or layer1.csv, and so on")
  private Path weights;

  @Option(
      names = "--old-weights",
      paramLabel = "DIR",
      description = "the same a training step earlier: what differs was pulsed")
  private Path oldWeights;

  @Option(
      names = "--inputs",
      paramLabel = "DIR",
      description = "folder with inputs of each layer: layer1.npy or layer1.csv, and so on")
  private Path inputs;

  @Option(names = "--per-matrix", description = "also says what each matrix takes")
  private boolean perMatrix;

  @Option(names = "--json", paramLabel = "FILE", description = "writes everything for programs")
  private Path json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "writes every contribution, or with --vary a row per configuration")
  private Path csv;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "configurations of --vary at a time (default: one per processor)")
  private Integer threads;

  @Override
  public Integer call() {
    requireAtLeastOne("--batch", batch());
    requireAtLeastOne("--images-per-epoch", imagesPerEpoch);
    boolean recorded = results != null;
    boolean traced = weights != null || oldWeights != null || inputs != null;
    refuse(network == null && !recorded, "a NETWORK or --results is missing");
    refuse(network != null && recorded, "give either a NETWORK or --results, found both");
    refuse(
        recorded && (rule != null || batch != null || activity != null || traced),
        "--results is priced as it was recorded; leave out --rule, --batch, --activity, --weights,"
            + " --old-weights and --inputs");
    refuse(
        activity != null && traced,
        "--weights and --inputs measure the activity themselves; leave out --activity");
    refuse(
        trial != null && !recorded && activity == null,
        "--trial needs --results or --activity to say where it is");
    refuse(perMatrix && !vary.isEmpty(), "--vary gives a table of totals; leave out --per-matrix");
    refuse(
        json != null && !vary.isEmpty(),
        "--vary gives a table; write it with --csv instead of --json");
    ChipDesign base = ChipChoice.of(chip).design();
    Changes changes = new Changes(set);
    return vary.isEmpty() ? one(base, changes) : grid(base, changes);
  }

  private int batch() {
    return batch == null ? BATCH : batch;
  }

  private NetworkWork.Rule rule() {
    return rule == null ? NetworkWork.Rule.BP : rule;
  }

  private void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private void requireAtLeastOne(String option, long value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " must be at least 1, found " + value);
    }
  }

  private int one(ChipDesign base, Changes changes) {
    CostSheet sheet = CostSheet.of(work().apply(changes), chip, changes.of(base), imagesPerEpoch);
    PrintWriter print = spec.commandLine().getOut();
    print.print(sheet.text(perMatrix));
    if (json != null) {
      write(json, sheet.json());
    }
    if (csv != null) {
      write(csv, sheet.csv());
    }
    return 0;
  }

  /** What runs, given what is changed of the assumed activity. */
  private Function<Changes, Work> work() {
    if (results != null) {
      Work recorded = new Recordings(new ResultFolder(results)).work(trial);
      return changes -> {
        refuseChangedActivity(changes, "--results");
        return recorded;
      };
    }
    Network read = NetworkReader.named(network);
    if (activity != null) {
      NetworkActivity measured = NetworkActivity.of(
          "activity of " + (trial == null ? activity : trial),
          new Recordings(new ResultFolder(activity)).activity(trial));
      return changes -> {
        refuseChangedActivity(changes, "--activity");
        return new NetworkWork(read, measured, rule(), batch());
      };
    }
    if (weights == null && oldWeights == null && inputs == null) {
      return changes -> new NetworkWork(
          read, NetworkActivity.assumed(changes.of(LayerActivity.DEFAULT)), rule(), batch());
    }
    Traces traces = new Traces(weights, oldWeights, inputs);
    Map<LayerActivity, NetworkActivity> traced = new ConcurrentHashMap<>();
    return changes -> new NetworkWork(
        read,
        traced.computeIfAbsent(
            changes.of(LayerActivity.DEFAULT),
            otherwise -> NetworkActivity.traced(traces, read, otherwise)),
        rule(),
        batch());
  }

  private static void refuseChangedActivity(Changes changes, String option) {
    if (changes.changeActivity()) {
      throw new PricingException(
          option + " measured the activity; leave out what sets activity, or leave out " + option);
    }
  }

  private int grid(ChipDesign base, Changes changes) {
    int parallel = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    requireAtLeastOne("--threads", parallel);
    Grid grid = new Grid(vary.stream().map(Grid.Axis::of).toList());
    PrintWriter err = spec.commandLine().getErr();
    Grid.Result result;
    try (GridDisplay display = new GridDisplay(err, Ansi.AUTO.enabled(), System::nanoTime, grid)) {
      result = grid.price(base, changes, work(), imagesPerEpoch, parallel, display::done);
    }
    if (csv == null) {
      spec.commandLine().getOut().print(result.csv());
    } else {
      write(csv, result.csv());
    }
    err.println(grid.size() + " configurations, " + result.refused() + " of them refused");
    return 0;
  }

  private void write(Path file, String text) {
    try {
      WholeFile.write(file.toAbsolutePath(), text);
    } catch (IOException e) {
      throw new ResultsException("cannot write " + file + ": " + e, e);
    }
    spec.commandLine().getErr().println("written: " + file);
  }
}
