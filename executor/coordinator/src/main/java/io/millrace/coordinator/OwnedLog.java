package io.millrace.coordinator;

import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.Checkpoints;

/**
 * The logs as a coordinator writes to them: one thing at a time for each job, again until it is known to be there, and as long
 * as no later coordinator has taken over.
 */
final class OwnedLog {

    private final long ownerEpoch;
    private final Clock clock;
    private final JobLog jobs;
    private final CheckpointLog checkpoints;
    private long certainAtNanos;
    private boolean lost;

    OwnedLog(long ownerEpoch, Clock clock, JobLog jobs, CheckpointLog checkpoints) {
        this.ownerEpoch = ownerEpoch;
        this.clock = clock;
        this.jobs = jobs;
        this.checkpoints = checkpoints;
        certainAtNanos = clock.nanoTime();
    }

    /** Whether a later coordinator is known to be at work. */
    boolean isLost() {
        return lost;
    }

    /** A later coordinator was heard of. */
    void lose() {
        lost = true;
    }

    /** When it was certainly ours the last time, on our clock. */
    long certainAtNanos() {
        return certainAtNanos;
    }

    /**
     * Refuses what somebody asks of a coordinator that is none any more.
     *
     * @throws JobLog.NotOwner if a later one is at work
     */
    void require() {
        if (lost) {
            throw new JobLog.NotOwner("A later coordinator has taken over from epoch " + ownerEpoch);
        }
    }

    /** A job as an earlier coordinator has left it. */
    Job taken(JobLog.Unfinished left) {
        return new Job(left.deployment(), left.last(), checkpointsOf(left.deployment()), clock.nanoTime());
    }

    private Checkpoints checkpointsOf(Deployment deployment) {
        return new Checkpoints(checkpoints.rows(deployment.id()), clock.nanoTime());
    }

    /** Brings an event into the log. */
    void append(Job job, JobEvent event) {
        job.logging(event);
        settle(job);
    }

    /** Brings a row of a job's checkpoints into the log. */
    void write(Job job, CheckpointRow row) {
        job.checkpoints().writing(row);
        settle(job);
    }

    /**
     * Brings into the log what may be there or not.
     *
     * @throws DeploymentRefused if it is a deployment that has ended already
     */
    void settle(Job job) {
        job.checkpoints().pending().ifPresent(row -> {
            owned(() -> checkpoints.write(row));
            job.checkpoints().written(row, clock.nanoTime());
        });
        job.pending().ifPresent(event -> {
            if (event.number() == 1) {
                owned(() -> create(job.deployment(), event));
            } else {
                owned(() -> jobs.append(event));
            }
            job.logged(event, clock.nanoTime());
        });
    }

    private void create(Deployment deployment, JobEvent first) {
        if (!jobs.create(deployment, first)) {
            throw new DeploymentRefused("deployment.ended", "Deployment " + deployment.id() + " has ended already.");
        }
    }

    /** Makes sure from time to time that nobody has taken over. */
    void confirm(long everyNanos) {
        if (clock.nanoTime() - certainAtNanos >= everyNanos) {
            try {
                owned(jobs::confirmOwner);
            } catch (JobLog.Unavailable | JobLog.NotOwner e) {
                // Leases run out, and nothing new begins until the log is there again.
            }
        }
    }

    private void owned(Runnable access) {
        long before = clock.nanoTime();
        try {
            access.run();
            certainAtNanos = before;
        } catch (JobLog.NotOwner e) {
            lost = true;
            throw e;
        }
    }
}
