package io.millrace.expr.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A register for characters (as UTF-8) and for bytes: a range of a byte array that it does not own, or of its own
 * scratch buffer. Kernels whose result is part of their input point into the input's array; the others fill the
 * scratch buffer, which grows and is kept. One thread writes a register; what it points to must stay unchanged as long
 * as it is read. Equality, hash and order (unsigned bytes, so code points) are by content.
 */
public final class Utf8 implements Comparable<Utf8> {

    private static final byte[] NO_BYTES = new byte[0];

    /** Larger than any sensible single value, so that a runaway expression ends as a row error and not the heap. */
    public static final int MAX_BYTES = 1 << 28;

    private byte[] data = NO_BYTES;
    private int start;
    private int length;
    private byte[] scratch = NO_BYTES;

    /** The empty string. */
    public Utf8() {}

    /** A boxed value, not to be written again. */
    public static Utf8 of(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** A boxed value over this array, which the caller gives away. */
    public static Utf8 of(byte[] bytes) {
        Utf8 value = new Utf8();
        value.set(bytes, 0, bytes.length);
        return value;
    }

    /** The array the value lies in. */
    public byte[] data() {
        return data;
    }

    /** Where in {@link #data} the value begins. */
    public int start() {
        return start;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    /** The byte at this offset from the start. */
    public byte byteAt(int index) {
        return data[start + index];
    }

    /** Points the register to a range of {@code bytes}. */
    public void set(byte[] bytes, int start, int length) {
        this.data = bytes;
        this.start = start;
        this.length = length;
    }

    /** Points the register to what the other one points to. */
    public void set(Utf8 other) {
        set(other.data, other.start, other.length);
    }

    /**
     * The register's own buffer with room for {@code capacity} bytes; its old content is lost when it must grow. To be
     * followed by {@link #setScratch}. Must not be called while this register is also an input.
     *
     * @throws RowError OVERFLOW when the capacity passes {@link #MAX_BYTES}
     */
    public byte[] scratch(int capacity) {
        if (scratch.length < capacity || capacity < 0) {
            scratch = new byte[grown(capacity)];
        }
        return scratch;
    }

    /** As {@link #scratch(int)}, keeping the first {@code used} bytes. */
    public byte[] scratch(int capacity, int used) {
        if (scratch.length < capacity || capacity < 0) {
            byte[] larger = new byte[grown(capacity)];
            System.arraycopy(scratch, 0, larger, 0, used);
            scratch = larger;
        }
        return scratch;
    }

    private int grown(int capacity) {
        if (capacity < 0 || capacity > MAX_BYTES) {
            throw RowError.OVERFLOW;
        }
        return Math.max(32, Math.max(capacity, (int) Math.min(MAX_BYTES, scratch.length * 2L)));
    }

    /** Makes the first {@code length} bytes of the scratch buffer the value. */
    public void setScratch(int length) {
        set(scratch, 0, length);
    }

    /** A copy with bytes of its own that nobody writes. */
    public Utf8 copy() {
        return of(toBytes());
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(data, start, start + length);
    }

    @Override
    public int compareTo(Utf8 other) {
        return Arrays.compareUnsigned(data, start, start + length, other.data, other.start, other.start + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Utf8 that
                && Arrays.equals(data, start, start + length, that.data, that.start, that.start + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + data[i];
        }
        return hash;
    }

    /** The characters; malformed UTF-8 becomes U+FFFD. */
    @Override
    public String toString() {
        return new String(data, start, length, UTF_8);
    }
}
