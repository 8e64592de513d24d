package io.millrace.coordinator;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A job log in memory, shared by coordinators that follow each other. */
final class ListLog {

    private final Map<DeploymentId, Deployment> deployments = new TreeMap<>();
    private final Map<DeploymentId, List<JobEvent>> events = new TreeMap<>();
    private long epoch;
    private boolean fails;

    long takeOver() {
        return ++epoch;
    }

    long epoch() {
        return epoch;
    }

    void fails(boolean now) {
        fails = now;
    }

    List<RunError> reasons(DeploymentId deployment) {
        return events.getOrDefault(deployment, List.of()).stream()
                .map(JobEvent::reason)
                .flatMap(Optional::stream)
                .toList();
    }

    JobLog access() {
        long mine = epoch;
        return new JobLog() {
            @Override
            public List<Unfinished> unfinished() {
                return deployments.values().stream()
                        .map(deployment -> new Unfinished(
                                deployment,
                                events.getOrDefault(deployment.id(), List.of()).getLast()))
                        .filter(job -> !job.last().state().isFinal())
                        .toList();
            }

            @Override
            public boolean create(Deployment deployment, JobEvent first) {
                confirmOwner();
                if (deployments.putIfAbsent(deployment.id(), deployment) != null) {
                    return false;
                }
                events.put(deployment.id(), new ArrayList<>(List.of(first)));
                return true;
            }

            @Override
            public void append(JobEvent event) {
                confirmOwner();
                events.computeIfAbsent(event.deployment(), _ -> new ArrayList<>())
                        .add(event);
            }

            @Override
            public void confirmOwner() {
                if (fails) {
                    throw new Unavailable("Away", new IllegalStateException());
                }
                if (mine != epoch) {
                    throw new NotOwner("Not any more");
                }
            }
        };
    }
}
