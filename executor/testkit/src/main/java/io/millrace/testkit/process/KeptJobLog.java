package io.millrace.testkit.process;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobLog;
import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.MemoryCheckpointLog;
import io.millrace.protocol.job.DeploymentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job log in memory that coordinators leave to each other. For several threads. */
final class KeptJobLog {

    private final Map<DeploymentId, Deployment> deployments = new LinkedHashMap<>();
    private final Map<DeploymentId, List<JobEvent>> events = new LinkedHashMap<>();
    private final MemoryCheckpointLog checkpoints = new MemoryCheckpointLog();
    private long epoch;

    /** The next owner's epoch; earlier owners can write nothing from now on. */
    synchronized long takeOver() {
        return ++epoch;
    }

    /** All that happened to a job. */
    synchronized List<JobEvent> events(DeploymentId deployment) {
        return List.copyOf(events.getOrDefault(deployment, List.of()));
    }

    /** The log in an owner's hands. */
    JobLog ownedBy(long owner) {
        return new JobLog() {
            @Override
            public List<Unfinished> unfinished() {
                synchronized (KeptJobLog.this) {
                    return deployments.values().stream()
                            .map(deployment -> new Unfinished(
                                    deployment, events(deployment.id()).getLast()))
                            .filter(job -> !job.last().state().isFinal())
                            .toList();
                }
            }

            @Override
            public boolean create(Deployment deployment, JobEvent first) {
                synchronized (KeptJobLog.this) {
                    confirmOwner();
                    if (deployments.putIfAbsent(deployment.id(), deployment) != null) {
                        return events(deployment.id()).getFirst().equals(first);
                    }
                    events.put(deployment.id(), new ArrayList<>(List.of(first)));
                    return true;
                }
            }

            @Override
            public void append(JobEvent event) {
                synchronized (KeptJobLog.this) {
                    confirmOwner();
                    List<JobEvent> before = events.computeIfAbsent(event.deployment(), _ -> new ArrayList<>());
                    if (!before.contains(event)) {
                        before.add(event);
                    }
                }
            }

            @Override
            public void confirmOwner() {
                requireOwner(owner);
            }
        };
    }

    /** What it keeps of checkpoints, in an owner's hands. */
    CheckpointLog checkpointsOwnedBy(long owner) {
        return new CheckpointLog() {
            @Override
            public List<CheckpointRow> rows(DeploymentId deployment) {
                synchronized (KeptJobLog.this) {
                    return checkpoints.rows(deployment);
                }
            }

            @Override
            public void write(CheckpointRow row) {
                synchronized (KeptJobLog.this) {
                    requireOwner(owner);
                    checkpoints.write(row);
                }
            }
        };
    }

    private synchronized void requireOwner(long owner) {
        if (owner != epoch) {
            throw new JobLog.NotOwner("Coordinator " + epoch + " has taken over from " + owner);
        }
    }
}
