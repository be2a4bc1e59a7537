package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.crosslearn.algorithms.rule.LearningRule;
import org.crosslearn.algorithms.rule.LearningRules;
import org.crosslearn.hw.yaml.YamlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "rules",
    description =
        "Lists the learning rules with their settings and defaults, as studies write them.")
final class RulesCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    for (LearningRule<?> rule : LearningRules.all()) {
      print.println("# " + rule.title() + "; " + rule.source());
      print.println(rule.name() + ":");
      print.println(YamlText.of(rule.defaults()).indent(2));
    }
    return 0;
  }
}
