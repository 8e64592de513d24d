package io.millrace.engine.operators.topn;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows in that are never taken back: of each partition no more are kept than come out. A row behind the last of these is told by its
 * number alone, and dropped; of other partitions the kept rows are copied, the new ones put among them, and what has no place any more
 * is sought in a second walk and removed.
 */
final class AppendIntake implements Intake {

    private enum Phase {
        FIND,
        READ,
        REMOVE,
        NOTE,
        DONE
    }

    private final OrderedState state;
    private final Ranking ranking;
    private final int limit;
    private final boolean isRanked;
    private final BatchPartitions partitions;
    private final NewRows newRows;
    private final RowBlock block;
    private final FirstRows first;

    /** Null where nothing comes out before a partition is complete. */
    private final @Nullable TopNChanges changes;

    /** Told of partitions that were not there before; null when nobody asks. */
    private final @Nullable Founded founded;

    private Phase phase = Phase.DONE;
    private @Nullable Rows rows;

    /** The partitions in work: from, without the last, and how far they are. */
    private int from;

    private int to;
    private int at;

    /** By partition: where its rows begin in the block; those of the one before end there. */
    private final int[] blockBegins = new int[Batch.MAX_ROWS + 1];

    /** By partition: the numbers of the last rows that come out from now on; for those that are contested. */
    private final long[] lastNumbers = new long[Batch.MAX_ROWS];

    private final boolean[] isContested = new boolean[Batch.MAX_ROWS];

    /** By partition: where the places of rows to be removed end in {@link #removed}. */
    private final int[] removedEnds = new int[Batch.MAX_ROWS];

    /** Places in the walks of partitions, rising in each. */
    private int[] removed = new int[256];

    private int removedCount;

    // The partition that is merged.
    private int[] before = new int[64];
    private int[] after = new int[64];
    private int afterCount;

    // The second walk.
    private int nextRemoved;
    private int walkSlot;
    private int walkPlace;
    private boolean isWalking;

    /** Hears of partitions that begin. */
    interface Founded {
        /** A partition has its first row, by row number. */
        void begun(int rowNumber, long keyHash);
    }

    AppendIntake(
            OrderedState state,
            TopNSpec spec,
            BatchPartitions partitions,
            NewRows newRows,
            @Nullable TopNChanges changes,
            @Nullable Founded founded) {
        this.state = state;
        this.partitions = partitions;
        this.newRows = newRows;
        this.changes = changes;
        this.founded = founded;
        ranking = spec.ranking();
        limit = spec.limit();
        isRanked = spec.isRanked();
        block = new RowBlock(spec);
        first = new FirstRows(state, ranking, limit, block);
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
                    tellFounded();
                    beginPartitions(0);
                }
                case READ -> {
                    Completion missing = read();
                    if (missing != null) {
                        return missing;
                    }
                    merge();
                    phase = Phase.REMOVE;
                    if (changes != null && changes.areLeft()) {
                        return null;
                    }
                }
                case REMOVE -> {
                    Completion missing = remove();
                    if (missing != null) {
                        return missing;
                    }
                    newRows.add();
                    phase = Phase.NOTE;
                    at = from;
                }
                case NOTE -> {
                    Completion missing = note();
                    if (missing != null) {
                        return missing;
                    }
                    beginPartitions(to);
                }
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

    private void tellFounded() {
        if (founded == null) {
            return;
        }
        for (int i = 0; i < partitions.count; i++) {
            if (!partitions.isKnown[i]) {
                int row = partitions.begins[i];
                founded.begun(partitions.rowNumbers[row], partitions.rowHashes[row]);
            }
        }
    }

    private void beginPartitions(int next) {
        from = next;
        to = next;
        first.begin(block);
        blockBegins[from] = 0;
        if (next == partitions.count) {
            state.unpin();
            rows = null;
            phase = Phase.DONE;
        } else {
            phase = Phase.READ;
        }
    }

    /** Copies the kept rows of as many partitions as a batch holds of rows, or of one. */
    private @Nullable Completion read() {
        while (to < partitions.count && (to == from || first.count() < Batch.MAX_ROWS)) {
            isContested[to] = isContested(to);
            if (isContested[to]) {
                Completion missing = first.read(partitions.lists[to]);
                if (missing != null) {
                    return missing;
                }
            }
            blockBegins[to + 1] = first.count();
            to++;
        }
        first.copy();
        return null;
    }

