package org.crosslearn.reports.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.algorithms.training.TrainingResult.EpochResult;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.cost.ChipArea;
import org.crosslearn.hw.cost.ChipArea.AreaItem;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.cost.WorkloadCost.BusyItem;
import org.crosslearn.hw.cost.WorkloadCost.EnergyItem;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.run.EqualArea;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.TrialResult;

/**
 * Invented results in the shape of a real study, for tests and for looking at the page: run {@link
 * #main} with a folder as argument.
 */
final class SpecimenStudy {
  private static final int BATCH = 32;

  private static final String[] COMPONENTS = {
    "array",
    "ADC",
    "driver",
    "multiplexer",
    "shift-add",
    "buffer",
    "interconnect",
    "gradient unit",
    "leakage"
  };
  private static final double[] SHARES = {0.14, 0.31, 0.06, 0.03, 0.07, 0.11, 0.09, 0.12, 0.07};

  private SpecimenStudy() {}

  public static void main(String[] folder) throws IOException {
    StudyResult result = of(4, 3, 20);
    ReportWriter.write(result, bounds(), Path.of(folder[0]));
    System.out.println(SummaryTable.of(result).text());
  }

  /** Hardware "ideal" has no price; rule 2 diverges on "taox" with its last seed. */
  static StudyResult of(int rules, int seeds, int epochs) {
    Map<String, String> ruleTitles = new LinkedHashMap<>();
    String[] names = {"bp", "dfa", "softhebb", "fa"};
    String[] titles = {
      "Backpropagation", "Direct feedback alignment", "SoftHebb", "Feedback alignment"
    };
    for (int i = 0; i < rules; i++) {
      ruleTitles.put(
          i < names.length ? names[i] : "variant-" + i,
          i < titles.length ? titles[i] : "Variant " + i + " of feedback alignment");
    }
    Map<String, HardwareSpec> hardware = new LinkedHashMap<>();
    hardware.put("ideal", HardwareSpec.IDEAL);
    hardware.put("taox", HandWorked.spec("TaOx cells 128 x 128, 22 nm, 5-bit flash ADC"));
    hardware.put("pcm-8bit", HandWorked.spec("Phase-change cells 256 x 256, 22 nm, 8-bit SAR ADC"));
    List<TrialResult> trials = new ArrayList<>();
    int rule = 0;
    for (String r : ruleTitles.keySet()) {
      int h = 0;
      for (String hw : hardware.keySet()) {
        for (int seed = 1; seed <= seeds; seed++) {
          boolean diverges = rule == 2 && h == 1 && seed == seeds && seeds > 1;
          trials.add(
              trial(r, rule, hw, h, seed, diverges ? Math.max(1, epochs / 2) : epochs, diverges));
        }
        h++;
      }
      rule++;
    }
    Map<String, String> manifest = new LinkedHashMap<>();
    manifest.put("crosslearn", "0.1.0-SNAPSHOT");
    manifest.put(
        "study hash", "sha256:6b1d5f0f3ab24cc1b1f58a2a54f0d8d5a7e4ac3a0b8c3b3f9d1f7f1f5f6f7a80");
    manifest.put("Java", "17.0.15");
    manifest.put("kernels", "Vector API, 512 bits");
    return new StudyResult(
        "digits-on-three-crossbars",
        "How much accuracy do rules without transposed reads lose on real devices, and what do they"
            + " save?",
        "digits",
        ruleTitles,
        hardware,
        trials,
        equalArea(trials),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            "Two trials ran at once on two cores: wall-clock times are not shown for that reason."),
        manifest);
  }

  static List<BoundCheck> bounds() {
    return List.of(
        new BoundCheck("accuracy of bp on ideal at least 95 %", "96.9 %", true),
        new BoundCheck("training energy of dfa at most 0.9 x bp on taox", "0.94 x", false));
  }

  private static TrialResult trial(
      String name, int rule, String hardware, int h, int seed, int epochs, boolean diverges) {
    List<EpochResult> results = new ArrayList<>();
    double ceiling = 0.97 - 0.012 * rule - 0.045 * h * (1 + 0.25 * (rule % 3));
    for (int epoch = 1; epoch <= epochs - (diverges ? 1 : 0); epoch++) {
      double wobble = 0.012 * Math.sin(seed * 12.9898 + epoch * 1.3 * seed + rule * 7.7 + h);
      double slow = Math.exp(-epoch / (2.0 + rule % 4));
      results.add(
          new EpochResult(epoch, ceiling - (ceiling - 0.35) * slow + wobble * (0.6 + h * 0.9)));
    }
    HardwareCost cost = h == 0 ? null : cost(rule, h, seed);
    return new TrialResult(
        "f" + seed,
        name,
        hardware,
        seed,
        results,
        diverges ? epochs : 0,
        epochs * 45L,
        cost,
        others(cost, rule),
        List.of(),
        null);
  }

  private static HardwareCost cost(int rule, int h, int seed) {
    double activity = 1 + 0.01 * seed;
    double scale = (h == 1 ? 1 : 3.7) * activity;
    double ruleFactor = new double[] {1, 0.93, 0.34, 0.99}[rule % 4];
    WorkloadCost training = new WorkloadCost(
        BATCH,
        BATCH * 1e5,
        BATCH * 2.4e-6 * ruleFactor * scale,
        BATCH * 2.4e-6 * ruleFactor * scale,
        BATCH * 2.0e-6 * ruleFactor * scale,
        energy(BATCH * 86e-9 * ruleFactor * scale, rule),
        List.of(
            new BusyItem(Phase.FORWARD, "layer1", 1, BATCH * 0.7e-6 * scale * ruleFactor),
            new BusyItem(Phase.ERROR, "layer2", 1, BATCH * 0.5e-6 * scale * ruleFactor),
            new BusyItem(Phase.GRADIENT, "gradient", 1, BATCH * 0.8e-6 * scale * ruleFactor),
            new BusyItem(Phase.UPDATE, "layer1", 1, BATCH * 0.4e-6 * scale * ruleFactor)));
    WorkloadCost inference = new WorkloadCost(
        BATCH,
        BATCH * 4e4,
        BATCH * 0.7e-6 * scale,
        BATCH * 0.7e-6 * scale,
        BATCH * 0.5e-6 * scale,
        energy(BATCH * 9.4e-9 * scale, 2),
        List.of(new BusyItem(Phase.FORWARD, "layer1", 1, BATCH * 0.7e-6 * scale)));
    List<AreaItem> area = new ArrayList<>();
    for (int i = 0; i < COMPONENTS.length - 1; i++) {
      if (i != 7 || rule != 2) {
        area.add(new AreaItem(COMPONENTS[i], "", 0.31e-6 * h * SHARES[i], 2e-4 * SHARES[i]));
      }
    }
    return new HardwareCost(new ChipArea(area), training, inference);
  }

  private static Map<Adc, CostTotals> others(HardwareCost cost, int rule) {
    return cost == null
        ? Map.of()
        : Map.of(
            Adc.FLASH, scaled(cost.totals(), 1.7, 1.2 + 0.3 * rule, 0.5),
            Adc.SURVEY, scaled(cost.totals(), 1.4, 1.9, 1.1));
  }

  private static CostTotals scaled(CostTotals totals, double area, double energy, double latency) {
    return new CostTotals(
        area * totals.areaSquareMeters(),
        energy * totals.trainingEnergyPerSampleJoules(),
        latency * totals.trainingLatencyPerSampleSeconds(),
        energy * totals.inferenceEnergyPerSampleJoules(),
        latency * totals.inferenceLatencyPerSampleSeconds());
  }

  /** As if every chip could grow to that of the first rule. */
  private static List<EqualArea> equalArea(List<TrialResult> trials) {
    return trials.stream()
        .filter(trial -> trial.cost() != null && trial.divergedEpoch() == 0)
        .map(trial -> new EqualArea(
            trial.rule(),
            trial.hardware(),
            trial.seed(),
            "bp",
            1e-6,
            12,
            scaled(trial.cost().totals(), 1.1, 1.05, 0.7)))
        .toList();
  }

  private static List<EnergyItem> energy(double joules, int rule) {
    List<EnergyItem> items = new ArrayList<>();
    for (int i = 0; i < COMPONENTS.length; i++) {
      if (i != 7 || rule != 2) {
        Phase phase = i == 7 ? Phase.GRADIENT : Phase.values()[i % 4];
        items.add(new EnergyItem(phase, COMPONENTS[i], "layer1", joules * SHARES[i]));
      }
    }
    return items;
  }
}
