package io.millrace.coordinator;

import java.util.List;

/**
 * What coordinators leave to each other: durable, and owned by one at a time. All decisions go through it before anyone
 * acts on them, so of two coordinators that both believe they are the one, only one can decide.
 */
public interface JobLog {

    /** A job that has not ended. */
    record Unfinished(Deployment deployment, JobEvent last) {}

    /** All jobs that have not ended, as of the taking over of the log. */
    List<Unfinished> unfinished();

    /**
     * Adds a deployment with its first event, both or none.
     *
     * @return whether they are there now; false if the deployment was there before with another first event, which the
     *     owner of the log does not know only if its job has ended
     * @throws NotOwner if a later coordinator has taken over
     * @throws Unavailable if it could not be stored, or nobody knows; storing it again is then harmless
     */
    boolean create(Deployment deployment, JobEvent first);

    /**
     * Adds an event, which is durable when this returns.
     *
     * @throws NotOwner if a later coordinator has taken over
     * @throws Unavailable if it could not be stored, or nobody knows; storing the same event again is then harmless
     */
    void append(JobEvent event);

    /**
     * Makes sure that no later coordinator has taken over.
     *
     * @throws NotOwner if one has
     * @throws Unavailable if nobody knows
     */
    void confirmOwner();

    /** A coordinator with a higher epoch owns the log. */
    final class NotOwner extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public NotOwner(String message) {
            super(message);
        }
    }

    /** The log cannot be written now. */
    final class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
