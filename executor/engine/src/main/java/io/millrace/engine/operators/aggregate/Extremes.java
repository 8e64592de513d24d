package io.millrace.engine.operators.aggregate;

import io.millrace.columns.ByteVector;
import io.millrace.columns.Vector;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What MIN and MAX of all carriers share. */
final class Extremes {

    private Extremes() {}

    /** The argument, for an aggregate that cannot take rows back. */
    static Vector required(@Nullable Vector argument, int @Nullable [] signs) {
        if (argument == null || signs != null) {
            throw new IllegalArgumentException(
                    "Broken plan: MIN and MAX need an argument and an append-only input, since a row taken back may have"
                            + " been the extreme");
        }
        return argument;
    }

    /** A partial form is NULL for a group without values, else a value like any other. */
    static void mergeNonNull(
            Accumulator accumulator, Table table, Vector partial, int @Nullable [] rows, int count, int[] slots) {
        if (!partial.hasNulls()) {
            accumulator.update(table, partial, rows, count, slots, null);
            return;
        }
        int[] presentRows = new int[count];
        int[] presentSlots = new int[count];
        int present = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (!partial.isNull(row)) {
                presentRows[present] = row;
                presentSlots[present++] = slots[i];
            }
        }
        accumulator.update(table, partial, presentRows, present, presentSlots, null);
    }

    /** A group of another table has an extreme or, in a column behind it, says that it has none. */
    static void combine(Accumulator accumulator, Table table, int[] slots, Table from, int[] fromSlots, int count) {
        byte[] seen = ((ByteVector) from.value(accumulator.firstColumn + 1)).values();
        int present = 0;
        while (present < count && seen[fromSlots[present]] != 0) {
            present++;
        }
        int[] presentFrom = fromSlots;
        int[] presentSlots = slots;
        if (present < count) {
            presentFrom = Arrays.copyOf(fromSlots, count);
            presentSlots = Arrays.copyOf(slots, count);
            for (int i = present + 1; i < count; i++) {
                if (seen[fromSlots[i]] != 0) {
                    presentFrom[present] = fromSlots[i];
                    presentSlots[present++] = slots[i];
                }
            }
        }
        accumulator.update(table, from.value(accumulator.firstColumn), presentFrom, present, presentSlots, null);
    }
}
