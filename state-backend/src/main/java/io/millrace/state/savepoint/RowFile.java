package io.millrace.state.savepoint;

import java.io.ByteArrayInputStream;
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
 * whatever length a file names before it has seen a byte of it, and unpacks a block whatever comes out; this one keeps within a
 * {@link Room}. One thread, which blocks.
 */
final class RowFile {

    /** Texts before the rows: the schema of a very wide state is some hundred thousand characters. */
    private static final int MOST_META_BYTES = 8 << 20;

    private static final int MOST_META_ENTRIES = 64;

    /** About what a row takes beside its columns: where it stands, and how it is found. */
    private static final int ROW_BYTES = 48;

    private static final String CODEC = DataFileConstants.DEFLATE_CODEC;

    private final StateRowForm form;
    private final Room room;
    private final InputStream from;
    private final BinaryDecoder framing;
    private final byte[] sync = new byte[DataFileConstants.SYNC_SIZE];

    private long rowsLeft;
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
        if (block != null && !block.isEnd()) {
            throw new IOException("a block has bytes behind its last row");
        }
        int first = from.read();
        if (first < 0) {
            return false;
        }
        long count = readLong(first);
        long size = framing.readLong();
        if (count < 0 || size < 0) {
            throw new IOException("a block says it has " + count + " rows in " + size + " bytes");
        }
        if (size > room.leftBytes()) {
            throw room.exceeded();
        }
        // Takes room as bytes come, not as they are said to come.
        byte[] packed = from.readNBytes((int) Math.min(size, Integer.MAX_VALUE));
        if (packed.length < size) {
            throw new IOException("it ends too early");
        }
        byte[] found = new byte[sync.length];
        framing.readFixed(found);
        if (!Arrays.equals(found, sync)) {
            throw new IOException("a block is not followed by the file's own mark");
        }
        byte[] unpacked = unpacked(packed);
        block = DecoderFactory.get().binaryDecoder(unpacked, block);
        rows = new RowDecoder(block, unpacked.length, room);
        rowsLeft = count;
        return true;
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

    private byte[] unpacked(byte[] packed) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
            int most = (int) Math.min(room.leftBytes(), Integer.MAX_VALUE - 16);
            byte[] unpacked = in.readNBytes(most);
            if (in.read() >= 0) {
                throw room.exceeded();
            }
            return unpacked;
        } finally {
            inflater.end();
        }
    }
}
