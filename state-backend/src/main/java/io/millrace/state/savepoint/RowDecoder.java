package io.millrace.state.savepoint;

import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;

/**
 * Avro values, of which no length is believed: what a value says of its length is looked at before there is room made for it. A
 * file that says what it cannot hold, or unpacks to more than it may, ends in an error and not in an executor without memory. One
 * thread.
 */
final class RowDecoder {

    /** About what an element of a list takes in memory, however short it is in the file. */
    private static final int ELEMENT_BYTES = 24;

    private final BinaryDecoder in;

    /** Bytes there are to come: nothing can be longer. */
    private final long most;

    private final Room room;

    /**
     * @param in at a row
     * @param most how many bytes there are
     * @param room for what is read
     */
    RowDecoder(BinaryDecoder in, long most, Room room) {
        this.in = in;
        this.most = most;
        this.room = room;
    }

    boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    int readInt() throws IOException {
        return in.readInt();
    }

    long readLong() throws IOException {
        return in.readLong();
    }

    float readFloat() throws IOException {
        return in.readFloat();
    }

    double readDouble() throws IOException {
        return in.readDouble();
    }

    /** Which type of a union comes. */
    int readIndex() throws IOException {
        return in.readIndex();
    }

    /** A text as UTF-8, or bytes. */
    byte[] readBytes() throws IOException {
        long length = in.readLong();
        if (length < 0 || length > most) {
            throw new IOException("a value says it has " + length + " bytes, and there are " + most + " in all");
        }
        room.take(length);
        byte[] bytes = new byte[(int) length];
        in.readFixed(bytes);
        return bytes;
    }

    /** Begins a list: how many elements come next, 0 at its end. */
    long readArrayStart() throws IOException {
        return elements(in.readArrayStart());
    }

    /** Goes on in a list. */
    long arrayNext() throws IOException {
        return elements(in.arrayNext());
    }

    private long elements(long count) throws IOException {
        // Each is at least one byte.
        if (count < 0 || count > most) {
            throw new IOException("a list says it has " + count + " elements, and there are " + most + " bytes in all");
        }
        room.take(count * ELEMENT_BYTES);
        return count;
    }
}
