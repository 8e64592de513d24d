package io.millrace.engine.operators.deduplicate;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.ByteVector;
import io.millrace.columns.Change;
import io.millrace.columns.Element;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.ttl.TableTtl;
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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the row that stands for each key, the last or the first by event time or the last by arrival, and sends what changes: INSERT
 * for a new key, UPDATE_BEFORE and UPDATE_AFTER when another row takes the place, nothing for an equal one. Each batch changes a key once,
 * whatever the number of its rows.
 *
 * <p>A batch in which no row takes another's place, as most are where the first stays, goes on as a selection of what came in; else rows are
 * copied.
 */
final class StandingRowOperator implements Operator {

    private final OperatorContext context;
    private final Output output;
    private final NodeMetrics metrics;
    private final PortMeter port;
    private final Table table;
    private final @Nullable TableTtl ttl;
    private final BatchKeys keys;
    private final BatchPool pool;
    private final Contest contest;

    /** Positions of the kept columns in the rows; in the table they stand behind {@link DeduplicateSpec#SEEN}. */
    private final int[] kept;

    /** Where the table has each column of the rows. */
    private final boolean[] isInKey;

    private final int[] place;

    /** Rows in hand, and whether it is decided which of them stand. */
    private @Nullable Rows rows;

    private boolean isDecided;

    /** Of the batch's distinct keys those whose standing row changes, and how many of these are sent. */
    private final int[] changed = new int[Batch.MAX_ROWS];

    private int changedCount;
    private int sent;

    // What goes from where to where.
    private final int[] slots = new int[Batch.MAX_ROWS];
    private final int[] winners = new int[Batch.MAX_ROWS];
    private final int[] before = new int[Batch.MAX_ROWS];
    private final int[] after = new int[Batch.MAX_ROWS];

    StandingRowOperator(OperatorContext context, DeduplicateSpec spec) {
        this.context = context;
        output = context.output(0);
        metrics = context.metrics(spec.nodeId());
        port = context.port(spec.nodeId(), "out", spec.rows());
        table = context.state().table(spec.stateId(), spec.layout()).open(TableState.TIMELESS);
        ttl = spec.ttl(table, context.clock());
        keys = new BatchKeys(table, ttl, spec.keys());
        pool = context.pool(spec.input());
        kept = spec.keptColumns();
        isInKey = new boolean[spec.input().size()];
        place = new int[isInKey.length];
        for (int i = 0; i < place.length; i++) {
            int key = spec.keyOf(i);
            isInKey[i] = key >= 0;
            place[i] = key >= 0 ? key : DeduplicateSpec.SEEN + 1 + Arrays.binarySearch(kept, i);
        }
        contest = new Contest(spec.keepsLast(), spec.timeColumn());
    }

