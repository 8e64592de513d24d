package io.millrace.testkit.recovery;

import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.CheckpointStatus;
import io.millrace.coordinator.state.Aborting;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.Finished;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Origin;
import io.millrace.coordinator.state.Running;
import io.millrace.coordinator.state.Stopped;
import io.millrace.coordinator.state.Stopping;
import io.millrace.coordinator.state.Suspending;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.Restore;
import io.millrace.testkit.cluster.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What must hold at any time, looked at from above: what becomes visible is right, as the {@link Judge} of what is computed says, and nobody
 * does what the log does not say.
 */
final class RowOracle {

    /** Stands for the commit at the end of a job. */
    static final long LAST = Long.MAX_VALUE;

    private record Commit(long checkpoint, List<OutRow> rows) {}

    private record Begun(long attempt, ExecutorId executor) {}

    private final RecoverySimulation simulation;
    private final Set<Begun> begun = new HashSet<>();
    private final List<Commit> commits = new ArrayList<>();
    private final Map<Long, List<String>> committed = new HashMap<>();
    private final Judge judge;

    RowOracle(RecoverySimulation simulation, Judge judge) {
        this.simulation = simulation;
        this.judge = judge;
    }

    private RecoveryLog log() {
        return simulation.log();
    }

    /** Events follow each other, and attempts only grow. */
    void written(JobEvent before, JobEvent event) {
        require(event.number() == before.number() + 1, () -> event + " does not follow " + before);
        require(
                event.state().isFinal()
                        || event.state().attempt() >= before.state().attempt(),
                () -> event + " goes back from " + before);
        if (event.state() instanceof Deploying deploying && event.state() != before.state()) {
            Optional<Long> last = log().lastThatCounts().map(CheckpointRow::number);
            require(
                    deploying.origin().map(Origin::checkpoint).equals(last),
                    () -> deploying + " begins elsewhere than at the last checkpoint, " + last);
        }
        require(
                event.state() == before.state()
                        || event.state().equals(before.state())
                        || before.state().next().contains(event.state().phase()),
                () -> "The job went from " + before.state() + " to " + event.state());
    }

    /** Numbers only grow; a checkpoint that counts is whole; what counts stays so but for damage. */
    void written(Optional<CheckpointRow> before, CheckpointRow row) {
        if (before.isPresent()) {
            CheckpointRow was = before.get();
            boolean isOnlyMore = was.attempt() == row.attempt()
                    && was.manifest().equals(row.manifest())
                    && was.prepared().equals(row.prepared());
            require(
                    isOnlyMore
                            && was.counts()
                            && row.status().ordinal() > was.status().ordinal(),
                    () -> was + " became " + row);
            if (row.status() == CheckpointStatus.FAILED) {
                require(isDamaged(was), () -> was + " is given up and nothing of it is damaged");
            }
            return;
        }
        require(
                log().rows().isEmpty() || row.number() > log().rows().lastKey(),
                () -> row + " comes after " + log().rows().lastKey());
        if (row.counts()) {
            JobState job = log().state().orElseThrow();
            require(
                    job.attempt() == row.attempt()
                            && (job instanceof Running || job instanceof Suspending || job instanceof Stopping),
                    () -> row + " is completed while the job is at " + job);
            requireWhole(row, job);
        }
        require(
                row.status() != CheckpointStatus.COMMITTED || row.prepared().isEmpty(),
                () -> row + " is said to be visible and nobody was told to make it so");
    }

    private void requireWhole(CheckpointRow row, JobState job) {
        String manifest = row.manifest().orElseThrow();
        require(simulation.storage().isThere(manifest), () -> row + " has no manifest");
        for (ExecutorId executor : job.executors()) {
            String part = RowTasks.path(new Fence(row.deployment(), row.attempt(), 1), row.number(), executor);
            require(simulation.storage().isThere(part), () -> row + " is completed without " + part);
        }
    }

    private boolean isDamaged(CheckpointRow row) {
        String manifest = row.manifest().orElseThrow();
        String folder = manifest.substring(0, manifest.lastIndexOf('/') + 1);
        return simulation.mishaps().damages().stream().anyMatch(path -> path.startsWith(folder));
    }

    /** Nothing begins but the one attempt, once on each executor, and at the last checkpoint that counts. */
    void assembles(RowExecutor executor, Fence fence, Optional<Restore> restore) {
        JobState job = log().state().orElseThrow();
        require(
                !job.isFinal() && job.attempt() == fence.attempt(),
                () -> executor.id() + " makes tasks of " + fence + " while the job is at " + job);
        require(
                begun.add(new Begun(fence.attempt(), executor.id())),
                () -> executor.id() + " makes tasks of " + fence + " twice");
        Deploying decided = log().deploying(fence.attempt())
                .orElseThrow(() -> new Violation(fence + " begins and the log does not say where"));
        require(
                restore.map(Restore::checkpoint).equals(decided.origin().map(Origin::checkpoint)),
                () -> fence + " begins at " + restore + " while the log says " + decided);
        restore.ifPresent(from -> goBackTo(from.checkpoint()));
    }

