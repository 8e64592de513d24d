package io.millrace.columns;

import io.millrace.model.type.Physical;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The numbers of {@code docs/block-format.md} that writing and reading share. */
final class BlockFormat {

    /** {@code MBLK}. */
    static final int MAGIC = 0x4B4C424D;

    static final int VERSION = 1;

    static final int VERSION_OFFSET = 4;
    static final int FLAGS_OFFSET = 6;
    static final int LENGTH_OFFSET = 8;
    static final int ROWS_OFFSET = 12;
    static final int COLUMNS_OFFSET = 16;
    static final int CHECKSUM_OFFSET = 20;
    static final int HEADER_BYTES = 24;

    /** 256 MiB: far above a batch of ordinary rows, and still a buffer that two processes can afford now and then. */
    static final int MAX_BLOCK_BYTES = 1 << 28;

    static final int HAS_CHANGES = 1;

    static final int CONSTANT = 1;
    static final int HAS_NULLS = 2;

    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BlockFormat() {}

    /** The number of a shape. Written down here, since the order of an enum may change and blocks may not. */
    static int shape(Physical physical) {
        return switch (physical) {
            case BOOLEAN -> 1;
            case BYTE -> 2;
            case SHORT -> 3;
            case INT -> 4;
            case LONG -> 5;
            case FLOAT -> 6;
            case DOUBLE -> 7;
            case WIDE -> 8;
            case NANOS -> 9;
            case BYTES -> 10;
            case ARRAY -> 11;
            case MAP -> 12;
            case ROW -> 13;
        };
    }

    /** The checksum of a block, which leaves out the place it stands in itself. */
    static int checksum(byte[] bytes, int start, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, start, CHECKSUM_OFFSET);
        checksum.update(bytes, start + HEADER_BYTES, length - HEADER_BYTES);
        return (int) checksum.getValue();
    }
}
