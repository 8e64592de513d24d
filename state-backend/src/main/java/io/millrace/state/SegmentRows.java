package io.millrace.state;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.BlockDecoder;
import io.millrace.columns.BlockFormatException;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Goes through the frames of one segment and checks everything that can be checked. One thread. */
final class SegmentRows implements AutoCloseable {

    private final SegmentInput in;
    private final SegmentHeader header;
    private final int[] slots = new int[SegmentFormat.MOST_SLOTS];
    private byte[] bytes = new byte[1 << 16];
    private int count;
    private long rows;
    private long gone;

    @Nullable
    private Batch batch;

    private SegmentRows(SegmentInput in, SegmentHeader header) {
        this.in = in;
        this.header = header;
    }

    static SegmentRows open(CheckpointStorage storage, Segment segment) throws IOException {
        SegmentInput in = SegmentInput.open(storage, segment);
        boolean opened = false;
        try {
            SegmentRows read = new SegmentRows(in, SegmentHeader.read(in));
            opened = true;
            return read;
        } finally {
            if (!opened) {
                in.close();
            }
        }
    }

    SegmentHeader header() {
        return header;
    }

    /** The error of rows that are not what was written. */
    RuntimeException damaged(String what) {
        return in.damaged(what);
    }

    /**
     * The next frame.
     *
     * @param pool of the rows' columns
     * @return whether there is one; after the last one the whole segment was seen to be right
     */
    boolean next(BatchPool pool) throws IOException {
        releaseBatch();
        CRC32C checksum = in.beginCheck();
        int tag = in.u1();
        switch (tag) {
            case SegmentFormat.ROWS -> {
                readSlots(checksum);
                batch = readBlock(new BlockDecoder(pool));
                rows += count;
                return true;
            }
            case SegmentFormat.GONE -> {
                readSlots(checksum);
                gone += count;
                return true;
            }
            case SegmentFormat.END -> {
                long allRows = in.i8();
                long allGone = in.i8();
                in.requireChecksum(checksum, "end");
                if (allRows != rows || allGone != gone) {
                    throw in.damaged("it has " + rows + " rows and " + gone + " that went, and says " + allRows
                            + " and " + allGone);
                }
                in.requireEnd();
                return false;
            }
            default -> throw in.damaged("there is no frame " + tag);
        }
    }

    private void readSlots(CRC32C checksum) throws IOException {
        count = in.u4();
        int length = in.u4();
        if (count <= 0 || count > SegmentFormat.MOST_SLOTS || length < 0 || length > SegmentFormat.MOST_RUN_BYTES) {
            throw in.damaged("a frame cannot have " + Integer.toUnsignedString(count) + " slots in "
                    + Integer.toUnsignedString(length) + " bytes");
        }
        ensure(length);
        in.read(bytes, 0, length);
        in.requireChecksum(checksum, "slots");
        if (!SlotRuns.decode(bytes, length, slots, count)) {
            throw in.damaged("its slots cannot be read");
        }
    }

    private Batch readBlock(BlockDecoder decoder) throws IOException {
        try {
            in.read(bytes, 0, BlockDecoder.HEADER_BYTES);
            int length = BlockDecoder.blockLength(bytes, 0);
            if (length - BlockDecoder.HEADER_BYTES > in.left()) {
                throw in.damaged("a block ends behind the segment");
            }
            ensure(length);
            in.read(bytes, BlockDecoder.HEADER_BYTES, length - BlockDecoder.HEADER_BYTES);
            Batch read = decoder.decode(bytes, 0, length);
            if (read.rowCount() != count || read.changes() != null) {
                read.release();
                throw in.damaged("a block of " + read.rowCount() + " rows stands behind " + count + " slots");
            }
            return read;
        } catch (BlockFormatException e) {
            throw in.damaged(String.valueOf(e.getMessage()));
        }
    }

    private void ensure(int length) {
        if (length > bytes.length) {
            byte[] larger = new byte[Math.max(length, 2 * bytes.length)];
            System.arraycopy(bytes, 0, larger, 0, BlockDecoder.HEADER_BYTES);
            bytes = larger;
        }
    }

    /** How many slots the frame has. */
    int count() {
        return count;
    }

    /** The slots of the frame, ascending. */
    int[] slots() {
        return slots;
    }

    /** The rows of the frame, in the order of the slots; null when these lost their rows. Until the next call. */
    @Nullable
    Batch batch() {
        return batch;
    }

    private void releaseBatch() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }

    @Override
    public void close() throws IOException {
        releaseBatch();
        in.close();
    }
}
