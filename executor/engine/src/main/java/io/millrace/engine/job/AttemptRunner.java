package io.millrace.engine.job;

import io.millrace.engine.attempt.ExecutorParts;
import io.millrace.engine.attempt.PartAction;
import io.millrace.engine.attempt.PartEvent;
import io.millrace.model.error.RunError;
import io.millrace.protocol.exchange.PeerListener;
import io.millrace.protocol.exchange.PeerLoss;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.exchange.PeerPort;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.Pending;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An executor's life: takes commands in, does what {@link ExecutorParts} decides about them, tells the coordinator what has
 * changed. Everything may be called from any thread, and nothing waits: what is decided is decided in a mailbox, what may
 * block runs on I/O threads, and rows from peers go past both.
 */
public final class AttemptRunner implements PeerListener {

    /** An attempt, whoever coordinates it. */
    private record Attempt(DeploymentId deployment, long number) {

        static Attempt of(Fence fence) {
            return new Attempt(fence.deployment(), fence.attempt());
        }
    }

    private final ExecutorId self;
    private final JobResources resources;
    private final PeerPort peers;
    private final CoordinatorPort coordinator;
    private final Mailbox mailbox = new Mailbox();
    private final ExecutorParts parts;
    private final Map<Attempt, PartTasks> running = new ConcurrentHashMap<>();
    private volatile boolean stuck;

    /** Buffers that parts still held when they were forgotten. */
    private final AtomicInteger leakedBuffers = new AtomicInteger();

    /**
     * @param self this process
     * @param resources what it lends to jobs
     * @param peers the way to other executors
     * @param coordinator the way to the coordinator
     */
    public AttemptRunner(ExecutorId self, JobResources resources, PeerPort peers, CoordinatorPort coordinator) {
        this.self = self;
        this.resources = resources;
        this.peers = peers;
        this.coordinator = coordinator;
        parts = new ExecutorParts(self, resources.workers().size(), this::counts);
    }

    /** A command came. */
    public void command(LeasedCommand command) {
        mailbox.execute(() -> {
            long epoch = parts.ownerEpoch();
            perform(parts.command(command, resources.clock().nanoTime()));
            if (changesParts(command.command()) || parts.ownerEpoch() != epoch) {
                tell();
            }
        });
    }

    private static boolean changesParts(ExecutorCommand command) {
        return switch (command) {
            case ExecutorCommand.Acknowledge _, ExecutorCommand.Mail _, ExecutorCommand.Tap _ -> false;
            default -> true;
        };
    }

    /**
     * Time for a heartbeat, and for the rows somebody looks at: to be called about every second. Whatever changes in between
     * is told at once.
     */
    public void beat() {
        mailbox.execute(() -> {
            tell();
            long now = resources.clock().nanoTime();
            running.values().forEach(part -> part.taps(now).forEach(coordinator::show));
        });
    }

    /** Somebody wants to see how tasks stand; answered some seconds later at most, on any thread. */
    public void look(StandingQuery query, Consumer<StandingAnswer> answer) {
        mailbox.execute(() -> {
            PartTasks part = running.get(new Attempt(query.deployment(), query.attempt()));
            if (part == null) {
                answer.accept(new StandingAnswer(query.id(), List.of(), List.of()));
            } else {
                part.look(query.id(), answer);
            }
        });
    }

    /**
     * Whether, at the last heartbeat, tasks had not ended although they were cancelled long ago. The process has to end
     * then.
     */
    public boolean isStuck() {
        return stuck;
    }

    /** Buffers that are still held by someone; zero when no task runs, or there is a leak. */
    public int outstandingBuffers() {
        return leakedBuffers.get()
                + running.values().stream()
                        .mapToInt(PartTasks::outstandingBuffers)
                        .sum();
    }

    @Override
    public void received(Fence attempt, ExecutorId from, PeerMessage message) {
        PartTasks part = running.get(Attempt.of(attempt));
        if (part == null) {
            return;
        }
        try {
            part.received(message);
        } catch (RuntimeException e) {
            happens(attempt, new PartEvent.Broke(RunErrors.from(e)));
        }
    }

