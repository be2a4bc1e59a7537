package org.crosslearn.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosslearn.algorithms.training.TrainingResult.AgedResult;
import org.crosslearn.algorithms.training.TrainingResult.EpochResult;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.cost.ChipArea;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {
  private static final WorkloadCost STEP = new WorkloadCost(
      16,
      1e3,
      1.1e-5,
      1.1e-5,
      1e-5,
      List.of(new WorkloadCost.EnergyItem(Phase.FORWARD, "ADC", "layer1", 2e-3)),
      List.of(new WorkloadCost.BusyItem(Phase.UPDATE, "layer1", 1e-7, 0)));
  private static final TrialResult RESULT = new TrialResult(
      "fingerprint",
      "bp",
      "rram",
      1,
      List.of(new EpochResult(1, 0.1), new EpochResult(2, 1 / 3.0)),
      0,
      188,
      new HardwareCost(
          new ChipArea(List.of(new ChipArea.AreaItem("array", "layer1", 2.5e-9, 1e-6))),
          STEP,
          STEP),
      Map.of(
          Adc.SURVEY, new CostTotals(1e-9, 2e-9, 3e-9, 4e-9, 5e-9),
          Adc.FLASH, new CostTotals(6e-9, 7e-9, 8e-9, 9e-9, 1e-8)),
      List.of(new AgedResult(3600, 0.3), new AgedResult(86_400, 0.2)),
      new CellHistory(64, 123.5, 7, 1, 2, 3, 4, 5));

  @TempDir
  private Path path;

  private ResultFolder folder;

  @BeforeEach
  void begin() {
    folder = new ResultFolder(path);
    folder.lock().close();
  }

  @Test
  void aResultIsReadBackAsItWasWritten() {
    folder.writeTrial("bp__rram__seed1", RESULT);

    assertThat(folder.trial("bp__rram__seed1", "fingerprint")).contains(RESULT);
  }

  @Test
  void aResultOfAnotherConfigurationIsNoResult() {
    folder.writeTrial("bp__rram__seed1", RESULT);

    assertThat(folder.trial("bp__rram__seed1", "another")).isEmpty();
    assertThat(folder.trial("bp__rram__seed2", "fingerprint")).isEmpty();
  }

  @Test
  void aDamagedFileIsNoResult() throws IOException {
    folder.writeTrial("bp__rram__seed1", RESULT);
    Path file = path.resolve("trials/bp__rram__seed1.json");
    String whole = Files.readString(file);

    for (String damaged : List.of("", whole.substring(0, whole.length() / 2), "null", "{}", "[]")) {
      Files.writeString(file, damaged);
      assertThat(folder.trial("bp__rram__seed1", "fingerprint")).as(damaged).isEmpty();
    }
  }

  /** One operation of each kind. */
  private static RecordedOperations recorded(String fingerprint) {
    Matrix matrix = new Matrix("layer1", 4, 9, 9, true);
    HardwareOp.Pulses pulses = new HardwareOp.Pulses(3, 2, 2, 1, 1 / 3.0);
    List<HardwareOp> ops = List.of(
        new HardwareOp.MatrixRead(matrix, HardwareOp.Direction.TRANSPOSED, 16, 0.25, 2e-6),
        new HardwareOp.SpikeRead(matrix, 5, 2e-6),
        new HardwareOp.GradientAccumulation(matrix, 16, 0.25, 0.5),
        new HardwareOp.PulseUpdate(matrix, pulses, HardwareOp.Pulses.NONE),
        new HardwareOp.Digital(HardwareOp.DigitalFunction.POOL, 7),
        new HardwareOp.Storage("means", 4));
    List<OpGraph.Node> nodes = new ArrayList<>();
    for (HardwareOp op : ops) {
      int id = nodes.size();
      nodes.add(new OpGraph.Node(id, Phase.ERROR, op, id == 0 ? List.of() : List.of(id - 1)));
    }
    OpGraph graph = new OpGraph(16, nodes);
    return new RecordedOperations(fingerprint, 2, 1e-6, 1e-5, graph, graph);
  }

  @Test
  void whatATrialDidIsReadBackAsItWasWritten() {
    folder.writeTrial("bp__rram__seed1", RESULT);
    folder.writeOperations("bp__rram__seed1", recorded("fingerprint"));

    assertThat(folder.operationsOf("bp__rram__seed1")).contains(recorded("fingerprint"));
    assertThat(folder.recordedTrials()).containsExactly("bp__rram__seed1");
  }

  @Test
  void whatATrialDidBelongsToItsResult() {
    folder.writeOperations("bp__rram__seed1", recorded("fingerprint"));
    assertThat(folder.operationsOf("bp__rram__seed1")).isEmpty();

    folder.writeTrial("bp__rram__seed1", RESULT);
    folder.writeOperations("bp__rram__seed1", recorded("of an earlier configuration"));
    assertThat(folder.operationsOf("bp__rram__seed1")).isEmpty();
  }

  @Test
  void aTrialThatRecordsNothingLeavesNoOperationsOfAnEarlierOne() {
    folder.writeOperations("bp__rram__seed1", recorded("fingerprint"));
    folder.writeOperations("bp__rram__seed1", null);

    assertThat(folder.recordedTrials()).isEmpty();
  }

  @Test
  void damagedOperationsAreNone() throws IOException {
    folder.writeTrial("bp__rram__seed1", RESULT);
    folder.writeOperations("bp__rram__seed1", recorded("fingerprint"));
    Path file = path.resolve("operations/bp__rram__seed1.json");
    String whole = Files.readString(file);

    for (String damaged : List.of("", whole.substring(0, whole.length() / 2), "null", "{}", "[]")) {
      Files.writeString(file, damaged);
      assertThat(folder.operationsOf("bp__rram__seed1")).as(damaged).isEmpty();
    }
  }

  /** Numbers as Java 19 and later write them, whichever Java runs: Java 17 says 2.0E-3. */
  @Test
  void equalResultsAreEqualFiles() throws IOException {
    folder.writeTrial("bp__rram__seed1", RESULT);

    assertThat(path.resolve("trials/bp__rram__seed1.json"))
        .content()
        .startsWith("{\n  \"fingerprint\" : \"fingerprint\",\n  \"rule\" : \"bp\",")
        .contains("\"testAccuracy\" : 0.3333333333333333")
        .contains("\"joules\" : 0.002")
        .containsSubsequence("\"FLASH\" : {", "\"SURVEY\" : {")
        .doesNotContain("\r");
  }

  @Test
  void whatAnInterruptedRunHadBegunIsClearedAway() throws IOException {
    Path begun = Files.writeString(path.resolve("trials/bp__rram__seed1.json.tmp"), "{");

    folder.lock().close();

    assertThat(begun).doesNotExist();
  }

  @Test
  void aFolderServesOneRunAtATime() {
    ResultFolder.Lock lock = folder.lock();

    assertThatThrownBy(folder::lock)
        .isInstanceOf(ResultsException.class)
        .hasMessage(
            "another run is writing to %s (process %d). Wait for it to end, or choose another"
                + " folder with --out.",
            path, ProcessHandle.current().pid());
    lock.close();
    folder.lock().close();
  }
}
