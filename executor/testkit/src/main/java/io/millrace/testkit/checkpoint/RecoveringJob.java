package io.millrace.testkit.checkpoint;

import io.millrace.engine.job.CheckpointResources;
import io.millrace.engine.job.Connectors;
import io.millrace.engine.job.JobResources;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.Restore;
import io.millrace.protocol.job.Transfer;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.io.FileStore;
import io.millrace.state.HeapStateBackend;
import io.millrace.testkit.played.PlayedAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A job over several attempts, each of which dies when the test says so and the next of which goes on from the last completed
 * checkpoint. Plays what a coordinator decides, with reports and commands that come at any time; all chance is of one seed.
 */
public final class RecoveringJob {

    private final DeploymentId deployment;
    private final Connectors connectors;
    private final FormatRegistry formats;
    private final FileStore files;
    private final CheckpointStorage storage;
    private final Random random;
    private final TickingClock clock = new TickingClock();

    private long attempts;
    private long checkpoints;
    private Optional<Restore> completed = Optional.empty();
    private CheckpointFigures cost = CheckpointFigures.NOTHING;
    private boolean committed = true;
    private int restores;
    private StateBackend backend = new HeapStateBackend();
    private final List<RunError> failures = new ArrayList<>();

    public RecoveringJob(
            DeploymentId deployment,
            Connectors connectors,
            FormatRegistry formats,
            FileStore files,
            CheckpointStorage storage,
            long seed) {
        this.deployment = deployment;
        this.connectors = connectors;
        this.formats = formats;
        this.files = files;
        this.storage = storage;
        random = new Random(seed);
    }

    /** Its attempts keep a few rows of state in memory and all others on disk. */
    public RecoveringJob withFewRowsInMemory() {
        return withState(FewRowsInMemory.backend());
    }

    /** Its attempts keep state as this one does, which stays the caller's. */
    public RecoveringJob withState(StateBackend keeper) {
        backend = keeper;
        return this;
    }

    /** The last checkpoint that was completed. */
    public Optional<Restore> completed() {
        return completed;
    }

    /** What the last checkpoint that was completed cost all executors. */
    public CheckpointFigures cost() {
        return cost;
    }

    /** Goes on from another checkpoint than the last one. */
    public void goOnFrom(Restore earlier) {
        completed = Optional.of(earlier);
    }

    /** Starts from the last checkpoint of another job, which has been {@link #cancel cancelled}. */
    public void startFrom(RecoveringJob other, Transfer transfer) {
        Restore last = other.completed.orElseThrow();
        startFrom(Restore.of(last.checkpoint(), last.manifest(), transfer));
    }

    /** Starts from a checkpoint of a deployment that is not there. */
    public void startFrom(Restore restore) {
        completed = Optional.of(restore);
        checkpoints = restore.checkpoint();
    }

    /** Ends without another attempt: what the last completed checkpoint prepared becomes visible, and nothing else. */
    public void cancel(OperatorPlan plan) {
        if (!committed) {
            PlayedAttempt attempt = played(plan, 1, Optional.empty());
            commit(attempt, plan, completed.orElseThrow().prepared());
            committed = true;
        }
    }

    /** How many attempts went on from a checkpoint. */
    public int restores() {
        return restores;
    }

    /** Why checkpoints failed. */
    public List<RunError> failures() {
        return List.copyOf(failures);
    }

    /**
     * One attempt, which takes checkpoints one after the other.
     *
     * @param steps after so many of them it dies, if it has not ended before
     * @return whether it came to its end and everything is committed
     */
    public boolean attempt(OperatorPlan plan, int executors, int steps) {
        PlayedAttempt attempt = played(plan, executors, completed);
        restores += completed.isPresent() ? 1 : 0;
        attempt.deploy();
        for (int step = 0; step < steps; step++) {
            attempt.happens();
            if (random.nextInt(20) == 0) {
                clock.advanceToNext();
            }
            if (random.nextInt(4) == 0) {
                attempt.beat();
                if (decide(attempt)) {
                    conclude(attempt, plan);
                    return true;
                }
            }
        }
        return false;
    }

    /** An attempt that lives until its end. */
    public void toEnd(OperatorPlan plan, int executors) {
        if (!attempt(plan, executors, 2_000_000)) {
            throw new AssertionError("The job is stuck");
        }
    }

    /** Makes an attempt's tasks and nothing else; what it says of them. */
    public List<PartReport> assembled(OperatorPlan plan, int executors) {
        PlayedAttempt attempt = played(plan, executors, completed);
        attempt.deploy();
        attempt.settles();
        return attempt.reports();
    }

