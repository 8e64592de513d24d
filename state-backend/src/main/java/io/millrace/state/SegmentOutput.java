package io.millrace.state;

import io.millrace.columns.BlockEncoder;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import java.io.IOException;
import java.util.zip.CRC32C;

/** Writes one segment behind what a file holds; {@code docs/checkpoint-format.md} says what is in it. One thread. */
final class SegmentOutput {

    private final CheckpointStorage.Upload file;
    private final String path;
    private final long start;
    private final CRC32C checksum = new CRC32C();
    private final SegmentBytes frame = new SegmentBytes();
    private long rows;
    private long gone;

    SegmentOutput(CheckpointStorage.Upload file, String path, SegmentHeader header) throws IOException {
        this.file = file;
        this.path = path;
        start = file.sizeBytes();
        header.write(this);
    }

    void write(byte[] from, int offset, int length) throws IOException {
        file.write(from, offset, length);
        checksum.update(from, offset, length);
    }

    /** Writes rows: their slots in ascending order, and the block that holds them in the same order. */
    void rows(int[] slots, int count, BlockEncoder block) throws IOException {
        slots(SegmentFormat.ROWS, slots, count);
        write(block.bytes(), 0, block.length());
        rows += count;
    }

    /** Writes which slots lost their row; in ascending order. */
    void gone(int[] slots, int count) throws IOException {
        slots(SegmentFormat.GONE, slots, count);
        gone += count;
    }

    private void slots(int tag, int[] slots, int count) throws IOException {
        byte[] runs = SlotRuns.encode(slots, count);
        frame.clear();
        frame.put(1, tag);
        frame.put(4, count);
        frame.put(4, runs.length);
        frame.put(runs);
        frame.put(4, frame.checksum());
        write(frame.bytes(), 0, frame.length());
    }

    /** Nothing comes any more; says where the segment is. */
    Segment finish() throws IOException {
        frame.clear();
        frame.put(1, SegmentFormat.END);
        frame.put(8, rows);
        frame.put(8, gone);
        frame.put(4, frame.checksum());
        write(frame.bytes(), 0, frame.length());
        return new Segment(path, start, file.sizeBytes() - start, (int) checksum.getValue());
    }
}
