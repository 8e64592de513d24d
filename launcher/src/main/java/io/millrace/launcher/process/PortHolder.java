package io.millrace.launcher.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who listens at a port, as far as this user may see: the socket's inode stands in {@code /proc/net/tcp}, and the process has
 * it among its open files. Processes of others can be looked into by root alone.
 *
 * @param pid of the process
 * @param command its name
 */
public record PortHolder(long pid, String command) {

    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";

    /** The one at this port; empty when nobody listens or it cannot be seen. */
    public static Optional<PortHolder> of(int port) {
        Set<String> sockets = new HashSet<>();
        String suffix = ":%04X".formatted(port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields.length > INODE
                                && fields[LOCAL_ADDRESS].endsWith(suffix)
                                && fields[STATE].equals(LISTEN))
                        .forEach(fields -> sockets.add("socket:[" + fields[INODE] + "]"));
            } catch (IOException e) {
                // No IPv6 on this machine: the other table tells.
            }
        }
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> hasOpen(process.pid(), sockets))
                        .findFirst()
                        .map(process -> new PortHolder(process.pid(), nameOf(process.pid())));
    }

    private static boolean hasOpen(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // It ended, or is somebody else's.
        }
    }

    private static String nameOf(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return command + " (process " + pid + ")";
    }
}