    @Override
    public void lost(ExecutorId peer, String cause) {
        mailbox.execute(() -> running.forEach((attempt, part) -> {
            if (part.hasPeer(peer)) {
                // Whatever the epoch: parts go by deployment and number.
                happened(new Fence(attempt.deployment(), attempt.number(), 1), broke(PeerLoss.of(peer, cause)));
            }
        }));
    }

    private static PartEvent broke(RunError error) {
        return new PartEvent.Broke(error);
    }

    private List<NodeCounts> counts(Fence attempt) {
        PartTasks part = running.get(Attempt.of(attempt));
        return part == null ? List.of() : part.counts();
    }

    private void happens(Fence attempt, PartEvent event) {
        mailbox.execute(() -> happened(attempt, event));
    }

    private void happened(Fence attempt, PartEvent event) {
        perform(parts.happened(attempt, event));
        tell();
    }

    private void tell() {
        long now = resources.clock().nanoTime();
        coordinator.send(parts.heartbeat(now));
        stuck = parts.isStuck(now);
    }

    private void perform(List<PartAction> actions) {
        actions.forEach(this::perform);
    }

    private void perform(PartAction action) {
        Fence fence = action.fence();
        switch (action) {
            case PartAction.Assemble assemble -> assemble(assemble);
            case PartAction.Run _ -> part(fence).run();
            case PartAction.StopReading _ -> part(fence).stopReading();
            case PartAction.EndTasks _ -> part(fence).cancel();
            case PartAction.Conclude conclude -> conclude(conclude);
            case PartAction.Deliver(Fence _, var task, int operator, String payload) ->
                part(fence).deliver(task, operator, payload);
            case PartAction.Tap(Fence _, String node, String port, int forMillis) ->
                part(fence).tap(node, port, resources.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(forMillis));
            case PartAction.BeginCheckpoint(Fence _, long number) -> part(fence).beginCheckpoint(number);
            case PartAction.MergeCheckpoint(Fence _, long number, List<String> files) ->
                part(fence).mergeCheckpoint(number, files);
            case PartAction.CommitCheckpoint(Fence _, long number, Prepared prepared) ->
                part(fence).commitCheckpoint(number, prepared);
            case PartAction.Settle(Fence _, long number, boolean completed) ->
                part(fence).settle(number, completed);
            case PartAction.Forget _ -> forget(fence);
        }
    }

    private PartTasks part(Fence fence) {
        PartTasks part = running.get(Attempt.of(fence));
        if (part == null) {
            throw new IllegalStateException("There are no tasks of " + fence);
        }
        return part;
    }

    private void assemble(PartAction.Assemble action) {
        Fence fence = action.fence();
        Pending<PartTasks> assembling = resources
                .blockingWork()
                .submit(() -> new PartTasks(action, self, resources, peers, mailbox, event -> happened(fence, event)));
        assembling.whenDone(() -> mailbox.execute(() -> {
            try {
                running.put(Attempt.of(fence), assembling.get());
                happened(fence, new PartEvent.Assembled());
            } catch (Exception e) {
                happened(fence, new PartEvent.AssemblyFailed(RunErrors.from(e)));
            }
        }));
    }

    private void conclude(PartAction.Conclude action) {
        Pending<Boolean> concluding = resources.blockingWork().submit(() -> {
            conclude(action.fence(), action.plan(), action.conclusion(), action.prepared());
            return true;
        });
        concluding.whenDone(() -> {
            Optional<RunError> error = Optional.empty();
            try {
                concluding.get();
            } catch (Exception e) {
                error = Optional.of(RunErrors.from(e));
            }
            happens(action.fence(), new PartEvent.Concluded(error));
        });
    }

    private void conclude(Fence fence, OperatorPlan plan, Conclusion conclusion, Prepared prepared) throws Exception {
        JobSinks sinks = new JobSinks(
                new Connections(plan, resources, fence.attemptName(), _ -> 0).sinks(),
                operator -> plan.operator(operator).nodeId());
        switch (conclusion) {
            case COMMIT -> sinks.commit(prepared);
            case ABORT -> sinks.abort(prepared);
        }
    }

    private void forget(Fence fence) {
        PartTasks part = running.remove(Attempt.of(fence));
        if (part != null) {
            part.close();
            leakedBuffers.addAndGet(part.outstandingBuffers());
        }
    }
}