    /**
     * When a later checkpoint was damaged, what it made visible becomes visible again. People are told so; here it is as if it
     * had never been.
     */
    private void goBackTo(long checkpoint) {
        if (commits.stream().noneMatch(commit -> commit.checkpoint() > checkpoint)) {
            return;
        }
        List<Commit> all = List.copyOf(commits);
        commits.clear();
        judge.beginAgain();
        all.stream().filter(commit -> commit.checkpoint() <= checkpoint).forEach(this::apply);
    }

    /** Executors are told what the log says. */
    void settles(RowExecutor executor, Fence fence, long number, boolean completed) {
        CheckpointRow row = log().rows().get(number);
        boolean isSo = row != null && row.wasComplete() == completed;
        require(
                isSo,
                () -> executor.id() + " is told in " + fence + " that checkpoint " + number + " is "
                        + (completed ? "completed" : "given up") + " and the log says " + row);
    }

    void concludes(RowExecutor executor, Fence fence, Conclusion conclusion) {
        JobState job = log().state().orElseThrow();
        boolean isSo = conclusion == Conclusion.COMMIT ? job instanceof Committing : job instanceof Aborting;
        require(
                isSo && job.attempt() == fence.attempt(),
                () -> executor.id() + " begins to " + conclusion + " " + fence + " while the job is at " + job);
    }

    boolean wasCommitted(long checkpoint) {
        return committed.containsKey(checkpoint);
    }

    /** Output becomes visible: only what the log has decided, and each time the same. */
    void commits(Fence fence, long checkpoint, Prepared prepared) {
        List<String> names = RowTasks.names(prepared);
        if (checkpoint != LAST) {
            CheckpointRow row = log().rows().get(checkpoint);
            if (row == null) {
                throw new Violation(fence + " commits checkpoint " + checkpoint + ", which the log does not know");
            }
            require(
                    row.wasComplete(),
                    () -> fence + " commits checkpoint " + checkpoint + ", of which the log says " + row);
            require(
                    row.prepared().equals(prepared),
                    () -> fence + " commits " + RowTasks.names(prepared) + " for " + row);
            if (row.status() == CheckpointStatus.FAILED) {
                // A commit that began before the damage was found, on a host that has been given up.
                names = names.stream().filter(simulation.store()::isPending).toList();
            }
        }
        List<String> before = committed.putIfAbsent(checkpoint, names);
        List<String> now = names;
        require(
                before == null || checkpoint != LAST || before.equals(now),
                () -> fence + " commits " + now + " after " + before);
        List<OutRow> rows = new ArrayList<>();
        for (String name : names) {
            rows.addAll(simulation.store().commit(name));
        }
        apply(new Commit(checkpoint, rows));
    }

    private void apply(Commit commit) {
        commits.add(commit);
        judge.visible(commit.rows(), commit.checkpoint());
    }

    /** In the end. */
    void ended() {
        JobState job = log().state().orElseThrow();
        switch (job) {
            case Finished _ -> judge.allIsVisible();
            case Stopped _ -> {
                require(simulation.isToBeEnded(), () -> "The job was stopped by nobody: " + job);
                require(
                        !simulation.isToBeSuspended() || ofLastCheckpoint(committed.getOrDefault(LAST, List.of())),
                        () -> "Rows are visible that whoever goes on from the last checkpoint reads again");
            }
            case Failed(var error) ->
                require(
                        error.code().equals("checkpoint.none")
                                && !simulation.mishaps().damages().isEmpty(),
                        () -> "The job has failed: " + error);
            default -> throw new Violation("The job has not ended but is at " + job);
        }
        List<String> orphans = simulation.store().orphans();
        // What a lost executor left of a job that is not wanted any more goes when the pipeline runs the next time.
        boolean mayBeLeft = !(job instanceof Finished) && simulation.hasLostExecutors();
        require(mayBeLeft || orphans.isEmpty(), () -> "Nobody will commit or remove " + orphans);
        log().lastThatCounts()
                .ifPresent(row -> require(
                        job instanceof Failed || row.status() == CheckpointStatus.COMMITTED,
                        () -> row + " is not committed in the end"));
    }

    /** Whether the last checkpoint holds all that these names stand for: its own commit may have come last. */
    private boolean ofLastCheckpoint(List<String> names) {
        return log().lastThatCounts()
                .map(row -> RowTasks.names(row.prepared()))
                .orElse(List.of())
                .containsAll(names);
    }

    private static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new Violation(otherwise.get());
        }
    }
}
