package io.millrace.engine.exchange;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import java.util.ArrayDeque;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Between two tasks of one process: a ring of references, so a batch changes hands without a copy. The writer and the
 * reader may be on different threads; each wakes the other when the ring stops being empty or full.
 */
public final class RingChannel implements Channel {

    /**
     * Batches in flight from one task to another. Enough to keep the reader busy during the writer's turn of a
     * millisecond (a batch of 4k rows takes about 100 µs), few enough that they stay in the shared cache.
     */
    private static final int CAPACITY = 16;

    /** Room for signals between the batches, beyond which they wait at the writer. */
    private static final int SLOTS = 4 * CAPACITY;

    private final SpscArrayQueue<Element> ring = new SpscArrayQueue<>(SLOTS);

    /** Signals that found the ring full; writer only. Rows cannot overtake them: while there are any there is no room. */
    private final ArrayDeque<Element> overflow = new ArrayDeque<>();

    private final Runnable wakeReader;
    private final Runnable wakeWriter;

    /**
     * @param wakeReader called by the writer after it has put something in; cheap when the reader is awake
     * @param wakeWriter called by the reader after it has made room; cheap when the writer is awake
     */
    public RingChannel(Runnable wakeReader, Runnable wakeWriter) {
        this.wakeReader = wakeReader;
        this.wakeWriter = wakeWriter;
    }

    @Override
    public boolean hasRoom() {
        return drain() && ring.size() < CAPACITY;
    }

    @Override
    public void put(Rows rows) {
        if (!overflow.isEmpty() || !ring.offer(rows)) {
            throw new IllegalStateException("Emitted without room");
        }
        wakeReader.run();
    }

    @Override
    public void put(Signal signal) {
        if (!drain() || !ring.offer(signal)) {
            SignalCoalescing.append(overflow, signal);
        }
        wakeReader.run();
    }

    @Override
    public boolean drain() {
        while (!overflow.isEmpty()) {
            if (!ring.offer(overflow.getFirst())) {
                return false;
            }
            overflow.removeFirst();
            wakeReader.run();
        }
        return true;
    }

    @Override
    public @Nullable Element poll() {
        Element element = ring.poll();
        if (element != null) {
            wakeWriter.run();
        }
        return element;
    }

    @Override
    public boolean isEmpty() {
        return ring.isEmpty();
    }
}