    @Override
    public Progress step() {
        Rows held = rows;
        if (held != null) {
            return isDecided ? send(held) : decide(held);
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows came -> {
                sweep();
                metrics.add(Metric.ROWS_IN, came.count());
                keys.begin();
                rows = came;
                isDecided = false;
                return decide(came);
            }
            case Watermark watermark -> {
                sweep();
                metrics.set(Metric.WATERMARK, watermark.micros());
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
        Rows held = rows;
        rows = null;
        if (held != null) {
            held.release();
        }
    }

    private Progress decide(Rows held) {
        Completion missing = keys.find(held);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        keys.findDistinct(held.count());
        byte[] seen = ((ByteVector) table.value(DeduplicateSpec.SEEN)).values();
        contest.run(held, keys, seen, contest.timeColumn() < 0 ? null : standing(contest.timeColumn()));
        findChanged(held.batch(), seen);
        isDecided = true;
        sent = 0;
        return send(held);
    }

    /** An equal row changes nothing, but is written: from now on its key lives its time. */
    private void findChanged(Batch batch, byte[] seen) {
        changedCount = 0;
        int written = 0;
        for (int i = 0; i < keys.distinctCount; i++) {
            int winner = contest.winner(i);
            if (winner >= 0) {
                int slot = keys.distinct[i];
                slots[written++] = slot;
                if (seen[slot] != 0 && isSame(batch, winner, slot)) {
                    contest.leaveStanding(i);
                } else {
                    changed[changedCount++] = i;
                }
            }
        }
        if (ttl != null) {
            ttl.date(slots, written);
            table.written(slots, written);
        }
    }

    private boolean isSame(Batch batch, int row, int slot) {
        for (int i = 0; i < kept.length; i++) {
            if (!KeyEquality.equal(batch.column(kept[i]), row, table.value(DeduplicateSpec.SEEN + 1 + i), slot)) {
                return false;
            }
        }
        return true;
    }

    /** Sends a batch of changes; when all are sent, the rows that won are those that stand. */
    private Progress send(Rows held) {
        if (sent < changedCount) {
            if (!output.hasRoom()) {
                return Progress.OUTPUT_FULL;
            }
            Rows changes = isAllNew() ? selected(held) : copied(held.batch());
            port.passed(changes);
            output.emit(changes);
        }
        if (sent == changedCount) {
            keep(held.batch());
            table.unpin();
            rows = null;
            held.release();
        }
        return Progress.YIELD;
    }

    private boolean isAllNew() {
        byte[] seen = ((ByteVector) table.value(DeduplicateSpec.SEEN)).values();
        int standing = 0;
        for (int i = 0; i < changedCount; i++) {
            standing += seen[keys.distinct[changed[i]]];
        }
        return standing == 0;
    }

    /** What came in, but only the rows that stand now. */
    private Rows selected(Rows held) {
        held.batch().retain();
        Rows standing = context.rows().take(held.batch());
        int[] selection = standing.selectionBuffer();
        int count = 0;
        for (int i = 0; i < held.count(); i++) {
            int row = held.row(i);
            if (contest.winner(keys.distinctOf[i]) == row) {
                selection[count++] = row;
            }
        }
        standing.select(count);
        sent = changedCount;
        return standing;
    }

    private Rows copied(Batch batch) {
        Batch out = pool.take();
        byte[] changes = out.writableChanges();
        byte[] seen = ((ByteVector) table.value(DeduplicateSpec.SEEN)).values();
        int made = 0;
        int taken = 0;
        int given = 0;
        // A key takes two rows at most, which must not be torn apart.
        for (; sent < changedCount && made + 2 <= Batch.MAX_ROWS; sent++) {
            int key = changed[sent];
            int slot = keys.distinct[key];
            if (seen[slot] == 0) {
                changes[made] = Change.INSERT;
            } else {
                slots[taken] = slot;
                before[taken++] = made;
                changes[made++] = Change.UPDATE_BEFORE;
                changes[made] = Change.UPDATE_AFTER;
            }
            winners[given] = contest.winner(key);
            after[given++] = made++;
        }
        for (int i = 0; i < out.columnCount(); i++) {
            Vector column = out.column(i);
            column.scatter(before, standing(i), slots, taken);
            column.scatter(after, batch.column(i), winners, given);
        }
        out.setRowCount(made);
        return context.rows().take(out);
    }

    /** A column of the rows that stand, by slot. */
    private Vector standing(int column) {
        return isInKey[column] ? table.key(place[column]) : table.value(place[column]);
    }

    private void keep(Batch batch) {
        byte[] seen = ((ByteVector) table.value(DeduplicateSpec.SEEN)).values();
        for (int i = 0; i < changedCount; i++) {
            int slot = keys.distinct[changed[i]];
            slots[i] = slot;
            winners[i] = contest.winner(changed[i]);
            seen[slot] = 1;
        }
        for (int i = 0; i < kept.length; i++) {
            table.value(DeduplicateSpec.SEEN + 1 + i).scatter(slots, batch.column(kept[i]), winners, changedCount);
        }
        table.written(slots, changedCount);
    }

    private void sweep() {
        if (ttl != null) {
            ttl.sweep();
        }
    }
}
