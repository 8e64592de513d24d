package io.millrace.state.savepoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an Avro object container file as {@link StateExport} writes it, from first to last. Avro's own reader makes room for
 * whatever length a file names before it has seen a byte of it, and unpacks a block as a whole, whatever comes out; this one unpacks as
 * rows are asked for, and what they take is of a {@link Room}. One thread, which blocks.
 */
final class RowFile implements AutoCloseable {

    /** Texts before the rows: the schema of a very wide state is some hundred thousand characters. */
    private static final int MOST_META_BYTES = 8 << 20;

    private static final int MOST_META_ENTRIES = 64;

    /** No block has more, packed or unpacked, so no value has either; those that are written end at the first row past 64 KB. */
    static final int MOST_BLOCK_BYTES = 64 << 20;

    /** About what a row takes beside its columns: where it stands, and how it is found. */
    private static final int ROW_BYTES = 48;

    private static final String CODEC = DataFileConstants.DEFLATE_CODEC;

    private final StateRowForm form;
    private final Room room;
    private final InputStream from;
    private final BinaryDecoder framing;
    private final byte[] sync = new byte[DataFileConstants.SYNC_SIZE];
    private final Inflater inflater = new Inflater(true);

    private long rowsLeft;
    private @Nullable Part packed;
    private @Nullable BinaryDecoder block;
    private @Nullable RowDecoder rows;

    /**
     * Reads what stands before the rows.
     *
     * @throws IOException when it is no such file, or of another state
     */
    RowFile(InputStream from, StateRowForm form, Room room) throws IOException {
        this.from = from;
        this.form = form;
        this.room = room;
        // It takes no byte more than it is asked for.
        framing = DecoderFactory.get().directBinaryDecoder(from, null);
        byte[] magic = from.readNBytes(DataFileConstants.MAGIC.length);
        if (!Arrays.equals(magic, DataFileConstants.MAGIC)) {
            throw new IOException("it is no Avro file");
        }
        readMeta();
        framing.readFixed(sync);
    }

    private void readMeta() throws IOException {
        RowDecoder meta = new RowDecoder(framing, MOST_META_BYTES, new Room(MOST_META_BYTES));
        String schema = "";
        String codec = "";
        int entries = 0;
        // A map is written as a list of names and values.
        for (long count = meta.readArrayStart(); count != 0; count = meta.arrayNext()) {
            for (long i = 0; i < count; i++) {
                if (++entries > MOST_META_ENTRIES) {
                    throw new IOException("it says more of itself than such a file does");
                }
                String name = text(meta.readBytes());
                String value = text(meta.readBytes());
                switch (name) {
                    case DataFileConstants.SCHEMA -> schema = value;
                    case DataFileConstants.CODEC -> codec = value;
                    default -> {
                        // For people.
                    }
                }
            }
        }
        if (!codec.equals(CODEC)) {
            throw new IOException("its codec is `" + codec + "` and should be " + CODEC);
        }
        form.requireSchema(schema);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /**
     * Reads a row into where it is to stand.
     *
     * @return false behind the last
     */
    boolean next(StateRow row) throws IOException {
        while (rowsLeft == 0) {
            if (!nextBlock()) {
                return false;
            }
        }
        room.take(ROW_BYTES + form.plainBytes());
        form.read(row, Objects.requireNonNull(rows));
        rowsLeft--;
        return true;
    }

    private boolean nextBlock() throws IOException {
        endBlock();
        int first = from.read();
        if (first < 0) {
            return false;
        }
        long count = readLong(first);
        long size = framing.readLong();
        if (count < 0 || size < 0 || size > MOST_BLOCK_BYTES) {
            throw new IOException("a block says it has %d rows in %d bytes, and none has more than %d"
                    .formatted(count, size, MOST_BLOCK_BYTES));
        }
        packed = new Part(from, size, "it ends too early");
        inflater.reset();
        InputStream unpacked = new Capped(new InflaterInputStream(packed, inflater), MOST_BLOCK_BYTES);
        block = DecoderFactory.get().binaryDecoder(unpacked, block);
        rows = new RowDecoder(block, MOST_BLOCK_BYTES, room);
        rowsLeft = count;
        return true;
    }

    /** The block that was read, if there is one, has to end with its last row, and the mark follows. */
    private void endBlock() throws IOException {
        if (block == null || packed == null) {
            return;
        }
        if (!block.isEnd() || packed.read() >= 0) {
            throw new IOException("a block has bytes behind its last row");
        }
        byte[] found = new byte[sync.length];
        framing.readFixed(found);
        if (!Arrays.equals(found, sync)) {
            throw new IOException("a block is not followed by the file's own mark");
        }
        packed = null;
    }

    /** Gives back what unpacking took; the stream stays open. */
    @Override
    public void close() {
        inflater.end();
    }

    /** A number whose first byte was read to see whether there is one. */
    private long readLong(int first) throws IOException {
        long value = first & 0x7F;
        int octet = first;
        for (int shift = 7; (octet & 0x80) != 0; shift += 7) {
            octet = from.read();
            if (octet < 0 || shift >= Long.SIZE) {
                throw new IOException("it ends too early");
            }
            value |= (octet & 0x7FL) << shift;
        }
        return (value >>> 1) ^ -(value & 1);
    }

    /** So many bytes of a stream, and neither more nor fewer. */
    private static final class Part extends FilterInputStream {

        private final String tooShort;
        private long left;

        Part(InputStream in, long bytes, String tooShort) {
            super(in);
            this.tooShort = tooShort;
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            if (left == 0 || length == 0) {
                return left == 0 ? -1 : 0;
            }
            int count = super.read(into, start, (int) Math.min(length, left));
            if (count < 0) {
                throw new IOException(tooShort);
            }
            left -= count;
            return count;
        }
    }

    /** A stream that may have so many bytes and no more. */
    private static final class Capped extends FilterInputStream {

        private long left;

        Capped(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            int count = super.read(into, start, length);
            left -= Math.max(count, 0);
            if (left < 0) {
                throw new IOException(
                        "a block unpacks to more than the %d bytes that one has".formatted(MOST_BLOCK_BYTES));
            }
            return count;
        }
    }
}
