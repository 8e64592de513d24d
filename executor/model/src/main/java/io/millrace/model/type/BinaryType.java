package io.millrace.model.type;

/**
 * {@code BINARY(length)} when fixed, else {@code VARBINARY(length)}; {@code BYTES} when the length is
 * {@link #UNBOUNDED}. Lengths count bytes.
 */
public record BinaryType(int length, boolean fixed) implements SqlType {

    /** The length that says "no limit". */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** {@code BYTES}: bytes of any length. */
    public static final BinaryType BYTES = new BinaryType(UNBOUNDED, false);

    public BinaryType {
        if (length < 1 || (fixed && length == UNBOUNDED)) {
            throw new IllegalArgumentException("A binary type cannot have length " + length);
        }
    }

    @Override
    public String toString() {
        return length == UNBOUNDED ? "BYTES" : (fixed ? "BINARY(" : "VARBINARY(") + length + ")";
    }
}
