package io.millrace.engine.exchange;

import io.millrace.columns.BatchPool;
import io.millrace.columns.BlockDecoder;
import io.millrace.columns.Element;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal;
import io.millrace.protocol.exchange.PeerMessage;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel from a task of another executor ends. Blocks wait as they came, within the window, until the reading task
 * takes them out and decodes them into its own pool. Taking out gives credit back.
 */
public final class RemoteReader implements ChannelReader {

    private static final int SIGNALS_PER_CREDIT = RemoteWriter.MOST_SIGNALS_UNDER_WAY / 4;

    private final int number;
    private final BlockDecoder decoder;
    private final RowsPool rows;
    private final Consumer<PeerMessage> peer;
    private final Runnable wakeReader;

    /** Credit goes back in shares of this; small enough that the writer never runs dry while its reader keeps up. */
    private final long creditBytes;

    /** Bytes taken out since the last credit; reader only. */
    private long consumed;

    /** Blocks as byte arrays, and signals. Guarded by itself: held for an append or a removal, once per batch. */
    private final ArrayDeque<Object> queue = new ArrayDeque<>();

    private int signalsArrived;
    private boolean discarded;

    /** Whether the queue was empty after the last change; the reader asks far more often than something comes. */
    private volatile boolean empty = true;

    /**
     * @param number of the channel
     * @param windowBytes the credit its writer began with
     * @param batches of the reading task, of the edge's schema
     * @param rows of the reading task
     * @param peer the executor of the writer; takes a message without waiting
     * @param wakeReader has the reading task looked at; any thread
     */
    public RemoteReader(
            int number,
            long windowBytes,
            BatchPool batches,
            RowsPool rows,
            Consumer<PeerMessage> peer,
            Runnable wakeReader) {
        this.number = number;
        this.rows = rows;
        this.peer = peer;
        this.wakeReader = wakeReader;
        decoder = new BlockDecoder(batches);
        creditBytes = windowBytes / 4;
    }

    /** A block came. Any thread, one at a time. */
    void arrived(byte[] block) {
        synchronized (queue) {
            if (discarded) {
                return;
            }
            queue.add(block);
            empty = false;
        }
        wakeReader.run();
    }

    /** A signal came. Any thread, one at a time. */
    void arrived(Signal signal) {
        int arrived = 0;
        synchronized (queue) {
            if (discarded) {
                return;
            }
            SignalCoalescing.append(queue, signal);
            empty = false;
            if (++signalsArrived == SIGNALS_PER_CREDIT) {
                arrived = signalsArrived;
                signalsArrived = 0;
            }
        }
        if (arrived > 0) {
            peer.accept(new PeerMessage.Credit(number, 0, arrived));
        }
        wakeReader.run();
    }

    @Override
    public @Nullable Element poll() {
        if (empty) {
            return null;
        }
        Object next;
        synchronized (queue) {
            next = queue.poll();
            empty = queue.isEmpty();
        }
        if (next instanceof byte[] block) {
            Element decoded = rows.take(decoder.decode(block, 0, block.length));
            consumed(block.length);
            return decoded;
        }
        return (Signal) next;
    }

    private void consumed(int bytes) {
        consumed += bytes;
        if (consumed >= creditBytes) {
            peer.accept(new PeerMessage.Credit(number, consumed, 0));
            consumed = 0;
        }
    }

    @Override
    public boolean isEmpty() {
        return empty;
    }

    @Override
    public void discard() {
        synchronized (queue) {
            discarded = true;
            queue.clear();
            empty = true;
        }
    }
}
