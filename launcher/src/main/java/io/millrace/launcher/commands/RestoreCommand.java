package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.Refusal;
import io.millrace.launcher.World;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.InstanceLock;
import io.millrace.launcher.postgres.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes data of a back-up. */
@Command(
        name = "restore",
        description = {
            "Makes a data directory of a back-up. There must be no data in it yet.",
            "To go back to a copy from before a migration: ./millrace stop, then move postgres and version from a folder in"
                    + " DATA/copies to DATA, and start the Millrace that wrote them."
        })
public final class RestoreCommand implements Callable<Integer> {

    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE", description = "What ./millrace backup wrote.")
    private Path file = Path.of("");

    /** Picocli fills in the rest. */
    public RestoreCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException {
        DataDirectory directory = data.directory();
        directory.prepare();
        try (InstanceLock _ = InstanceLock.take(directory)
                .orElseThrow(() -> new Refusal(
                        "a Millrace runs on the data in " + directory + ".",
                        "Name a new directory: --data NEW-DIR."))) {
            Restore.into(directory, file);
        }
        world.out().println("Restored. Start it: ./millrace up --data " + directory);
        return ExitCode.DONE;
    }
}
