package io.millrace.state;

import org.jspecify.annotations.Nullable;

/**
 * Frozen rows of a tiered table: places in the arrays are no names, and not all rows are there.
 *
 * @param byPlace place XOR id of the row at each place
 * @param wanted which ids to write, one bit an id
 * @param cold which of them are not in the arrays
 * @param rows where those are; null when there are none
 */
record FrozenIds(int[] byPlace, long[] wanted, long[] cold, ColdRows.@Nullable Frozen rows) {

    int of(int place) {
        return byPlace[place] ^ place;
    }

    /** The ids of some places. */
    int[] of(int[] places, int count, int[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = of(places[i]);
        }
        return into;
    }

    /** Nobody wants the rows any more. Any thread. */
    void end() {
        if (rows != null) {
            rows.end();
        }
    }
}
