package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
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
 * that live for a time stand until it is over. Where it matters for what comes out, each row remembers whether it is alone.
 */
final class JoinSide {

    final JoinKeys keys;
    final ListState table;
    final Showing showing;

    /** The list of the other side for each keyed row, or {@link ListState#NONE}; for {@link #takeIn}. */
    final int[] others = new int[Batch.MAX_ROWS];

    /** After {@link #takeIn} what each keyed row is to be joined with, for {@link MatchedRows}. */
    final int[] matches = new int[Batch.MAX_ROWS];

    private final int[] columns;

    /** Whether one row of a key says all there is to say. */
    private final boolean keepsOne;

    /** What is appended: the columns, whether a row is alone, and where rows live for a time, when they were written. */
    private final Vector[] values;

    private final ByteVector alone;
    private final @Nullable ListTtl ttl;
    private final LongVector times;
    private final int[] lists = new int[Batch.MAX_ROWS];
    private final int[] runLists = new int[Batch.MAX_ROWS];
    private final int[] runRows = new int[Batch.MAX_ROWS];
    private boolean fetched;

    /** Whether what was there before the rows was looked at: once, since from then on they come and go. */
    private boolean prepared;

    /** How many of the keyed rows are taken in. */
    private int taken;

    /** Where the search for the row to take back goes on: behind this slot, which is not it. */
    private int searchedTo = ListState.NONE;

    /**
     * @param showing in what form its rows come out
     * @param keyColumns positions of the key in the side's rows
     * @param columns positions of what is kept, in the order of the table's values
     * @param isAppend whether its rows are only ever added
     * @param timeToLive for how long, when not for ever; the time is the table's last value
     */
    JoinSide(
            ListState table,
            Showing showing,
            int[] keyColumns,
            int[] columns,
            boolean isAppend,
            Optional<TimeToLive> timeToLive) {
        this.table = table;
        this.showing = showing;
        this.columns = columns;
        keepsOne = showing == Showing.NOTHING && isAppend;
        keys = new JoinKeys(keyColumns);
        int kept = columns.length + (showing.dependsOnMatches() ? 1 : 0);
        ttl = timeToLive.map(time -> new ListTtl(time, table, kept)).orElse(null);
        alone = (ByteVector)
                Vector.create(ScalarType.BOOLEAN.notNull(), showing.dependsOnMatches() ? Batch.MAX_ROWS : 1);
        times = (LongVector) Vector.create(ScalarType.BIGINT.notNull(), ttl == null ? 1 : Batch.MAX_ROWS);
        values = new Vector[kept + (ttl == null ? 0 : 1)];
        if (showing.dependsOnMatches()) {
            values[columns.length] = alone;
        }
        if (ttl != null) {
            values[kept] = times;
        }
    }

    /** Gives back what has had its time, whatever its key; while nobody has lists in hands. */
    void sweep() {
        if (ttl != null) {
            ttl.sweep();
        }
    }

    /**
     * Finds what stands for keys of the other side. The lists are pinned until the table is told otherwise.
     *
     * @param found receives the lists, as {@link ListState#fetch} tells
     * @return what to wait for before this is called again; null when all is there
     */
    @Nullable
    Completion find(JoinKeys of, int[] found) {
        Completion missing = table.fetch(of.keys, of.rows, of.count, of.hashes, Table.Absent.SKIP, found);
        if (missing != null) {
            return missing;
        }
        return ttl == null ? table.bring(found, of.count) : ttl.removeOver(found, of.count);
    }

    /** Rows have come; they stay the caller's. */
    void begin(Rows rows) {
        keys.find(rows);
        for (int i = 0; i < columns.length; i++) {
            values[i] = rows.batch().column(columns[i]);
        }
        fetched = false;
        prepared = false;
        taken = 0;
        searchedTo = ListState.NONE;
    }

