package io.millrace.model.type;

/**
 * {@code CHAR(length)} when fixed, else {@code VARCHAR(length)}; {@code STRING} when the length is
 * {@link #UNBOUNDED}. Lengths count Unicode code points; values are UTF-8 in memory.
 */
public record CharacterType(int length, boolean fixed) implements SqlType {

    /** The length that says "no limit". */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** {@code STRING}: characters of any length. */
    public static final CharacterType STRING = new CharacterType(UNBOUNDED, false);

    public CharacterType {
        if (length < 0 || (fixed && length == UNBOUNDED)) {
            throw new IllegalArgumentException("A character type cannot have length " + length);
        }
    }

    @Override
    public String toString() {
        return length == UNBOUNDED ? "STRING" : (fixed ? "CHAR(" : "VARCHAR(") + length + ")";
    }
}
