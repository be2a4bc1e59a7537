package org.crosslearn.hw.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.crosslearn.hw.fault.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The depths of the study of Wolters et al. (IEEE MWSCAS 2023), 784-1024-...-1024-10 at batch 200, in
 * the reproduction of the program that the study extended. The figures are those of their own
 * extension of it, regenerated: only areas, energies and the gradient phase, which do not depend on
 * how it is compiled. It takes the time of backpropagation to be the sum over layers, and that of
 * direct feedback to be the slowest of them.
 */
class DepthStudyTest {
  private static final String NEAREST = "mlpB_technode22";

  /** The run that is nearest to theirs, with their network, cells and converters. */
  private static PublishedRun run(int layers) {
    PublishedRun nearest = PublishedRun.ofResource().stream()
        .filter(run -> run.name().equals(NEAREST))
        .findFirst()
        .orElseThrow();
    Map<String, Double> parameters = new HashMap<>(nearest.params());
    parameters.put("cellBit", 6.0);
    parameters.put("resistanceOff", 10 * parameters.get("resistanceOn"));
    parameters.put("levelOutput", 32.0);
    PublishedRun.TraceStatistics trace = new PublishedRun.TraceStatistics(
        6, 8, 0.35, Collections.nCopies(layers, 0.22), Collections.nCopies(layers, 0.1));
    return new PublishedRun(
        "depth" + layers,
        "mlp_784_1024x" + (layers - 1) + "_10",
        trace,
        parameters,
        "ok",
        Map.of(),
        null,
        null);
  }

  private static PublishedChip chip(int layers) {
    return PublishedChip.of(run(layers), EnumSet.allOf(Fault.class));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 3.34, 1.78, 0.81, 3.823",
    "3, 5.05, 2.66, 0.81, 8.754",
    "4, 6.38, , , 13.685",
    "5, 8.86, 4.44, 0.91, 18.617",
    "6, 10.40, , , 23.548"
  })
  void theSiliconAndTheEnergyOfBackpropagationAreReproduced(
      int layers, double area, Double converters, Double gradientUnit, double joules) {
    Map<String, Double> figures = chip(layers).chipFigures();

    assertThat(1e-6 * figures.get("ChipArea [um^2]")).isCloseTo(area, withinPercentage(1));
    assertThat(1e-12 * figures.get("Chip total Energy (per epoch) [pJ]"))
        .isCloseTo(joules, withinPercentage(0.1));
    if (converters != null) {
      assertThat(
              1e-6 * figures.get("Total ADC (or S/As and precharger for SRAM) Area on chip [um^2]"))
          .isCloseTo(converters, withinPercentage(0.5));
      assertThat(1e-6 * figures.get("Weight Gradient Calculation [um^2]"))
          .isCloseTo(gradientUnit, withinPercentage(0.7));
    }
  }

  /** In absolute terms, the reproduction is 12 % slower at both depths; no reason was found. */
  @ParameterizedTest
  @CsvSource({"3, 6.279, 3.505", "5, 13.31, 3.509"})
  void theGradientsOfAllLayersAgainstThoseOfTheSlowestAreReproduced(
      int layers, double sumSeconds, double slowestSeconds) {
    PublishedChip chip = chip(layers);
    double[] seconds = IntStream.range(0, layers)
        .mapToDouble(
            layer -> 1e-9 * chip.layerFigures(layer).get("readLatency of Weight Gradient [ns]"))
        .toArray();
    double sum = IntStream.range(0, layers).mapToDouble(l -> seconds[l]).sum();
    double slowest =
        IntStream.range(0, layers).mapToDouble(l -> seconds[l]).max().orElseThrow();

    assertThat(sum / slowest).isCloseTo(sumSeconds / slowestSeconds, withinPercentage(0.2));
    assertThat(sum).isCloseTo(sumSeconds, withinPercentage(13));
  }
}
