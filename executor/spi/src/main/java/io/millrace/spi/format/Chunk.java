package io.millrace.spi.format;

import io.millrace.columns.Counted;

/**
 * Bytes as they were read. Decoded strings point into them, so batches retain them. The decoder may change bytes of
 * records it has decoded (it removes escapes in place); nobody else may.
 */
public abstract class Chunk extends Counted {

    /** How many bytes the array has at least behind those that were read, so that decoders can look at whole words. */
    public static final int SLACK = 8;

    /** The bytes. What lies behind those that were read has no meaning. */
    public abstract byte[] data();
}
