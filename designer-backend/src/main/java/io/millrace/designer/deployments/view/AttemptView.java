package io.millrace.designer.deployments.view;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An attempt of a deployment.
 *
 * @param number from 1
 * @param startedAt when executors were chosen for it
 * @param runningAt from when on rows went through
 * @param endedAt when it broke, or came to its end
 * @param end how it ended
 * @param reason why it broke
 * @param from the checkpoint it went on from; absent for the beginning
 * @param executors where it ran, by name
 * @param downMs how long nothing ran before it: from the end of the attempt before until this one ran
 */
public record AttemptView(
        long number,
        Instant startedAt,
        Optional<Instant> runningAt,
        Optional<Instant> endedAt,
        Optional<End> end,
        Optional<Reason> reason,
        Optional<From> from,
        List<String> executors,
        Optional<Long> downMs) {

    /** Where an attempt went on from. */
    public record From(long checkpoint, Instant takenAt) {}

    /** How an attempt ended. */
    public enum End {
        /** Something went wrong. */
        BROKE("broke"),
        /** All input was read, or it was stopped. */
        ENDED("ended"),
        /** The next one went on at another parallelism. */
        RESCALED("rescaled"),
        /** Somebody cancelled it. */
        CANCELLED("cancelled");

        private final String text;

        End(String text) {
            this.text = text;
        }

        /** As it is written. */
        @JsonValue
        public String text() {
            return text;
        }
    }
}
