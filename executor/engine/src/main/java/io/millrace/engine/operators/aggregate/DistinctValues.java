package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import org.jspecify.annotations.Nullable;

/**
 * A DISTINCT aggregate: a table of the values that each group has, with how many rows have them, stands before the accumulator,
 * which so hears of a value when its first row comes and when its last one is taken back. Equal are values that are equal as keys:
 * NaN is one value, and so are 0.0 and -0.0; NULL is none.
 *
 * <p>Where groups come and go (those without windows), a value is of one <em>life</em> of its group: what it was counted in an
 * earlier one says nothing. Holds scratch space only.
 */
final class DistinctValues {

    /** In a table of values: how many rows have it, and the life of the group. */
    static final int COUNT = 0;

    static final int LIFE = 1;

    private final int index;
    private final Accumulator accumulator;
    private final int lifeColumn;

    private final Vector[] groupKeys;

    /** Keys of the values: those of the groups, then the value. */
    private final Vector[] keys;

    private final int[] slots = new int[Batch.MAX_ROWS];
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final long[] valueHashes = new long[Batch.MAX_ROWS];

    // Rows whose value is not NULL.
    private final int[] rows = new int[Batch.MAX_ROWS];
    private final int[] positions = new int[Batch.MAX_ROWS];
    private int count;

    // Values that are new in their groups, or gone from them.
    private final int[] passedRows = new int[Batch.MAX_ROWS];
    private final int[] passedGroups = new int[Batch.MAX_ROWS];
    private final int[] passedSigns = new int[Batch.MAX_ROWS];
    private int passed;

    /**
     * @param index which of the tables of values it has
     * @param groupColumns how many columns the groups' keys have
     * @param lifeColumn which value column of the groups says which life it is; -1 where they have but one
     */
    DistinctValues(int index, Accumulator accumulator, int groupColumns, int lifeColumn) {
        this.index = index;
        this.accumulator = accumulator;
        this.lifeColumn = lifeColumn;
        this.groupKeys = new Vector[groupColumns];
        keys = new Vector[groupColumns + 1];
    }

    /**
     * Finds the values of rows.
     *
     * @param keysOfGroups the columns of the rows' groups
     * @param argument the column of the values
     * @param of which rows
     * @param groupHashes the hash of each row's group, by position
     * @return null when they are there, for {@link #update}; else what to wait for before asking again
     */
    @Nullable
    Completion fetch(
            GroupTables tables, Vector[] keysOfGroups, Vector argument, int[] of, int rowCount, long[] groupHashes) {
        count = 0;
        boolean hasNulls = argument.hasNulls();
        for (int i = 0; i < rowCount; i++) {
            if (!hasNulls || !argument.isNull(of[i])) {
                rows[count] = of[i];
                hashes[count] = groupHashes[i];
                positions[count++] = i;
            }
        }
        System.arraycopy(keysOfGroups, 0, keys, 0, keys.length - 1);
        keys[keys.length - 1] = argument;
        hashValues(rows, count);
        return tables.values()[index].fetch(keys, rows, count, hashes, Table.Absent.CREATE, slots);
    }

    /**
     * Takes in the rows whose values were found last.
     *
     * @param groups the slot of each row's group, by position
     * @param signs 1 for rows that are added, -1 for rows taken back, by position; null when all are added
     */
    void update(GroupTables tables, int[] groups, int @Nullable [] signs) {
        Table values = tables.values()[index];
        long[] counts = longs(values, COUNT);
        begin();
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            int group = groups[positions[i]];
            beOfLife(tables, values, slot, group);
            if (signs == null || signs[positions[i]] > 0) {
                if (counts[slot]++ == 0) {
                    pass(rows[i], group, 1);
                }
            } else if (counts[slot] > 0) {
                // Otherwise a row is taken back that nobody knows, as it may be of a group that has begun anew.
                if (--counts[slot] == 0) {
                    pass(rows[i], group, -1);
                }
            }
        }
        values.written(slots, count);
        if (signs != null) {
            removeUnused(values);
        }
        accumulator.update(
                tables.groups(),
                keys[keys.length - 1],
                passedRows,
                passed,
                passedGroups,
                signs == null ? null : passedSigns);
    }

    private void begin() {
        passed = 0;
    }

    private void pass(int row, int group, int sign) {
        passedRows[passed] = row;
        passedGroups[passed] = group;
        passedSigns[passed++] = sign;
    }

    private void beOfLife(GroupTables tables, Table values, int slot, int group) {
        if (lifeColumn >= 0) {
            long life = longs(tables.groups(), lifeColumn)[group];
            long[] lives = longs(values, LIFE);
            if (lives[slot] != life) {
                lives[slot] = life;
                longs(values, COUNT)[slot] = 0;
            }
        }
    }

    /** Removes the values of the last rows that no row has any more. */
    private void removeUnused(Table values) {
        long[] counts = longs(values, COUNT);
        int unused = 0;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (counts[slot] == 0) {
                // Several rows may have had it.
                counts[slot] = -1;
                slots[unused++] = slot;
            }
        }
        if (unused > 0) {
            values.remove(slots, unused);
        }
    }

    /**
     * Adds values of groups of other tables to groups of these, which are there.
     *
     * @param from the table of values they come from
     * @param of where they are in it
     * @param groupHashes the hash of each value's group, by position
     * @return null when they are added; else what to wait for before asking again, and nothing was changed
     */
    @Nullable
    Completion add(GroupTables tables, Table from, int[] of, int valueCount, long[] groupHashes) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = from.key(i);
        }
        System.arraycopy(keys, 0, groupKeys, 0, groupKeys.length);
        int[] groups = positions;
        Completion missing = tables.groups().fetch(groupKeys, of, valueCount, groupHashes, Table.Absent.SKIP, groups);
        if (missing != null) {
            return missing;
        }
        System.arraycopy(groupHashes, 0, hashes, 0, valueCount);
        hashValues(of, valueCount);
        Table values = tables.values()[index];
        missing = values.fetch(keys, of, valueCount, hashes, Table.Absent.CREATE, slots);
        if (missing != null) {
            return missing;
        }
        long[] counts = longs(values, COUNT);
        long[] added = longs(from, COUNT);
        begin();
        for (int i = 0; i < valueCount; i++) {
            if (counts[slots[i]] == 0) {
                pass(of[i], groups[i], 1);
            }
            counts[slots[i]] += added[of[i]];
        }
        values.written(slots, valueCount);
        accumulator.update(tables.groups(), keys[keys.length - 1], passedRows, passed, passedGroups, null);
        tables.groups().written(passedGroups, passed);
        return null;
    }

    /** Makes the hashes of groups those of their values: as {@link TableLayout#hash}, a column at once. */
    private void hashValues(int[] of, int valueCount) {
        KeyHash.hash(keys[keys.length - 1], of, valueCount, valueHashes, true);
        for (int i = 0; i < valueCount; i++) {
            hashes[i] = KeyHash.within(hashes[i], KeyHash.combine(hashes[i], valueHashes[i]));
        }
    }

    private static long[] longs(Table table, int column) {
        return ((LongVector) table.value(column)).values();
    }
}
