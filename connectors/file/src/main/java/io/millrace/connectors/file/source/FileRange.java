package io.millrace.connectors.file.source;

import io.millrace.spi.source.Split;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A split: the records of a file that begin within a range, and how far they are read.
 *
 * @param path the file
 * @param fileSize how long it was when it was listed
 * @param start where the range begins
 * @param end where the range ends; the last record may end behind it
 * @param position the first byte that is still to be read; behind {@code start} it is the beginning of a record
 * @param line the number of the line at {@code position}; 0 when that is not known
 * @param released how many rows a replay has handed over
 */
record FileRange(String path, long fileSize, long start, long end, long position, long line, long released) {

    private static final byte VERSION = 1;

    /** A range nothing of which is read. */
    static FileRange of(String path, long fileSize, long start, long end) {
        return new FileRange(path, fileSize, start, end, start, start == 0 ? 1 : 0, 0);
    }

    /** Reads what {@link #state} wrote. */
    static FileRange of(byte[] state) {
        ByteBuffer bytes = ByteBuffer.wrap(state);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalStateException("The state of a file range has version " + version);
        }
        byte[] path = new byte[bytes.getInt()];
        bytes.get(path);
        return new FileRange(
                new String(path, StandardCharsets.UTF_8),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong());
    }

    /** A version, the path by its length, and the numbers, eight bytes each, the highest first. */
    byte[] state() {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + name.length + 6 * Long.BYTES)
                .put(VERSION)
                .putInt(name.length)
                .put(name)
                .putLong(fileSize)
                .putLong(start)
                .putLong(end)
                .putLong(position)
                .putLong(line)
                .putLong(released)
                .array();
    }

    /** Whether it is the whole file. */
    boolean isWhole() {
        return start == 0 && end == fileSize;
    }

    Split split() {
        return Split.of(isWhole() ? path : path + ", bytes " + start + " to " + (end - 1), state());
    }

    FileRange at(long newPosition, long newLine) {
        return new FileRange(path, fileSize, start, end, newPosition, newLine, released);
    }

    /** The same range from its beginning, so many rows of which need not be handed over again. */
    FileRange replayed(long rows) {
        return new FileRange(path, fileSize, start, end, start, start == 0 ? 1 : 0, rows);
    }
}
