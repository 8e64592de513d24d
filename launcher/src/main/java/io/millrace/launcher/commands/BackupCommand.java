package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.Refusal;
import io.millrace.launcher.World;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.DiskSpace;
import io.millrace.launcher.data.InstanceLock;
import io.millrace.launcher.data.RunState;
import io.millrace.launcher.data.Secrets;
import io.millrace.launcher.postgres.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a back-up. */
@Command(
        name = "backup",
        description = {
            "Writes database, files, checkpoints, secrets and version into one .tar.gz, which only you may read.",
            "Millrace may run meanwhile: the database is as at the end of the back-up; a file that a pipeline replaces"
                    + " is the old or the new one.",
            "./millrace restore FILE makes a data directory of it."
        })
public final class BackupCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: millrace-TIME.tar.gz, in this folder.")
    private @Nullable Path file;

    /** Picocli fills in the rest. */
    public BackupCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        DataDirectory directory = data.directory();
        if (!directory.isInUse()) {
            throw new Refusal("there is no data in " + directory + ".", "Other data is named with --data DIR.");
        }
        Path target = (file == null
                        ? Path.of("millrace-" + TIME.format(world.clock().instant()) + ".tar.gz")
                        : file)
                .toAbsolutePath();
        Backup backup = new Backup(directory);
        Optional<InstanceLock> lock = InstanceLock.take(directory);
        if (lock.isPresent()) {
            try (InstanceLock _ = lock.get()) {
                backup.ofStopped(target);
            }
        } else {
            RunState running = data.running();
            backup.ofRunning(
                    target, running.postgresPort(), new Secrets(directory, world.secrets()).read(Secrets.POSTGRES));
        }
        world.out()
                .println(target + " (" + DiskSpace.words(Files.size(target)) + "). It holds passwords: keep it safe.");
        return ExitCode.DONE;
    }
}
