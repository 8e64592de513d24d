package io.millrace.state;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.Vector;
import java.util.List;

/**
 * Keeps a vector of variable-length values (BYTES, ARRAY, MAP) from filling up with values that were replaced or removed:
 * once more than half of what was appended is no row's value any more, the living values are copied together.
 *
 * <p>The vector itself does not know which values live, and operators append to it without telling. So the store asks now
 * and then: {@link #runIfSparse} looks at one number, and only when that has passed a threshold counts the living values.
 * The threshold is then set so far ahead that counting and copying cost a constant per value appended.
 */
final class Compaction {

    /** Below this much (bytes, or elements) nothing is worth compacting. */
    private static final int SMALLEST = 1 << 14;

    private final Vector vector;
    private final int maxLiving;
    private long lookAt;

    private Compaction(Vector vector, int maxLiving) {
        this.vector = vector;
        this.maxLiving = maxLiving;
        restart();
    }

    /**
     * Adds what a column needs: nothing for values of fixed width, several for a ROW.
     *
     * @param maxLiving most bytes or elements of living values
     */
    static void addFor(Vector column, int maxLiving, List<Compaction> compactions) {
        switch (column) {
            case BytesVector _, ArrayVector _, MapVector _ -> compactions.add(new Compaction(column, maxLiving));
            case RowVector row -> {
                for (int i = 0; i < row.fieldCount(); i++) {
                    addFor(row.field(i), maxLiving, compactions);
                }
            }
            default -> {}
        }
    }

    /** The vector was cleared. */
    void restart() {
        lookAt = Math.min(SMALLEST, maxLiving);
    }

    /** Compacts when it is due. Slots stay, arrays are replaced. */
    void runIfSparse(SlotStore store) {
        long appended = appended();
        if (appended <= lookAt) {
            return;
        }
        long living = living(store);
        if (living > maxLiving) {
            throw store.full(maxLiving + " bytes or elements of type " + vector.type());
        }
        long most = 2L * maxLiving;
        if (2 * living < appended || appended > most) {
            compact(store);
            appended = living;
        }
        lookAt = Math.min(most, Math.max(SMALLEST, Math.max(2 * living, appended + (appended >> 2))));
    }

    private long appended() {
        return switch (vector) {
            case BytesVector bytes -> bytes.appendedBytes();
            case ArrayVector array -> array.appendedElements();
            case MapVector map -> map.appendedEntries();
            default -> throw new IllegalStateException("No variable length: " + vector.type());
        };
    }

    private long living(SlotStore store) {
        int[] lengths =
                switch (vector) {
                    case BytesVector bytes -> bytes.lengths();
                    case ArrayVector array -> array.lengths();
                    case MapVector map -> map.lengths();
                    default -> throw new IllegalStateException("No variable length: " + vector.type());
                };
        long sum = 0;
        for (int slot = store.nextLive(0); slot < store.top(); slot = store.nextLive(slot + 1)) {
            sum += vector.isNull(slot) ? 0 : lengths[slot];
        }
        return sum;
    }

    private void compact(SlotStore store) {
        int[] slots = new int[store.size()];
        int count = 0;
        for (int slot = store.nextLive(0); slot < store.top(); slot = store.nextLive(slot + 1)) {
            slots[count++] = slot;
        }
        Vector copy = Vector.create(vector.type(), count);
        copy.gather(0, vector, slots, count);
        if (store.isFrozen()) {
            vector.renew();
        } else {
            vector.clear();
        }
        for (int i = 0; i < count; i++) {
            vector.copy(slots[i], copy, i);
        }
    }
}
