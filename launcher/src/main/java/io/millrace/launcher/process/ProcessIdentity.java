package io.millrace.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with its number. Written {@code PID:TICKS}.
 *
 * @param pid its number, which the system uses again
 * @param startTicks when it began, in clock ticks since the machine did (field 22 of {@code /proc/PID/stat}): unlike a time of
 *     day it does not move when the clock is set
 */
public record ProcessIdentity(long pid, long startTicks) {

    private static final int START_TICKS_AFTER_NAME = 19;

    /** Of this process. */
    public static ProcessIdentity own() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** Of a process that lives; empty when there is none. */
    public static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name stands in parentheses and may hold anything, parentheses too.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TICKS_AFTER_NAME])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads what {@link #toString} wrote; empty for anything else. */
    public static Optional<ProcessIdentity> parse(String text) {
        String[] parts = text.strip().split(":");
        try {
            return parts.length == 2
                    ? Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    @Override
    public String toString() {
        return pid + ":" + startTicks;
    }
}
