package org.crosslearn.algorithms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.DataSources;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.algorithms.network.NetworkSpec.Activation;
import org.crosslearn.algorithms.network.NetworkSpec.InitialWeights;
import org.crosslearn.algorithms.network.NetworkSpec.Loss;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.algorithms.rule.gradient.Backpropagation;
import org.crosslearn.algorithms.rule.gradient.GradientSettings;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MLP+NeuroSim's task with two of its faults: mean accuracy of epochs 6 to 10 of 8,000 images against
 * an independent restatement of that program. {@code studies/mlp-neurosim.yaml} runs all devices to
 * the end.
 */
class MlpNeurosimTaskTest {

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          {access-ohm: 15e3, cell: {on-resistance-ohm: 200e3, on-off-ratio: 50}}; 91.59; 1
          {preset: ag-a-si, access-ohm: 15e3}; 68.97; 5
          {preset: taox-hfox, access-ohm: 15e3}; 63.20; 6
          {preset: pcmo, access-ohm: 15e3}; 24.71; 12
          """)
  void devicesLearnAsFarAsThere(String device, double percent, double spread) {
    Path shared = Path.of(System.getProperty("crosslearn.shared", "/nowhere"), "data");
    assumeTrue(Files.isDirectory(shared.resolve("mnist")), "MNIST is not at " + shared);
    DataSet data = DataSources.installed()
        .named("mnist-20x20-bw")
        .load(DataFolders.ofProcess(Optional.of(shared)));
    HardwareSpec spec = Presets.hardware(
        YamlDocument.parse(
            "{preset: mlp-neurosim, device: " + device
                + ", crossbar: {mlp-neurosim-faults: {half-gain: true, offset-at-start: true}}}",
            "test"),
        "test");
    TrainingSpec training = new TrainingSpec(10, 1, 8000);
    RandomStreams random = new RandomStreams(1);
    Hardware hardware = new Hardware(spec, random);
    NetworkSpec network = new NetworkSpec(
        List.of(100), Activation.SIGMOID, Loss.SQUARED_ERROR, new InitialWeights(1, 7));
    LearningTask task = new LearningTask(data.shape(), 10, network, 10, 8000, random);
    Learner learner = new Backpropagation()
        .learner(new GradientSettings(0.4, 1, List.of(1.0, 0.5)), task, hardware);

    TrainingResult result = new Trainer(
            data, training, hardware.recorder(), random, (images, total) -> {})
        .train(learner);

    double mean = result.epochs().stream()
        .skip(5)
        .mapToDouble(TrainingResult.EpochResult::testAccuracy)
        .average()
        .orElseThrow();
    assertThat(100 * mean).isCloseTo(percent, offset(spread));
  }
}
