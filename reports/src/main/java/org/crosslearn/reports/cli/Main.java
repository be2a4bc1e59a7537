package org.crosslearn.reports.cli;

import java.io.PrintWriter;
import org.crosslearn.algorithms.data.DataException;
import org.crosslearn.crossbar.device.CurveFileError;
import org.crosslearn.hw.network.InvalidNetwork;
import org.crosslearn.hw.trace.InvalidTrace;
import org.crosslearn.hw.yaml.YamlError;
import org.crosslearn.reports.pricing.PricingException;
import org.crosslearn.reports.run.ResultsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code crosslearn} command. */
@Command(
    name = "crosslearn",
    description = {
      "Compares learning rules on compute-in-memory hardware: accuracy and cost, side by side.",
      ""
    },
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      CostCommand.class,
      DescribeCommand.class,
      DataCommand.class,
      RulesCommand.class,
      HardwareCommand.class,
      DevicesCommand.class,
      DeviceCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything went well",
      "1:a bound of the study does not hold",
      "2:bad input: arguments, study file, data or results folder",
      "3:a trial failed, or crosslearn itself did"
    })
public final class Main {
  static final int BOUND_BROKEN = 1;
  static final int BAD_INPUT = 2;
  static final int FAILED = 3;

  static final String REPORT_REQUEST =
      "This is a fault of crosslearn. Please report it with the lines above:"
          + " https://github.com/crosslearn/crosslearn/issues";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "show this help and exit")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "print the version and exit")
  private boolean version;

  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    System.exit(execute(out, err, args));
  }

  /** Runs a command line; returns its exit code. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    int code = new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::explainArguments)
        .setExecutionExceptionHandler(Main::explain)
        .execute(args);
    out.flush();
    err.flush();
    return code;
  }

  /** One line; only who gave no command at all is shown what there is. */
  private static int explainArguments(ParameterException mistake, String... arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    if (arguments.length == 0) {
      err.println(mistake.getMessage());
      command.usage(err);
    } else {
      err.println(
          mistake.getMessage() + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
    }
    return BAD_INPUT;
  }

  /** Mistakes of the user are told in one line; a stack trace is for those who can mend its cause. */
  private static int explain(Exception failure, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (failure instanceof YamlError
        || failure instanceof DataException
        || failure instanceof CurveFileError
        || failure instanceof InvalidNetwork
        || failure instanceof InvalidTrace
        || failure instanceof PricingException
        || failure instanceof ResultsException) {
      err.println(failure.getMessage());
      return BAD_INPUT;
    }
    failure.printStackTrace(err);
    err.println(REPORT_REQUEST);
    return FAILED;
  }
}
