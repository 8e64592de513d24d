package io.millrace.columns;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Physical;

/**
 * Reads the blocks that {@link BlockEncoder} writes into batches of a pool; {@code docs/block-format.md} says what is in
 * them. Nothing is taken on trust: bytes that were cut off, changed or made up end in a {@link BlockFormatException}, never
 * in a read out of range, and the room they ask for stays in proportion to their length.
 *
 * <p>The thread that takes from the pool.
 */
public final class BlockDecoder {

    /** How many bytes {@link #blockLength} needs to see. */
    public static final int HEADER_BYTES = BlockFormat.HEADER_BYTES;

    private static final int MAX_NANOS_OF_MILLI = 999_999;

    private final BatchPool pool;

    /** @param pool its schema is that of the blocks */
    public BlockDecoder(BatchPool pool) {
        this.pool = pool;
    }

    /**
     * The length of the block that begins here, for reading one block after the other from a stream or a file.
     *
     * @param bytes at least {@link #HEADER_BYTES} from {@code start} on
     * @return its length in bytes with the header, {@link #HEADER_BYTES} to 256 MiB
     * @throws BlockFormatException when no block begins here
     */
    public static int blockLength(byte[] bytes, int start) {
        BlockReader reader = new BlockReader(bytes, start, HEADER_BYTES);
        if (reader.i4() != BlockFormat.MAGIC) {
            throw reader.broken("it does not begin with MBLK");
        }
        int version = reader.u2();
        if (version != BlockFormat.VERSION) {
            throw reader.broken("its version is " + version + " and only version " + BlockFormat.VERSION + " is known");
        }
        int flags = reader.u2();
        if ((flags & ~BlockFormat.HAS_CHANGES) != 0) {
            throw reader.broken("unknown flags " + flags);
        }
        int length = reader.i4();
        if (length < HEADER_BYTES || length > BlockFormat.MAX_BLOCK_BYTES) {
            throw reader.broken("a length of " + Integer.toUnsignedString(length) + " bytes is not possible");
        }
        return length;
    }

    /**
     * Decodes one block.
     *
     * @param start where it begins in {@code bytes}, which are not kept
     * @param length all of it, as {@link #blockLength} says
     * @return a batch that the caller holds the only reference to
     * @throws BlockFormatException when the bytes are not a block of the pool's schema
     */
    public Batch decode(byte[] bytes, int start, int length) {
        BlockReader reader = new BlockReader(bytes, start, length);
        if (length < HEADER_BYTES) {
            throw reader.broken("it has " + length + " bytes, less than its header");
        }
        int ownLength = blockLength(bytes, start);
        if (ownLength != length) {
            throw reader.broken("it has " + length + " bytes and says " + ownLength);
        }
        int checksum = BlockFormat.checksum(bytes, start, length);
        reader.take(BlockFormat.FLAGS_OFFSET);
        int flags = reader.u2();
        reader.take(BlockFormat.ROWS_OFFSET - BlockFormat.LENGTH_OFFSET);
        int rows = reader.i4();
        int columns = reader.i4();
        if (reader.i4() != checksum) {
            throw reader.broken("its checksum differs: the bytes were changed on their way");
        }
        if (rows < 0 || rows > Batch.MAX_ROWS) {
            throw reader.broken("it cannot have " + Integer.toUnsignedString(rows) + " rows");
        }
        if (columns != pool.schema().size()) {
            throw reader.broken("it has " + Integer.toUnsignedString(columns) + " columns and its schema "
                    + pool.schema().size());
        }
        return decodeRows(reader, rows, flags);
    }

    private Batch decodeRows(BlockReader reader, int rows, int flags) {
        Batch batch = pool.take();
        boolean done = false;
        try {
            batch.setRowCount(rows);
            if ((flags & BlockFormat.HAS_CHANGES) != 0) {
                readChanges(reader, batch, rows);
            }
            for (int i = 0; i < batch.columnCount(); i++) {
                Column column = pool.schema().column(i);
                reader.enter(column.name());
                readColumn(reader, batch.column(i), rows);
            }
            if (reader.left() != 0) {
                throw reader.broken(reader.left() + " bytes are left over");
            }
            done = true;
            return batch;
        } finally {
            if (!done) {
                batch.release();
            }
        }
    }

    private static void readChanges(BlockReader reader, Batch batch, int rows) {
        reader.enter("changes");
        byte[] changes = batch.writableChanges();
        reader.read(changes, 0, rows);
        for (int row = 0; row < rows; row++) {
            if (changes[row] < Change.INSERT || changes[row] > Change.DELETE) {
                throw reader.broken("there is no change " + changes[row]);
            }
        }
    }

