package io.millrace.coordinator;

import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartReport;
import java.util.function.Predicate;

/** What a coordinator says to executors: with a lease where they may have one, and again when it has had no effect. */
final class Dispatch {

    private final long ownerEpoch;
    private final CoordinatorSettings settings;
    private final Clock clock;
    private final ExecutorPort port;
    private final OwnedLog log;
    private final Executors executors;

    Dispatch(
            long ownerEpoch,
            CoordinatorSettings settings,
            Clock clock,
            ExecutorPort port,
            OwnedLog log,
            Executors executors) {
        this.ownerEpoch = ownerEpoch;
        this.settings = settings;
        this.clock = clock;
        this.port = port;
        this.log = log;
        this.executors = executors;
    }

    /** Answers a heartbeat. */
    void acknowledge(KnownExecutor executor) {
        send(executor, new ExecutorCommand.Acknowledge(ownerEpoch));
    }

    /** Says it once, if the executor is known. */
    void once(ExecutorId to, ExecutorCommand command) {
        executors.find(to).ifPresent(executor -> send(executor, command));
    }

    /** Says it, unless it was said a moment ago. */
    void say(Directive directive) {
        ExecutorCommand.ForAttempt command = directive.command();
        executors
                .find(directive.to())
                .filter(executor ->
                        executor.outbox().due(command, settings.resendAfter().toNanos(), clock.nanoTime()))
                .ifPresent(executor -> send(executor, command));
    }

    /** Has an executor end and forget what no job wants there. */
    void clear(KnownExecutor executor, Predicate<Fence> wanted) {
        for (PartReport report : executor.reports()) {
            if (!wanted.test(report.fence())) {
                Fence fence =
                        new Fence(report.fence().deployment(), report.fence().attempt(), ownerEpoch);
                say(new Directive(
                        executor.id(),
                        report.status().hasEnded()
                                ? new ExecutorCommand.Release(fence)
                                : new ExecutorCommand.Cancel(fence)));
            }
        }
    }

    private void send(KnownExecutor to, ExecutorCommand command) {
        // An executor that came back with a fenced attempt gets a lease when that has ended, not before.
        long leaseEnd = executors.runsOnlyWhatIsWanted(to)
                ? to.leaseEndNanos(settings.lease(), log.certainAtNanos())
                : LeasedCommand.NO_LEASE;
        port.send(to.id(), new LeasedCommand(command, leaseEnd));
    }
}
