package io.millrace.engine.exchange;

import io.millrace.columns.BlockEncoder;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.protocol.exchange.PeerMessage;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Where a channel to a task of another executor begins. Rows leave as blocks, encoded by the writing task, while there is
 * credit: the last block may use more than is left, so at most the window and one block are under way.
 *
 * <p>Signals take no credit. Those that have not arrived are counted all the same: beyond some, watermarks wait here for
 * later ones to make them void, or a connection that stands still would fill the memory of its sender.
 */
public final class RemoteWriter implements ChannelWriter {

    /** Signals that have left and not arrived. Far more than between two turns, little enough to be forgotten about. */
    static final int MOST_SIGNALS_UNDER_WAY = 64;

    private final int number;
    private final BlockEncoder encoder;
    private final Consumer<PeerMessage> peer;
    private final Runnable wakeWriter;
    private final AtomicLong credit;
    private final AtomicInteger signalsUnderWay = new AtomicInteger();

    /** Signals that could not leave; writer only. Rows cannot overtake them: while there are any there is no room. */
    private final ArrayDeque<Signal> waiting = new ArrayDeque<>();

    /**
     * @param number of the channel
     * @param windowBytes the credit it begins with
     * @param encoder of the writing task, for all its channels
     * @param peer the executor of the reader; takes a message without waiting
     * @param wakeWriter has the writing task looked at; any thread
     */
    public RemoteWriter(
            int number, long windowBytes, BlockEncoder encoder, Consumer<PeerMessage> peer, Runnable wakeWriter) {
        this.number = number;
        this.encoder = encoder;
        this.peer = peer;
        this.wakeWriter = wakeWriter;
        credit = new AtomicLong(windowBytes);
    }

    @Override
    public boolean hasRoom() {
        return drain() && credit.get() > 0;
    }

    @Override
    public void put(Rows rows) {
        try {
            if (!waiting.isEmpty() || credit.get() <= 0) {
                throw new IllegalStateException("Emitted without room");
            }
            encoder.encode(rows);
        } finally {
            rows.release();
        }
        byte[] block = Arrays.copyOf(encoder.bytes(), encoder.length());
        credit.addAndGet(-block.length);
        peer.accept(new PeerMessage.Block(number, block));
    }

    @Override
    public void put(Signal signal) {
        if (drain() && mayLeave()) {
            leave(signal);
        } else {
            SignalCoalescing.append(waiting, signal);
        }
    }

    /** The reader has taken so much out. Any thread. */
    void credited(long bytes, int signals) {
        credit.addAndGet(bytes);
        signalsUnderWay.addAndGet(-signals);
        wakeWriter.run();
    }

    @Override
    public boolean drain() {
        while (!waiting.isEmpty()) {
            if (!mayLeave()) {
                return false;
            }
            leave(waiting.remove());
        }
        return true;
    }

    private boolean mayLeave() {
        return signalsUnderWay.get() < MOST_SIGNALS_UNDER_WAY;
    }

    private void leave(Signal signal) {
        signalsUnderWay.incrementAndGet();
        peer.accept(new PeerMessage.InBand(number, SignalCodec.encode(signal)));
    }
}
