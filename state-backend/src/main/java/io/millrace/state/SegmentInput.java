package io.millrace.state;

import io.millrace.model.error.RunError;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a segment from first to last. They are not to be trusted: whatever is read is first seen to be there, and what
 * does not fit ends in a {@link RunException} that names file and place. One thread.
 */
final class SegmentInput implements AutoCloseable {

    /** So much is read first, for those who look at the header only, and so much at a time then. */
    private static final int FIRST_BYTES = 4 << 10;

    private static final int BUFFER_BYTES = 256 << 10;

    private final Segment segment;
    private final FileStore.Reading file;
    private final CRC32C all = new CRC32C();
    private final byte[] number = new byte[8];

    /** Over what is read of a header or frame; none over a block, which has its own. */
    @Nullable
    private CRC32C part;

    private byte[] buffer = new byte[FIRST_BYTES];

    /** Where in the segment the buffer begins, how much is in it, and how far that is read. */
    private long bufferStart;

    private int bufferLength;
    private int at;

    private SegmentInput(Segment segment, FileStore.Reading file) {
        this.segment = segment;
        this.file = file;
    }

    /**
     * Opens a segment.
     *
     * @throws RunException if its file is missing or shorter than that
     */
    static SegmentInput open(CheckpointStorage storage, Segment segment) throws IOException {
        FileStore.Reading file;
        try {
            file = storage.open(segment.path());
        } catch (NoSuchFileException e) {
            throw new RunException(
                    RunError.external(
                                    "checkpoint.missing",
                                    "A file of the checkpoint is missing. Restore an earlier checkpoint, or put the file back.",
                                    false)
                            .at(segment.path()),
                    e);
        }
        boolean opened = false;
        try {
            SegmentInput in = new SegmentInput(segment, file);
            long size = file.sizeBytes();
            if (segment.offset() < 0 || segment.length() < 0 || segment.offset() > size - segment.length()) {
                throw in.damaged("the file has " + size + " bytes, and the segment ends at byte "
                        + (segment.offset() + segment.length()));
            }
            opened = true;
            return in;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /**
     * How many rows a segment says at its end that it has, for those who make room before they read it; 0 when what stands there
     * is not the end of a segment, which reading will find.
     */
    static long rowsAtEnd(CheckpointStorage storage, Segment segment) throws IOException {
        try (SegmentInput in = open(storage, segment)) {
            byte[] end = new byte[SegmentFormat.END_BYTES];
            if (segment.length() < end.length) {
                return 0;
            }
            in.fetch(segment.length() - end.length, end, 0, end.length);
            CRC32C checksum = new CRC32C();
            checksum.update(end, 0, end.length - Integer.BYTES);
            ByteBuffer frame = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
            boolean isEnd = frame.get(0) == SegmentFormat.END
                    && frame.getInt(end.length - Integer.BYTES) == SegmentFormat.masked((int) checksum.getValue());
            return isEnd ? frame.getLong(1) : 0;
        }
    }

    /** The error of bytes that are not what was written. */
    RunException damaged(String what) {
        return new RunException(RunError.external(
                        "checkpoint.damaged",
                        "A file of the checkpoint is damaged: " + what + ". Restore an earlier checkpoint.",
                        false)
                .at(segment.path() + " at byte " + (segment.offset() + offset())));
    }

    /** The error of another version, unless the bytes are not what was written: a damaged version is damage. */
    RunException otherVersion(int version) throws IOException {
        byte[] rest = new byte[FIRST_BYTES];
        while (left() > 0) {
            read(rest, 0, (int) Math.min(left(), rest.length));
        }
        return isAsWritten() ? ofVersion(version) : differs();
    }

    private RunException ofVersion(int version) {
        return new RunException(RunError.external(
                        "checkpoint.version",
                        "The segment has version " + version + " and this program reads version "
                                + SegmentFormat.VERSION + ". Restore it with a later version of Millrace.",
                        false)
                .at(segment.path() + " at byte " + segment.offset()));
    }

    /** How far the segment is read, bytes. */
    long offset() {
        return bufferStart + at;
    }

    long left() {
        return segment.length() - offset();
    }

    /** Begins a checksum over what is read from here on. */
    CRC32C beginCheck() {
        CRC32C begun = new CRC32C();
        part = begun;
        return begun;
    }

    /** Reads a checksum and compares. */
    void requireChecksum(CRC32C checksum, String of) throws IOException {
        int expected = SegmentFormat.masked((int) checksum.getValue());
        part = null;
        if (u4() != expected) {
            throw damaged("the checksum of its " + of + " differs");
        }
    }

    int u1() throws IOException {
        read(number, 0, 1);
        return number[0] & 0xFF;
    }

    int u2() throws IOException {
        return (int) number(2);
    }

    int u4() throws IOException {
        return (int) number(4);
    }

    long i8() throws IOException {
        return number(8);
    }

    private long number(int width) throws IOException {
        read(number, 0, width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (number[i] & 0xFFL) << 8 * i;
        }
        return value;
    }

    String text() throws IOException {
        int length = u4();
        if (length < 0 || length > SegmentFormat.MOST_HEADER_BYTES) {
            throw damaged("a text cannot have " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] utf8 = new byte[length];
        read(utf8, 0, length);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    void read(byte[] into, int start, int length) throws IOException {
        if (length > left()) {
            throw damaged("it ends " + (length - left()) + " bytes too early");
        }
        int done = 0;
        while (done < length) {
            if (at < bufferLength) {
                int count = Math.min(length - done, bufferLength - at);
                System.arraycopy(buffer, at, into, start + done, count);
                at += count;
                done += count;
            } else if (length - done >= BUFFER_BYTES) {
                int count = length - done;
                fetch(offset(), into, start + done, count);
                bufferStart += bufferLength + count;
                at = 0;
                bufferLength = 0;
                done += count;
            } else {
                fill();
            }
        }
        all.update(into, start, length);
        if (part != null) {
            part.update(into, start, length);
        }
    }

    private void fill() throws IOException {
        if (bufferStart + bufferLength > 0 && buffer.length == FIRST_BYTES && segment.length() > 2 * FIRST_BYTES) {
            buffer = new byte[BUFFER_BYTES];
        }
        bufferStart += bufferLength;
        at = 0;
        bufferLength = 0;
        int wanted = (int) Math.min(buffer.length, segment.length() - bufferStart);
        fetch(bufferStart, buffer, 0, wanted);
        bufferLength = wanted;
    }

    /** Reads from the file, wherever else reading stands. */
    private void fetch(long from, byte[] into, int start, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = file.read(segment.offset() + from + done, into, start + done, length - done);
            if (count <= 0) {
                throw damaged("the file became shorter while it was read");
            }
            done += count;
        }
    }

    /** The segment is to end here, and to have been what the checkpoint says. */
    void requireEnd() {
        if (left() != 0) {
            throw damaged(left() + " bytes are left over behind its end");
        }
        if (!isAsWritten()) {
            throw differs();
        }
    }

    /** Whether what has been read, all of the segment, has the checksum that the checkpoint says. */
    private boolean isAsWritten() {
        return (int) all.getValue() == segment.crc32c();
    }

    private RunException differs() {
        return damaged("the checksum of the segment at byte " + segment.offset() + " differs");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
