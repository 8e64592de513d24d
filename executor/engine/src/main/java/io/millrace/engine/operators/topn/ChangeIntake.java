package io.millrace.engine.operators.topn;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows in that may be taken back: all rows of a partition are kept, since whoever goes is followed by the next one. The first rows
 * are copied before the changes of a batch and after them, and what differs comes out. Where all changes of a partition lie behind its
 * last row that comes out, nothing is copied.
 *
 * <p>A row that takes back another which is not there, because it has had its time, is left out.
 */
final class ChangeIntake implements Intake {

    private enum Phase {
        FIND,
        READ_BEFORE,
        CHANGE,
        READ_AFTER,
        SENDING,
        DONE
    }

    private final OrderedState state;
    private final Ranking ranking;
    private final BatchPartitions partitions;
    private final NewRows newRows;
    private final RowBlock blockBefore;
    private final RowBlock blockAfter;
    private final FirstRows first;
    private final TopNDifference difference;
    private final TopNChanges changes;

    /** Which of the kept columns tell the row that an upsert replaces; those of the partition are equal anyway. */
    private final int[] changeKey;

    private final int[] allKept;
    private final boolean isUpsert;

    private Phase phase = Phase.DONE;
    private @Nullable Rows rows;

    /** The partitions in work: from, without the last, and how far they are. */
    private int from;

    private int to;
    private int at;

    // By partition.
    private final boolean[] isContested = new boolean[Batch.MAX_ROWS];
    private final int[] beginsBefore = new int[Batch.MAX_ROWS + 1];
    private final int[] beginsAfter = new int[Batch.MAX_ROWS + 1];

    /** Whether the first rows of the partition at hand are read, and what has changed for it is not noted yet. */
    private boolean isRead;

    /** The place of the row that is taken in next, and where the search for the one it takes back goes on: behind this slot. */
    private int place;

    private int searchedTo = OrderedState.NONE;

    ChangeIntake(OrderedState state, TopNSpec spec, BatchPartitions partitions, NewRows newRows, TopNChanges changes) {
        this.state = state;
        this.partitions = partitions;
        this.newRows = newRows;
        this.changes = changes;
        ranking = spec.ranking();
        blockBefore = new RowBlock(spec);
        blockAfter = new RowBlock(spec);
        first = new FirstRows(state, ranking, spec.limit(), blockBefore);
        difference = new TopNDifference(spec, first, blockBefore, blockAfter, changes);
        isUpsert = spec.isUpsert();
        int[] kept = spec.keptColumns();
        allKept = IntStream.range(0, kept.length).toArray();
        changeKey = Arrays.stream(spec.changeKey())
                .map(column -> Arrays.binarySearch(kept, column))
                .filter(column -> column >= 0)
                .toArray();
    }

    @Override
    public void begin(Rows came) {
        rows = came;
        partitions.begin();
        newRows.begin(came);
        phase = Phase.FIND;
    }

    @Override
    public boolean isDone() {
        return phase == Phase.DONE;
    }

    @Override
    public @Nullable Completion goOn() {
        while (true) {
            switch (phase) {
                case FIND -> {
                    Completion missing = partitions.find(inHand());
                    if (missing != null) {
                        return missing;
                    }
                    beginPartitions(0);
                }
                case READ_BEFORE -> {
                    Completion missing = readBefore();
                    if (missing != null) {
                        return missing;
                    }
                    at = from;
                    place = partitions.begins[from];
                    phase = Phase.CHANGE;
                }
                case CHANGE -> {
                    Completion missing = change(inHand().batch());
                    if (missing != null) {
                        return missing;
                    }
                    first.begin(blockAfter);
                    at = from;
                    isRead = false;
                    phase = Phase.READ_AFTER;
                }
                case READ_AFTER -> {
                    Completion missing = readAfter();
                    if (missing != null) {
                        return missing;
                    }
                    compare();
                    phase = Phase.SENDING;
                    if (changes.areLeft()) {
                        return null;
                    }
                }
                case SENDING -> beginPartitions(to);
                case DONE -> {
                    return null;
                }
            }
        }
    }

    private Rows inHand() {
        if (rows == null) {
            throw new IllegalStateException("There are no rows in hand");
        }
        return rows;
    }

