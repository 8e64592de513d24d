package io.millrace.executor.savepoint;

import io.millrace.engine.checkpoint.CheckpointErrors;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.SavepointReport.State;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Does what is ordered about savepoints, beside what runs and on threads of its own: of one savepoint one thing at a time, but for
 * sending, which changes nothing. Answers each order with how far it is. Any thread; never waits.
 */
public final class SavepointWorker {

    /** As many as there are threads for; what comes beyond that begins when it is said again later. */
    private static final int MOST_AT_ONCE = 4;

    /** Whoever reads or sends an archive slowly is not to hold up what is written: so many come and go, both together. */
    private static final int MOST_MOVED_AT_ONCE = 2;

    /** For so long the end of an order is remembered after nobody asked any more. */
    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Optional<CheckpointStorage> storage;
    private final StateBackend backend;
    private final long mostStateBytes;
    private final BlockingWork threads;
    private final Clock clock;
    private final Consumer<SavepointReport> reports;
    private final LongFunction<SavepointTransfer> transfers;
    private final Map<Long, Open> known = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Of two savepoints that are read at once each would take the memory that there is for one. */
    private final ReentrantLock memory = new ReentrantLock();

    /**
     * @param storage where checkpoints are, if anywhere
     * @param mostStateBytes of memory that the states of one task may take, about
     * @param threads at least {@link #MOST_AT_ONCE}, and nobody else's
     * @param reports hears how far orders are, on any thread
     * @param transfers opens the transfer of an order
     */
    public SavepointWorker(
            Optional<CheckpointStorage> storage,
            StateBackend backend,
            long mostStateBytes,
            BlockingWork threads,
            Clock clock,
            Consumer<SavepointReport> reports,
            LongFunction<SavepointTransfer> transfers) {
        this.storage = storage;
        this.backend = backend;
        this.mostStateBytes = mostStateBytes;
        this.threads = threads;
        this.clock = clock;
        this.reports = reports;
        this.transfers = transfers;
    }

    /** One order and where it is. */
    private static final class Open {

        private final SavepointOrder order;
        private final WorkLimit limit;
        private volatile State state = new State.UnderWay(0, 0);

        Open(SavepointOrder order, WorkLimit limit) {
            this.order = order;
            this.limit = limit;
        }

        boolean isOver() {
            return !(state instanceof State.UnderWay);
        }

        boolean sends() {
            return order.work() instanceof Work.Send;
        }

        boolean moves() {
            return moves(order.work());
        }

        static boolean moves(Work work) {
            return work instanceof Work.Send || work instanceof Work.Receive;
        }
    }

    /** Something is to be done, or somebody asks how far it is. */
    public synchronized void ordered(SavepointOrder order) {
        forget();
        Open open = known.get(order.id());
        if (open != null) {
            open.limit.heard();
        } else if (storage.isEmpty()) {
            reports.accept(new SavepointReport(order.id(), new State.Failed(CheckpointErrors.NO_STORAGE)));
            return;
        } else if (!(order.work() instanceof Work.Remove) && isBusy(order)) {
            reports.accept(new SavepointReport(order.id(), new State.UnderWay(0, 0)));
            return;
        } else {
            open = begin(order, storage.get());
        }
        reports.accept(new SavepointReport(order.id(), open.state));
    }

    private boolean isBusy(SavepointOrder order) {
        long running = known.values().stream().filter(open -> !open.isOver()).count();
        long moved = known.values().stream()
                .filter(open -> !open.isOver() && open.moves())
                .count();
        return running >= MOST_AT_ONCE || (Open.moves(order.work()) && moved >= MOST_MOVED_AT_ONCE);
    }

    private Open begin(SavepointOrder order, CheckpointStorage in) {
        Open begun = new Open(order, new WorkLimit(in, clock));
        if (!begun.sends()) {
            // Whoever ordered something before this does not know of it any more, or does not want it.
            known.values().stream()
                    .filter(open -> open.order.savepoint().equals(order.savepoint()) && !open.sends())
                    .forEach(open -> open.limit.cancel());
        }
        known.put(order.id(), begun);
        var unused = threads.submit(() -> {
            run(begun);
            return true;
        });
        return begun;
    }

    private void run(Open open) {
        ReentrantLock lock = locks.computeIfAbsent(open.order.savepoint(), _ -> new ReentrantLock());
        if (!open.sends()) {
            lock.lock();
        }
        try {
            open.limit.check();
            open.state = new SavepointWork(open.limit, backend, mostStateBytes, memory, transfers)
                    .run(open.order, (bytes, of) -> open.state = new State.UnderWay(bytes, of));
        } catch (RunException e) {
            open.state = new State.Failed(e.error());
        } catch (IOException e) {
            open.state = new State.Failed(SavepointErrors.storage(e));
        } catch (RuntimeException e) {
            open.state = new State.Failed(
                    RunError.internal("savepoint.broken", "Working on the savepoint failed, a bug: " + e));
        } finally {
            if (!open.sends()) {
                lock.unlock();
            }
            if (!open.isOver()) {
                open.state = new State.Failed(
                        RunError.internal("savepoint.broken", "Working on the savepoint broke down; the log has more"));
            }
            reports.accept(new SavepointReport(open.order.id(), open.state));
        }
    }

    private void forget() {
        long now = clock.nanoTime();
        known.values().removeIf(open -> open.isOver() && now - open.limit.heardNanos() > REMEMBERED_NANOS);
    }
}
