package io.millrace.launcher.commands;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.RunState;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}, which nearly all commands have. */
final class DataOption {

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory. Default: ~/.millrace")
    private @Nullable Path chosen;

    DataDirectory directory() {
        String home = Optional.ofNullable(System.getenv("HOME")).orElseGet(() -> System.getProperty("user.home"));
        return new DataDirectory(chosen == null ? Path.of(home, ".millrace") : chosen);
    }

    /** What runs on it. @throws Refusal when nothing does */
    RunState running() {
        return RunState.of(directory())
                .orElseThrow(() -> new Refusal(
                        "no Millrace runs on the data in " + directory() + ".",
                        "Start one: ./millrace up. Other data is named with --data DIR."));
    }
}
