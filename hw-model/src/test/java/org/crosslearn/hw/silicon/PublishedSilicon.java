package org.crosslearn.hw.silicon;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.design.ChipDesigns;
import org.crosslearn.hw.yaml.YamlDocument;

/**
 * A chip with published figures.
 *
 * @param title as people call it
 * @param evidence measured, or designed
 * @param cited where the figures come from
 * @param bits of inputs, results and weights, for people
 * @param derived which figures follow from others, or {@code ""}
 * @param points of operation
 * @param single one of the points, as if the arrays of the model weighed bits before they convert;
 *     none where the chip does not
 * @param differs what chip and model do differently
 */
record PublishedSilicon(
    String preset,
    String title,
    String evidence,
    String cited,
    String bits,
    String derived,
    List<Point> points,
    Optional<Point> single,
    String differs) {

  /**
   * A point of operation.
   *
   * @param volts supply of the chip; none where it is not published
   * @param design the preset, and what the point changes
   * @param arrays that read at the same time
   * @param inputs of the matrix on one array
   * @param outputs of the matrix on one array
   * @param repeats reads that the chip makes for one vector
   * @param activity fraction of input bits that are set
   * @param tiles of the whole chip; none where arrays alone are meant
   * @param figures as published; areas are those of one array
   */
  record Point(
      String name,
      Optional<Double> volts,
      ChipDesign design,
      int arrays,
      int inputs,
      int outputs,
      int repeats,
      double activity,
      Optional<Tiles> tiles,
      Map<Figure, Double> figures) {

    Point with(ChipDesign other) {
      return new Point(
          name, volts, other, arrays, inputs, outputs, repeats, activity, tiles, figures);
    }
  }

  /**
   * A chip full of tiles.
   *
   * @param rows tiles along the inputs
   * @param columns tiles along the outputs
   * @param side arrays on a side of a tile
   */
  record Tiles(int rows, int columns, int side) {}

  /** Half of the bits of arbitrary numbers are set. */
  private static final double RANDOM_BITS = 0.5;

  static List<PublishedSilicon> all() {
    return YamlDocument.resource(PublishedSilicon.class, "chips.yaml").at("chips").items().stream()
        .map(PublishedSilicon::read)
        .toList();
  }

  private static PublishedSilicon read(YamlDocument chip) {
    chip.allowOnly(
        "preset",
        "title",
        "evidence",
        "cited",
        "arrays",
        "inputs",
        "outputs",
        "bits",
        "derived",
        "points",
        "single-conversion",
        "differs");
    ChipDesign preset = ChipDesigns.preset(chip.at("preset").text());
    List<Point> points = chip.at("points").items().stream()
        .map(point -> point(chip, preset, point))
        .toList();
    Optional<Point> single = chip.has("single-conversion")
        ? Optional.of(singleConversion(points, chip.at("single-conversion")))
        : Optional.empty();
    return new PublishedSilicon(
        chip.at("preset").text(),
        chip.at("title").text(),
        chip.at("evidence").text(),
        chip.at("cited").as(String.class),
        chip.at("bits").text(),
        chip.has("derived") ? chip.at("derived").as(String.class) : "",
        points,
        single,
        chip.at("differs").as(String.class));
  }

  private static Point singleConversion(List<Point> points, YamlDocument choice) {
    String name = choice.allowOnly("point", "set").at("point").text();
    Point point = points.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    return point.with(ChipDesigns.with(point.design(), choice.at("set")));
  }

  private static Point point(YamlDocument chip, ChipDesign preset, YamlDocument point) {
    point.allowOnly("name", "volts", "set", "repeats", "cores", "activity", "tiles", "figures");
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    YamlDocument published = point.at("figures");
    for (String key : published.keys()) {
      figures.put(
          Figure.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_')),
          published.at(key).as(Double.class));
    }
    return new Point(
        point.at("name").text(),
        point.has("volts") ? Optional.of(point.at("volts").as(Double.class)) : Optional.empty(),
        point.has("set") ? ChipDesigns.with(preset, point.at("set")) : preset,
        (point.has("cores") ? point.at("cores") : chip.at("arrays")).as(Integer.class),
        chip.at("inputs").as(Integer.class),
        chip.at("outputs").as(Integer.class),
        point.has("repeats") ? point.at("repeats").as(Integer.class) : 1,
        point.has("activity") ? point.at("activity").as(Double.class) : RANDOM_BITS,
        point.has("tiles") ? Optional.of(point.at("tiles").as(Tiles.class)) : Optional.empty(),
        figures);
  }
}
