package io.millrace.engine.operators.over;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.ValueText;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.aggregate.FramedCalls;
import io.millrace.engine.operators.aggregate.RunningCalls;
import io.millrace.engine.operators.over.OverSpec.Call;
import io.millrace.engine.operators.over.OverSpec.Function;
import io.millrace.model.error.RunError;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.Completion;
import io.millrace.spi.error.FailedInput;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableState;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows with their results. Of a frame that has a beginning they do not depend on what was computed before, see {@link FramedCalls}. A
 * frame that has none is a running total of the partition, of which each row takes what it has come to.
 */
final class OverResults {

    private static final int NONE = -1;

    private final OverSpec spec;
    private final RunningCalls aggregates;
    private final FramedCalls framed;
    private final List<Call> held;

    /** Accumulators of results, by their number in the batch. */
    private final Table scratch;

    private final @Nullable Table totals;
    private final Frames frames;
    private final RowErrors errors;

    /** By aggregate. */
    private final @Nullable Vector[] arguments;

    private final Vector[] numbers = {Vector.create(ScalarType.BIGINT.notNull(), Batch.MAX_ROWS)};
    private final long[] hashes = new long[Batch.MAX_ROWS];

    /** The results' rows of the scratch table, by their number. */
    private final int[] slots = new int[Batch.MAX_ROWS];

    // Rows on their way into totals.
    private final int[] runRows = new int[Batch.MAX_ROWS];
    private final int[] runSlots = new int[Batch.MAX_ROWS];
    private int runCount;

    private final int[] sources = new int[Batch.MAX_ROWS];

    /** By call with a value of another row: which row of the block it is, by result. */
    private final int[][] valuesFrom;

    private final int[] ofTotals = new int[1];
    private final int[] ofResult = new int[1];
    private final BitSet failed = new BitSet();
    private String firstMessage = "";

    private HeldRows block;

    OverResults(OperatorContext context, OverSpec spec, @Nullable Table totals, HeldRows block) {
        this.spec = spec;
        this.totals = totals;
        this.block = block;
        aggregates = RunningCalls.of(spec.aggregates());
        framed = aggregates.framed();
        held = spec.heldValues();
        scratch = context.state().scratch(spec.scratchLayout()).open(TableState.TIMELESS);
        errors = context.errors(spec.nodeId());
        arguments = new Vector[aggregates.size()];
        frames = new Frames(spec.isRange(), spec.preceding().orElse(Long.MAX_VALUE), block);
        valuesFrom = new int[spec.calls().size()][Batch.MAX_ROWS];
        long[] values = ((LongVector) numbers[0]).values();
        Arrays.setAll(values, i -> i);
        KeyHash.hash(numbers[0], null, Batch.MAX_ROWS, hashes, true);
    }

    /** Rows have been copied. */
    void begin(HeldRows rows) {
        block = rows;
        for (Call call : spec.calls()) {
            if (call.function() == Function.AGGREGATE) {
                arguments[call.aggregate()] = call.argument() < 0 ? null : rows.column(call.argument());
            }
        }
        framed.begin(arguments);
    }

    /** Begins with a partition, whose rows lie from one of the block to before another. */
    void beginPartition(int from, int to) {
        frames.begin(block, from, to);
        framed.beginRun();
    }

    /**
     * Begins a batch of this many results.
     *
     * @return what to wait for before this is called again; null when it is begun
     */
    @Nullable
    Completion beginBatch(int count) {
        runCount = 0;
        failed.clear();
        framed.beginBatch();
        return aggregates.size() == 0 ? null : scratch.fetch(numbers, null, count, hashes, Table.Absent.CREATE, slots);
    }

