package io.millrace.engine.exchange;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Between two operators of one task, so of one thread. */
public final class LocalChannel implements Channel {

    /**
     * Rows wait for a reader that comes next in the same turn, so one batch is enough to pass work on; the second lets an
     * operator that makes two batches of one (a window, a join) finish its step.
     */
    private static final int CAPACITY = 2;

    private final ArrayDeque<Element> queue = new ArrayDeque<>();
    private final int capacity;
    private int rowsQueued;

    public LocalChannel() {
        this(CAPACITY);
    }

    /** With room for this many {@link Rows}. */
    public LocalChannel(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public boolean hasRoom() {
        return rowsQueued < capacity;
    }

    @Override
    public void put(Rows rows) {
        if (!hasRoom()) {
            throw new IllegalStateException("Emitted without room");
        }
        rowsQueued++;
        queue.add(rows);
    }

    @Override
    public void put(Signal signal) {
        SignalCoalescing.append(queue, signal);
    }

    @Override
    public @Nullable Element poll() {
        Element element = queue.poll();
        if (element instanceof Rows) {
            rowsQueued--;
        }
        return element;
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }
}
