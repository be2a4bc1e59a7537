package org.crosslearn.reports.run;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.crosslearn.hw.workload.HardwareOp;

/** Records as JSON, byte for byte the same on every machine and Java version. */
public final class Json {
  // Numbers through Jackson's own writer: Double.toString changed between Java 18 and 19.
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
      .addMixIn(HardwareOp.class, OneOfTheOperations.class)
      .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  /** An operation says by its key {@code kind} which it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = HardwareOp.MatrixRead.class, name = "matrix-read"),
    @JsonSubTypes.Type(value = HardwareOp.SpikeRead.class, name = "spike-read"),
    @JsonSubTypes.Type(value = HardwareOp.GradientAccumulation.class, name = "gradient"),
    @JsonSubTypes.Type(value = HardwareOp.PulseUpdate.class, name = "pulse-update"),
    @JsonSubTypes.Type(value = HardwareOp.Digital.class, name = "digital"),
    @JsonSubTypes.Type(value = HardwareOp.Storage.class, name = "storage")
  })
  private interface OneOfTheOperations {}

  private Json() {}

  public static String write(Object value) {
    try {
      return WRITER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", e);
    }
  }

  static <T> T read(String text, Class<T> type) throws JsonProcessingException {
    ObjectReader reader = MAPPER.readerFor(type);
    return reader.readValue(text);
  }
}
