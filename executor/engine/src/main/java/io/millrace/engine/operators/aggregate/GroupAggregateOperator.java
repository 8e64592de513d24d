package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.Element;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.ttl.MemberTtl;
import io.millrace.engine.operators.ttl.TableTtl;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates per group without windows: the output is the result as it stands, kept up to date by changes. Each batch
 * changes each of its groups once, whatever the number of rows, so the changelog costs what changed and not what came:
 * INSERT for a new group, UPDATE_BEFORE and UPDATE_AFTER for another result, DELETE for a group whose last row was taken
 * back, nothing for a result that stayed the same.
 *
 * <p>Where groups live for a time, one that has had it is gone without a word, and begins anew with its next row. So a row may be
 * taken back that nobody knows any more; it is left out.
 *
 * <p>Without group keys there is one group; when a bounded input ends without rows it still has a result, as in SQL.
 */
final class GroupAggregateOperator implements Operator {

    private final OperatorContext context;
    private final Output output;
    private final AggregateSpec spec;
    private final boolean partialInput;
    private final AggregateCalls calls;
    private final KeyedRows keyed;
    private final GroupTables tables;

    /** The groups of those tables. */
    private final Table table;

    private final @Nullable TableTtl ttl;

    /** Numbers the lives of groups, for those who keep something of a group beside it. */
    private final @Nullable GroupLives lives;

    /** What is left of groups that have had their time. */
    private final List<MemberTtl> forgotten;

    private final GroupGathering gathered;

    /** By touched group: the position of its first row. */
    private final int[] firstPositions = new int[Batch.MAX_ROWS];

    /** What was known of the groups before, while lists take rows in and are gathered anew. */
    private @Nullable Batch taking;

    private boolean isTaken;

    private final BatchPool pool;
    private final NodeMetrics metrics;
    private final PortMeter port;
    private final ResultRows resultsBefore;
    private final ResultRows resultsAfter;
    private final int[] slots = new int[Batch.MAX_ROWS];

    /** The groups that the batch in hand changes, each once, and the batch that last changed a slot. */
    private final int[] touched = new int[Batch.MAX_ROWS];

    private int touchedCount;
    private int[] touchedBy = new int[1024];

    /** By slot: how many rows a touched group has while it is gone through what is taken back. */
    private long[] standing = new long[1024];

    private int batchNumber;

    // What is to be sent for the touched groups, and how far that is.
    private @Nullable Batch before;
    private @Nullable Batch after;
    private final boolean[] presentBefore = new boolean[Batch.MAX_ROWS];
    private int sent;

    private @Nullable Signal signalAfter;

    /** A bounded input has ended without rows, and the one group is still to be made. */
    private boolean emptyGroupWanted;

    /**
     * @param partialInput whether the input holds the partial forms of a local half
     */
    GroupAggregateOperator(OperatorContext context, AggregateSpec spec, boolean partialInput) {
        this.context = context;
        this.spec = spec;
        output = context.output(0);
        this.partialInput = partialInput;
        calls = new AggregateCalls(spec, partialInput);
        keyed = new KeyedRows(spec.groupColumns());
        tables = GroupStates.kept(context.state(), spec).open(TableState.TIMELESS);
        table = tables.groups();
        Optional<TimeToLive> time = spec.ttl(context.clock());
        calls.gatherIn(context.state(), spec, time);
        gathered = calls.gathered();
        ttl = time.map(known -> new TableTtl(known, table, spec.layout().value().size() - 1))
                .orElse(null);
        lives = spec.lifeColumn() < 0 ? null : new GroupLives(table, spec.lifeColumn(), context.clock());
        forgotten = time.map(this::forgottenValues).orElse(List.of());
        pool = context.pool(spec.outputs().getFirst());
        metrics = context.metrics(spec.nodeId());
        port = context.port(spec.nodeId(), "out", spec.rows());
        resultsBefore = new ResultRows(spec, context.errors(spec.nodeId()));
        resultsAfter = new ResultRows(spec, context.errors(spec.nodeId()));
    }

    private List<MemberTtl> forgottenValues(TimeToLive time) {
        List<MemberTtl> all = new ArrayList<>();
        for (int i = 0; i < tables.values().length; i++) {
            all.add(new MemberTtl(
                    time,
                    table,
                    spec.lifeColumn(),
                    tables.values()[i],
                    DistinctValues.LIFE,
                    spec.distinct().get(i).layout()));
        }
        return all;
    }

