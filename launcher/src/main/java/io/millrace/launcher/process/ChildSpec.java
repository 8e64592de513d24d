package io.millrace.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a child is.
 *
 * @param name as in {@code status} and in the name of its log: {@code postgres}, {@code executor-1}
 * @param stage children of a stage start together, once all of the stages before are ready
 * @param command program and arguments
 * @param environment added to the supervisor's own
 * @param port it listens on, 0 when it has none worth telling
 * @param start when it counts as ready
 * @param stop how it is asked to end
 */
public record ChildSpec(
        String name,
        int stage,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        int port,
        Start start,
        Stop stop) {

    /** Copies what it is given. */
    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * When a child is ready.
     *
     * @param ready asked some times a second on the supervisor's thread; must answer within a second
     * @param limit a child that is not ready by then is killed, and that counts as an end
     */
    public record Start(Readiness ready, Duration limit) {}

    /** Whether a process does its work already. */
    @FunctionalInterface
    public interface Readiness {

        /** @param pid of the process that was started */
        boolean isReady(long pid);
    }

    /**
     * How a child is asked to end.
     *
     * @param turn lower ones are stopped first; children of a turn together
     * @param signal name without SIG
     * @param grace after which it is killed
     */
    public record Stop(int turn, String signal, Duration grace) {}
}
