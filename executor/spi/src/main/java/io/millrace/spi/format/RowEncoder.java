package io.millrace.spi.format;

import io.millrace.columns.Rows;

/** Turns rows into records. Holds one writer's scratch space; belongs to the task's thread. */
public interface RowEncoder {

    /** Bytes that grow; used again. */
    final class Buffer {

        private byte[] bytes = new byte[1 << 16];
        private int size;

        /** The bytes; valid up to {@link #size}. */
        public byte[] bytes() {
            return bytes;
        }

        /** How many bytes are written. */
        public int size() {
            return size;
        }

        /** Forgets what is written. */
        public void clear() {
            size = 0;
        }

        /** Room for {@code length} more bytes, counted as written; returns where it begins. */
        public int reserve(int length) {
            int position = size;
            int needed = Math.addExact(position, length);
            if (needed > bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
            }
            size = needed;
            return position;
        }

        /** Writes one byte. */
        public void put(byte value) {
            int position = reserve(1);
            bytes[position] = value;
        }

        /** Writes bytes. */
        public void put(byte[] from, int start, int length) {
            int position = reserve(length);
            System.arraycopy(from, start, bytes, position, length);
        }

        /** Takes back what was written from {@code position} on. */
        public void truncate(int position) {
            size = position;
        }
    }

    /** What stands before the first record of a file. */
    default void header(Buffer to) {}

    /** Writes one record per row. */
    void encode(Rows rows, Buffer to);
}