    @Override
    public Progress step() {
        if (after != null) {
            return send();
        }
        if (emptyGroupWanted) {
            return sendEmptyGroup();
        }
        if (taking != null) {
            return takeIntoLists(taking);
        }
        if (keyed.isActive()) {
            return takeIn();
        }
        Signal waiting = signalAfter;
        if (waiting != null) {
            signalAfter = null;
            output.signal(waiting);
            return Progress.YIELD;
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows rows -> {
                sweep();
                if (!partialInput) {
                    // The local half has counted what these stand for.
                    metrics.add(Metric.ROWS_IN, rows.count());
                }
                keyed.begin(rows, null);
                keyed.nextSegment();
                return takeIn();
            }
            case Watermark watermark -> {
                sweep();
                metrics.set(Metric.WATERMARK, watermark.micros());
                if (watermark.micros() == Watermark.END_OF_TIME && isSingleGroup() && table.size() == 0) {
                    signalAfter = watermark;
                    emptyGroupWanted = true;
                    return sendEmptyGroup();
                }
                output.signal(watermark);
            }
            case Signal.End end -> {
                output.signal(end);
                return Progress.DONE;
            }
            case Signal signal -> output.signal(signal);
        }
        return Progress.YIELD;
    }

    @Override
    public void close() {
        keyed.end();
        if (taking != null) {
            taking.release();
            taking = null;
        }
        releaseResults();
    }

    private Progress takeIn() {
        Completion missing = fetch();
        if (missing != null) {
            return Progress.waiting(missing);
        }
        if (ttl != null && ttl.removeOver(touched, touchedCount)) {
            missing = fetch();
            if (missing != null) {
                return Progress.waiting(missing);
            }
        }
        missing = calls.distinctCount() == 0 ? null : calls.fetchValues(tables, keyed);
        if (missing == null && !gathered.isEmpty()) {
            missing = gather();
        }
        if (missing != null) {
            return Progress.waiting(missing);
        }
        Batch old = pool.take();
        writeResults(old, resultsBefore);
        long[] rowCounts = calls.rowCounts(table);
        for (int i = 0; i < touchedCount; i++) {
            presentBefore[i] = rowCounts[touched[i]] > 0 && !resultsBefore.hasFailed(i);
        }
        if (lives != null) {
            lives.begin(touched, touchedCount, rowCounts);
            calls.updateDistinct(tables, slots, keyed.segmentSigns());
        }
        if (!gathered.isEmpty()) {
            taking = old;
            isTaken = false;
            return takeIntoLists(old);
        }
        return takeInto(old);
    }

    /** Takes rows into lists, then all the rest, and gathers what they come to. */
    private Progress takeIntoLists(Batch old) {
        if (!isTaken) {
            Completion missing =
                    gathered.take(keyed.batch(), keyed.segmentRows(), keyed.segmentCount(), keyed.segmentSigns());
            if (missing != null) {
                return Progress.waiting(missing);
            }
            isTaken = true;
            update();
        }
        Completion missing = gathered.gather(table, touched, touchedCount, firstPositions, false);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        taking = null;
        return show(old);
    }

    private Progress takeInto(Batch old) {
        update();
        return show(old);
    }

    private void update() {
        leaveOutUnknown(calls.rowCounts(table));
        calls.update(table, keyed.batch(), keyed.segmentRows(), keyed.segmentCount(), slots, keyed.segmentSigns());
        if (ttl != null) {
            ttl.date(touched, touchedCount);
        }
        table.written(touched, touchedCount);
    }

    private Progress show(Batch old) {
        if (keyed.isDealtOut()) {
            keyed.end();
        } else {
            keyed.nextSegment();
        }
        showChanges(old);
        return send();
    }

    /** What the groups' lists hold before the rows come. Those of groups that begin are emptied first, so that nothing of them is read. */
    private @Nullable Completion gather() {
        Completion missing =
                gathered.fetch(keyed.keys(), keyed.segmentRows(), keyed.segmentCount(), keyed.segmentHashes());
        if (missing != null) {
            return missing;
        }
        long[] rowCounts = calls.rowCounts(table);
        for (int i = 0; i < touchedCount; i++) {
            if (rowCounts[touched[i]] == 0) {
                gathered.clear(firstPositions[i]);
            }
        }
        return gathered.gather(table, touched, touchedCount, firstPositions, false);
    }

    private @Nullable Completion fetch() {
        int count = keyed.segmentCount();
        Completion missing = table.fetch(
                keyed.keys(), keyed.segmentRows(), count, keyed.segmentHashes(), Table.Absent.CREATE, slots);
        if (missing == null) {
            findTouched(count);
        }
        return missing;
    }

    /** Leaves out what takes a row back when its group has none. */
    private void leaveOutUnknown(long[] rowCounts) {
        if (partialInput || keyed.segmentSigns() == null) {
            return;
        }
        for (int i = 0; i < touchedCount; i++) {
            standing[touched[i]] = rowCounts[touched[i]];
        }
        keyed.leaveOutUnknown(slots, standing);
    }

    private void sweep() {
        if (ttl != null) {
            ttl.sweep();
            for (MemberTtl values : forgotten) {
                values.sweep();
            }
            gathered.sweep();
        }
    }

