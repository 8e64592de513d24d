package io.millrace.launcher;

import io.millrace.launcher.commands.BackupCommand;
import io.millrace.launcher.commands.ChaosCommand;
import io.millrace.launcher.commands.DemoCommand;
import io.millrace.launcher.commands.JoinTokenCommand;
import io.millrace.launcher.commands.LinkCommand;
import io.millrace.launcher.commands.LogsCommand;
import io.millrace.launcher.commands.RestoreCommand;
import io.millrace.launcher.commands.SavepointCommand;
import io.millrace.launcher.commands.StatusCommand;
import io.millrace.launcher.commands.StopCommand;
import io.millrace.launcher.commands.UpCommand;
import io.millrace.launcher.commands.VersionCommand;
import io.millrace.launcher.commands.WhyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.SplittableRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** Where the launcher begins, and the only place that makes clock, chance and threads. */
@Command(name = "./millrace", synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) throws IOException {
        System.exit(commandLine(world()).execute(arguments));
    }

    private static World world() throws IOException {
        SecureRandom secure = new SecureRandom();
        return new World(
                Installation.fromProperties(),
                Clock.systemUTC(),
                Instant.ofEpochMilli(Long.getLong("millrace.begun", System.currentTimeMillis())),
                new SplittableRandom(secure.nextLong()),
                secure,
                Thread.ofPlatform().daemon().factory(),
                Thread::sleep,
                System.out,
                System.err,
                Boolean.getBoolean("millrace.terminal"));
    }

    /** The commands; apart from {@link #main} for tests. */
    static CommandLine commandLine(World world) {
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(new UpCommand(world))
                .addSubcommand(new DemoCommand(world))
                .addSubcommand(new StatusCommand(world))
                .addSubcommand(new LinkCommand(world))
                .addSubcommand(new LogsCommand(world))
                .addSubcommand(new StopCommand(world))
                .addSubcommand(new BackupCommand(world))
                .addSubcommand(new RestoreCommand(world))
                .addSubcommand(new VersionCommand(world))
                .addSubcommand(new JoinTokenCommand(world))
                .addSubcommand(new ChaosCommand(world))
                .addSubcommand(new SavepointCommand(world))
                .addSubcommand(new WhyCommand(world));
        commands.getSubcommands().values().forEach(Main::addHelp);
        commands.setExecutionExceptionHandler((exception, command, _) -> explain(exception, command.getErr()));
        return commands;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .type(boolean.class)
                        .description("Shows this text.")
                        .build());
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private static int explain(Exception exception, PrintWriter err) {
        int exitCode = ExitCode.FAILED;
        err.println("millrace: " + exception.getMessage());
        if (exception instanceof Refusal refusal) {
            refusal.remedies().forEach(remedy -> err.println("  " + remedy));
            exitCode = ExitCode.REFUSED;
        } else if (!(exception instanceof IOException)) {
            exception.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }
}
