package io.millrace.testkit.cluster;

import io.millrace.engine.attempt.ExecutorParts;
import io.millrace.engine.attempt.PartAction;
import io.millrace.engine.attempt.PartEvent;
import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import io.millrace.protocol.exchange.PeerLoss;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
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

/** An executor process: the real decisions of one, and a pretence of the work that follows from them. */
final class SimulatedExecutor extends SimulatedProcess {

    static final int SINK_OPERATOR = 2;

    private static final long HEARTBEAT_MS = 1_000;

    /** An attempt whose tasks exist here. */
    private static final class Tasks {

        private final Placement placement;
        private boolean run;
        private boolean over;

        /** Something that a peer said never came, so these wait for it without end. */
        private boolean waitsInVain;

        private long remainingMs;

        Tasks(Placement placement, long remainingMs) {
            this.placement = placement;
            this.remainingMs = remainingMs;
        }
    }

    private final ExecutorId id;
    private final int slots;
    private final SimulatedCluster cluster;
    private final Map<Fence, Tasks> tasks = new HashMap<>();
    private final Set<Fence> begun = new HashSet<>();

    /** Its clock begins anywhere and runs up to 4 % fast or slow. */
    private final long clockOffset;

    private final double clockSpeed;
    private ExecutorParts parts;

    /** Cut off from coordinators until then, in virtual time. */
    private long partitionedUntil;

    SimulatedExecutor(ExecutorId id, SimulatedCluster cluster) {
        super(cluster.time());
        this.id = id;
        this.cluster = cluster;
        slots = 1 + cluster.random().nextInt(3);
        clockOffset = cluster.random().nextLong(1_000_000_000_000L);
        clockSpeed = 0.96 + 0.08 * cluster.random().nextDouble();
        parts = new ExecutorParts(id, slots, _ -> List.of());
        beat();
    }

    ExecutorId id() {
        return id;
    }

    void partition(long untilNanos) {
        partitionedUntil = untilNanos;
    }

    boolean isPartitioned() {
        return cluster.time().nowNanos() < partitionedUntil;
    }

    boolean hasLease() {
        return isAlive() && parts.hasLease(clock());
    }

    Map<Fence, PartStatus> statuses() {
        return parts.statuses();
    }

    /** Whether the tasks of an attempt were set off here. */
    boolean hasRun(DeploymentId deployment, long attempt) {
        return tasks.entrySet().stream()
                .anyMatch(entry -> entry.getKey().deployment().equals(deployment)
                        && entry.getKey().attempt() == attempt
                        && entry.getValue().run);
    }

    /** What another said last in the name of attempts does not come here. */
    void missesWords(SimulatedExecutor from) {
        tasks.forEach((fence, own) -> own.waitsInVain |= !own.over && from.hasRun(fence.deployment(), fence.attempt()));
    }

    /** The connection to another is broken. */
    void lost(ExecutorId peer) {
        for (Map.Entry<Fence, Tasks> entry : List.copyOf(tasks.entrySet())) {
            boolean ignored = cluster.sabotage() == Sabotage.ENDED_PARTS_DO_NOT_BREAK && entry.getValue().over;
            if (!ignored && entry.getValue().placement.executors().contains(peer)) {
                happened(entry.getKey(), new PartEvent.Broke(PeerLoss.of(peer, "cut")));
            }
        }
    }

    void receive(LeasedCommand command) {
        if (cluster.sabotage() == Sabotage.EXECUTORS_FORGET_FENCES
                && cluster.random().nextInt(40) == 0) {
            parts = new ExecutorParts(id, slots, _ -> List.of());
        }
        perform(parts.command(cluster.tampered(command, clock()), clock()));
        cluster.invariants().check();
    }

    private long clock() {
        return clockOffset + (long) (cluster.time().nowNanos() * clockSpeed);
    }

    private void beat() {
        cluster.toCoordinator(this, parts.heartbeat(clock()));
        if (parts.isStuck(clock())) {
            cluster.kill(this);
        }
        after(HEARTBEAT_MS, this::beat);
    }

    private void happened(Fence fence, PartEvent event) {
        perform(parts.happened(fence, event));
        // Whatever changed is told at once.
        cluster.toCoordinator(this, parts.heartbeat(clock()));
    }

    private void perform(List<PartAction> actions) {
        if (actions.isEmpty()) {
            return;
        }
        for (PartAction action : actions) {
            perform(action);
        }
        after(0, () -> cluster.toCoordinator(this, parts.heartbeat(clock())));
    }

