package io.millrace.launcher.process;

import java.time.Instant;

/**
 * What is told about a child.
 *
 * @param phase lower case: planned, starting, ready, paused, stopping, stopped
 * @param pid 0 when it does not run
 * @param port 0 when it has none
 * @param since when it entered the phase
 * @param restarts since the supervisor started
 * @param lastEnd words on how it ended last; empty when it never did
 */
public record ChildStatus(String name, String phase, long pid, int port, Instant since, int restarts, String lastEnd) {}
