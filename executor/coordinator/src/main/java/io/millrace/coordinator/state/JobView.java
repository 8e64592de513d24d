package io.millrace.coordinator.state;

import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.SavepointPort;
import io.millrace.coordinator.Scheduler.Candidate;
import io.millrace.coordinator.checkpoint.CheckpointHistory;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.plan.OperatorPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a state decides by.
 *
 * @param deployment what runs
 * @param desired what is wanted
 * @param parallelism how many tasks its fragments run as, and are to run as
 * @param ownerEpoch this coordinator's
 * @param inState how long the job has been in this state, as far as this coordinator has seen it
 * @param settings the times
 * @param executors what is known of executors
 * @param checkpoints what the log says of the deployment's checkpoints
 * @param sinceCheckpoint how long no checkpoint is taken, or one is, or its output becomes visible, as far as this coordinator
 *     has seen it
 * @param savepoints has checkpoints made of savepoints
 */
public record JobView(
        Deployment deployment,
        Desired desired,
        Parallelism parallelism,
        long ownerEpoch,
        Duration inState,
        CoordinatorSettings settings,
        Executors executors,
        CheckpointHistory checkpoints,
        Duration sinceCheckpoint,
        SavepointPort savepoints) {

    /** What is known of executors. */
    public interface Executors {

        /** Whether it is there. */
        Presence presence(ExecutorId executor);

        /** What it said last about this attempt of the deployment; nothing unless it is present. */
        Optional<PartReport> part(ExecutorId executor, Fence attempt);

        /** Those that may be given work now, in the order of their ids. */
        List<Candidate> candidates();
    }

    /** Whether an executor is there. */
    public enum Presence {
        /** It has spoken to this coordinator and its silence is not too long. */
        PRESENT,
        /** It was there before this coordinator, which has not waited long enough for it. */
        AWAITED,
        /** Its lease has ended: what it may still run is fenced. */
        LOST
    }

    /** What executors run, at the parallelism of now. */
    public OperatorPlan plan() {
        return deployment.plan(parallelism.now());
    }

    /** How many workers the executors have together that may be given work now. */
    public int workers() {
        return executors.candidates().stream().mapToInt(Candidate::slots).sum();
    }

    /** The parallelism that was asked for, if there are workers enough for it. */
    public Optional<Parallelism.Wanted> rescale() {
        return parallelism.wanted().filter(wanted -> workers() >= wanted.tasks());
    }

    /** In whose name things are said about an attempt. */
    public Fence fence(long attempt) {
        return new Fence(deployment.id(), attempt, ownerEpoch);
    }

    /** What an executor said last about an attempt. */
    public Optional<PartReport> part(ExecutorId executor, long attempt) {
        return executors.part(executor, fence(attempt));
    }

    /** Whether an executor is there. */
    public Presence presence(ExecutorId executor) {
        return executors.presence(executor);
    }
}
