package io.millrace.coordinator;

import io.millrace.coordinator.checkpoint.Checkpoints;
import io.millrace.coordinator.state.JobState;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PartReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job as the coordinator holds it: the last event, and what need not outlive the coordinator. */
final class Job {

    private final Deployment deployment;
    private final Checkpoints checkpoints;
    private JobEvent last;
    private long inStateSinceNanos;
    private List<NodeCounts> counts = List.of();

    /** One that may or may not be in the log: until that is known nothing else can follow. */
    private Optional<JobEvent> pending = Optional.empty();

    Job(Deployment deployment, JobEvent last, Checkpoints checkpoints, long nowNanos) {
        this.deployment = deployment;
        this.checkpoints = checkpoints;
        this.last = last;
        inStateSinceNanos = nowNanos;
    }

    Deployment deployment() {
        return deployment;
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    JobState state() {
        return last.state();
    }

    Desired desired() {
        return last.desired();
    }

    Parallelism parallelism() {
        return last.parallelism();
    }

    JobEvent last() {
        return last;
    }

    long inStateNanos(long nowNanos) {
        return nowNanos - inStateSinceNanos;
    }

    /** On its way to the log. */
    void logging(JobEvent event) {
        pending = Optional.of(event);
    }

    /** What may be in the log or not. */
    Optional<JobEvent> pending() {
        return pending;
    }

    /** Whether it goes on, and the log is known to have its state. */
    boolean isSettled() {
        return pending.isEmpty() && checkpoints.pending().isEmpty() && !state().isFinal();
    }

    /** The log has it. */
    void logged(JobEvent event, long nowNanos) {
        pending = Optional.empty();
        // A wish is an event as well, and does not begin the state anew.
        if (event.state() != last.state()) {
            inStateSinceNanos = nowNanos;
        }
        last = event;
    }

    /** Whether this attempt is the one that its state is about. */
    boolean wants(Fence attempt) {
        return !state().isFinal() && attempt.attempt() == state().attempt();
    }

    List<NodeCounts> counts() {
        return counts;
    }

    /** What the parts of its attempt have counted so far, if there are any. */
    void counted(List<PartReport> parts) {
        Map<String, NodeCounts> sums = new HashMap<>();
        parts.forEach(part -> part.nodes().forEach(node -> sums.merge(node.nodeId(), node, NodeCounts::and)));
        if (!sums.isEmpty()) {
            counts = deployment.plan().operators().stream()
                    .flatMap(operator -> operator.nodeIds().stream())
                    .distinct()
                    .flatMap(node -> Optional.ofNullable(sums.get(node)).stream())
                    .toList();
        }
    }
}
