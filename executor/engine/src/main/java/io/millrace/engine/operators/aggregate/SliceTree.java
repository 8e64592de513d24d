package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.state.TableState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes windows of slices. Windows that overlap share what two, four, eight … slices side by side come to: a tree over the slices,
 * whose nodes are made when a window first needs them. So a window of n slices is merged from 2 log n tables at most, whatever
 * the function, without taking anything out again, and every sum is added up in the same order however the rows came.
 *
 * <pre>
 * level 2   [0     3]
 * level 1   [0 1][2 3][4 5]
 * slices     0 1  2 3  4 5  6     the window of 1 to 6 is 1, [2 3], [4 5], 6
 * </pre>
 *
 * <p>After FlatFAT (Tangwongsan et al., General Incremental Sliding-Window Aggregation, VLDB 2015), with tables of groups for
 * values. The nodes are made of state and are none: after a recovery they are made again. A window of few slices is
 * merged from these. What a window of several tables comes to stands in memory while it is sent.
 */
final class SliceTree {

    /** With so few slices a window, making nodes costs as much as it spares. */
    private static final int FEW = 8;

    private final AlignedWindows windows;
    private final GroupStates slices;

    /** Nodes of 2, 4, 8 … slices, each named by its first slice. */
    private final GroupStates[] levels;

    private final GroupStates merged;
    private final TableMerge merge;

    // The window in hand: its slices that are not looked at yet, and the tables it is made of.
    private long next;
    private long end;
    private final List<GroupTables> parts = new ArrayList<>();
    private boolean merging;

    /** Where the window is to stay, if it is. */
    private @Nullable GroupTables kept;

    private RestoredTime keptAlready = RestoredTime.NONE;
    private @Nullable GroupTables gathered;

    SliceTree(
            OperatorContext context, AggregateSpec spec, AlignedWindows windows, GroupStates slices, TableMerge merge) {
        this.windows = windows;
        this.slices = slices;
        this.merge = merge;
        long most = windows.sizeMicros() / windows.sliceMicros();
        levels = new GroupStates[most <= FEW ? 0 : 63 - Long.numberOfLeadingZeros(most)];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = GroupStates.scratch(context.state(), spec);
        }
        merged = GroupStates.scratch(context.state(), spec);
    }

    /** Begins with the window that has these slices. */
    void begin(long start, long behind) {
        next = start;
        end = behind;
    }

    /**
     * The same for a window that is kept.
     *
     * @param into where; what is there of a group stays as it is
     * @param there of groups whose key groups stood behind the window
     */
    void begin(long start, long behind, GroupTables into, RestoredTime there) {
        begin(start, behind);
        kept = into;
        keptAlready = there;
    }

    /**
     * Brings the window together, about a batch a call.
     *
     * @return {@link Progress#DONE} when {@link #gathered} is there
     */
    Progress gather() {
        int groups = 0;
        while (gathered == null) {
            if (merge.isActive()) {
                Progress progress = merge.step();
                groups += merge.added();
                // Short slices have few groups each: many merges are no more than a batch's work then.
                if (progress == Progress.YIELD && groups < Batch.MAX_ROWS) {
                    continue;
                }
                if (progress != Progress.DONE) {
                    return progress;
                }
            }
            advance();
        }
        return Progress.DONE;
    }

    /** The window's groups. */
    GroupTables gathered() {
        GroupTables table = gathered;
        if (table == null) {
            throw new IllegalStateException("The window is not brought together");
        }
        return table;
    }

    /** Lets go of the window. */
    void end() {
        merged.drop(TableState.TIMELESS);
        kept = null;
        keptAlready = RestoredTime.NONE;
        parts.clear();
        merging = false;
        gathered = null;
    }

    /** Rows have come to this slice: what was made of it before is made again. */
    void forget(long slice) {
        for (int level = 1; level <= levels.length; level++) {
            long width = width(level);
            levels[level - 1].drop(slice - Math.floorMod(slice - windows.offsetMicros(), width));
        }
    }

    /** Drops slices before this one, and nodes that begin before it: no window needs them any more. */
    void dropBelow(long bound) {
        slices.dropBelow(bound);
        for (GroupStates level : levels) {
            level.dropBelow(bound);
        }
    }

    /** Finds the window's next table, or begins the next merge on the way to it. */
    private void advance() {
        while (next < end) {
            int level = levelAt(next);
            if (!isEmpty(level, next)) {
                if (needsMaking(level, next)) {
                    make(level, next);
                    return;
                }
                parts.add(table(level, next));
            }
            next += width(level);
        }
        GroupTables into = kept;
        if (parts.size() == 1 && into == null) {
            gathered = parts.getFirst();
        } else if (merging || parts.isEmpty()) {
            gathered = into == null ? merged.open(TableState.TIMELESS) : into;
        } else {
            merging = true;
            if (into == null) {
                merge.begin(parts, merged.open(TableState.TIMELESS));
            } else {
                long last = end - 1;
                merge.begin(
                        parts, into, keyGroup -> !keptAlready.stood().isEmpty() && keptAlready.at(keyGroup) >= last);
            }
        }
    }

    /** The highest node that begins here and lies within the window. */
    private int levelAt(long start) {
        int level = 0;
        while (level < levels.length
                && start + width(level + 1) <= end
                && Math.floorMod(start - windows.offsetMicros(), width(level + 1)) == 0) {
            level++;
        }
        return level;
    }

    /** Begins to make a node, or one below it that has to be there first. */
    private void make(int level, long start) {
        long middle = start + width(level - 1);
        if (needsMaking(level - 1, start)) {
            make(level - 1, start);
        } else if (needsMaking(level - 1, middle)) {
            make(level - 1, middle);
        } else {
            List<GroupTables> halves = new ArrayList<>(2);
            for (long half : new long[] {start, middle}) {
                if (!isEmpty(level - 1, half)) {
                    halves.add(table(level - 1, half));
                }
            }
            merge.begin(halves, levels[level - 1].open(start));
        }
    }

    private boolean needsMaking(int level, long start) {
        return level > 0 && !isEmpty(level, start) && levels[level - 1].find(start) == null;
    }

    private boolean isEmpty(int level, long start) {
        return slices.next(start - 1) >= start + width(level);
    }

    private GroupTables table(int level, long start) {
        GroupTables table = (level == 0 ? slices : levels[level - 1]).find(start);
        if (table == null) {
            throw new IllegalStateException("There is no table of level " + level + " at " + start);
        }
        return table;
    }

    private long width(int level) {
        return windows.sliceMicros() << level;
    }
}
