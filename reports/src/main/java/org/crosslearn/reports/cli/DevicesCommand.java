package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "devices",
    description = {
      "Lists the memory devices.",
      "With names, prints all values of those, as studies write them."
    })
final class DevicesCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "devices, e.g. ag-a-si")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    if (names.isEmpty()) {
      list(print);
    }
    for (String name : names) {
      if (!Presets.devices().contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "unknown device " + name + "." + Suggestions.didYouMean(name, Presets.devices()));
      }
    }
    for (String name : names) {
      print.println(name + ":");
      print.println(YamlText.of(Presets.device(name)).indent(2));
    }
    return 0;
  }

  private static void list(PrintWriter print) {
    int width = Presets.devices().stream().mapToInt(String::length).max().orElseThrow();
    Presets.deviceGroups().forEach((group, devices) -> {
      print.println(group);
      for (String name : devices) {
        print.println("  " + name + " ".repeat(width + 2 - name.length())
            + Presets.device(name).description());
      }
    });
    print.println();
    print.println("All values of a device: crosslearn devices NAME");
  }
}
