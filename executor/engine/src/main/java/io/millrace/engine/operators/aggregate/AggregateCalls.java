package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.spi.Completion;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All aggregates of an operator, applied to a table of one task. Holds scratch space only. */
final class AggregateCalls {

    private final AggregateSpec.Call[] calls;

    /** Those that take in each row. */
    private final AggregateSpec.Call[] plain;

    private final DistinctValues[] distinct;
    private final int[] distinctArguments;
    private final boolean partialInput;
    private GroupGathering gathered = new GroupGathering(new GatheredValues[0]);

    /** How many aggregates go before those of results. */
    private final int hidden;

    // Rows whose argument is not NULL.
    private final int[] presentRows = new int[Batch.MAX_ROWS];
    private final int[] presentSlots = new int[Batch.MAX_ROWS];
    private final int[] presentSigns = new int[Batch.MAX_ROWS];

    /**
     * @param partialInput whether the input holds partial forms rather than arguments
     */
    AggregateCalls(AggregateSpec spec, boolean partialInput) {
        this(spec.calls(), partialInput, distinct(spec));
    }

    /** Calls none of which is DISTINCT. */
    AggregateCalls(List<AggregateSpec.Call> calls) {
        this(calls, false, new DistinctValues[0]);
    }

    private AggregateCalls(List<AggregateSpec.Call> calls, boolean partialInput, DistinctValues[] distinct) {
        this.calls = calls.toArray(AggregateSpec.Call[]::new);
        this.distinct = distinct;
        plain = calls.stream().filter(call -> !call.distinct()).toArray(AggregateSpec.Call[]::new);
        distinctArguments = calls.stream()
                .filter(AggregateSpec.Call::distinct)
                .mapToInt(AggregateSpec.Call::argument)
                .toArray();
        this.partialInput = partialInput;
        hidden = (int) calls.stream().filter(AggregateSpec.Call::isHidden).count();
    }

    private static DistinctValues[] distinct(AggregateSpec spec) {
        DistinctValues[] all = new DistinctValues[spec.distinct().size()];
        for (int i = 0; i < all.length; i++) {
            AggregateSpec.Call call = spec.calls().get(spec.distinct().get(i).call());
            all[i] = new DistinctValues(i, call.accumulator(), spec.groupColumns().length, spec.lifeColumn());
        }
        return all;
    }

    /** Has the aggregates that are made of all values keep these. */
    void gatherIn(StateAccess access, AggregateSpec spec, Optional<TimeToLive> ttl) {
        gathered = new GroupGathering(spec.gathered().stream()
                .map(of -> new GatheredValues(access, spec, of, ttl))
                .toArray(GatheredValues[]::new));
    }

    /** What these keep. */
    GroupGathering gathered() {
        return gathered;
    }

    /** How many of the aggregates are DISTINCT. */
    int distinctCount() {
        return distinct.length;
    }

    /** One of those. */
    DistinctValues distinct(int index) {
        return distinct[index];
    }

    /**
     * Finds the values of the rows that were dealt out last, whose groups are there.
     *
     * @return null when all are there, for {@link #updateDistinct}; else what to wait for before asking again
     */
    @Nullable
    Completion fetchValues(GroupTables tables, KeyedRows rows) {
        return fetchValues(tables, rows, rows.segmentRows(), rows.segmentCount(), rows.segmentHashes());
    }

