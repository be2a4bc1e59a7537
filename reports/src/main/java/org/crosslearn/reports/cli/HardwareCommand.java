package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.yaml.YamlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "hardware",
    description = "Lists the hardware presets with all their values, as studies write them.")
final class HardwareCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    for (String name : Presets.hardware()) {
      print.println(name + ":");
      print.println(YamlText.of(Presets.hardware(name)).indent(2));
    }
    return 0;
  }
}
