package io.millrace.coordinator.checkpoint;

import io.millrace.coordinator.state.Decision.Directive;
import java.util.List;

/** What is decided about a job's checkpoints. */
public sealed interface CheckpointDecision {

    /** A checkpoint is being taken from now on: it is to begin, or executors tell of one that an earlier coordinator began. */
    record Take(long number) implements CheckpointDecision {}

    /** The log is to say this, before anything else follows. */
    record Write(CheckpointRow row) implements CheckpointDecision {}

    /** Nothing follows now but to say this, unless it was said a moment ago. */
    record Tell(List<Directive> directives) implements CheckpointDecision {

        public Tell {
            directives = List.copyOf(directives);
        }
    }
}
