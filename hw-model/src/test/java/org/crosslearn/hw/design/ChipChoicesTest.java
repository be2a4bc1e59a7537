package org.crosslearn.hw.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.design.ChipChoices.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader of the words knows the chip. */
class ChipChoicesTest {
  private static final ChipDesign DESIGN =
      ChipDesigns.preset(ChipDesigns.names().get(0));
  private static final ChipSpec CHIP =
      new ChipSpec(32, ChipSpec.Transistors.LOW_POWER, 300, 1e9, ChipSpec.Adc.SAR, 8);

  private static List<Choice> words(ChipSpec chip) {
    return ChipChoices.of(DESIGN.cell(), DESIGN.array(), chip);
  }

  private static Map<String, String> byTopic(ChipSpec chip) {
    Map<String, String> words = new LinkedHashMap<>();
    words(chip).forEach(choice -> words.put(choice.topic(), choice.words()));
    return words;
  }

  static List<String> presets() {
    return ChipDesigns.names();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetIsDescribedInAsciiWithEachTopicOnce(String preset) {
    ChipDesign design = ChipDesigns.preset(preset);
    List<Choice> choices = ChipChoices.of(design.cell(), design.array(), design.chip());
    assertThat(choices.stream().map(Choice::topic)).doesNotHaveDuplicates();
    assertThat(choices.stream().map(Choice::part).distinct())
        .containsExactly(ChipChoices.Part.values());
    assertThat(choices).allSatisfy(choice -> assertThat(choice.words()).matches("\\p{ASCII}+"));
  }

  @Test
  void whatIsLeftOutIsDescribedToo() {
    assertThat(byTopic(CHIP))
        .contains(
            entry(
                "technology",
                "32 nm, low-power transistors at 300 K; digital parts run at 1000 MHz"),
            entry("further copies", "none"),
            entry("off the chip", "nothing: activations and gradients stay on the chip"),
            entry("fixed feedback weights", "on arrays of their own"),
            entry(
                "weight gradients are formed",
                "by one square of 32 x 32 digital multiply-accumulate units for all matrices, which"
                    + " take turns"));
  }

  /** Else a choice would be buried in the code: the reason why there are words at all. */
  @Test
  void everyChoiceOfFloorplanMemoryAndDataflowChangesTheWords() throws Exception {
    for (Object[] values : variants(ChipSpec.Floorplan.DEFAULT)) {
      if (values[0] == null == (values[1] == null)) {
        differs(CHIP.with(make(ChipSpec.Floorplan.class, values)), Arrays.toString(values));
      }
    }
    differs(
        CHIP.with(new ChipSpec.Floorplan(
            2,
            4,
            ChipSpec.Convolutions.UNROLLED,
            ChipSpec.Copies.NONE,
            null,
            ChipSpec.Interconnect.H_TREE)),
        "sizes");
    ChipSpec.Dataflow basis = ChipSpec.Dataflow.DEFAULT;
    for (Object[] values : variants(basis)) {
      ChipSpec.Dataflow flow = make(ChipSpec.Dataflow.class, values);
      // Converters and adders matter to units that have some.
      if (flow.unitAdcBits().equals(basis.unitAdcBits())
          && flow.gradientAdders().equals(basis.gradientAdders())) {
        differs(CHIP.with(flow), Arrays.toString(values));
      }
    }
    for (Object[] values : variants(ChipSpec.Memory.DEFAULT)) {
      ChipSpec.Memory memory = make(ChipSpec.Memory.class, values);
      ChipSpec.Dataflow flow = offChip();
      assertThat(words(with(memory, flow)))
          .as(memory.toString())
          .isNotEqualTo(words(with(ChipSpec.Memory.DEFAULT, flow)));
    }
  }

  private static void differs(ChipSpec changed, String what) {
    assertThat(words(changed)).as(what).isNotEqualTo(words(CHIP));
  }

  private static ChipSpec.Dataflow offChip() throws Exception {
    Object[] values = values(ChipSpec.Dataflow.DEFAULT);
    values[1] = ChipSpec.Place.DRAM;
    return make(ChipSpec.Dataflow.class, values);
  }

  private static ChipSpec with(ChipSpec.Memory memory, ChipSpec.Dataflow flow) {
    return new ChipSpec(
        32,
        ChipSpec.Transistors.LOW_POWER,
        300,
        1e9,
        ChipSpec.Adc.SAR,
        8,
        null,
        null,
        null,
        memory,
        flow);
  }

  /** The values of a record with one of them changed, for each other value that it can take. */
  private static List<Object[]> variants(Record basis) throws Exception {
    List<Object[]> variants = new ArrayList<>();
    RecordComponent[] components = basis.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Object[] others = components[i].getType().isEnum()
          ? components[i].getType().getEnumConstants()
          : new Object[] {components[i].getType() == Long.class ? (Object) 7L : (Object) 7};
      for (Object other : others) {
        Object[] values = values(basis);
        if (!other.equals(values[i])) {
          values[i] = other;
          variants.add(values);
        }
      }
    }
    return variants;
  }

  private static Object[] values(Record from) throws Exception {
    RecordComponent[] components = from.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getAccessor().invoke(from);
    }
    return values;
  }

  private static <T extends Record> T make(Class<T> type, Object[] values) throws Exception {
    Class<?>[] types = Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
    Constructor<T> constructor = type.getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }
}
