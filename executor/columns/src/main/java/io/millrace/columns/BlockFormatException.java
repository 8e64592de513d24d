package io.millrace.columns;

/** Bytes that should be a column block of a certain schema are not. Nothing of the block was taken over. */
public final class BlockFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BlockFormatException(String message) {
        super(message);
    }
}
