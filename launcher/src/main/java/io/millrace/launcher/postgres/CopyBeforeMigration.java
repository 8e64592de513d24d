package io.millrace.launcher.postgres;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.DiskSpace;
import io.millrace.launcher.data.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the stopped database and its version file, {@code copies/TIME-schema-N/}, made before another schema touches it.
 * To go back: stop, put {@code postgres} and {@code version} of a copy in place of those in the data directory, and start
 * the build that wrote them.
 */
public final class CopyBeforeMigration {

    /** The last two: the one from before this upgrade, and from before the last. */
    private static final int KEPT = 2;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private CopyBeforeMigration() {}

    /**
     * Makes the copy, and removes old ones once it stands.
     *
     * @param schema of the data
     * @return where it is
     * @throws Refusal when the disk has no room for it
     */
    public static Path make(DataDirectory data, int schema, Instant now) throws IOException {
        DiskSpace.require(data.root(), DiskSpace.of(data.postgres()), "the copy of the database before its migration");
        Path copy = data.copies().resolve(TIME.format(now) + "-schema-" + schema);
        Path next = copy.resolveSibling(copy.getFileName() + ".new");
        Files.createDirectories(data.copies());
        Folders.delete(next);
        Folders.delete(copy);
        Files.createDirectory(next);
        try {
            Folders.copy(data.postgres(), next.resolve("postgres"));
            Files.copy(data.version(), next.resolve("version"));
            Files.move(next, copy);
        } finally {
            Folders.delete(next);
        }
        prune(data.copies());
        return copy;
    }

    private static void prune(Path copies) throws IOException {
        List<Path> newestFirst;
        try (Stream<Path> all = Files.list(copies)) {
            newestFirst = all.sorted(Comparator.<Path>naturalOrder().reversed()).toList();
        }
        for (Path old : newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
            Folders.delete(old);
        }
    }
}