    private static void readColumn(BlockReader reader, Vector column, int rows) {
        int flags = readShapeAndFlags(reader, column);
        if ((flags & BlockFormat.CONSTANT) == 0) {
            readVector(reader, column, rows, flags);
            return;
        }
        if (rows == 0) {
            throw reader.broken("a constant column in a block without rows");
        }
        readVector(reader, column, 1, flags);
        ConstantColumns.spread(column, rows);
    }

    /** A vector inside of a nested type: the same, but never constant. */
    private static void readInner(BlockReader reader, Vector vector, int rows) {
        int flags = readShapeAndFlags(reader, vector);
        if ((flags & BlockFormat.CONSTANT) != 0) {
            throw reader.broken("values inside of a nested type cannot be constant");
        }
        readVector(reader, vector, rows, flags);
    }

    private static int readShapeAndFlags(BlockReader reader, Vector vector) {
        DataType type = vector.type();
        int shape = reader.u1();
        if (shape != BlockFormat.shape(type.physical())) {
            throw reader.broken("values of shape " + shape + " are not of type " + type);
        }
        int flags = reader.u1();
        if ((flags & ~(BlockFormat.CONSTANT | BlockFormat.HAS_NULLS)) != 0) {
            throw reader.broken("unknown flags " + flags);
        }
        if ((flags & BlockFormat.HAS_NULLS) != 0 && !type.isNullable()) {
            throw reader.broken("NULL in values of type " + type);
        }
        return flags;
    }

    private static void readVector(BlockReader reader, Vector vector, int rows, int flags) {
        if ((flags & BlockFormat.HAS_NULLS) != 0) {
            reader.readBits(vector.writableNulls(), rows);
        }
        switch (vector) {
            case ByteVector bytes -> readBytes(reader, bytes, rows);
            case ShortVector shorts -> reader.read(shorts.values(), rows);
            case IntVector ints -> reader.read(ints.values(), rows);
            case LongVector longs -> reader.read(longs.values(), rows);
            case FloatVector floats -> reader.read(floats.values(), rows);
            case DoubleVector doubles -> reader.read(doubles.values(), rows);
            case WideVector wide -> {
                reader.read(wide.high(), rows);
                reader.read(wide.low(), rows);
            }
            case NanosVector nanos -> readNanos(reader, nanos, rows);
            case BytesVector bytes -> readRanges(reader, bytes, rows);
            case ArrayVector array -> {
                int elements = reader.readLengths(array.lengths(), rows);
                array.elements().ensureCapacity(elements);
                for (int row = 0; row < rows; row++) {
                    array.append(row, array.lengths()[row]);
                }
                readInner(reader, array.elements(), elements);
            }
            case MapVector map -> {
                int entries = reader.readLengths(map.lengths(), rows);
                map.keys().ensureCapacity(entries);
                map.values().ensureCapacity(entries);
                for (int row = 0; row < rows; row++) {
                    map.append(row, map.lengths()[row]);
                }
                readInner(reader, map.keys(), entries);
                readInner(reader, map.values(), entries);
            }
            case RowVector fields -> {
                for (int i = 0; i < fields.fieldCount(); i++) {
                    readInner(reader, fields.field(i), rows);
                }
            }
        }
    }

    private static void readBytes(BlockReader reader, ByteVector vector, int rows) {
        byte[] values = vector.values();
        reader.read(values, 0, rows);
        if (vector.type().physical() != Physical.BOOLEAN) {
            return;
        }
        int all = 0;
        for (int row = 0; row < rows; row++) {
            all |= values[row];
        }
        if ((all & ~1) != 0) {
            throw reader.broken("a BOOLEAN is neither 0 nor 1");
        }
    }

    private static void readNanos(BlockReader reader, NanosVector vector, int rows) {
        reader.read(vector.millis(), rows);
        int[] nanos = vector.nanos();
        reader.read(nanos, rows);
        for (int row = 0; row < rows; row++) {
            if (nanos[row] < 0 || nanos[row] > MAX_NANOS_OF_MILLI) {
                throw reader.broken(nanos[row] + " nanoseconds are not within a millisecond");
            }
        }
    }

    private static void readRanges(BlockReader reader, BytesVector vector, int rows) {
        int[] lengths = vector.lengths();
        int total = reader.readLengths(lengths, rows);
        int start = vector.reserve(total);
        reader.read(vector.data(), start, total);
        int[] starts = vector.starts();
        for (int row = 0; row < rows; row++) {
            starts[row] = start;
            start += lengths[row];
        }
    }
}
