package org.crosslearn.reports.pricing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.design.ChipDesigns;
import org.crosslearn.hw.yaml.Suggestions;

/**
 * A chip that the user named.
 *
 * @param name a preset or a file
 */
public record ChipChoice(String name, ChipDesign design) {

  /**
   * @throws PricingException if there is neither preset nor file of that name
   * @throws org.crosslearn.hw.yaml.YamlError if the file is not a chip
   */
  public static ChipChoice of(String name) {
    if (!ChipDesigns.names().contains(name) && !Files.exists(Path.of(name))) {
      throw new PricingException(name + ": neither a chip preset nor a file."
          + Suggestions.didYouMean(name, ChipDesigns.names()));
    }
    return new ChipChoice(name, ChipDesigns.named(name));
  }
}
