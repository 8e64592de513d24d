package io.millrace.coordinator.checkpoint;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.JobView;
import io.millrace.coordinator.state.Origin;
import io.millrace.coordinator.state.Running;
import io.millrace.coordinator.state.Stopping;
import io.millrace.coordinator.state.Suspending;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints of one job as its coordinator holds them: what the log says, and which one is being taken. Decides by {@link
 * CheckpointState}; whoever asks carries it out and says so.
 *
 * <p>Not thread-safe: the coordinator's thread.
 */
public final class Checkpoints {

    private static final long NOTHING_ASKED = -1;

    private CheckpointHistory history;
    private Optional<Taking> taking = Optional.empty();
    private long sinceNanos;

    /** One with a higher number is asked for. Not in the log: whoever asks does so again. */
    private long askedAfter = NOTHING_ASKED;

    /** One that may or may not be in the log: until that is known nothing else can follow. */
    private Optional<CheckpointRow> pending = Optional.empty();

    /**
     * @param rows what the log says, the highest number first
     * @param nowNanos the coordinator's monotonic clock
     */
    public Checkpoints(List<CheckpointRow> rows, long nowNanos) {
        history = new CheckpointHistory(rows);
        sinceNanos = nowNanos;
    }

    /** What the log says. */
    public CheckpointHistory history() {
        return history;
    }

    /** How long the last of these lasts by now: that none is taken, that one is taken, that its output becomes visible. */
    public Duration since(long nowNanos) {
        return Duration.ofNanos(nowNanos - sinceNanos);
    }

    /**
     * How they are.
     *
     * @param running where the attempt runs, if one does
     */
    public CheckpointsNow now(JobView view, Optional<Running> running) {
        return new CheckpointsNow(
                history.last(),
                history.failedSinceComplete(),
                running.flatMap(job -> taking.map(open -> open.progress(
                        new CheckpointView(view, job.attempt(), job.placement(), view.desired() == Desired.RUN)))));
    }

    /** What is to be done now. */
    public CheckpointDecision decide(JobView view, JobState job) {
        return switch (job) {
            case Running running ->
                state().decide(new CheckpointView(
                        view, running.attempt(), running.placement(), view.desired() == Desired.RUN));
            case Suspending suspending ->
                state().decide(new CheckpointView(
                        view, suspending.attempt(), suspending.placement(), view.desired() == Desired.SUSPEND));
            case Stopping stopping ->
                state().decide(new CheckpointView(view, stopping.attempt(), stopping.placement(), false));
            case Deploying deploying -> write(view, damaged(view, deploying));
            case Committing committing -> write(view, published(view, committing));
            default -> write(view, Optional.empty());
        };
    }

    private CheckpointState state() {
        if (taking.isPresent()) {
            return taking.get();
        }
        return history.last()
                .filter(row -> row.status() == CheckpointStatus.COMPLETED)
                .<CheckpointState>map(Publishing::new)
                .orElse(new Resting(askedAfter));
    }

    /** Without an attempt that runs none can be taken. */
    private CheckpointDecision write(JobView view, Optional<CheckpointRow> row) {
        return taking.map(open -> open.givenUp(
                        view, CheckpointErrors.overtaken(open.number(), "its attempt came to an end first")))
                .or(() -> row)
                .<CheckpointDecision>map(CheckpointDecision.Write::new)
                .orElse(new CheckpointDecision.Tell(List.of()));
    }

    /** The checkpoint that the attempt was to begin at, if that turns out to be impossible. */
    private Optional<CheckpointRow> damaged(JobView view, Deploying deploying) {
        return deploying
                .origin()
                .filter(Origin::isOwn)
                .flatMap(origin -> history.find(origin.checkpoint()))
                .filter(CheckpointRow::counts)
                .flatMap(row -> deploying.executors().stream()
                        .flatMap(executor -> error(view, executor, deploying.attempt()).stream())
                        .filter(CheckpointErrors::isDamage)
                        .findFirst()
                        .map(row::damaged));
    }

    private static Optional<RunError> error(JobView view, ExecutorId executor, long attempt) {
        return view.part(executor, attempt).flatMap(PartReport::error);
    }

    /** What a job commits in the end has the output of its last checkpoint in it. */
    private Optional<CheckpointRow> published(JobView view, Committing committing) {
        boolean isVisible = view.part(committing.host(), committing.attempt())
                .filter(part ->
                        part.status() == PartStatus.CONCLUDED && part.error().isEmpty())
                .isPresent();
        return history.last()
                .filter(row -> isVisible && row.status() == CheckpointStatus.COMPLETED)
                .map(CheckpointRow::committed);
    }

    /** One with a higher number is to be taken, as soon as that can be. */
    public void ask(long after) {
        askedAfter = Math.max(askedAfter, after);
    }

    /** This checkpoint is being taken from now on. */
    public void take(long number, long attempt, long wallMicros, long nowNanos) {
        taking = Optional.of(new Taking(number, attempt, wallMicros));
        sinceNanos = nowNanos;
    }

    /** On its way to the log. */
    public void writing(CheckpointRow row) {
        pending = Optional.of(row);
    }

    /** What may be in the log or not. */
    public Optional<CheckpointRow> pending() {
        return pending;
    }

    /** The log has it. */
    public void written(CheckpointRow row, long nowNanos) {
        pending = Optional.empty();
        history = history.with(row);
        taking = taking.filter(open -> open.number() != row.number());
        sinceNanos = nowNanos;
    }
}