    private PlayedAttempt played(OperatorPlan plan, int executors, Optional<Restore> restore) {
        return new PlayedAttempt(
                new Fence(deployment, ++attempts, 1),
                plan,
                restore,
                executors,
                random.nextLong(),
                clock,
                (workers, io) -> new JobResources(
                        connectors,
                        formats,
                        files,
                        backend,
                        workers,
                        Runnable::run,
                        clock,
                        io,
                        Optional.of(new CheckpointResources(storage, io))));
    }

    /** Says what is missing; whether the attempt has come to its end. */
    private boolean decide(PlayedAttempt attempt) {
        for (PartReport report : attempt.reports()) {
            if (report.error().isPresent()) {
                throw new AssertionError("The attempt failed: " + report);
            }
        }
        if (attempt.all(PartStatus.READY)) {
            attempt.tellAll(new ExecutorCommand.Start(attempt.fence()));
            return false;
        }
        List<PartCheckpoint> open = attempt.reports().stream()
                .flatMap(report -> report.checkpoint().stream())
                .toList();
        if (open.isEmpty()) {
            return begin(attempt);
        }
        goOn(attempt, open);
        return false;
    }

    private boolean begin(PlayedAttempt attempt) {
        if (attempt.all(PartStatus.FINISHED)) {
            return true;
        }
        boolean runs = attempt.reports().stream().anyMatch(report -> report.status() == PartStatus.RUNNING);
        if (runs && random.nextInt(8) == 0) {
            attempt.tellHost(new ExecutorCommand.Checkpoint(attempt.fence(), ++checkpoints));
        }
        return false;
    }

    private void goOn(PlayedAttempt attempt, List<PartCheckpoint> open) {
        Fence fence = attempt.fence();
        long number = open.getFirst().number();
        boolean isCompleted = completed.isPresent() && completed.get().checkpoint() == number;
        if (isCompleted) {
            boolean done = attempt.ofHost().isEmpty() || attempt.ofHost().get().stage() == Stage.COMMITTED;
            if (done) {
                committed = true;
                attempt.tellAll(new ExecutorCommand.Settle(fence, number, true));
            } else {
                attempt.tellHost(new ExecutorCommand.CommitCheckpoint(
                        fence, number, completed.get().prepared()));
            }
            return;
        }
        Optional<PartCheckpoint> failed =
                open.stream().filter(part -> part.stage() == Stage.FAILED).findFirst();
        // Those that are too slow are given up as well, wherever they are.
        if (failed.isPresent() || random.nextInt(300) == 0) {
            failed.flatMap(PartCheckpoint::error).ifPresent(failures::add);
            attempt.tellAll(new ExecutorCommand.Settle(fence, number, false));
            return;
        }
        Optional<PartCheckpoint> host = attempt.ofHost();
        if (host.isPresent() && host.get().stage() == Stage.MERGED) {
            // The row that decides.
            completed = Optional.of(new Restore(
                    number, host.get().file().orElseThrow(), host.get().prepared()));
            cost = open.stream().map(PartCheckpoint::figures).reduce(CheckpointFigures.NOTHING, CheckpointFigures::and);
            committed = false;
            return;
        }
        boolean all = open.size() == attempt.reports().size();
        if (all && open.stream().allMatch(part -> part.stage() == Stage.WRITTEN)) {
            attempt.tellHost(new ExecutorCommand.CompleteCheckpoint(
                    fence,
                    number,
                    open.stream().map(part -> part.file().orElseThrow()).toList()));
        }
    }

    /** All tasks have ended: what is prepared and not committed is the last commit. */
    private void conclude(PlayedAttempt attempt, OperatorPlan plan) {
        Prepared last = attempt.reports().stream().map(PartReport::prepared).reduce(Prepared.NOTHING, Prepared::and);
        if (!committed) {
            last = completed.orElseThrow().prepared().and(last);
        }
        if (attempt.outstandingBuffers() != 0) {
            throw new AssertionError(attempt.outstandingBuffers() + " buffers were not given back");
        }
        commit(attempt, plan, last);
    }

    private void commit(PlayedAttempt attempt, OperatorPlan plan, Prepared prepared) {
        Fence next = new Fence(deployment, ++attempts, 1);
        attempt.tellHost(new ExecutorCommand.Conclude(next, plan, ExecutorCommand.Conclusion.COMMIT, prepared));
        attempt.settles();
        if (attempt.reports().stream()
                .noneMatch(report -> report.status() == PartStatus.CONCLUDED
                        && report.error().isEmpty())) {
            throw new AssertionError("Nothing was concluded: " + attempt.reports());
        }
    }
}
