package io.millrace.testkit.cluster;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.Finished;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Phase;
import io.millrace.coordinator.state.Stopped;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What must hold in a cluster at any time, looked at from above. The log is the truth about which attempt of a deployment
 * is the one; an executor is trusted as long as it has a lease.
 */
final class Invariants {

    /** Written out a second time, so that the states cannot allow themselves more than was meant. */
    private static final Map<Phase, Set<Phase>> LEGAL = Map.ofEntries(
            Map.entry(Phase.CREATED, Set.of(Phase.SCHEDULING, Phase.STOPPED)),
            Map.entry(Phase.SCHEDULING, Set.of(Phase.DEPLOYING, Phase.COMMITTING, Phase.STOPPED, Phase.FAILED)),
            Map.entry(Phase.DEPLOYING, Set.of(Phase.RUNNING, Phase.RESTARTING, Phase.CANCELLING)),
            Map.entry(
                    Phase.RUNNING,
                    Set.of(
                            Phase.COMMITTING,
                            Phase.SUSPENDING,
                            Phase.STOPPING,
                            Phase.RESCALING,
                            Phase.RESTARTING,
                            Phase.CANCELLING)),
            Map.entry(Phase.SUSPENDING, Set.of(Phase.COMMITTING, Phase.STOPPING, Phase.CANCELLING)),
            Map.entry(Phase.STOPPING, Set.of(Phase.COMMITTING, Phase.CANCELLING)),
            Map.entry(Phase.RESCALING, Set.of(Phase.SCHEDULING, Phase.CANCELLING)),
            Map.entry(Phase.RESTARTING, Set.of(Phase.SCHEDULING, Phase.CANCELLING)),
            Map.entry(
                    Phase.COMMITTING,
                    Set.of(Phase.COMMITTING, Phase.ABORTING, Phase.FINISHED, Phase.STOPPED, Phase.FAILED)),
            Map.entry(Phase.CANCELLING, Set.of(Phase.COMMITTING, Phase.ABORTING, Phase.STOPPED, Phase.FAILED)),
            Map.entry(Phase.ABORTING, Set.of(Phase.STOPPED, Phase.FAILED)),
            Map.entry(Phase.FINISHED, Set.of()),
            Map.entry(Phase.STOPPED, Set.of()),
            Map.entry(Phase.FAILED, Set.of()));

    private record Once(DeploymentId deployment, long attempt, TaskId task) {}

    private final SimulatedCluster cluster;
    private final Set<Once> deployed = new HashSet<>();
    private final Map<Fence, Set<ExecutorId>> assembled = new HashMap<>();