    /**
     * Takes the rows in, in order, when {@link #others} are found. A row that is taken back and was not there is left out of what is
     * joined: it never had a match that could be taken back.
     *
     * @param turns is told whose rows cease or come to be alone by it; null when nobody asks
     * @return what to wait for before this is called again; null when all are in
     */
    @Nullable
    Completion takeIn(Batch batch, ListState other, @Nullable Turns turns) {
        byte[] changes = batch.changes();
        if (!fetched) {
            Completion missing = table.fetch(keys.keys, keys.rows, keys.count, keys.hashes, Table.Absent.CREATE, lists);
            if (missing != null) {
                return missing;
            }
            fetched = true;
        }
        if (!prepared) {
            Completion missing = bringWhatIsLookedAt(changes, turns != null);
            if (missing != null) {
                return missing;
            }
            prepare(other);
            if (turns != null) {
                turns.before(table, keys, lists, changes);
            }
            prepared = true;
        }
        if (changes != null) {
            Completion missing = takeIn(changes, other);
            if (missing != null) {
                return missing;
            }
        } else if (keepsOne) {
            keepOneEach();
        } else {
            table.append(lists, keys.count, values, keys.rows);
        }
        if (turns != null) {
            turns.after(table, lists, others, keys.count);
        }
        table.unpin();
        return null;
    }

    /** Rows that are only added ask nothing of those that are there. */
    private @Nullable Completion bringWhatIsLookedAt(byte @Nullable [] changes, boolean turns) {
        if (ttl != null && (changes != null || keepsOne || turns)) {
            return ttl.removeOver(lists, keys.count);
        }
        if (changes == null) {
            return null;
        }
        int count = 0;
        for (int i = 0; i < keys.count; i++) {
            if (!Change.isAddition(changes[keys.rows[i]])) {
                runLists[count++] = lists[i];
            }
        }
        return count == 0 ? null : table.bring(runLists, count);
    }

    private void prepare(ListState other) {
        System.arraycopy(others, 0, matches, 0, keys.count);
        if (ttl != null) {
            ttl.date(times, keys.rows, keys.count);
        }
        if (showing.dependsOnMatches()) {
            byte[] isAlone = alone.values();
            for (int i = 0; i < keys.count; i++) {
                isAlone[keys.rows[i]] = (byte) (hasRows(other, others[i]) ? 0 : 1);
            }
        }
    }

    private static boolean hasRows(ListState table, int list) {
        return list != ListState.NONE && !table.isEmpty(list);
    }

    private void keepOneEach() {
        for (int i = 0; i < keys.count; i++) {
            if (table.isEmpty(lists[i])) {
                runLists[0] = lists[i];
                runRows[0] = keys.rows[i];
                table.append(runLists, 1, values, runRows);
            } else if (ttl != null) {
                ttl.dateAnew(table.first(lists[i]));
            }
        }
    }

    private @Nullable Completion takeIn(byte[] changes, ListState other) {
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
                Completion missing = takeBack(other);
                if (missing != null) {
                    return missing;
                }
            }
        }
        return null;
    }

    private @Nullable Completion takeBack(ListState other) {
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
            matches[taken] = MatchedRows.LEFT_OUT;
        } else {
            if (showing.dependsOnMatches()) {
                matches[taken] = matchesOf(slot, others[taken], other);
            }
            table.remove(list, slot);
        }
        taken++;
        return null;
    }

    /** What a row that goes is shown with, as far as those behind the join were told. */
    private int matchesOf(int slot, int list, ListState other) {
        boolean isAlone = ((ByteVector) table.value(columns.length)).values()[slot] != 0;
        if (isAlone) {
            return ListState.NONE;
        }
        return hasRows(other, list) ? list : MatchedRows.HAD_MATCHES;
    }

    private boolean isRow(int slot, int row) {
        for (int i = 0; i < columns.length; i++) {
            if (!KeyEquality.equal(table.value(i), slot, values[i], row)) {
                return false;
            }
        }
        return true;
    }
}
