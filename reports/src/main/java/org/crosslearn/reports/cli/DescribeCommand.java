package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.design.ChipDesigns;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.network.NetworkReader;
import org.crosslearn.reports.pricing.Changes;
import org.crosslearn.reports.pricing.ChipChoice;
import org.crosslearn.reports.pricing.ChipDescription;
import org.crosslearn.reports.pricing.NetworkActivity;
import org.crosslearn.reports.pricing.NetworkWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "describe",
    description = "Explains what others only name.",
    synopsisSubcommandLabel = "COMMAND")
final class DescribeCommand {
  @Spec
  private CommandSpec spec;

  @Command(
      name = "chip",
      description = {
        "Explains a chip: cell, subarray, tiles, floorplan, buffers, wires, area and dataflow.",
        "Without a name, lists the chips."
      })
  void chip(
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "preset or YAML file")
          String name,
      @Option(
              names = "--network",
              paramLabel = "NETWORK",
              defaultValue = "vgg8-cifar10",
              description = "what the chip is built for (default: ${DEFAULT-VALUE})")
          String network,
      @Option(
              names = "--rule",
              description = "how the network learns: ${COMPLETION-CANDIDATES} (default: bp, or"
                  + " inference where the cells cannot be read transposed)")
          NetworkWork.Rule rule,
      @Option(
              names = "--batch",
              paramLabel = "N",
              defaultValue = "32",
              description = "images per step (default: ${DEFAULT-VALUE})")
          int batch,
      @Option(
              names = "--set",
              paramLabel = "PATH=VALUE",
              description = "changes a value of the chip")
          List<String> set) {
    PrintWriter print = spec.commandLine().getOut();
    if (name == null) {
      for (String preset : ChipDesigns.names()) {
        print.printf("%-20s %s%n", preset, ChipDesigns.preset(preset).description());
      }
      return;
    }
    Changes changes = new Changes(set == null ? new ArrayList<>() : set);
    ChipDesign design = changes.of(ChipChoice.of(name).design());
    print.print(ChipDescription.of(
        new NetworkWork(
            NetworkReader.named(network),
            NetworkActivity.assumed(changes.of(LayerActivity.DEFAULT)),
            rule == null
                ? (design.canReadTransposed() ? NetworkWork.Rule.BP : NetworkWork.Rule.INFERENCE)
                : rule,
            batch),
        name,
        design));
  }
}
