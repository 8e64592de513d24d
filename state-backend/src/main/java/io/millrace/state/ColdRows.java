package io.millrace.state;

import io.millrace.model.error.RunError;
import io.millrace.spi.Completion;
import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The cold rows of one store of a task. What the task asks for is done by I/O threads one after the other in the order it was
 * asked: a row that was handed over to be written is read as it was handed over. So its place in the arrays is free at once, and
 * nobody has to know which writes are still under way. The first failure ends everything: whoever asks then gets it.
 */
final class ColdRows {

    /** So much may wait to be written before fetches wait for it. */
    private static final long MOST_WAITING_BYTES = 8L << 20;

    private final ColdStore store;
    private final Executor io;
    private final int number;
    private final AtomicLong waitingBytes = new AtomicLong();

    // Of all rows that were ever written.
    private final AtomicLong writtenBytes = new AtomicLong();
    private final AtomicLong writtenRows = new AtomicLong();

    /** Guarded by itself. */
    private final Deque<Runnable> work = new ArrayDeque<>();

    /** Whether a thread goes through the work or will. Guarded by {@link #work}. */
    private boolean working;

    @Nullable
    private volatile RunException failure;

    ColdRows(ColdStore store, Executor io) {
        this.store = store;
        this.io = io;
        number = store.newStore();
    }

    /** Rows that are being read; done when they are there or cannot be. */
    static final class Read extends Completion {

        private final int[] ids;
        private volatile byte[][] values = {};

        private Read(int[] ids) {
            this.ids = ids;
        }

        /** Which rows, ascending. */
        int[] ids() {
            return ids;
        }

        /** The bytes of each row, once it is done. */
        byte[][] values() {
            return values;
        }
    }

    /** Rows as they are at one point in the order of what was asked; read once, by an I/O thread. */
    final class Frozen {

        /** Guarded by this. */
        private ColdStore.@Nullable View view;

        /** Whether that point is reached. Guarded by this. */
        private boolean ready;

        /** Guarded by this. */
        private boolean inUse;

        /** Guarded by this. */
        private boolean givenUp;

        private Frozen() {}

        private synchronized void take() {
            if (!givenUp) {
                view = store.view(number);
            }
            ready();
        }

        private synchronized void ready() {
            ready = true;
            notifyAll();
        }

        /**
         * The rows, when that point is reached, until they are {@link #done}. May block.
         *
         * @throws IOException if nobody wants them any more
         */
        synchronized ColdStore.View view() throws IOException {
            try {
                while (!ready) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while waiting for cold rows");
            }
            throwIfFailed();
            ColdStore.View taken = view;
            if (taken == null) {
                throw new IOException("The checkpoint was given up before its cold rows were read");
            }
            inUse = true;
            return taken;
        }

        /** The rows are read, or will not be. */
        synchronized void done() {
            inUse = false;
            end();
        }

        /** Nobody wants them any more. Never blocks for long: who reads at this moment gives them back. */
        synchronized void end() {
            givenUp = true;
            if (view != null && !inUse) {
                view.close();
                view = null;
            }
        }
    }

    /** Hands rows over to be written; the arrays pass to it. */
    void write(int[] ids, byte[][] values, int count, long bytes) {
        written(count, bytes);
        waitingBytes.addAndGet(bytes);
        submit(
                () -> {
                    store.write(number, ids, values, count);
                    waitingBytes.addAndGet(-bytes);
                },
                () -> {});
    }

    /**
     * Changes a number in rows that are there.
     *
     * @param ids ascending; passes to it
     * @param at where it stands in the bytes of each row
     * @param values the number of each row; passes to it
     */
    void change(int[] ids, int at, int[] values) {
        submit(
                () -> {
                    byte[][] rows = store.read(number, ids, ids.length);
                    for (int i = 0; i < ids.length; i++) {
                        RowBytes.setInt(rows[i], at, values[i]);
                    }
                    store.write(number, ids, rows, ids.length);
                },
                () -> {});
    }

    /** Writes rows at once; blocks, and only when nothing else is under way. */
    void writeNow(int[] ids, byte[][] values, int count, long bytes) {
        written(count, bytes);
        store.write(number, ids, values, count);
    }

    private void written(int count, long bytes) {
        writtenBytes.addAndGet(bytes);
        writtenRows.addAndGet(count);
    }

    /** How many bytes a row took up that was written, on average. Any thread. */
    long rowBytes() {
        long rows = writtenRows.get();
        return rows == 0 ? 0 : writtenBytes.get() / rows;
    }

    /** Has rows read; {@code ids} ascend and pass to it. */
    Read read(int[] ids) {
        Read read = new Read(ids);
        submit(
                () -> {
                    read.values = store.read(number, ids, ids.length);
                    read.complete();
                },
                read::complete);
        return read;
    }

    /** Reads rows at once; blocks, and only when nothing else is under way. */
    byte[][] readNow(int[] ids) {
        return store.read(number, ids, ids.length);
    }

    /** All rows as they are when everything asked for until now is done. */
    Frozen freeze() {
        Frozen frozen = new Frozen();
        submit(frozen::take, frozen::ready);
        return frozen;
    }

    /** What to wait for when too much is to be written, else null. */
    @Nullable
    Completion backlog() {
        if (waitingBytes.get() <= MOST_WAITING_BYTES) {
            return null;
        }
        Completion written = new Completion();
        submit(written::complete, written::complete);
        return written;
    }

    /** Nobody will ask for these rows any more, but for what is frozen. */
    void drop() {
        submit(() -> store.drop(number), () -> {});
    }

    /** Throws the failure of what was asked for, if there was one. */
    void throwIfFailed() {
        RunException failed = failure;
        if (failed != null) {
            throw new RunException(failed.error(), failed);
        }
    }

    private void submit(Runnable step, Runnable otherwise) {
        boolean start;
        synchronized (work) {
            work.add(() -> run(step, otherwise));
            start = !working;
            working = true;
        }
        if (start) {
            io.execute(this::next);
        }
    }

    private void run(Runnable step, Runnable otherwise) {
        if (failure == null) {
            try {
                step.run();
                return;
            } catch (RunException e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new RunException(RunError.internal("state.cold", "Cold state failed: " + e.getMessage()), e);
            }
        }
        otherwise.run();
    }

    /** One step a turn, so that the threads are shared fairly by all stores. */
    private void next() {
        Runnable step;
        synchronized (work) {
            step = work.remove();
        }
        step.run();
        synchronized (work) {
            if (work.isEmpty()) {
                working = false;
                return;
            }
        }
        io.execute(this::next);
    }
}
