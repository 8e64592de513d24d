package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.Element;
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

    /** The groups that the batch in hand changes. */
    private final ChangedGroups changed;

    /** Whether lists take the batch in and are gathered anew. */
    private boolean taking;

    private boolean isTaken;

    private final NodeMetrics metrics;
    private final int[] slots = new int[Batch.MAX_ROWS];

    /** By slot: how many rows a touched group has while it is gone through what is taken back. */
    private long[] standing = new long[1024];

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
        changed = new ChangedGroups(context, spec, calls);
        metrics = context.metrics(spec.nodeId());
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
        if (changed.areToBeSent()) {
            return send();
        }
        if (emptyGroupWanted) {
            return sendEmptyGroup();
        }
        if (taking) {
            return takeIntoLists();
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
        changed.release();
    }

    private Progress takeIn() {
        Completion missing = fetch();
        if (missing != null) {
            return Progress.waiting(missing);
        }
        if (ttl != null && ttl.removeOver(changed.slots(), changed.count())) {
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
        changed.keepBefore(table);
        if (lives != null) {
            lives.begin(changed.slots(), changed.count(), calls.rowCounts(table));
            calls.updateDistinct(tables, slots, keyed.segmentSigns());
        }
        if (!gathered.isEmpty()) {
            taking = true;
            isTaken = false;
            return takeIntoLists();
        }
        update();
        return show();
    }

    /** Takes rows into lists, then all the rest, and gathers what they come to. */
    private Progress takeIntoLists() {
        if (!isTaken) {
            Completion missing =
                    gathered.take(keyed.batch(), keyed.segmentRows(), keyed.segmentCount(), keyed.segmentSigns());
            if (missing != null) {
                return Progress.waiting(missing);
            }
            isTaken = true;
            update();
        }
        Completion missing = gathered.gather(table, changed.slots(), changed.count(), changed.firstPositions(), false);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        taking = false;
        return show();
    }

    private void update() {
        leaveOutUnknown(calls.rowCounts(table));
        calls.update(table, keyed.batch(), keyed.segmentRows(), keyed.segmentCount(), slots, keyed.segmentSigns());
        if (ttl != null) {
            ttl.date(changed.slots(), changed.count());
        }
        table.written(changed.slots(), changed.count());
    }

    private Progress show() {
        if (keyed.isDealtOut()) {
            keyed.end();
        } else {
            keyed.nextSegment();
        }
        changed.keepAfter(table);
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
        for (int i = 0; i < changed.count(); i++) {
            if (rowCounts[changed.slots()[i]] == 0) {
                gathered.clear(changed.firstPositions()[i]);
            }
        }
        return gathered.gather(table, changed.slots(), changed.count(), changed.firstPositions(), false);
    }

    private @Nullable Completion fetch() {
        int count = keyed.segmentCount();
        Completion missing = table.fetch(
                keyed.keys(), keyed.segmentRows(), count, keyed.segmentHashes(), Table.Absent.CREATE, slots);
        if (missing == null) {
            changed.find(table, slots, keyed);
        }
        return missing;
    }

    /** Leaves out what takes a row back when its group has none. */
    private void leaveOutUnknown(long[] rowCounts) {
        if (partialInput || keyed.segmentSigns() == null) {
            return;
        }
        for (int i = 0; i < changed.count(); i++) {
            int group = changed.slots()[i];
            if (group >= standing.length) {
                standing = Arrays.copyOf(standing, Math.max(group + 1, 2 * standing.length));
            }
            standing[group] = rowCounts[group];
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
        changed.beginWith(slots[0]);
        calls.rowCounts(table)[slots[0]] = 1;
        table.written(slots, 1);
        gathered.gatherNothing(1);
        changed.keepAfter(table);
        return send();
    }

    /** Sends a batch of changes; when all are sent, lets go of the groups. */
    private Progress send() {
        Progress progress = changed.send(table);
        if (progress != Progress.DONE) {
            return progress;
        }
        removeEmptyGroups(calls.rowCounts(table));
        tables.unpin();
        gathered.unpin();
        return Progress.YIELD;
    }

    private void removeEmptyGroups(long[] rowCounts) {
        int empty = 0;
        for (int i = 0; i < changed.count(); i++) {
            if (rowCounts[changed.slots()[i]] == 0) {
                slots[empty++] = changed.slots()[i];
            }
        }
        if (empty > 0) {
            table.remove(slots, empty);
        }
    }

    private boolean isSingleGroup() {
        return spec.groupColumns().length == 0;
    }
}
