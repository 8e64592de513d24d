package io.millrace.executor.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** Where the launcher's {@code run}, {@code check} and {@code explain} begin. */
@Command(
        name = "./millrace",
        subcommands = {RunCommand.class, CheckCommand.class, ExplainCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The commands; apart from {@link #main} for tests. */
    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Main());
        commands.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .type(boolean.class)
                        .description("Shows this text.")
                        .build()));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((exception, command, _) -> {
            PrintWriter err = command.getErr();
            err.println("millrace: " + exception.getMessage());
            if (!(exception instanceof CommandFailure)) {
                exception.printStackTrace(err);
            }
            err.flush();
            return ExitCode.PROBLEMS;
        });
        return commands;
    }
}