    private boolean isContested(int partition) {
        long last = partitions.lasts[partition];
        for (int i = partitions.begins[partition]; i < partitions.begins[partition + 1]; i++) {
            if (comesOut(partitions.numbers[i], last)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a row may come before the last one; of equal rows the one that came first does. */
    private boolean comesOut(long number, long last) {
        return number < last || last == Long.MAX_VALUE || number == last && !ranking.isExact();
    }

    private void merge() {
        removedCount = 0;
        if (changes != null) {
            changes.begin(block.columns(), newRows.columns());
        }
        for (int i = from; i < to; i++) {
            if (isContested[i]) {
                merge(i);
            }
            removedEnds[i] = removedCount;
        }
        nextRemoved = 0;
        isWalking = false;
        at = from;
    }

    private void merge(int partition) {
        int begin = blockBegins[partition];
        int count = blockBegins[partition + 1] - begin;
        before = FirstRows.roomFor(before, count);
        after = FirstRows.roomFor(after, Math.max(count, Math.min(limit, count + newCount(partition))) + 1);
        first.sort(block, begin, begin + count, before);
        System.arraycopy(before, 0, after, 0, count);
        afterCount = count;
        for (int i = partitions.begins[partition]; i < partitions.begins[partition + 1]; i++) {
            insert(partitions.rowNumbers[i], i);
        }
        int stay = 0;
        for (int i = 0; i < afterCount; i++) {
            if (after[i] >= 0) {
                stay++;
            } else {
                int row = ~after[i];
                newRows.take(partitions.lists[partition], partitions.rowNumbers[row], partitions.numbers[row]);
            }
        }
        lastNumbers[partition] = afterCount < limit ? Long.MAX_VALUE : numberOf(after[afterCount - 1]);
        // Who has no place any more was among the last, so those who stay are the first.
        removed = FirstRows.roomFor(removed, removedCount + count - stay);
        for (int i = stay; i < count; i++) {
            removed[removedCount + i - stay] = before[i] - begin;
        }
        Arrays.sort(removed, removedCount, removedCount + count - stay);
        removedCount += count - stay;
        if (changes != null) {
            tell(changes, partitions.lists[partition], count, stay);
        }
    }

    private int newCount(int partition) {
        return partitions.begins[partition + 1] - partitions.begins[partition];
    }

    /** Puts a new row where it belongs: behind those that are equal. It is named by its place among the rows of the batch. */
    private void insert(int rowNumber, int place) {
        long number = partitions.numbers[place];
        if (afterCount == limit && !isBefore(rowNumber, number, after[afterCount - 1])) {
            return;
        }
        int low = 0;
        int high = afterCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(rowNumber, number, after[middle])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        System.arraycopy(after, low, after, low + 1, afterCount - low);
        after[low] = ~place;
        afterCount = Math.min(afterCount + 1, limit);
    }

    private boolean isBefore(int rowNumber, long number, int other) {
        long otherNumber = numberOf(other);
        if (number != otherNumber || ranking.isExact()) {
            return number < otherNumber;
        }
        return ranking.compare(newRows.sortColumns(), rowNumber, sortColumnsOf(other), rowOf(other)) < 0;
    }

    private long numberOf(int row) {
        return row >= 0 ? block.number(row) : partitions.numbers[~row];
    }

    private Vector[] sortColumnsOf(int row) {
        return row >= 0 ? block.sortColumns() : newRows.sortColumns();
    }

    private Vector[] columnsOf(int row) {
        return row >= 0 ? block.columns() : newRows.columns();
    }

    private int rowOf(int row) {
        return row >= 0 ? row : partitions.rowNumbers[~row];
    }

    /** As changes name it. */
    private int named(int row) {
        return row >= 0 ? row : ~partitions.rowNumbers[~row];
    }

    private void tell(TopNChanges told, int list, int count, int stay) {
        if (isRanked) {
            tellRanks(told, list, count);
        } else if (limit == 1 && stay < count) {
            told.add(Change.UPDATE_BEFORE, list, before[0], 1);
            told.add(Change.UPDATE_AFTER, list, named(after[0]), 1);
        } else {
            for (int i = stay; i < count; i++) {
                told.add(Change.DELETE, list, before[i], 0);
            }
            for (int i = 0; i < afterCount; i++) {
                if (after[i] < 0) {
                    told.add(Change.INSERT, list, named(after[i]), 0);
                }
            }
        }
    }

    private void tellRanks(TopNChanges told, int list, int count) {
        for (int i = 0; i < afterCount; i++) {
            if (i >= count) {
                told.add(Change.INSERT, list, named(after[i]), i + 1);
            } else if (before[i] != after[i] && !isSame(before[i], after[i])) {
                told.add(Change.UPDATE_BEFORE, list, before[i], i + 1);
                told.add(Change.UPDATE_AFTER, list, named(after[i]), i + 1);
            }
        }
    }

    private boolean isSame(int one, int other) {
        Vector[] columns = columnsOf(one);
        Vector[] others = columnsOf(other);
        for (int i = 0; i < columns.length; i++) {
            if (!KeyEquality.equal(columns[i], rowOf(one), others[i], rowOf(other))) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Completion remove() {
        for (; at < to; at++) {
            while (nextRemoved < removedEnds[at]) {
                Completion missing = removeNext(partitions.lists[at], blockBegins[at], removedEnds[at]);
                if (missing != null) {
                    return missing;
                }
            }
            isWalking = false;
        }
        return null;
    }

    /** Walks to the next row to be removed of a list, by its place among all, and removes it. */
    private @Nullable Completion removeNext(int list, int begin, int end) {
        int place = removed[nextRemoved];
        if (!isWalking) {
            long number = block.number(begin + place);
            int start = place;
            while (start > 0 && block.number(begin + start - 1) == number) {
                start--;
            }
            walkSlot = state.ceiling(list, number);
            walkPlace = start;
            if (walkSlot == OrderedState.WAITING) {
                return state.completion();
            }
            isWalking = true;
        }
        while (walkPlace < place) {
            int next = state.next(walkSlot);
            if (next == OrderedState.WAITING) {
                return state.completion();
            }
            walkSlot = next;
            walkPlace++;
        }
        int behind = OrderedState.NONE;
        if (nextRemoved + 1 < end) {
            behind = state.next(walkSlot);
            if (behind == OrderedState.WAITING) {
                return state.completion();
            }
        }
        state.remove(list, walkSlot);
        walkSlot = behind;
        walkPlace++;
        nextRemoved++;
        return null;
    }

    private @Nullable Completion note() {
        for (; at < to; at++) {
            if (isContested[at]) {
                Completion missing = partitions.note(at, lastNumbers[at]);
                if (missing != null) {
                    return missing;
                }
            }
        }
        return null;
    }
}
