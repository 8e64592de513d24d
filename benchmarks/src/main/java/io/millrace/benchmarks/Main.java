package io.millrace.benchmarks;

import io.millrace.benchmarks.exchange.ExchangeBenchmark;
import io.millrace.benchmarks.local.LocalBenchmark;
import io.millrace.benchmarks.state.StateBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the launcher's {@code bench} begins. Prints, asserts nothing. */
@Command(
        name = "./millrace bench",
        description = "Measures and prints; asserts nothing.",
        subcommands = {LocalBenchmark.class, ExchangeBenchmark.class, StateBenchmark.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class Main {

    private Main() {}

    /** Runs a benchmark and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
