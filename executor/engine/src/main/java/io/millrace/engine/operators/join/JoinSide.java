package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.ttl.ListTtl;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One side of a regular join: the rows that stand, by key, as a multiset. A row that is taken back is looked for among those of
 * its key, which costs what the key has; where the key of the join is one of the side, as behind an aggregate, that is one. Rows
 * that live for a time stand until it is over.
 */
final class JoinSide {

    final JoinKeys keys;
    final ListState table;
    private final int[] columns;

    /** What is appended: the columns and, where rows live for a time, when they were written. */
    private final Vector[] values;

    private final @Nullable ListTtl ttl;
    private final LongVector times;
    private final int[] lists = new int[Batch.MAX_ROWS];
    private final int[] runLists = new int[Batch.MAX_ROWS];
    private final int[] runRows = new int[Batch.MAX_ROWS];
    private boolean fetched;

    /** How many of the keyed rows are taken in. */
    private int taken;

    /** Where the search for the row to take back goes on: behind this slot, which is not it. */
    private int searchedTo = ListState.NONE;

    /**
     * @param keyColumns positions of the key in the side's rows
     * @param columns positions of what is kept, in the order of the table's values
     * @param timeToLive for how long, when not for ever; the time is the table's last value
     */
    JoinSide(ListState table, int[] keyColumns, int[] columns, Optional<TimeToLive> timeToLive) {
        this.table = table;
        this.columns = columns;
        keys = new JoinKeys(keyColumns);
        ttl = timeToLive.map(time -> new ListTtl(time, table, columns.length)).orElse(null);
        times = (LongVector) Vector.create(ScalarType.BIGINT.notNull(), ttl == null ? 1 : Batch.MAX_ROWS);
        values = new Vector[columns.length + (ttl == null ? 0 : 1)];
        if (ttl != null) {
            values[columns.length] = times;
        }
    }

    /** Gives back what has had its time, whatever its key; while nobody has lists in hands. */
    void sweep() {
        if (ttl != null) {
            ttl.sweep();
        }
    }

    /**
     * Finds what stands for keys.
     *
     * @param found receives the lists, as {@link ListState#fetch} tells
     * @return what to wait for before this is called again; null when all is there
     */
    @Nullable
    Completion find(JoinKeys of, int[] found) {
        Completion missing = table.fetch(of.keys, of.rows, of.count, of.hashes, Table.Absent.SKIP, found);
        return missing != null || ttl == null ? missing : ttl.removeOver(found, of.count);
    }

    /** Rows have come; they stay the caller's. */
    void begin(Rows rows) {
        keys.find(rows);
        for (int i = 0; i < columns.length; i++) {
            values[i] = rows.batch().column(columns[i]);
        }
        fetched = false;
        taken = 0;
        searchedTo = ListState.NONE;
    }

    /**
     * Takes the rows in, in order. A row that is taken back and was not there is left out of the keyed rows: it never had a match
     * that could be taken back.
     *
     * @return what to wait for before this is called again; null when all are in
     */
    @Nullable
    Completion takeIn(Batch batch) {
        if (!fetched) {
            Completion missing = table.fetch(keys.keys, keys.rows, keys.count, keys.hashes, Table.Absent.CREATE, lists);
            if (missing != null) {
                return missing;
            }
            fetched = true;
        }
        if (ttl != null && taken == 0) {
            Completion missing = ttl.removeOver(lists, keys.count);
            if (missing != null) {
                return missing;
            }
            ttl.date(times, keys.rows, keys.count);
        }
        byte[] changes = batch.changes();
        if (changes == null) {
            table.append(lists, keys.count, values, keys.rows);
        } else {
            Completion missing = takeIn(changes);
            if (missing != null) {
                return missing;
            }
        }
        table.unpin();
        return null;
    }

    private @Nullable Completion takeIn(byte[] changes) {
        while (taken < keys.count) {
            int run = 0;
            while (taken < keys.count && Change.isAddition(changes[keys.rows[taken]])) {
                runLists[run] = lists[taken];
                runRows[run++] = keys.rows[taken++];
            }
            if (run > 0) {
                table.append(runLists, run, values, runRows);
            }
            if (taken < keys.count) {
                Completion missing = takeBack();
                if (missing != null) {
                    return missing;
                }
            }
        }
        return null;
    }

    private @Nullable Completion takeBack() {
        int list = lists[taken];
        int row = keys.rows[taken];
        int slot = searchedTo == ListState.NONE ? table.first(list) : table.next(searchedTo);
        while (slot >= 0 && !isRow(slot, row)) {
            searchedTo = slot;
            slot = table.next(slot);
        }
        if (slot == ListState.WAITING) {
            return table.completion();
        }
        searchedTo = ListState.NONE;
        if (slot == ListState.NONE) {
            leaveOut(taken);
        } else {
            table.remove(list, slot);
            taken++;
        }
        return null;
    }

    private boolean isRow(int slot, int row) {
        for (int i = 0; i < columns.length; i++) {
            if (!KeyEquality.equal(table.value(i), slot, values[i], row)) {
                return false;
            }
        }
        return true;
    }

    private void leaveOut(int position) {
        int behind = keys.count - position - 1;
        System.arraycopy(keys.rows, position + 1, keys.rows, position, behind);
        System.arraycopy(keys.hashes, position + 1, keys.hashes, position, behind);
        System.arraycopy(lists, position + 1, lists, position, behind);
        keys.count--;
    }
}
