package io.millrace.engine.attempt;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.Prepared;
import java.util.Optional;

/** What happened while an action was carried out. */
public sealed interface PartEvent {

    /** The tasks are there. */
    record Assembled() implements PartEvent {}

    /** They are not, and nothing is left of those that were. */
    record AssemblyFailed(RunError error) implements PartEvent {}

    /** A task failed; others may still run. */
    record Broke(RunError error) implements PartEvent {}

    /**
     * All tasks have ended, well or not.
     *
     * @param prepared what sink tasks that came to their ends have prepared
     */
    record Ended(Prepared prepared) implements PartEvent {}

    /** The committer is done, or gave up. */
    record Concluded(Optional<RunError> error) implements PartEvent {}

    /**
     * A checkpoint has come so far here, begun by this executor or by another's barrier.
     *
     * @param now all there is to tell of it
     */
    record Checkpoint(PartCheckpoint now) implements PartEvent {}

    /**
     * Nothing works any more on a checkpoint whose fate is known.
     *
     * @param prepared what sink tasks that came to their ends have prepared and no completed checkpoint holds
     */
    record Settled(long number, Prepared prepared) implements PartEvent {}
}
