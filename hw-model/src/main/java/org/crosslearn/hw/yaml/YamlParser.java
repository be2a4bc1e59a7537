package org.crosslearn.hw.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Text to {@link YamlNode}s. Only the syntax tree of the library is used: its values follow YAML
 * 1.1, where {@code 1e-3} is a string and {@code no} is false.
 */
final class YamlParser {
  /** Aliases can make a short file expand without end; no honest configuration is this large. */
  private static final int MOST_VALUES = 100_000;

  private final String sourceName;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int values;

  private YamlParser(String sourceName) {
    this.sourceName = sourceName;
  }

  static YamlNode parse(String text, String sourceName) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      return root == null
          ? new YamlNode.Scalar(Position.START, "", true)
          : new YamlParser(sourceName).convert(root, "");
    } catch (MarkedYAMLException e) {
      String context = e.getContext() == null ? "" : " " + e.getContext();
      throw new YamlError(
          sourceName,
          Position.of(e.getProblemMark()),
          "",
          "not valid YAML" + context + ": " + e.getProblem());
    } catch (YAMLException e) {
      throw new YamlError(sourceName, Position.START, "", "not valid YAML: " + e.getMessage());
    }
  }

  private YamlNode convert(Node node, String path) {
    Position position = Position.of(node.getStartMark());
    if (++values > MOST_VALUES) {
      throw new YamlError(sourceName, position, path, "more than " + MOST_VALUES + " values");
    }
    if (!open.add(node)) {
      throw new YamlError(sourceName, position, path, "an alias that contains itself");
    }
    try {
      if (node instanceof ScalarNode scalar) {
        return new YamlNode.Scalar(
            position, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
      }
      if (node instanceof SequenceNode sequence) {
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(convert(item, YamlPath.item(path, items.size())));
        }
        return new YamlNode.Sequence(position, items);
      }
      return convert((MappingNode) node, position, path);
    } finally {
      open.remove(node);
    }
  }

  private YamlNode convert(MappingNode node, Position position, String path) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Position keyPosition = Position.of(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        throw new YamlError(sourceName, keyPosition, path, "a key must be a single word");
      }
      String key = keyNode.getValue();
      String keyPath = YamlPath.key(path, key);
      YamlNode.Entry earlier = entries.get(key);
      if (earlier != null) {
        throw new YamlError(
            sourceName,
            keyPosition,
            keyPath,
            "stands here a second time, the first is in line "
                + earlier.keyPosition().line());
      }
      entries.put(key, new YamlNode.Entry(keyPosition, convert(tuple.getValueNode(), keyPath)));
    }
    return new YamlNode.Mapping(position, entries);
  }
}
