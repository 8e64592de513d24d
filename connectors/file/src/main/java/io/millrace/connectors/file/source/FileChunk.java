package io.millrace.connectors.file.source;

import io.millrace.columns.FreeList;
import io.millrace.spi.format.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a file in memory. In front of what was read there is room for the rest of the chunk before, so that a record
 * that lies in both becomes whole without a third buffer.
 */
final class FileChunk extends Chunk {

    private final byte[] data;
    private final @Nullable FreeList<FileChunk> home;

    /** Where the bytes begin and end. Written by the I/O thread that reads, then by the task. */
    int start;

    int end;

    /** The place in the file of index 0 of {@link #data}; it may be negative. */
    long base;

    private FileChunk(byte[] data, @Nullable FreeList<FileChunk> home) {
        this.data = data;
        this.home = home;
    }

    /** The place in the file of a byte. */
    long positionOf(int index) {
        return base + index;
    }

    @Override
    public byte[] data() {
        return data;
    }

    @Override
    protected void recycle() {
        if (home != null) {
            home.push(this);
        }
    }

    @Override
    public String toString() {
        return "bytes " + positionOf(start) + " to " + positionOf(end);
    }

    /** Chunks of one source task. One thread takes; any thread gives back. */
    static final class Pool {

        private final FreeList<FileChunk> free = new FreeList<>();
        private final Sizes sizes;

        Pool(Sizes sizes) {
            this.sizes = sizes;
        }

        /** A chunk to be read into, behind the room for a rest. */
        FileChunk take() {
            FileChunk chunk = free.take();
            if (chunk == null) {
                chunk = new FileChunk(new byte[sizes.carryBytes() + sizes.readBytes() + SLACK], free);
            }
            chunk.start = sizes.carryBytes();
            chunk.end = sizes.carryBytes();
            chunk.firstReference();
            return chunk;
        }

        /**
         * What is left of one chunk from {@code place} on, followed by another. Both references pass to the result; it is
         * the second chunk when the rest fits in front of it.
         */
        FileChunk join(FileChunk first, int place, FileChunk second) {
            int rest = first.end - place;
            FileChunk joined = second;
            if (rest > second.start) {
                joined = new FileChunk(new byte[rest + second.end - second.start + SLACK], null);
                joined.firstReference();
                joined.start = rest;
                joined.end = rest + second.end - second.start;
                joined.base = second.positionOf(second.start) - rest;
                System.arraycopy(second.data, second.start, joined.data, rest, second.end - second.start);
                second.release();
            }
            joined.start -= rest;
            System.arraycopy(first.data, place, joined.data, joined.start, rest);
            first.release();
            return joined;
        }
    }
}