    /** The one group of an aggregation without keys, over no rows. */
    private Progress sendEmptyGroup() {
        long[] hash = {KeyHash.EMPTY_KEY};
        Completion missing = table.fetch(new Vector[0], null, 1, hash, Table.Absent.CREATE, slots);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        emptyGroupWanted = false;
        touched[0] = slots[0];
        touchedCount = 1;
        presentBefore[0] = false;
        calls.rowCounts(table)[slots[0]] = 1;
        table.written(slots, 1);
        gathered.gatherNothing(1);
        showChanges(pool.take());
        return send();
    }

    /** The groups of the segment, of which it keeps the first rows only where all at once would make too much. */
    private void findTouched(int count) {
        batchNumber++;
        touchedCount = 0;
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (slot >= touchedBy.length) {
                touchedBy = Arrays.copyOf(touchedBy, Math.max(slot + 1, 2 * touchedBy.length));
                standing = new long[touchedBy.length];
            }
            boolean isNew = touchedBy[slot] != batchNumber;
            if (!gathered.isEmpty()) {
                bytes += gathered.rowBytes(keyed.batch(), keyed.segmentRows()[i])
                        + (isNew ? gathered.bytes(table, slot) : 0);
                if (i > 0 && GroupGathering.isTooMuch(bytes)) {
                    keyed.cut(i);
                    return;
                }
            }
            if (isNew) {
                touchedBy[slot] = batchNumber;
                firstPositions[touchedCount] = i;
                touched[touchedCount++] = slot;
            }
        }
    }

    private void writeResults(Batch into, ResultRows failures) {
        failures.begin();
        int groups = spec.groupColumns().length;
        for (int i = 0; i < groups; i++) {
            into.column(i).gather(0, table.key(i), touched, touchedCount);
        }
        calls.writeResults(table, touched, touchedCount, into, groups, failures);
        into.setRowCount(touchedCount);
    }

    private void showChanges(Batch old) {
        Batch fresh = pool.take();
        writeResults(fresh, resultsAfter);
        before = old;
        after = fresh;
        sent = 0;
    }

    /** Sends a batch of changes; when all are sent, lets go of the groups. */
    private Progress send() {
        Batch old = before;
        Batch fresh = after;
        if (old == null || fresh == null) {
            throw new IllegalStateException("There is nothing to send");
        }
        if (!output.hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        long[] rowCounts = calls.rowCounts(table);
        Batch out = pool.take();
        byte[] changes = out.writableChanges();
        int rows = 0;
        // A group takes two rows at most, which must not be torn apart.
        for (; sent < touchedCount && rows + 2 <= Batch.MAX_ROWS; sent++) {
            boolean presentAfter = rowCounts[touched[sent]] > 0;
            if (presentAfter && resultsAfter.hasFailed(sent)) {
                resultsAfter.report(fresh, sent);
                presentAfter = false;
            }
            if (presentBefore[sent] && presentAfter) {
                if (!sameRow(old, fresh, sent)) {
                    copyRow(out, rows, old, sent);
                    changes[rows++] = Change.UPDATE_BEFORE;
                    copyRow(out, rows, fresh, sent);
                    changes[rows++] = Change.UPDATE_AFTER;
                }
            } else if (presentAfter) {
                copyRow(out, rows, fresh, sent);
                changes[rows++] = Change.INSERT;
            } else if (presentBefore[sent]) {
                copyRow(out, rows, old, sent);
                changes[rows++] = Change.DELETE;
            }
        }
        out.setRowCount(rows);
        Rows changed = context.rows().take(out);
        port.passed(changed);
        output.emit(changed);
        if (sent == touchedCount) {
            removeEmptyGroups(rowCounts);
            tables.unpin();
            gathered.unpin();
            releaseResults();
        }
        return Progress.YIELD;
    }

    private void removeEmptyGroups(long[] rowCounts) {
        int empty = 0;
        for (int i = 0; i < touchedCount; i++) {
            if (rowCounts[touched[i]] == 0) {
                slots[empty++] = touched[i];
            }
        }
        if (empty > 0) {
            table.remove(slots, empty);
        }
    }

    private void releaseResults() {
        if (before != null) {
            before.release();
            before = null;
        }
        if (after != null) {
            after.release();
            after = null;
        }
    }

    private boolean isSingleGroup() {
        return spec.groupColumns().length == 0;
    }

    private boolean sameRow(Batch a, Batch b, int row) {
        for (int i = spec.groupColumns().length; i < a.columnCount(); i++) {
            if (!KeyEquality.equal(a.column(i), row, b.column(i), row)) {
                return false;
            }
        }
        return true;
    }

    private static void copyRow(Batch out, int row, Batch from, int fromRow) {
        for (int i = 0; i < out.columnCount(); i++) {
            out.column(i).copy(row, from.column(i), fromRow);
        }
    }
}
