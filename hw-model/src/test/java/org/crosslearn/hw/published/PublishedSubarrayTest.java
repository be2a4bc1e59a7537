package org.crosslearn.hw.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.fault.Fault;
import org.crosslearn.hw.technology.PublishedTechnology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Subarrays with all faults against worked examples of the published model: 128 by 128 cells of
 * three kinds, read together and one row after another, in six technologies. A quarter of the rows
 * is on.
 */
class PublishedSubarrayTest {
  private static final int SIZE = 128;
  private static final double ACTIVITY = 0.25;

  /** All figures but those below. */
  private static final double PRINTED = 5e-6;

  /**
   * Pass gates of column switches at 65 nm and of multiplexers elsewhere fit their region exactly,
   * and the published program folds them by rounding noise.
   */
  private static final double FOLDED = 0.02;

  record Example(String configuration, String variant, Map<String, Double> figures) {
    private boolean is(String word) {
      return variant.contains(word);
    }

    @Override
    public String toString() {
      return configuration + " " + variant;
    }
  }

  private static List<Example> examples() throws IOException {
    try (InputStream input =
        PublishedSubarrayTest.class.getResourceAsStream("published-subarrays.json")) {
      return new ObjectMapper().readValue(input, new TypeReference<>() {});
    }
  }

  private static PublishedRun run(Example example) {
    PublishedRun any = PublishedRun.ofResource().get(0);
    Map<String, Double> params = new HashMap<>(any.params());
    params.put("memcelltype", example.is("FeFET") ? 3.0 : example.is("RRAM") ? 2.0 : 1.0);
    params.put("operationmode", example.is("sequential") ? 1.0 : 2.0);
    params.put("trainingEstimation", example.is("training") ? 1.0 : 0.0);
    params.put("SARADC", example.is("SAR") ? 1.0 : 0.0);
    params.put("numRowSubArray", (double) SIZE);
    return new PublishedRun(
        example.toString(), any.network(), any.trace(), params, "ok", null, null, null);
  }

  private static double columnOhm(Example example, int column) {
    if (example.is("SRAM")) {
      return 1000;
    }
    return example.is("sequential") ? 4e5 + 1e4 * column : 8000 + 50 * column;
  }

  private static Map<String, Double> figures(Example example) {
    PublishedRun run = run(example);
    PublishedCircuits circuits = new PublishedCircuits(
        PublishedTechnology.of(example.configuration()), 1e9, EnumSet.allOf(Fault.class));
    Subarray subarray = Cells.isStatic(run)
        ? new StaticSubarray(circuits, run)
        : new ResistiveSubarray(circuits, run);
    boolean transposed = example.is("training");
    PublishedCircuits.Bank converters = subarray.readOut(false).converters();
    double slowest = 0;
    double watts = 0;
    for (int column = 0; column < SIZE; column++) {
      slowest = Math.max(slowest, converters.columnSeconds(columnOhm(example, column)));
      watts += converters.watts(columnOhm(example, column));
    }
    double seconds = converters.conversionSeconds(slowest);
    Reads.Conversions conversions = Reads.Conversions.NONE.plus(seconds, watts * seconds, ACTIVITY);
    Tally read = subarray.read(new Reads(1, ACTIVITY, conversions, conversions), transposed);
    Tally write = subarray.write(new Update(SIZE, 0.05, 0.5, 128, 128, 0, 0, 0, 0, 0), transposed);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("usedArea", subarray.areas().sum());
    figures.put("areaADC", subarray.areas().conversion());
    figures.put("areaAccum", subarray.areas().accumulation());
    figures.put("areaOther", subarray.areas().other());
    figures.put("width", subarray.widthMeters());
    figures.put("height", subarray.heightMeters());
    figures.put("leakage", subarray.leakageWatts(transposed));
    figures.put("readLatency", read.seconds(Item.FORWARD));
    figures.put("readDynamicEnergy", read.joules(Item.FORWARD));
    figures.put("readLatencyAG", read.seconds(Item.ERROR));
    figures.put("readDynamicEnergyAG", read.joules(Item.ERROR));
    figures.put("readLatencyADC", read.seconds(Item.CONVERSION));
    figures.put("readLatencyAccum", read.seconds(Item.ACCUMULATION));
    figures.put("readLatencyOther", read.seconds(Item.ARRAY));
    figures.put("readDynamicEnergyADC", read.joules(Item.CONVERSION));
    figures.put("readDynamicEnergyAccum", read.joules(Item.ACCUMULATION));
    figures.put("readDynamicEnergyOther", read.joules(Item.ARRAY));
    figures.put("writeLatency", write.seconds(Item.UPDATE));
    return figures;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void subarraysCostWhatIsPrinted(Example example) {
    Map<String, Double> ours = figures(example);
    example.figures().forEach((name, published) -> {
      boolean throughPassGates = name.matches("read.*(Latency|Energy)(AG|Other)?|writeLatency");
      double tolerance = throughPassGates ? FOLDED : PRINTED;
      assertThat(ours.get(name))
          .as(name)
          .isBetween(published * (1 - tolerance), published * (1 + tolerance));
    });
  }
}
