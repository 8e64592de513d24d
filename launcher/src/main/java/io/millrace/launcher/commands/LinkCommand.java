package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.World;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints a new link. */
@Command(
        name = "link",
        description = "Prints a new one-time link to the Millrace that runs. It works once, within 10 minutes.")
public final class LinkCommand implements Callable<Integer> {

    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    /** Picocli fills in the rest. */
    public LinkCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        world.out().println(new Ready(world, data.directory()).link(data.running()));
        return ExitCode.DONE;
    }
}
