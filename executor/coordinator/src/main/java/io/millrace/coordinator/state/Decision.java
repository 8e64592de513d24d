package io.millrace.coordinator.state;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import java.util.List;
import java.util.Optional;

/** What a state decides: to go on to another one, or to stay and tell executors something. */
public sealed interface Decision {

    /**
     * The job goes on.
     *
     * @param reason when that is not the usual course
     */
    record Go(JobState to, Optional<RunError> reason) implements Decision {}

    /**
     * The job stays where it is.
     *
     * @param directives what to say, unless it was said a moment ago
     */
    record Stay(List<Directive> directives) implements Decision {

        public Stay {
            directives = List.copyOf(directives);
        }
    }

    /** The job stays where it is, and does not go on at the parallelism that was asked for. */
    record KeepParallelism(RunError reason) implements Decision {}

    /** A command for an executor. */
    record Directive(ExecutorId to, ExecutorCommand.ForAttempt command) {}

    /** The usual course. */
    static Decision go(JobState to) {
        return new Go(to, Optional.empty());
    }

    /** Not the usual course. */
    static Decision go(JobState to, RunError reason) {
        return new Go(to, Optional.of(reason));
    }

    /** There is nothing to do but wait. */
    static Decision stay() {
        return new Stay(List.of());
    }

    /** Waiting, and saying this. */
    static Decision stay(List<Directive> directives) {
        return new Stay(directives);
    }
}
