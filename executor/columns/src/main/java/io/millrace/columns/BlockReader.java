package io.millrace.columns;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** A place in bytes that cannot be trusted. Whatever it reads, it first sees that it is there. */
final class BlockReader {

    private final byte[] bytes;
    private final MemorySegment segment;
    private final int end;
    private int position;

    /** What is being read, for messages. */
    private String part = "header";

    BlockReader(byte[] bytes, int start, int length) {
        Objects.checkFromIndexSize(start, length, bytes.length);
        this.bytes = bytes;
        this.segment = MemorySegment.ofArray(bytes);
        this.position = start;
        this.end = start + length;
    }

    void enter(String name) {
        part = name;
    }

    int left() {
        return end - position;
    }

    BlockFormatException broken(String what) {
        return new BlockFormatException("A column block is broken (" + part + "): " + what);
    }

    /** Passes over bytes; returns where they begin. */
    int take(long count) {
        if (count > left()) {
            throw broken("it ends " + (count - left()) + " bytes too early");
        }
        int taken = position;
        position += (int) count;
        return taken;
    }

    int u1() {
        return bytes[take(1)] & 0xFF;
    }

    int u2() {
        return segment.get(BlockFormat.SHORT, take(2)) & 0xFFFF;
    }

    int i4() {
        return segment.get(BlockFormat.INT, take(4));
    }

    void read(byte[] into, int start, int count) {
        System.arraycopy(bytes, take(count), into, start, count);
    }

    void read(short[] into, int count) {
        MemorySegment.copy(segment, BlockFormat.SHORT, take(2L * count), into, 0, count);
    }

    void read(int[] into, int count) {
        MemorySegment.copy(segment, BlockFormat.INT, take(4L * count), into, 0, count);
    }

    void read(long[] into, int count) {
        MemorySegment.copy(segment, BlockFormat.LONG, take(8L * count), into, 0, count);
    }

    void read(float[] into, int count) {
        MemorySegment.copy(segment, BlockFormat.FLOAT, take(4L * count), into, 0, count);
    }

    void read(double[] into, int count) {
        MemorySegment.copy(segment, BlockFormat.DOUBLE, take(8L * count), into, 0, count);
    }

    /**
     * Reads NULL bits.
     *
     * @param words all zero
     */
    void readBits(long[] words, int count) {
        int from = take((count + 7) >>> 3);
        for (int i = 0; i < count; i += 8) {
            words[i >>> 6] |= (bytes[from + (i >>> 3)] & 0xFFL) << i;
        }
        if ((count & 63) != 0 && words[count >>> 6] >>> count != 0) {
            throw broken("NULL bits are set behind the last of " + count + " rows");
        }
    }

    /**
     * Reads lengths and adds them up.
     *
     * @return their sum, which the bytes that are left can hold if each stands for one
     */
    int readLengths(int[] into, int count) {
        int width = u1();
        switch (width) {
            case 1 -> {
                int from = take(count);
                for (int i = 0; i < count; i++) {
                    into[i] = bytes[from + i] & 0xFF;
                }
            }
            case 2 -> {
                int from = take(2L * count);
                for (int i = 0; i < count; i++) {
                    into[i] = segment.get(BlockFormat.SHORT, from + 2L * i) & 0xFFFF;
                }
            }
            case 4 -> read(into, count);
            default -> throw broken("lengths cannot have " + width + " bytes");
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += into[i] & 0xFFFF_FFFFL;
        }
        if (sum > left()) {
            throw broken("it ends " + (sum - left()) + " bytes too early, or more, for lengths of " + sum);
        }
        return (int) sum;
    }
}