    Invariants(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** Every transition is legal; numbers, epochs and attempts only grow; one deployment is active per target. */
    void written(List<JobEvent> before, JobEvent event) {
        if (before.isEmpty()) {
            require(event.number() == 1 && event.state().phase() == Phase.CREATED, () -> "begins with " + event);
            Deployment deployment = cluster.log().deployments().get(event.deployment());
            cluster.log().deployments().values().stream()
                    .filter(other -> deployment != null
                            && !other.id().equals(deployment.id())
                            && other.target().equals(deployment.target()))
                    .forEach(other ->
                            require(truth(other.id()).isFinal(), () -> deployment + " is active beside " + other.id()));
            return;
        }
        JobEvent last = before.getLast();
        JobState from = last.state();
        require(event.number() == last.number() + 1, () -> event + " does not follow " + last);
        require(event.ownerEpoch() >= last.ownerEpoch(), () -> event + " is by an earlier owner than " + last);
        require(
                event.state().isFinal() || event.state().attempt() >= from.attempt(),
                () -> event + " goes back from " + last);
        require(event.desired().compareTo(last.desired()) >= 0, () -> event + " takes a wish of " + last + " back");
        require(
                event.state().equals(from)
                        || LEGAL.getOrDefault(from.phase(), Set.of())
                                .contains(event.state().phase()),
                () -> event.deployment() + " went from " + from + " to " + event.state());
        require(
                !(last.desired() != Desired.RUN && event.state().phase() == Phase.SCHEDULING),
                () -> event.deployment() + " is started again although it is to stop");
    }

    /** Nothing is deployed twice, and nothing that is not the one attempt. */
    void assembles(SimulatedExecutor executor, Fence fence, Placement placement) {
        require(isTheOne(fence), () -> executor.id() + " assembles " + fence + " while the job is at " + truth(fence));
        for (TaskId task : placement.tasksOf(executor.id())) {
            require(
                    deployed.add(new Once(fence.deployment(), fence.attempt(), task)),
                    () -> task + " of " + fence + " is deployed twice");
        }
        assembled
                .computeIfAbsent(new Fence(fence.deployment(), fence.attempt(), 1), _ -> new HashSet<>())
                .add(executor.id());
    }

    /** Tasks run when all are there. */
    void runs(SimulatedExecutor executor, Fence fence) {
        require(isTheOne(fence), () -> executor.id() + " runs " + fence + " while the job is at " + truth(fence));
        Set<ExecutorId> there = assembled.getOrDefault(new Fence(fence.deployment(), fence.attempt(), 1), Set.of());
        require(
                truth(fence).executors().stream().allMatch(there::contains),
                () -> executor.id() + " runs " + fence + " before all parts of it are there");
    }

    /** No fenced attempt commits or aborts, and what is committed is what one attempt prepared, whole. */
    void concludes(SimulatedExecutor executor, Fence fence, Conclusion conclusion, Prepared prepared) {
        Phase phase = truth(fence).phase();
        require(
                isTheOne(fence) && phase == (conclusion == Conclusion.COMMIT ? Phase.COMMITTING : Phase.ABORTING),
                () -> executor.id() + " begins to " + conclusion + " " + fence + " while the job is at "
                        + truth(fence));
        if (conclusion == Conclusion.COMMIT) {
            requireWhole(fence.deployment(), prepared);
        }
    }

    /** Of all that is trusted, only the one attempt runs. */
    void check() {
        for (SimulatedExecutor executor : cluster.executors()) {
            if (executor.hasLease()) {
                executor.statuses().forEach((fence, status) -> {
                    // A committer is told apart by what it commits, which its beginning has checked.
                    if (!status.hasEnded() && status != PartStatus.CONCLUDING) {
                        require(
                                isTheOne(fence),
                                () -> executor.id() + " has a lease and runs " + fence + " (" + status
                                        + ") while the job is at " + truth(fence));
                    }
                });
            }
        }
    }

    /** Output is visible at most once. */
    void visible(DeploymentId deployment) {
        int times = cluster.sinks().visible(deployment).size();
        require(times <= 1, () -> "Output of " + deployment + " became visible " + times + " times");
    }

    /** A coordinator that took over knows all jobs that have not ended. */
    void tookOver(List<DeploymentId> known) {
        for (DeploymentId deployment : cluster.log().deployments().keySet()) {
            require(truth(deployment).isFinal() || known.contains(deployment), () -> deployment + " is lost");
        }
    }

    /** In the end every job has ended as it should. */
    void ended(SimulatedCluster.Course course, DeploymentId deployment, boolean mayFail) {
        JobState state = truth(deployment);
        require(state.isFinal(), () -> deployment + " has not ended but is at " + state + "; " + course);
        boolean visible = !cluster.sinks().visible(deployment).isEmpty();
        switch (state) {
            case Finished _ -> require(visible, () -> deployment + " has finished without output");
            case Stopped(Optional<?> note) -> {
                require(course != SimulatedCluster.Course.TO_ITS_END, () -> deployment + " was stopped by nobody");
                require(
                        note.isEmpty() || !visible,
                        () -> deployment + " was stopped without output, and there is some");
            }
            case Failed failed -> require(mayFail, () -> deployment + " has failed: " + failed.error());
            default -> throw new Violation(deployment + " ended as " + state);
        }
    }

    private void requireWhole(DeploymentId deployment, Prepared prepared) {
        Set<String> attempts = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (byte[] bytes : prepared.of(SimulatedExecutor.SINK_OPERATOR)) {
            String name = new String(bytes, StandardCharsets.UTF_8);
            names.add(name);
            attempts.add(name.substring(0, name.indexOf('/')));
        }
        require(
                attempts.size() == 1 && names.size() == cluster.sinkTasks(deployment),
                () -> "What is to become visible of " + deployment + " is not the output of one attempt: " + names);
    }

    private boolean isTheOne(Fence fence) {
        JobState state = truth(fence);
        return !state.isFinal() && state.attempt() == fence.attempt();
    }

    private JobState truth(Fence fence) {
        return truth(fence.deployment());
    }

    private JobState truth(DeploymentId deployment) {
        return cluster.log()
                .last(deployment)
                .map(JobEvent::state)
                .orElseThrow(() -> new Violation(deployment + " runs and is not in the log"));
    }

    private static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new Violation(otherwise.get());
        }
    }
}