    private void beginPartitions(int next) {
        from = next;
        to = next;
        first.begin(blockBefore);
        if (next == partitions.count) {
            state.unpin();
            rows = null;
            phase = Phase.DONE;
        } else {
            phase = Phase.READ_BEFORE;
        }
    }

    /** Copies the first rows of as many partitions as a batch holds of rows, or of one. */
    private @Nullable Completion readBefore() {
        byte[] changed = inHand().batch().changes();
        while (to < partitions.count && (to == from || first.count() < Batch.MAX_ROWS)) {
            if (to == from) {
                beginsBefore[to] = 0;
            }
            isContested[to] = isContested(to, changed);
            if (isContested[to]) {
                Completion missing = first.read(partitions.lists[to]);
                if (missing != null) {
                    return missing;
                }
            }
            beginsBefore[to + 1] = first.count();
            to++;
        }
        first.copy();
        return null;
    }

    private boolean isContested(int partition, byte @Nullable [] changed) {
        long last = partitions.lasts[partition];
        if (isUpsert || last == Long.MAX_VALUE) {
            return true;
        }
        for (int i = partitions.begins[partition]; i < partitions.begins[partition + 1]; i++) {
            long number = partitions.numbers[i];
            boolean isBehind = number == last && ranking.isExact() && isAddition(changed, partitions.rowNumbers[i]);
            if (number <= last && !isBehind) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAddition(byte @Nullable [] changed, int row) {
        return changed == null || Change.isAddition(changed[row]);
    }

    private @Nullable Completion change(Batch batch) {
        byte[] changed = batch.changes();
        for (; at < to; at++) {
            int list = partitions.lists[at];
            for (; place < partitions.begins[at + 1]; place++) {
                int row = partitions.rowNumbers[place];
                boolean isAddition = isAddition(changed, row);
                if (!isAddition || isUpsert) {
                    newRows.add();
                    Completion missing = takeBack(list, row, partitions.numbers[place]);
                    if (missing != null) {
                        return missing;
                    }
                }
                if (isAddition) {
                    newRows.take(list, row, partitions.numbers[place]);
                }
            }
        }
        newRows.add();
        return null;
    }

    /** Removes the row that is equal to this one, or has its key; the first of them, if it is there. */
    private @Nullable Completion takeBack(int list, int row, long number) {
        long begin = isUpsert ? Long.MIN_VALUE : number;
        long end = isUpsert ? Long.MAX_VALUE : number;
        int slot = searchedTo == OrderedState.NONE ? state.ceiling(list, begin, end) : state.next(searchedTo, end);
        while (slot >= 0 && !isMeant(slot, row)) {
            searchedTo = slot;
            slot = state.next(slot, end);
        }
        if (slot == OrderedState.WAITING) {
            return state.completion();
        }
        searchedTo = OrderedState.NONE;
        if (slot != OrderedState.NONE) {
            state.remove(list, slot);
        }
        return null;
    }

    private boolean isMeant(int slot, int row) {
        Vector[] columns = newRows.columns();
        for (int column : isUpsert ? changeKey : allKept) {
            if (!KeyEquality.equal(state.value(column), slot, columns[column], row)) {
                return false;
            }
        }
        return true;
    }

    /** Copies the first rows anew, and notes in each partition which is the last one. */
    private @Nullable Completion readAfter() {
        beginsAfter[from] = 0;
        for (; at < to; at++) {
            if (isContested[at] && !isRead) {
                Completion missing = first.read(partitions.lists[at]);
                if (missing != null) {
                    return missing;
                }
                isRead = true;
            }
            if (isContested[at]) {
                Completion missing = partitions.note(at, first.numberOfLast());
                if (missing != null) {
                    first.copy();
                    return missing;
                }
            }
            beginsAfter[at + 1] = first.count();
            isRead = false;
        }
        first.copy();
        return null;
    }

    private void compare() {
        changes.begin(blockBefore.columns(), blockAfter.columns());
        for (int i = from; i < to; i++) {
            if (isContested[i]) {
                difference.tell(
                        partitions.lists[i], beginsBefore[i], beginsBefore[i + 1], beginsAfter[i], beginsAfter[i + 1]);
            }
        }
    }
}
