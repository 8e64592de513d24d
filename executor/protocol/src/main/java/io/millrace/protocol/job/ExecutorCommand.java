package io.millrace.protocol.job;

import io.millrace.model.error.RunError;
import io.millrace.protocol.plan.OperatorPlan;
import java.util.List;
import java.util.Optional;

/**
 * What a coordinator tells an executor, in a {@link LeasedCommand}. Each may come late, twice or never; the coordinator
 * goes on saying it until a heartbeat shows its effect. None is answered in any other way.
 */
public sealed interface ExecutorCommand {

    /** Which coordinator says it. */
    long ownerEpoch();

    /** A heartbeat was heard, by this coordinator; it carries a lease. */
    record Acknowledge(long ownerEpoch) implements ExecutorCommand {}

    /** A command about one attempt. */
    sealed interface ForAttempt extends ExecutorCommand {

        /** The attempt. */
        Fence fence();

        @Override
        default long ownerEpoch() {
            return fence().ownerEpoch();
        }
    }

    /**
     * Make your tasks of this attempt, and on its host prepare the sinks; run nothing yet. Needs the lease.
     *
     * @param placement all tasks, so that an executor knows its peers
     * @param restore from where the tasks go on, if not from the beginning; the host commits what that checkpoint prepared
     *     first of all
     */
    record Deploy(Fence fence, OperatorPlan plan, Placement placement, Optional<Restore> restore)
            implements ForAttempt {}

    /** All executors are ready: run. Needs the lease. */
    record Start(Fence fence) implements ForAttempt {}

    /** Sources stop reading; what was read goes through. */
    record Stop(Fence fence) implements ForAttempt {}

    /**
     * End all tasks of this attempt and of earlier ones at once. Also closes them: none of them can begin here later, even
     * if it never came here until now.
     */
    record Cancel(Fence fence) implements ForAttempt {}

    /**
     * Make the output of an earlier attempt visible, or remove it; this is an attempt of its own, with no tasks. Needs the
     * lease.
     *
     * @param prepared what all tasks of that attempt prepared
     */
    record Conclude(Fence fence, OperatorPlan plan, Conclusion conclusion, Prepared prepared) implements ForAttempt {}

    /**
     * Begin a checkpoint: to the host, which has all executors of the attempt begin. Needs the lease. Repeated until the
     * host's report shows a checkpoint of this number or a higher one, and never said while an executor of the attempt
     * reports another one. An executor that was told of a number never begins it again, nor a lower one.
     *
     * @param number from 1; higher than that of every earlier checkpoint of the deployment
     */
    record Checkpoint(Fence fence, long number) implements ForAttempt {}

    /**
     * All parts are written: merge them into the manifest, which is made only if there is none. To the host, repeated until
     * its report shows {@link PartCheckpoint.Stage#MERGED}. Needs the lease.
     *
     * @param parts the part files of all executors of the attempt
     */
    record CompleteCheckpoint(Fence fence, long number, List<String> parts) implements ForAttempt {

        public CompleteCheckpoint {
            parts = List.copyOf(parts);
        }
    }

    /**
     * The checkpoint is completed, whatever comes: make visible what it prepared. To the host, repeated until its report shows
     * {@link PartCheckpoint.Stage#COMMITTED}; after {@link PartCheckpoint.Stage#COMMIT_FAILED} it tries again. Also a host
     * that does not report this checkpoint obeys, unless it was told of its end before. Needs the lease.
     */
    record CommitCheckpoint(Fence fence, long number, Prepared prepared) implements ForAttempt {}

    /**
     * What became of a checkpoint. To each executor of the attempt, to the host after its output was committed; repeated
     * until the report does not show this checkpoint any more. Obeyed at any time: a barrier still under way then passes
     * without effect.
     *
     * @param completed whether it was completed; if not it was given up, and what it held belongs to the next one
     */
    record Settle(Fence fence, long number, boolean completed) implements ForAttempt {}

    /**
     * What became of a {@link Deploy} or a {@link Conclude} on its way: the executor knows which attempt it was about and
     * cannot read the rest. Made where it came, and never sent. The attempt ends here as it begins, so that its coordinator
     * hears of it instead of waiting.
     *
     * @param end how: {@link PartStatus#FAILED} for a deployment, {@link PartStatus#CONCLUDED} for a conclusion
     * @param error why
     */
    record Unreadable(Fence fence, PartStatus end, RunError error) implements ForAttempt {

        /** The code of the error. */
        public static final String CODE = "plan.unreadable";

        public Unreadable {
            if (!end.hasEnded()) {
                throw new IllegalArgumentException("What cannot be read ends at once and is not " + end);
            }
        }

        /** With this reason. */
        public static Unreadable because(Fence fence, PartStatus end, String reason) {
            return new Unreadable(
                    fence,
                    end,
                    RunError.internal(
                            CODE,
                            "An executor cannot read what it is to run. " + reason
                                    + ". Deploy the pipeline again; if that does not help, replace the executors by those of"
                                    + " the control plane's release."));
        }
    }

    /** Nobody asks about this attempt, which has ended, any more. */
    record Release(Fence fence) implements ForAttempt {}

    /**
     * Something for one operator of a task, between two of its steps. Not repeated: whoever sends it can bear its loss.
     *
     * @param payload as sender and operator agreed
     */
    record Mail(Fence fence, TaskId task, int operator, String payload) implements ForAttempt {}

    /**
     * Somebody wants to see the rows that pass an output port: goes to every executor that has tasks of the attempt, and
     * opens a tap or lets it live longer. Taps close by themselves, so whoever looks repeats it, and what is lost costs
     * nothing. The rows come up as {@link TapRows}.
     *
     * @param nodeId with {@code port}, the port as drawn
     * @param forMillis how long from now on, at most {@link #LONGEST_TAP_MILLIS}; 0 closes the tap
     */
    record Tap(Fence fence, String nodeId, String port, int forMillis) implements ForAttempt {

        /** Taps that nobody renews are gone after a minute, whatever the sender says. */
        public static final int LONGEST_TAP_MILLIS = 60_000;

        public Tap {
            if (forMillis < 0 || forMillis > LONGEST_TAP_MILLIS) {
                throw new IllegalArgumentException(
                        "A tap lives between 0 and " + LONGEST_TAP_MILLIS + " ms, not " + forMillis);
            }
        }
    }

    /** What becomes of prepared output. */
    enum Conclusion {
        COMMIT,
        ABORT
    }
}
