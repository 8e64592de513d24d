package io.millrace.engine.attempt;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Prepared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything an executor knows about attempts, and the fence on its side. Commands and events go in, actions and
 * heartbeats come out.
 *
 * <ul>
 *   <li>A command of a lower epoch than was met before is refused.
 *   <li>A command for a lower attempt than was met before is refused; a part begins only with a higher one, and only
 *       when nothing of the deployment runs here any more. So an attempt begins here at most once.
 *   <li>What two executors must never do for one deployment (deploy, start, commit, abort) is begun only within the lease
 *       that the command carries. A coordinator gives an executor up, and its work to another, only after that.
 * </ul>
 *
 * <p>Not thread-safe: one thread, or a lock around it.
 */
public final class ExecutorParts {

    /**
     * Deployments whose highest attempt is remembered. An entry guards against commands that are under way for longer than
     * it takes to deploy so many times, and is a hundred bytes.
     */
    private static final int REMEMBERED_DEPLOYMENTS = 10_000;

    /** Tasks look at a cancellation every millisecond. One that has not after so long is caught in code that never will. */
    private static final Duration LONGEST_CANCELLATION = Duration.ofSeconds(30);

    /** What tasks have counted, read at each heartbeat. */
    @FunctionalInterface
    public interface Counts {

        /** By node, in plan order. */
        List<NodeCounts> of(Fence attempt);
    }

    private final ExecutorId self;
    private final int slots;
    private final Counts counts;
    private final Map<DeploymentId, Part> parts = new TreeMap<>();
    private final Map<DeploymentId, Long> highestAttempts = new LinkedHashMap<>(16, 0.75f, true);

    private long ownerEpoch;
    private long leaseEndNanos = LeasedCommand.NO_LEASE;
    private long sequence;

    /**
     * @param self this process
     * @param slots how many workers it has
     * @param counts what tasks have counted
     */
    public ExecutorParts(ExecutorId self, int slots, Counts counts) {
        this.self = self;
        this.slots = slots;
        this.counts = counts;
    }

    /**
     * A command came.
     *
     * @param nowNanos the executor's monotonic clock
     * @return what is to be done; empty also when it was refused, came again or comes too early
     */
    public List<PartAction> command(LeasedCommand leased, long nowNanos) {
        ExecutorCommand command = leased.command();
        if (command.ownerEpoch() < ownerEpoch) {
            return List.of();
        }
        if (command.ownerEpoch() > ownerEpoch) {
            ownerEpoch = command.ownerEpoch();
            leaseEndNanos = LeasedCommand.NO_LEASE;
        }
        leaseEndNanos = Math.max(leaseEndNanos, leased.leaseEndNanos());
        return switch (command) {
            case ExecutorCommand.Acknowledge _ -> List.of();
            case ExecutorCommand.ForAttempt forAttempt -> forAttempt(forAttempt, nowNanos < leased.leaseEndNanos());
        };
    }

    private List<PartAction> forAttempt(ExecutorCommand.ForAttempt command, boolean inTime) {
        Fence fence = command.fence();
        Part part = parts.get(fence.deployment());
        at(fence).ifPresent(own -> own.adoptedBy(fence.ownerEpoch()));
        if (fence.attempt() < highestAttempts.getOrDefault(fence.deployment(), 0L)) {
            return List.of();
        }
        return switch (command) {
            case ExecutorCommand.Deploy deploy -> {
                if (!inTime || !mayBegin(fence)) {
                    yield List.of();
                }
                List<PartAction> actions = begin(fence, PartStatus.ASSEMBLING);
                actions.add(new PartAction.Assemble(fence, deploy.plan(), deploy.placement(), deploy.restore()));
                yield actions;
            }
            case ExecutorCommand.Conclude conclude -> {
                if (!inTime || !mayBegin(fence)) {
                    yield List.of();
                }
                List<PartAction> actions = begin(fence, PartStatus.CONCLUDING);
                actions.add(
                        new PartAction.Conclude(fence, conclude.plan(), conclude.conclusion(), conclude.prepared()));
                yield actions;
            }
            // Begins nothing, so it needs no lease.
            case ExecutorCommand.Unreadable(var _, PartStatus end, RunError error) ->
                mayBegin(fence) ? begin(new Part(fence, end, Optional.of(error))) : List.of();
            case ExecutorCommand.Start _ -> inTime ? at(fence).map(Part::start).orElse(List.of()) : List.of();
            case ExecutorCommand.Stop _ -> at(fence).map(Part::stop).orElse(List.of());
            case ExecutorCommand.Cancel _ -> cancel(part, fence);
            case ExecutorCommand.Checkpoint(Fence _, long number) ->
                inTime ? at(fence).map(own -> own.beginCheckpoint(number)).orElse(List.of()) : List.of();
            case ExecutorCommand.CompleteCheckpoint(Fence _, long number, List<String> files) ->
                inTime
                        ? at(fence)
                                .map(own -> own.mergeCheckpoint(number, files))
                                .orElse(List.of())
                        : List.of();
            case ExecutorCommand.CommitCheckpoint(Fence _, long number, Prepared prepared) ->
                inTime
                        ? at(fence)
                                .map(own -> own.commitCheckpoint(number, prepared))
                                .orElse(List.of())
                        : List.of();
            case ExecutorCommand.Settle(Fence _, long number, boolean completed) ->
                at(fence).map(own -> own.settle(number, completed)).orElse(List.of());
            case ExecutorCommand.Release _ ->
                at(fence)
                        .filter(own -> own.status().hasEnded())
                        .map(own -> {
                            parts.remove(fence.deployment());
                            return List.<PartAction>of(new PartAction.Forget(own.fence()));
                        })
                        .orElse(List.of());
            case ExecutorCommand.Mail(Fence to, var task, int operator, String payload) ->
                at(fence)
                        .filter(own -> own.status() == PartStatus.RUNNING)
                        .map(_ -> List.<PartAction>of(new PartAction.Deliver(to, task, operator, payload)))
                        .orElse(List.of());
            case ExecutorCommand.Tap(Fence to, String node, String port, int forMillis) ->
                at(fence)
                        .filter(own -> own.status() == PartStatus.RUNNING || own.status() == PartStatus.STOPPING)
                        .map(_ -> List.<PartAction>of(new PartAction.Tap(to, node, port, forMillis)))
                        .orElse(List.of());
        };
    }