    /** The same for some rows of their batch, with the hashes of their groups. */
    @Nullable
    Completion fetchValues(GroupTables tables, KeyedRows of, int[] rows, int count, long[] hashes) {
        for (int i = 0; i < distinct.length; i++) {
            Vector argument = of.batch().column(distinctArguments[i]);
            Completion missing = distinct[i].fetch(tables, of.keys(), argument, rows, count, hashes);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    /**
     * Takes in the rows whose values were found last, by the DISTINCT aggregates.
     *
     * @param slots the group of each row, by position
     * @param signs as in {@link #update}
     */
    void updateDistinct(GroupTables tables, int[] slots, int @Nullable [] signs) {
        for (DistinctValues values : distinct) {
            values.update(tables, slots, signs);
        }
    }

    /** How many aggregates there are besides the hidden ones. */
    int resultCount() {
        return calls.length - hidden;
    }

    /** When the first row of each group was, where groups are of sessions. */
    long[] firstTimes(Table table) {
        return ((LongExtreme) calls[1].accumulator()).values(table);
    }

    /** When the last row of each group was, where groups are of sessions. */
    long[] lastTimes(Table table) {
        return ((LongExtreme) calls[2].accumulator()).values(table);
    }

    /** How many rows each group has. */
    long[] rowCounts(Table table) {
        return ((CountAccumulator) calls[0].accumulator()).counts(table);
    }

    /** How many rows of the drawing's input these rows of the batch stand for. */
    long rowsIn(Batch batch, int[] rows, int count) {
        if (!partialInput) {
            return count;
        }
        long[] counts = ((LongVector) batch.column(calls[0].argument())).values();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += counts[rows[i]];
        }
        return sum;
    }

    /**
     * Takes rows in, by the aggregates that are not DISTINCT.
     *
     * @param rows which rows of the batch, or null for the first {@code count}
     * @param slots the group of each row, by position
     * @param signs 1 for rows that are added, -1 for rows taken back, by position; null when all are added
     */
    void update(Table table, Batch batch, int @Nullable [] rows, int count, int[] slots, int @Nullable [] signs) {
        for (AggregateSpec.Call call : plain) {
            if (partialInput) {
                call.accumulator().merge(table, batch, call.argument(), rows, count, slots);
            } else if (call.argument() < 0) {
                call.accumulator().update(table, null, rows, count, slots, signs);
            } else if (call.accumulator() instanceof GatheredAccumulator of) {
                updateCounted(call, of, table, batch, rows, count, slots, signs);
            } else {
                updateNonNull(call, table, batch.column(call.argument()), rows, count, slots, signs);
            }
        }
    }

    private void updateCounted(
            AggregateSpec.Call call,
            GatheredAccumulator accumulator,
            Table table,
            Batch batch,
            int @Nullable [] rows,
            int count,
            int[] slots,
            int @Nullable [] signs) {
        int present = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (GatheredValues.counts(call, accumulator.result(), batch, row)) {
                presentRows[present] = row;
                presentSlots[present] = slots[i];
                presentSigns[present] = signs == null ? 1 : signs[i];
                present++;
            }
        }
        Vector argument = batch.column(call.argument());
        accumulator.update(table, argument, presentRows, present, presentSlots, signs == null ? null : presentSigns);
    }

    /**
     * Takes rows in whose arguments stand in vectors of their own.
     *
     * @param arguments by aggregate; null for COUNT(*)
     * @param signs as in the other form
     */
    void update(Table table, @Nullable Vector[] arguments, int[] rows, int count, int[] slots, int @Nullable [] signs) {
        for (int i = 0; i < calls.length; i++) {
            Vector argument = arguments[i];
            if (argument == null) {
                calls[i].accumulator().update(table, null, rows, count, slots, signs);
            } else {
                updateNonNull(calls[i], table, argument, rows, count, slots, signs);
            }
        }
    }

    /** Adds groups of another table to groups of this one, what is not DISTINCT; see {@link Accumulator#combine}. */
    void combine(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        for (AggregateSpec.Call call : plain) {
            call.accumulator().combine(table, slots, from, fromSlots, count);
        }
    }

    /** The same before what is there; see {@link Accumulator#combineEarlier}. */
    void combineEarlier(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        for (AggregateSpec.Call call : plain) {
            call.accumulator().combineEarlier(table, slots, from, fromSlots, count);
        }
    }

    private void updateNonNull(
            AggregateSpec.Call call,
            Table table,
            Vector argument,
            int @Nullable [] rows,
            int count,
            int[] slots,
            int @Nullable [] signs) {
        if (!argument.hasNulls()) {
            call.accumulator().update(table, argument, rows, count, slots, signs);
            return;
        }
        int present = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (!argument.isNull(row)) {
                presentRows[present] = row;
                presentSlots[present] = slots[i];
                presentSigns[present] = signs == null ? 1 : signs[i];
                present++;
            }
        }
        call.accumulator()
                .update(table, argument, presentRows, present, presentSlots, signs == null ? null : presentSigns);
    }

    /** Writes results into columns {@code column} on of the rows 0 to count - 1. */
    void writeResults(Table table, int[] slots, int count, Batch out, int column, Accumulator.ResultFailures failures) {
        for (int i = hidden; i < calls.length; i++) {
            calls[i].accumulator().writeResult(table, slots, count, out.column(column + i - hidden), failures);
        }
    }

    /** Writes the partial forms, hidden ones first, into columns {@code column} on of the rows 0 to count - 1. */
    void writePartials(Table table, int[] slots, int count, Batch out, int column) {
        int next = column;
        for (AggregateSpec.Call call : calls) {
            call.accumulator().writePartial(table, slots, count, out, next);
            next += call.accumulator().partialColumns();
        }
    }
}
