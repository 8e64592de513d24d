package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.Installation;
import io.millrace.launcher.World;
import io.millrace.launcher.data.Stamp;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says what this is. */
@Command(name = "version", description = "Prints the versions of what was built here.")
public final class VersionCommand implements Callable<Integer> {

    private final World world;

    /** Picocli fills in the rest. */
    public VersionCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException {
        Installation installation = world.installation();
        world.out()
                .printf(
                        "Millrace %s%nbuild      %s%nprotocol   %s%nschema     %d%ndata       layout %d%nPostgreSQL %s%nJava       %s%n",
                        installation.product(),
                        installation.build(),
                        installation.protocol(),
                        installation.schema(),
                        Stamp.LAYOUT,
                        installation.postgresVersion(),
                        Runtime.version());
        return ExitCode.DONE;
    }
}
