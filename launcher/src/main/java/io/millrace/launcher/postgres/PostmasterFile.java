package io.millrace.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** {@code postmaster.pid}, in which PostgreSQL says who serves a directory and how far it is. */
final class PostmasterFile {

    private static final int STATUS_LINE = 7;

    private final Path folder;

    PostmasterFile(Path postgres) {
        this.folder = postgres;
    }

    private Path file() {
        return folder.resolve("postmaster.pid");
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file());
        } catch (IOException e) {
            return List.of(); // Not there yet, or no longer.
        }
    }

    /** Whether the process with this id takes connections. */
    boolean saysReady(long pid) {
        List<String> lines = lines();
        return lines.size() > STATUS_LINE
                && lines.get(0).strip().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** The server that still runs on this directory: its own, not a stranger that got its number later. */
    OptionalLong server() {
        List<String> lines = lines();
        if (lines.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long pid = Long.parseLong(lines.getFirst().strip());
            Path works = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
            return works.equals(folder.toRealPath()) ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Removes the file of a server that is gone. PostgreSQL does so itself unless a stranger has its number by now, as after
     * a restart of the machine; then it would not start.
     */
    void removeStale() throws IOException {
        if (server().isEmpty()) {
            Files.deleteIfExists(file());
        }
    }
}
