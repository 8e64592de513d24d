package io.millrace.launcher.postgres;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.data.Folders;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per version from the archive on the class path. It has no psql and no pg_dump. */
public record Binaries(Path home) {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final int OWNER_MAY_RUN = 0100;

    /**
     * Unpacks them where they are missing.
     *
     * @param cache a folder for things that can be made again
     * @param version of the archive, 18.6.0
     */
    public static Binaries unpack(Path cache, String version) throws IOException {
        Optional<Binaries> unpacked = unpacked(cache, version);
        if (unpacked.isPresent()) {
            return unpacked.get();
        }
        Path home = home(cache, version);
        Files.createDirectories(cache);
        Path next = Files.createTempDirectory(cache, "postgres-");
        try (InputStream archive = Binaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new Refusal(
                        "there is no PostgreSQL for this machine: Millrace brings the one for Linux on x86-64.",
                        "./millrace run FILE.yaml works without a database.");
            }
            extract(archive, next);
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rwxr-xr-x"));
            moveInto(next, home);
        } finally {
            Folders.delete(next);
        }
        return new Binaries(home);
    }

    /** Those that are unpacked already. */
    public static Optional<Binaries> unpacked(Path cache, String version) {
        return Optional.of(home(cache, version)).filter(Files::isDirectory).map(Binaries::new);
    }

    private static Path home(Path cache, String version) {
        return cache.resolve("postgres-" + version);
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = entry.resolveIn(target);
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.resolveSibling("."));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString(
                                    (entry.getMode() & OWNER_MAY_RUN) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /** Two starts may unpack at once; the first wins and the other uses what it made. */
    private static void moveInto(Path next, Path home) throws IOException {
        try {
            Files.move(next, home);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }
}
