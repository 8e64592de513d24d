package io.millrace.testkit.recovery;

import java.util.Random;

/** What there is to read: rows in splits. A row is known by split and position; its key follows from them. */
final class Rows {

    static final int KEYS = 32;

    private final int[] lengths;
    private final int[] starts;

    Rows(Random random) {
        lengths = new int[4 + random.nextInt(5)];
        starts = new int[lengths.length + 1];
        for (int split = 0; split < lengths.length; split++) {
            lengths[split] = 5_200 / lengths.length + random.nextInt(200);
            starts[split + 1] = starts[split] + lengths[split];
        }
    }

    int splits() {
        return lengths.length;
    }

    int length(int split) {
        return lengths[split];
    }

    int total() {
        return starts[lengths.length];
    }

    /** Rows in order of splits and positions, from 0. */
    int number(long row) {
        return starts[split(row)] + position(row);
    }

    static long row(int split, int position) {
        return (long) split << 32 | position;
    }

    static int split(long row) {
        return (int) (row >>> 32);
    }

    static int position(long row) {
        return (int) row;
    }

    static int key(long row) {
        long mixed = (row + 1) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 59) & (KEYS - 1);
    }

    /** Event time; of later splits later. */
    static long time(int split, int position) {
        return split * 400L + position;
    }
}