    private Optional<Part> at(Fence attempt) {
        return Optional.ofNullable(parts.get(attempt.deployment()))
                .filter(part -> part.fence().attempt() == attempt.attempt());
    }

    private boolean mayBegin(Fence fence) {
        Part part = parts.get(fence.deployment());
        return fence.attempt() > highestAttempts.getOrDefault(fence.deployment(), 0L)
                && (part == null || part.status().hasEnded());
    }

    private List<PartAction> begin(Fence fence, PartStatus first) {
        return begin(new Part(fence, first, Optional.empty()));
    }

    private List<PartAction> begin(Part part) {
        List<PartAction> actions = new ArrayList<>();
        Fence fence = part.fence();
        Part before = parts.put(fence.deployment(), part);
        if (before != null) {
            actions.add(new PartAction.Forget(before.fence()));
        }
        met(fence);
        return actions;
    }

    private List<PartAction> cancel(@Nullable Part part, Fence fence) {
        if (part != null && !part.status().hasEnded()) {
            // Also an earlier attempt: the higher one has taken its place elsewhere.
            return part.cancel();
        }
        return mayBegin(fence) ? begin(fence, PartStatus.CANCELLED) : List.of();
    }

    private void met(Fence fence) {
        highestAttempts.put(fence.deployment(), fence.attempt());
        if (highestAttempts.size() > REMEMBERED_DEPLOYMENTS) {
            highestAttempts.keySet().stream()
                    .filter(deployment -> !parts.containsKey(deployment))
                    .findFirst()
                    .ifPresent(highestAttempts::remove);
        }
    }

    /** An action was carried out, or something happened meanwhile. Events of attempts that are forgotten change nothing. */
    public List<PartAction> happened(Fence attempt, PartEvent event) {
        return at(attempt).map(part -> part.happened(event)).orElse(List.of());
    }

    /** The highest epoch of a coordinator that was met; 0 before there was any. */
    public long ownerEpoch() {
        return ownerEpoch;
    }

    /** What to tell the coordinator now. */
    public Heartbeat heartbeat(long nowNanos) {
        List<PartReport> reports = new ArrayList<>();
        for (Part part : parts.values()) {
            part.seenAt(nowNanos);
            reports.add(part.report(counts));
        }
        return new Heartbeat(self, ++sequence, nowNanos, ownerEpoch, slots, reports);
    }

    /**
     * Whether tasks do not end although they were cancelled long ago. The process has to end then: the jobs they belong to
     * wait for it, and nothing less can make them end.
     */
    public boolean isStuck(long nowNanos) {
        return parts.values().stream()
                .anyMatch(part -> part.cancellingNanos(nowNanos) > LONGEST_CANCELLATION.toNanos());
    }

    /** The attempts that run here, with their statuses; for people. */
    public Map<Fence, PartStatus> statuses() {
        Map<Fence, PartStatus> statuses = new HashMap<>();
        parts.values().forEach(part -> statuses.put(part.fence(), part.status()));
        return statuses;
    }

    /** Whether the coordinator takes this executor for living at this time, for certain. */
    public boolean hasLease(long nowNanos) {
        return nowNanos < leaseEndNanos;
    }
}
