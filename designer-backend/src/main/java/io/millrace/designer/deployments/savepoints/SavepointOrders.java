package io.millrace.designer.deployments.savepoints;

import io.millrace.coordinator.Clock;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.ExecutorLines;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.SavepointReport.State;
import io.millrace.protocol.job.SavepointTransfer;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What executors were told to do with savepoints and have not done yet. An order is said again and again until its end is heard, so
 * any message may be lost. Safe for several threads; only {@link Standing#await} waits.
 */
@Singleton
public final class SavepointOrders {

    /** An executor that was not there for so long is not going to report: longer than it takes to come back by another call. */
    private static final Duration LOST = Duration.ofSeconds(15);

    /** How often an order is said. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final ExecutorLines executors;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<Long, Standing> standing = new ConcurrentHashMap<>();

    SavepointOrders(ExecutorLines executors, SecureRandom random, Clock clock) {
        this.executors = executors;
        this.random = random;
        this.clock = clock;
    }

    /** An executor that is there, best one of these. */
    Optional<ExecutorId> executor(WorkspaceId workspace, Collection<ExecutorId> best) {
        List<ExecutorId> present = executors.present(workspace);
        return present.stream().filter(best::contains).findFirst().or(() -> present.stream()
                .findFirst());
    }

    /** Has an executor do something; to be {@link Standing#close closed} when nobody wants to know of it any more. */
    Standing give(WorkspaceId workspace, ExecutorId executor, String savepoint, SavepointOrder.Work work) {
        Standing given = open(workspace, executor, savepoint, work);
        given.say();
        return given;
    }

    /** Has an executor take or give an archive, which it is expected to call for before it hears of it; to be closed. */
    Moving move(WorkspaceId workspace, ExecutorId executor, String savepoint, SavepointOrder.Work work) {
        Standing given = open(workspace, executor, savepoint, work);
        SavepointTransfer transfer = executors.transfer(workspace, given.id());
        given.say();
        return new Moving(given, transfer);
    }

    /** An order that nobody has heard of yet: {@link Standing#say} is what gives it. To be closed. */
    Standing open(WorkspaceId workspace, ExecutorId executor, String savepoint, SavepointOrder.Work work) {
        // By chance: an executor may still know one of a control plane before this one.
        SavepointOrder order = new SavepointOrder(random.nextLong(), savepoint, work);
        Standing given = new Standing(workspace, executor, order);
        standing.put(order.id(), given);
        return given;
    }

    /** An archive on its way. */
    record Moving(Standing order, SavepointTransfer transfer) implements AutoCloseable {

        @Override
        public void close() {
            try (order) {
                transfer.close();
            }
        }
    }

    /** An executor of a workspace has reported; of other workspaces' orders it is not heard. */
    public void reported(WorkspaceId workspace, SavepointReport report) {
        Standing given = standing.get(report.id());
        if (given != null && given.workspace.equals(workspace)) {
            given.heard(report.state());
        }
    }

    /** One order. */
    final class Standing implements AutoCloseable {

        private final WorkspaceId workspace;
        private final ExecutorId executor;
        private final SavepointOrder order;
        private final CompletableFuture<State> end = new CompletableFuture<>();
        private volatile State.UnderWay progress = new State.UnderWay(0, 0);
        private volatile long presentNanos = clock.nanoTime();

        private Standing(WorkspaceId workspace, ExecutorId executor, SavepointOrder order) {
            this.workspace = workspace;
            this.executor = executor;
            this.order = order;
        }

        long id() {
            return order.id();
        }

        /** Whether it is one to remove everything. */
        boolean removes() {
            return order.work() instanceof SavepointOrder.Work.Remove;
        }

        ExecutorId executor() {
            return executor;
        }

        /** How far it is, as far as was heard. */
        State.UnderWay progress() {
            return progress;
        }

        /** How it has ended; empty as long as it has not. */
        Optional<State> end() {
            return Optional.ofNullable(end.getNow(null));
        }

        /** Says it, and finds out whether anybody is there to hear it. */
        void say() {
            executors.order(workspace, executor, order);
            long now = clock.nanoTime();
            if (executors.present(workspace).contains(executor)) {
                presentNanos = now;
            } else if (now - presentNanos > LOST.toNanos()) {
                heard(new State.Failed(RunError.external(
                        "savepoint.executorLost",
                        executors.name(executor) + ", which was at it, was lost meanwhile. Make another one.",
                        false)));
            }
        }

        private void heard(State state) {
            switch (state) {
                case State.UnderWay now -> progress = now;
                case State.Done _, State.Failed _ -> end.complete(state);
            }
        }

        /**
         * Waits for its end.
         *
         * @return a failure where it takes longer than this
         */
        State await(Duration atMost) {
            long deadline = clock.nanoTime() + atMost.toNanos();
            while (clock.nanoTime() - deadline < 0) {
                try {
                    return end.get(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    say();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return new State.Failed(
                            RunError.external("savepoint.interrupted", "The control plane ends.", true));
                } catch (ExecutionException e) {
                    throw new IllegalStateException("Ends do not fail", e);
                }
            }
            return new State.Failed(RunError.external(
                    "savepoint.slow",
                    "%s is not done after %d s. Ask again".formatted(executors.name(executor), atMost.toSeconds()),
                    true));
        }

        /** Nobody wants to know any more; the executor finds out by hearing nothing. */
        @Override
        public void close() {
            standing.remove(order.id());
        }
    }
}
