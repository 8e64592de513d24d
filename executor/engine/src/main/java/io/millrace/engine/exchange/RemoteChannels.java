package io.millrace.engine.exchange;

import io.millrace.protocol.exchange.PeerMessage;
import java.util.HashMap;
import java.util.Map;

/**
 * The ends here of the channels that lead to other executors, by number. Filled while tasks are made, then only read, by
 * any thread.
 */
public final class RemoteChannels {

    private final Map<Integer, RemoteWriter> writers = new HashMap<>();
    private final Map<Integer, RemoteReader> readers = new HashMap<>();

    /** A channel begins here. */
    public void add(int number, RemoteWriter writer) {
        writers.put(number, writer);
    }

    /** A channel ends here. */
    public void add(int number, RemoteReader reader) {
        readers.put(number, reader);
    }

    /**
     * Rows came.
     *
     * @throws IllegalArgumentException when the channel does not end here
     */
    public void received(PeerMessage.Block message) {
        end(readers, message.channel()).arrived(message.block());
    }

    /**
     * A signal came.
     *
     * @throws IllegalArgumentException when the channel does not end here, or that is no signal
     */
    public void received(PeerMessage.InBand message) {
        end(readers, message.channel()).arrived(SignalCodec.decode(message.signal()));
    }

    /**
     * Credit came.
     *
     * @throws IllegalArgumentException when the channel does not begin here
     */
    public void received(PeerMessage.Credit message) {
        end(writers, message.channel()).credited(message.bytes(), message.signals());
    }

    private static <T> T end(Map<Integer, T> ends, int number) {
        T end = ends.get(number);
        if (end == null) {
            throw new IllegalArgumentException("A peer speaks of channel " + number + ", which has no such end here");
        }
        return end;
    }
}
