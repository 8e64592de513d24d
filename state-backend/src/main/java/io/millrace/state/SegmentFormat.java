package io.millrace.state;

import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;

/** The numbers of {@code docs/checkpoint-format.md} that writing and reading segments share. */
final class SegmentFormat {

    /** {@code MSEG}. */
    static final int MAGIC = 0x4745534D;

    static final int VERSION = 1;

    static final int BASE = 1;

    static final int END = 0;
    static final int ROWS = 1;
    static final int GONE = 2;

    /** What it is, two counts and a checksum. */
    static final int END_BYTES = 1 + 8 + 8 + 4;

    /** Slots of one frame; as many rows as a block holds. */
    static final int MOST_SLOTS = FrozenRows.PAGE_SLOTS;

    /** A gap and a length of five bytes for each. */
    static final int MOST_RUN_BYTES = 10 * MOST_SLOTS;

    /** A header names a state and its columns; far more than any has, far less than memory. */
    static final int MOST_HEADER_BYTES = 1 << 20;

    private SegmentFormat() {}

    /**
     * A checksum as it stands in a segment. As it is, bytes with their checksum behind them would all look the same to the
     * checksum of the whole segment, whatever they are. After LevelDB, which does the same.
     */
    static int masked(int checksum) {
        return Integer.rotateRight(checksum, 15) + 0xA282EAD8;
    }

    /** The number of a kind. Written down here, since the order of an enum may change and files may not. */
    static int number(Kind kind) {
        return switch (kind) {
            case TABLE -> 1;
            case LIST -> 2;
            case ORDERED -> 3;
            case BROADCAST -> 4;
            case SPLIT_LIST -> 5;
            case TIMERS -> 6;
        };
    }
}
