package io.millrace.engine.exchange;

import io.millrace.columns.Signal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Signals as bytes, from one executor to another of the same version: a byte for the kind, then its fields, big endian. */
public final class SignalCodec {

    private static final byte WATERMARK = 1;
    private static final byte IDLE = 2;
    private static final byte BARRIER = 3;
    private static final byte END = 4;
    private static final byte SCHEMA_CHANGE = 5;
    private static final byte LATENCY_MARKER = 6;

    private static final int MOST_BYTES = 1 + 2 * Long.BYTES;

    private SignalCodec() {}

    /** The bytes of a signal. */
    public static byte[] encode(Signal signal) {
        ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
        switch (signal) {
            case Signal.Watermark(long micros) -> out.put(WATERMARK).putLong(micros);
            case Signal.Idle _ -> out.put(IDLE);
            case Signal.Barrier(long checkpoint, boolean savepoint) ->
                out.put(BARRIER).putLong(checkpoint).put((byte) (savepoint ? 1 : 0));
            case Signal.End _ -> out.put(END);
            case Signal.SchemaChange(int version) -> out.put(SCHEMA_CHANGE).putInt(version);
            case Signal.LatencyMarker(long sourceNanos, int source) ->
                out.put(LATENCY_MARKER).putLong(sourceNanos).putInt(source);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /**
     * The signal that these bytes hold.
     *
     * @throws IllegalArgumentException when they hold none
     */
    public static Signal decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte kind = in.get();
            return switch (kind) {
                case WATERMARK -> new Signal.Watermark(in.getLong());
                case IDLE -> new Signal.Idle();
                case BARRIER -> new Signal.Barrier(in.getLong(), in.get() == 1);
                case END -> new Signal.End();
                case SCHEMA_CHANGE -> new Signal.SchemaChange(in.getInt());
                case LATENCY_MARKER -> new Signal.LatencyMarker(in.getLong(), in.getInt());
                default -> throw new IllegalArgumentException("A peer sent a signal of the unknown kind " + kind);
            };
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("A peer sent a signal that was cut off after " + bytes.length, e);
        }
    }
}
