package io.millrace.launcher.commands;

import io.millrace.launcher.World;
import io.millrace.launcher.serve.ServeOptions;
import io.millrace.launcher.serve.Serving;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts everything and stays. */
@Command(
        name = "up",
        description = {
            "Starts PostgreSQL, the control plane and executors, prints a one-time link, and stays until Ctrl-C.",
            "On data that is served already it prints a link to that and ends.",
            "Exit codes: 0 stopped as asked, 1 something would not start, 2 refused before anything was changed."
        })
public final class UpCommand implements Callable<Integer> {

    private final World world;

    @Mixin
    private ServeArguments arguments = new ServeArguments();

    /** Picocli fills in the rest. */
    public UpCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        ServeOptions options = arguments.options();
        Ready ready = new Ready(world, options.data());
        Optional<Integer> exitCode =
                new Serving(world, options, running -> ready.tell(running, arguments.opensBrowser())).run();
        return exitCode.isPresent() ? exitCode.get() : ready.tellOfTheFirst();
    }
}
