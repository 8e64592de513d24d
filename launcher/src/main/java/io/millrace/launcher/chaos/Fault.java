package io.millrace.launcher.chaos;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is done to an installation. */
enum Fault {
    KILLED_EXECUTOR("an executor is killed", new Signal("KILL"), Victims.ONE_EXECUTOR),
    KILLED_EXECUTORS("all executors are killed", new Signal("KILL"), Victims.ALL_EXECUTORS),
    KILLED_CONTROL_PLANE("the control plane is killed", new Signal("KILL"), Victims.CONTROL_PLANE),
    KILLED_BOTH(
            "an executor and the control plane are killed", new Signal("KILL"), Victims.ONE_EXECUTOR_AND_CONTROL_PLANE),
    KILLED_DATABASE("the database is killed", new Signal("KILL"), Victims.DATABASE),
    KILLED_SUPERVISOR("./millrace up is killed, and started again", new Again(), Victims.NONE),
    KILLED_ALL("everything is killed, and started again", new Again(), Victims.ALL),
    RESTARTED_EXECUTOR("an executor is asked to end", new Signal("TERM"), Victims.ONE_EXECUTOR),
    STALLED_EXECUTOR("an executor stands still for 4 s", new Stop(Duration.ofSeconds(4)), Victims.ONE_EXECUTOR),
    /** An executor is given up after 12 s of silence; this one comes back as its own successor's rival. */
    ZOMBIE("an executor stands still for 20 s", new Stop(Duration.ofSeconds(20)), Victims.ONE_EXECUTOR),
    STALLED_CONTROL_PLANE(
            "the control plane stands still for 15 s", new Stop(Duration.ofSeconds(15)), Victims.CONTROL_PLANE),
    FULL_DISK("the disk is full for 8 s", new Full(Duration.ofSeconds(8)), Victims.NONE);

    /** How it is done. */
    sealed interface Act {}

    /** Processes get a signal that ends them; the supervisor starts them again. */
    record Signal(String name) implements Act {}

    /** Processes are stopped, and go on after a time. */
    record Stop(Duration time) implements Act {}

    /** Nobody can write for a time. */
    record Full(Duration time) implements Act {}

    /** {@code ./millrace up} gets kill -9, processes of its own as well; then somebody enters it again. */
    record Again() implements Act {}

    /** To whom it is done. */
    enum Victims {
        ONE_EXECUTOR,
        ALL_EXECUTORS,
        CONTROL_PLANE,
        ONE_EXECUTOR_AND_CONTROL_PLANE,
        DATABASE,
        ALL,
        NONE;

        /** Names of processes. */
        List<String> names(int executors, int chosen) {
            return switch (this) {
                case ONE_EXECUTOR -> List.of("executor-" + chosen);
                case ALL_EXECUTORS ->
                    IntStream.rangeClosed(1, executors)
                            .mapToObj(number -> "executor-" + number)
                            .toList();
                case CONTROL_PLANE -> List.of("control-plane");
                case ONE_EXECUTOR_AND_CONTROL_PLANE -> List.of("executor-" + chosen, "control-plane");
                case DATABASE -> List.of("postgres");
                case ALL ->
                    Stream.of(ALL_EXECUTORS, CONTROL_PLANE, DATABASE)
                            .flatMap(victims -> victims.names(executors, chosen).stream())
                            .toList();
                case NONE -> List.of();
            };
        }
    }

    private final String words;
    private final Act act;
    private final Victims victims;

    Fault(String words, Act act, Victims victims) {
        this.words = words;
        this.act = act;
        this.victims = victims;
    }

    String words() {
        return words;
    }

    Act act() {
        return act;
    }

    Victims victims() {
        return victims;
    }
}
