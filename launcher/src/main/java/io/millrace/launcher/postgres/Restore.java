package io.millrace.launcher.postgres;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.Folders;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Makes a data directory of a back-up, where none is: data is never overwritten. A broken archive leaves nothing behind. */
public final class Restore {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final String CHECKPOINTS = "checkpoints";

    /** The version file comes last: with it the directory counts as one. */
    private static final List<String> PARTS = List.of("files", "secrets", "postgres", "version");

    private Restore() {}

    /**
     * Unpacks; the caller holds the lock of {@code data}, which is prepared.
     *
     * @throws Refusal when the directory holds data, or the file is no back-up
     */
    public static void into(DataDirectory data, Path file) throws IOException {
        if (data.isInUse()) {
            throw new Refusal(
                    "there is data in " + data + " already. Nothing was changed.",
                    "Name a new directory: ./millrace restore " + file + " --data NEW-DIR.");
        }
        Path next = data.root().resolve("restored.new");
        Folders.delete(next);
        Files.createDirectory(next, OWNER_ALONE);
        try {
            unpack(file, next);
            for (String part : PARTS) {
                if (!Files.exists(next.resolve(part))) {
                    throw new IOException("it has no " + part);
                }
            }
            // Back-ups from before there were checkpoints have none.
            if (Files.exists(next.resolve(CHECKPOINTS))) {
                bring(next, CHECKPOINTS, data);
            }
            for (String part : PARTS) {
                bring(next, part, data);
            }
        } catch (IOException e) {
            throw new Refusal(
                    "the back-up " + file + " cannot be restored: " + e.getMessage() + ". No data was made.",
                    "Name a file that ./millrace backup wrote.");
        } finally {
            Folders.delete(next);
        }
    }

    private static void bring(Path from, String part, DataDirectory data) throws IOException {
        Folders.delete(data.root().resolve(part));
        Files.move(from.resolve(part), data.root().resolve(part));
    }

    private static void unpack(Path file, Path target) throws IOException {
        Map<Path, Path> links = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                // Throws where a name would lead outside.
                Path path = entry.resolveIn(target);
                if (entry.isDirectory()) {
                    Files.createDirectories(path, OWNER_ALONE);
                } else if (entry.isSymbolicLink()) {
                    links.put(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                    Files.setLastModifiedTime(path, entry.getLastModifiedTime());
                }
            }
        }
        // Last, so that nothing in the archive is written through one.
        for (Map.Entry<Path, Path> link : links.entrySet()) {
            Files.createSymbolicLink(link.getKey(), link.getValue());
        }
    }
}
