package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.Refusal;
import io.millrace.launcher.World;
import io.millrace.launcher.chaos.Chaos;
import io.millrace.launcher.data.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Breaks an installation on purpose and compares what its jobs wrote. */
@Command(
        name = "chaos",
        description = {
            "Starts an installation of its own, runs windows, sessions, joins, first and last rows and totals into files, and kills, stops, restarts and starves"
                    + " its processes meanwhile. Then compares every file with a run that nothing disturbed.",
            "Ends only processes it started. Exit codes: 0 no difference, 1 a difference, or a job that did not finish: the last"
                    + " line names the folder that was kept; 2 refused."
        })
public final class ChaosCommand implements Callable<Integer> {

    private static final int MOST_MINUTES = 24 * 60;

    private final World world;

    @Option(names = "--minutes", paramLabel = "M", description = "How long things break. Default: 2")
    private int minutes = 2;

    @Option(names = "--seed", paramLabel = "N", description = "Of rows and faults. Default: another one each time.")
    private @Nullable Long seed;

    @Option(names = "--faults", paramLabel = "N", description = "Stops breaking things after so many.")
    private @Nullable Integer faults;

    @Option(names = "--bids", paramLabel = "N", description = "Rows per second. Default: 1000")
    private long bids = 1_000;

    @Option(names = "--executors", paramLabel = "N", description = "How many executor processes. Default: 2")
    private int executors = 2;

    @Option(names = "--checkpoints", paramLabel = "URI", description = "As for ./millrace up.")
    private @Nullable String checkpoints;

    @Option(
            names = "--state-memory",
            paramLabel = "SIZE",
            description = "As for ./millrace up: with little, state is on disk while things break.")
    private @Nullable String stateMemory;

    @Option(names = "--keep", description = "Keeps the folder in any case.")
    private boolean keep;

    /** Picocli fills in the rest. */
    public ChaosCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new Refusal("--minutes must be between 1 and %d, not %d.".formatted(MOST_MINUTES, minutes));
        }
        if (executors < 1 || executors > 8) {
            throw new Refusal("--executors must be between 1 and 8, not %d.".formatted(executors));
        }
        Path folder = Files.createTempDirectory("millrace-chaos-");
        boolean right = false;
        try {
            right = new Chaos(
                            world,
                            new Chaos.Options(
                                    Duration.ofMinutes(minutes),
                                    seed == null ? world.chance().nextLong(1_000_000) : seed,
                                    Optional.ofNullable(faults),
                                    bids,
                                    executors,
                                    Optional.ofNullable(checkpoints),
                                    Optional.ofNullable(stateMemory)),
                            folder)
                    .run();
            return right ? ExitCode.DONE : ExitCode.FAILED;
        } finally {
            if (right && !keep) {
                Folders.delete(folder);
            } else {
                world.out()
                        .println("Kept: " + folder
                                + " (undisturbed/, disturbed/ or disk/ with files/ and logs/, up.txt)");
            }
        }
    }
}
