package io.millrace.spi.format;

import io.millrace.columns.Counted;

/**
 * Bytes as they were read. Decoded strings point into them, so batches retain them. The decoder may change bytes of
 * records it has decoded (it removes escapes in place); nobody else may.
 */
public abstract class Chunk extends Counted {

    /** The bytes. */
    public abstract byte[] data();
}
