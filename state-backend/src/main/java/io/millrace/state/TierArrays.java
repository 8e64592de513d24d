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
    record Made(int capacity, LongVector numbers, IntVector links, int[] owners) {

        static Made of(int capacity, boolean withNumbers) {
            return new Made(
                    capacity,
                    (LongVector) Vector.create(ScalarType.BIGINT.notNull(), withNumbers ? capacity : 1),
                    (IntVector) Vector.create(ScalarType.INT.notNull(), capacity),
                    new int[capacity]);
        }
    }

    private final Executor io;
    private final boolean withNumbers;

    /** For how many rows they are being made; 0 when they are not. The task's. */
    private int asked;

    private volatile Made made;

    /** @param withNumbers whether there is a number for each row as well */
    TierArrays(Executor io, boolean withNumbers) {
        this.io = io;
        this.withNumbers = withNumbers;
        made = now(0);
    }

    /** Arrays for so many rows, however long it takes. */
    Made now(int capacity) {
        return Made.of(capacity, withNumbers);
    }

    /** Arrays for so many rows, to be used once; when there are none yet, of no capacity. */
    Made take(int capacity) {
        if (capacity <= AT_ONCE) {
            return now(capacity);
        }
        Made there = made;
        if (there.capacity < capacity && asked < capacity) {
            asked = capacity;
            io.execute(() -> made = now(capacity));
            there = made;
        }
        if (there.capacity >= capacity) {
            forget();
            return there;
        }
        return now(0);
    }

    /** They are not needed any more. */
    void forget() {
        asked = 0;
        made = now(0);
    }
}
