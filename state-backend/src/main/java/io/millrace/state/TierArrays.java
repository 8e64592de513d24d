package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import java.util.concurrent.Executor;

/**
 * Empty arrays for {@link TieredRows}. To make those of many rows takes longer than a task may: the memory comes from the system page
 * by page and is made zero. So an I/O thread does it, while the table goes on without.
 */
final class TierArrays {

    /** For so many rows it takes less than a millisecond. */
    private static final int AT_ONCE = 1 << 15;

    /** What there is room for. */
    record Made(int capacity, LongVector hashes, IntVector links, int[] owners) {

        static Made of(int capacity) {
            return new Made(
                    capacity,
                    (LongVector) Vector.create(ScalarType.BIGINT.notNull(), capacity),
                    (IntVector) Vector.create(ScalarType.INT.notNull(), capacity),
                    new int[capacity]);
        }
    }

    private final Executor io;

    /** For how many rows they are being made; 0 when they are not. The task's. */
    private int asked;

    private volatile Made made = Made.of(0);

    TierArrays(Executor io) {
        this.io = io;
    }

    /** Arrays for so many rows, to be used once; when there are none yet, of no capacity. */
    Made take(int capacity) {
        if (capacity <= AT_ONCE) {
            return Made.of(capacity);
        }
        Made there = made;
        if (there.capacity < capacity && asked < capacity) {
            asked = capacity;
            io.execute(() -> made = Made.of(capacity));
            there = made;
        }
        if (there.capacity >= capacity) {
            forget();
            return there;
        }
        return Made.of(0);
    }

    /** They are not needed any more. */
    void forget() {
        asked = 0;
        made = Made.of(0);
    }
}
