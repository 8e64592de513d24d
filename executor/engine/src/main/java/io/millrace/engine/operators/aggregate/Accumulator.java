package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import io.millrace.spi.state.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate call: its columns in the state table and the loops over them. Has no state of its own but scratch space,
 * so one instance serves all tables of a task.
 *
 * <p>The <em>partial</em> form of an accumulator is what the local half sends to the global one, as ordinary columns; it
 * is described in docs/operator-plan.md, since the planner writes its types.
 */
abstract sealed class Accumulator
        permits CountAccumulator,
                SumAccumulator,
                MomentsAccumulator,
                EndAccumulator,
                GatheredAccumulator,
                LongExtreme,
                DoubleExtreme,
                WideExtreme,
                NanosExtreme,
                BytesExtreme {

    /** Where this accumulator's columns begin among the table's value columns. */
    final int firstColumn;

    Accumulator(int firstColumn) {
        this.firstColumn = firstColumn;
    }

    /** The table columns it needs, from {@link #firstColumn} on. A fresh slot (zeros) is the aggregate of no rows. */
    abstract List<DataType> tableColumns();

    /** How many columns the partial form has. */
    abstract int partialColumns();

    /**
     * Takes argument values in.
     *
     * @param argument the values, none of them NULL at the given rows; null for COUNT(*)
     * @param rows which rows of the argument, or null for the first {@code count}
     * @param slots the group of each row, by position
     * @param signs 1 for rows that are added, -1 for rows taken back, by position; null when all are added
     */
    abstract void update(
            Table table,
            @Nullable Vector argument,
            int @Nullable [] rows,
            int count,
            int[] slots,
            int @Nullable [] signs);

    /**
     * Takes partial forms in.
     *
     * @param batch holds them from column {@code column} on
     * @param rows which rows, or null for the first {@code count}
     */
    abstract void merge(Table table, Batch batch, int column, int @Nullable [] rows, int count, int[] slots);

    /**
     * Adds groups of another table of the same layout to groups of this one, behind what is there.
     *
     * @param slots the group of each, by position
     * @param from holds the groups to add
     * @param fromSlots where they are in it
     */
    abstract void combine(Table table, int[] slots, Table from, int[] fromSlots, int count);

    /** Adds groups in the same way, before what is there; the order matters to few. */
    void combineEarlier(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        combine(table, slots, from, fromSlots, count);
    }

    /** Writes the partial forms of these groups into the rows 0 to count - 1, from column {@code column} on. */
    abstract void writePartial(Table table, int[] slots, int count, Batch out, int column);

    /**
     * Writes the results of these groups into the rows 0 to count - 1.
     *
     * @param failures told of groups whose result does not fit its type
     */
    abstract void writeResult(Table table, int[] slots, int count, Vector out, ResultFailures failures);

    /** How what rows next to each other come to follows when both ends of the run only move on. */
    enum Running {

        /** Rows are added and taken back, and the result is to the bit what it would be anew; see {@link #addBefore}. */
        EXACT,

        /** The result is the value of one of the rows; see {@link #isBetter}. */
        BEST,

        /** Not at all: the result depends on the order of additions. */
        ANEW
    }

    /** Which of these it is. */
    abstract Running running();

    /**
     * Of {@link Running#EXACT}: adds to each group what the one before it has come to then, so that changes from group to group become what
     * each comes to.
     *
     * @param slots the groups in their order
     * @param begins by position, whether nothing is added to a group
     */
    void addBefore(Table table, int[] slots, int count, boolean[] begins) {
        throw new IllegalStateException(this + " cannot take rows back exactly");
    }

    /** Of {@link Running#BEST}: whether the value of a row is the result rather than that of another, which came before. Neither is NULL. */
    boolean isBetter(Vector argument, int row, int than) {
        throw new IllegalStateException(this + " is not the value of a row");
    }

    /** Told of groups that have no result. */
    interface ResultFailures {

        /** The group written to this row has no result. */
        void failed(int row, String message);
    }
}
