package io.millrace.executor.process;

/** Why an executor process ends. */
public sealed interface Ending {

    /** In words, for the log. */
    String reason();

    /** Somebody wanted it to. */
    record Asked(String reason) implements Ending {}

    /** The control plane does not take it, and never will. */
    record Refused(String reason) implements Ending {}

    /** Its tasks do not end, so it has to. */
    record Stuck(String reason) implements Ending {}
}
