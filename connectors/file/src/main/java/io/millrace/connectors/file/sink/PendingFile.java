package io.millrace.connectors.file.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A file that a task has written and that is to become part of the result.
 *
 * @param path where it is
 * @param task who wrote it
 * @param sequence how often the task had been flushed before, in all attempts; 0 of task 0 is where a result begins
 * @param sizeBytes how long it is
 */
record PendingFile(String path, int task, int sequence, long sizeBytes) {

    private static final byte VERSION = 1;

    /** Reads what {@link #bytes} wrote. */
    static PendingFile of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("A pending file is described in version " + version);
        }
        int task = in.getInt();
        int sequence = in.getInt();
        long size = in.getLong();
        byte[] path = new byte[in.remaining()];
        in.get(path);
        return new PendingFile(new String(path, StandardCharsets.UTF_8), task, sequence, size);
    }

    /** Whether the result begins with it, so that what was there before is another's. */
    boolean beginsResult() {
        return task == 0 && sequence == 0;
    }

    /** A version, the numbers (four, four, eight bytes), the path. */
    byte[] bytes() {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 2 * Integer.BYTES + Long.BYTES + name.length)
                .put(VERSION)
                .putInt(task)
                .putInt(sequence)
                .putLong(sizeBytes)
                .put(name)
                .array();
    }
}