    private void perform(PartAction action) {
        Fence fence = action.fence();
        switch (action) {
            case PartAction.Assemble(Fence _, var _, Placement placement, var _) -> assemble(fence, placement);
            case PartAction.Run _ -> {
                cluster.invariants().runs(this, fence);
                own(fence).run = true;
                work(fence, own(fence));
            }
            case PartAction.StopReading _ ->
                own(fence).remainingMs =
                        Math.min(own(fence).remainingMs, cluster.random().nextInt(2_000));
            case PartAction.EndTasks _ -> {
                Tasks ending = own(fence);
                boolean stuck = cluster.random().nextDouble() < cluster.faults().stuck();
                if (!ending.over && !stuck) {
                    ending.over = true;
                    after(cluster.random().nextInt(500), () -> happened(fence, new PartEvent.Ended(Prepared.NOTHING)));
                }
            }
            case PartAction.Conclude(Fence _, var _, Conclusion conclusion, Prepared prepared) ->
                conclude(fence, conclusion, prepared);
            case PartAction.Deliver _, PartAction.Tap _ -> {}
            case PartAction.BeginCheckpoint(Fence _, long number) -> checkpointFailed(fence, number, Stage.FAILED);
            case PartAction.MergeCheckpoint(Fence _, long number, var _) ->
                checkpointFailed(fence, number, Stage.FAILED);
            case PartAction.CommitCheckpoint(Fence _, long number, var _) ->
                checkpointFailed(fence, number, Stage.COMMIT_FAILED);
            case PartAction.Settle(Fence _, long number, var _) ->
                after(0, () -> happened(fence, new PartEvent.Settled(number, Prepared.NOTHING)));
            case PartAction.Forget _ -> tasks.keySet().removeIf(known -> same(known, fence));
        }
    }

    /** Its storage is never there. */
    private void checkpointFailed(Fence fence, long number, Stage stage) {
        PartCheckpoint failed = PartCheckpoint.begun(number).failed(stage, error(true));
        after(0, () -> happened(fence, new PartEvent.Checkpoint(failed)));
    }

    private void assemble(Fence fence, Placement placement) {
        cluster.invariants().assembles(this, fence, placement);
        boolean fails = cluster.random().nextDouble() < cluster.faults().taskFailure() / 4;
        RunError error = error();
        long lasts =
                cluster.random().nextInt(20) == 0 ? 5_000 : cluster.random().nextInt(400);
        after(lasts, () -> {
            if (fails) {
                cluster.failed(fence.deployment(), error);
                happened(fence, new PartEvent.AssemblyFailed(error));
            } else {
                tasks.put(fence, new Tasks(placement, cluster.workMillis(fence.deployment())));
                happened(fence, new PartEvent.Assembled());
            }
        });
    }

    /** Goes on until there is nothing left to do and all peers have been at it, as rows pass between all tasks. */
    private void work(Fence fence, Tasks running) {
        long turn = Math.min(running.remainingMs, 5_000) + cluster.random().nextInt(200);
        after(turn, () -> {
            if (running.over) {
                return;
            }
            running.remainingMs -= Math.min(running.remainingMs, turn);
            boolean peerGone = running.placement.executors().stream().anyMatch(peer -> !cluster.isAlive(peer));
            boolean fails = cluster.random().nextDouble() < cluster.faults().taskFailure() / 10;
            if (fails || (peerGone && cluster.random().nextBoolean())) {
                RunError error = peerGone ? error(true) : error();
                cluster.failed(fence.deployment(), error);
                happened(fence, new PartEvent.Broke(error));
            } else if (running.remainingMs <= 0
                    && !running.waitsInVain
                    && !peerGone
                    && cluster.allHaveRun(running.placement, fence)) {
                running.over = true;
                happened(fence, new PartEvent.Ended(output(fence, running.placement)));
            } else {
                work(fence, running);
            }
        });
    }

    private Prepared output(Fence fence, Placement placement) {
        Prepared output = Prepared.NOTHING;
        for (TaskId task : placement.tasksOf(id)) {
            if (task.fragment() == SINK_OPERATOR) {
                String name = fence.attemptName() + "/" + task;
                output = output.and(SINK_OPERATOR, List.of(name.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return output;
    }

    private void conclude(Fence fence, Conclusion conclusion, Prepared prepared) {
        cluster.invariants().concludes(this, fence, conclusion, prepared);
        boolean fails = cluster.random().nextDouble() < cluster.faults().commitFailure();
        boolean partly = cluster.random().nextBoolean();
        RunError error = error();
        after(cluster.random().nextInt(2_000), () -> {
            if (conclusion == Conclusion.COMMIT && (!fails || partly)) {
                cluster.commit(fence, prepared);
            }
            if (fails) {
                cluster.failed(fence.deployment(), error);
            }
            happened(fence, new PartEvent.Concluded(fails ? Optional.of(error) : Optional.empty()));
        });
        if (cluster.sabotage() == Sabotage.COMMITS_ARE_REPEATED && begun.add(fence)) {
            after(3_000, () -> perform(new PartAction.Conclude(fence, cluster.plan(), conclusion, prepared)));
        }
    }

    private Tasks own(Fence fence) {
        return tasks.entrySet().stream()
                .filter(entry -> same(entry.getKey(), fence))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new Violation(id + " has no tasks of " + fence));
    }

    private static boolean same(Fence one, Fence other) {
        return one.deployment().equals(other.deployment()) && one.attempt() == other.attempt();
    }

    private RunError error() {
        return error(cluster.random().nextDouble() >= cluster.faults().forGood());
    }

    private static RunError error(boolean retryable) {
        return new RunError(
                ErrorDomain.EXTERNAL, "simulated", Optional.empty(), "Something broke.", Optional.empty(), retryable);
    }
}
