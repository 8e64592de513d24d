package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.World;
import io.millrace.launcher.control.ControlPlane;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints how another executor joins. */
@Command(
        name = "join-token",
        description = "Makes a token that lets an executor join, and prints the command that starts one with it.")
public final class JoinTokenCommand implements Callable<Integer> {

    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    /** Picocli fills in the rest. */
    public JoinTokenCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        ControlPlane controlPlane = new ControlPlane(data.running().httpPort());
        String secret = new Ready(world, data.directory()).adminSecret();
        world.out().println(controlPlane.logIn(secret).joinCommand());
        return ExitCode.DONE;
    }
}
