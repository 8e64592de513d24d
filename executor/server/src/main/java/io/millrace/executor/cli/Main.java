package io.millrace.executor.cli;

import io.millrace.executor.local.Installation;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** Where those of the launcher's commands begin that need no control plane, and {@code executor}. */
@Command(name = "./millrace", synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Installation::standard).execute(arguments));
    }

    /**
     * The commands; apart from {@link #main} for tests.
     *
     * @param installations what this executor can do, given where printing sinks print
     */
    static CommandLine commandLine(Function<PrintWriter, Installation> installations) {
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(new RunCommand(installations))
                .addSubcommand(new CheckCommand(installations))
                .addSubcommand(new ExplainCommand(installations))
                .addSubcommand(new DiffCommand(installations))
                .addSubcommand(new CheckpointCommand())
                .addSubcommand(new SavepointCommand(installations))
                .addSubcommand(new ExecutorCommand(installations));
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
