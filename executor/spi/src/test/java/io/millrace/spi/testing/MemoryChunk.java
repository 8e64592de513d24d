package io.millrace.spi.testing;

import io.millrace.spi.format.Chunk;

/** Bytes given by a test, with the slack that decoders count on. */
public final class MemoryChunk extends Chunk {

    private final byte[] data;
    private final int size;
    private boolean recycled;

    /** A copy of these bytes, held by the caller. */
    public MemoryChunk(byte[] bytes) {
        size = bytes.length;
        data = new byte[size + SLACK];
        System.arraycopy(bytes, 0, data, 0, size);
        firstReference();
    }

    @Override
    public byte[] data() {
        return data;
    }

    /** How many bytes were given. */
    public int size() {
        return size;
    }

    /** Whether nobody holds it any more. */
    public boolean isRecycled() {
        return recycled;
    }

    @Override
    protected void recycle() {
        recycled = true;
    }
}
