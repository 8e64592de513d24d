package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.World;
import io.millrace.launcher.data.RunState;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops what runs. */
@Command(
        name = "stop",
        description = {
            "Stops the Millrace that runs on the data directory, and waits for its end.",
            "Exit codes: 0 nothing runs any more, 1 it still does."
        })
public final class StopCommand implements Callable<Integer> {

    /** A supervisor gives up waiting for its children after half a minute. */
    private static final int LIMIT_S = 40;

    private static final long LOOK_MS = 100;

    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    /** Picocli fills in the rest. */
    public StopCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<RunState> running = RunState.of(data.directory());
        if (running.isEmpty()) {
            world.out().println("No Millrace runs on the data in " + data.directory() + ".");
            return ExitCode.DONE;
        }
        ProcessHandle.of(running.get().supervisor().pid()).ifPresent(ProcessHandle::destroy);
        for (long left = LIMIT_S * 1000 / LOOK_MS; left > 0; left--) {
            if (!running.get().supervisor().isAlive()) {
                world.out().println("Stopped.");
                return ExitCode.DONE;
            }
            world.pause().ms(LOOK_MS);
        }
        world.err()
                .println("millrace: process " + running.get().supervisor().pid() + " still runs after " + LIMIT_S
                        + " s. kill -9 ends it, and its children end with it.");
        return ExitCode.FAILED;
    }
}