    /**
     * Computes a result.
     *
     * @param made its number in the batch
     * @param row of the block
     * @param begin the first row of its partition
     * @param isFirst whether it is the first row of the partition that comes out now
     * @param total where the totals have the partition; without meaning if there are none
     */
    void add(Batch out, int made, int row, int begin, boolean isFirst, int total) {
        sources[made] = row;
        frames.moveTo(row);
        if (spec.isUnbounded()) {
            boolean beginsPeers = isFirst || !spec.isRange() || block.time(row) != block.time(row - 1);
            addToTotals(beginsPeers, row, total);
            if (aggregates.size() > 0 && totals != null) {
                ofTotals[0] = total;
                ofResult[0] = slots[made];
                aggregates.combine(scratch, ofResult, totals, ofTotals, 1);
            }
        } else if (aggregates.size() > 0) {
            framed.add(scratch, slots[made], frames.first(), frames.last());
        }
        long number = countRow(total);
        List<Call> calls = spec.calls();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            switch (call.function()) {
                case AGGREGATE -> {}
                case ROW_NUMBER -> ((LongVector) out.column(spec.passed().length + i)).values()[made] = number;
                case LAG -> valuesFrom[i][made] = row - call.offset() >= begin ? row - call.offset() : NONE;
                case FIRST_VALUE, LAST_VALUE -> {
                    if (totals != null && spec.isUnbounded()) {
                        out.column(spec.passed().length + i)
                                .copy(made, totals.value(spec.rowsColumn() + 1 + held.indexOf(call)), total);
                    } else {
                        valuesFrom[i][made] = valueOf(call);
                    }
                }
            }
        }
    }

    /** Takes the row into the running totals, or with the first of several of one time all of these. */
    private void addToTotals(boolean beginsPeers, int row, int total) {
        if (totals == null || !beginsPeers) {
            return;
        }
        boolean isNew = ((LongVector) totals.value(spec.rowsColumn())).values()[total] == 0;
        for (int i = 0; i < held.size(); i++) {
            Vector value = totals.value(spec.rowsColumn() + 1 + i);
            Vector argument = block.column(held.get(i).argument());
            if (isNew) {
                value.setNull(total);
            }
            boolean keepsFirst = held.get(i).function() == Function.FIRST_VALUE;
            for (int j = row; j <= frames.last(); j++) {
                if (!argument.isNull(j) && !(keepsFirst && !value.isNull(total))) {
                    value.copy(total, argument, j);
                }
            }
        }
        for (int j = row; j <= frames.last() && aggregates.size() > 0; j++) {
            runRows[runCount] = j;
            runSlots[runCount++] = total;
            if (runCount == runRows.length) {
                flush(totals);
            }
        }
        flush(totals);
    }

    private long countRow(int total) {
        if (totals == null) {
            return 0;
        }
        return ++((LongVector) totals.value(spec.rowsColumn())).values()[total];
    }

    private void flush(Table into) {
        if (runCount > 0) {
            aggregates.update(into, arguments, runRows, runCount, runSlots);
            runCount = 0;
        }
    }

    /** The row whose value is the first or the last of the frame that is not NULL. */
    private int valueOf(Call call) {
        Vector argument = block.column(call.argument());
        if (call.function() == Function.FIRST_VALUE) {
            for (int i = frames.first(); i <= frames.last(); i++) {
                if (!argument.isNull(i)) {
                    return i;
                }
            }
        } else {
            for (int i = frames.last(); i >= frames.first(); i--) {
                if (!argument.isNull(i)) {
                    return i;
                }
            }
        }
        return NONE;
    }

    /** Writes what was computed; rows whose results do not fit are reported and left out. */
    Rows write(Batch out, int count, Rows rows) {
        int[] passed = spec.passed();
        for (int i = 0; i < passed.length; i++) {
            out.column(i).gather(0, block.column(passed[i]), sources, count);
        }
        if (aggregates.size() > 0 && !spec.isUnbounded()) {
            framed.end(scratch, slots);
        }
        List<Call> calls = spec.calls();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            Vector column = out.column(passed.length + i);
            switch (call.function()) {
                case ROW_NUMBER -> {}
                case AGGREGATE ->
                    aggregates.write(call.aggregate(), scratch, slots, count, column, (row, message) -> {
                        firstMessage = failed.isEmpty() ? message : firstMessage;
                        failed.set(row);
                    });
                case LAG -> copyValues(column, call, valuesFrom[i], count);
                case FIRST_VALUE, LAST_VALUE -> {
                    if (!spec.isUnbounded()) {
                        copyValues(column, call, valuesFrom[i], count);
                    }
                }
            }
        }
        if (aggregates.size() > 0) {
            scratch.remove(slots, count);
            scratch.unpin();
        }
        return withoutFailed(out, count, rows);
    }

    private void copyValues(Vector column, Call call, int[] from, int count) {
        Vector argument = block.column(call.argument());
        for (int i = 0; i < count; i++) {
            if (from[i] == NONE) {
                column.setNull(i);
            } else {
                column.copy(i, argument, from[i]);
            }
        }
    }

    private Rows withoutFailed(Batch out, int count, Rows rows) {
        if (failed.isEmpty()) {
            return rows;
        }
        int[] selection = rows.selectionBuffer();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (failed.get(i)) {
                RunError error =
                        RunError.user("aggregate.overflow", firstMessage).at("the row of " + text(out, i));
                int passed = spec.passed().length;
                errors.report(
                        error,
                        FailedInput.OfRow.of(out, i)
                                .without(passed, passed + spec.calls().size()));
            } else {
                selection[kept++] = i;
            }
        }
        rows.select(kept);
        return rows;
    }

    private String text(Batch out, int row) {
        int time = Arrays.stream(spec.passed()).boxed().toList().indexOf(spec.timeColumn());
        return time < 0 ? "unread time" : ValueText.of(out.column(time), row);
    }
}
