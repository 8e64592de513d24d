package io.millrace.protocol.job;

/**
 * A command as it travels. The lease is how long the coordinator takes the executor for living, whatever happens: only
 * after it gives the executor's work to another. So a command that comes when its lease has ended begins nothing, and no
 * late message can make two executors do what only one may.
 *
 * @param leaseEndNanos on the executor's own clock, that of {@link Heartbeat#sentNanos}; {@link #NO_LEASE} for none
 */
public record LeasedCommand(ExecutorCommand command, long leaseEndNanos) {

    /** The executor must begin nothing. */
    public static final long NO_LEASE = Long.MIN_VALUE;
}
