package io.millrace.engine.operators.over;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.Element;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.OperatorType;
import io.millrace.engine.operators.ttl.ListTtl;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives rows values of the rows of their partition that come so many behind them. A row comes out at once, with NULL where there is no such
 * row yet, and again, as a change, when there is. Rows come in their order, as an {@link OverOperator} brings them out, and are never
 * taken back; so of a partition only the last ones are kept, as many as look furthest.
 *
 * <p>For each batch the rows that are kept of its partitions are copied, what is to be kept then is put in their place, and what has
 * changed is sent: of a row that was sent before the whole of it once, of a new one what it has come to at the end of the batch.
 */
public final class LeadOperator implements Operator {

    /** Config: see docs/operator-plan.md. */
    public static final OperatorType TYPE = (operator, _) -> {
        LeadSpec spec = LeadSpec.of(operator);
        return context -> new LeadOperator(context, spec);
    };

    private enum Phase {
        FIND,
        READ,
        SEND
    }

    private final OperatorContext context;
    private final LeadSpec spec;
    private final Output output;
    private final NodeMetrics metrics;
    private final Optional<PortMeter> port;
    private final BatchPool pool;
    private final ListState state;
    private final @Nullable ListTtl ttl;
    private final LongVector times;
    private final int most;
    private final Vector[] keys;
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final Vector[] values;
    private final RowsByList byList = new RowsByList();
    private final WaitingRows waiting;
    private final int[] runLists = new int[Batch.MAX_ROWS];
    private final int[] runRows = new int[Batch.MAX_ROWS];

    private @Nullable Rows rows;
    private Phase phase = Phase.FIND;
    private boolean isFetched;

    /** The partitions in work: from, without the last. */
    private int from;

    private int to;

    /** By partition: where its kept rows begin among the copies; those of the one before end there. */
    private final int[] keptBegins = new int[Batch.MAX_ROWS + 1];

    /** The partition and the row of it to be sent next. */
    private int sending;

    private int sendingRow;

    LeadOperator(OperatorContext context, LeadSpec spec) {
        this.context = context;
        this.spec = spec;
        output = context.output(0);
        metrics = context.metrics(spec.nodeId());
        port = spec.port().map(name -> context.port(spec.nodeId(), name, spec.rows()));
        pool = context.pool(spec.rows().schema());
        state = context.state().list(spec.stateId(), spec.layout());
        int width = spec.input().schema().size();
        ttl = spec.ttl(context.clock())
                .map(time -> new ListTtl(time, state, width))
                .orElse(null);
        times = (LongVector) Vector.create(ScalarType.BIGINT.notNull(), ttl == null ? 1 : Batch.MAX_ROWS);
        most = spec.most();
        keys = new Vector[spec.partition().length];
        values = new Vector[spec.layout().value().size()];
        if (ttl != null) {
            values[width] = times;
        }
        waiting = new WaitingRows(state, spec.layout().value().columns());
    }

    @Override
    public Progress step() {
        if (rows != null) {
            return goOn();
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows came -> {
                sweep();
                begin(came);
                return goOn();
            }
            case Signal.Watermark watermark -> {
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
        if (rows != null) {
            rows.release();
            rows = null;
        }
    }

    private void sweep() {
        if (ttl != null) {
            ttl.sweep();
        }
    }

    private void begin(Rows came) {
        rows = came;
        phase = Phase.FIND;
        isFetched = false;
        if (keys.length == 0) {
            Arrays.fill(hashes, 0, came.count(), KeyHash.EMPTY_KEY);
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = came.batch().column(spec.partition()[i]);
            KeyHash.hash(keys[i], came.selection(), came.count(), hashes, i == 0);
        }
        for (int i = 0; i < spec.input().schema().size(); i++) {
            values[i] = came.batch().column(i);
        }
    }

    private Rows inHand() {
        if (rows == null) {
            throw new IllegalStateException("There are no rows in hand");
        }
        return rows;
    }

    private Progress goOn() {
        while (true) {
            switch (phase) {
                case FIND -> {
                    Completion missing = find();
                    if (missing != null) {
                        return Progress.waiting(missing);
                    }
                    byList.group(inHand());
                    beginAt(0);
                }
                case READ -> {
                    Completion missing = read();
                    if (missing != null) {
                        return Progress.waiting(missing);
                    }
                    for (int i = from; i < to; i++) {
                        keep(i);
                    }
                    sending = from;
                    sendingRow = 0;
                    phase = Phase.SEND;
                }
                case SEND -> {
                    return send();
                }
            }
        }
    }

    private @Nullable Completion find() {
        Rows held = inHand();
        if (!isFetched) {
            Completion missing =
                    state.fetch(keys, held.selection(), held.count(), hashes, Table.Absent.CREATE, byList.listOf);
            if (missing != null) {
                return missing;
            }
            isFetched = true;
        }
        return ttl == null ? state.bring(byList.listOf, held.count()) : ttl.removeOver(byList.listOf, held.count());
    }

    private void beginAt(int partition) {
        from = partition;
        to = partition;
        waiting.clear();
        keptBegins[partition] = 0;
        phase = Phase.READ;
    }

    /** Copies the kept rows of as many partitions as a batch holds of rows, or of one. */
    private @Nullable Completion read() {
        while (to < byList.count && (to == from || waiting.count() < Batch.MAX_ROWS)) {
            Completion missing = waiting.read(byList.lists[to]);
            if (missing != null) {
                return missing;
            }
            keptBegins[++to] = waiting.count();
        }
        return null;
    }

    private int kept(int partition) {
        return keptBegins[partition + 1] - keptBegins[partition];
    }

    private int came(int partition) {
        return byList.begins[partition + 1] - byList.begins[partition];
    }

    /** Keeps the last rows of a partition. */
    private void keep(int partition) {
        int list = byList.lists[partition];
        int kept = kept(partition);
        int came = came(partition);
        int gone = Math.min(kept, Math.max(0, kept + came - most));
        if (gone > 0) {
            runLists[0] = list;
            state.clear(runLists, 1);
            waiting.append(list, keptBegins[partition] + gone, keptBegins[partition] + kept, runLists);
        }
        int count = Math.min(came, most);
        int first = byList.begins[partition + 1] - count;
        for (int i = 0; i < count; i++) {
            runLists[i] = list;
            runRows[i] = byList.rows[first + i];
        }
        if (ttl != null) {
            ttl.date(times, runRows, count);
        }
        state.append(runLists, count, values, runRows);
    }

    private Progress send() {
        if (!output.hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        Batch out = pool.take();
        byte[] changes = out.writableChanges();
        int count = 0;
        // A row takes two, which must not be torn apart.
        while (sending < to && count + 2 <= Batch.MAX_ROWS) {
            int kept = kept(sending);
            int all = kept + came(sending);
            for (; sendingRow < all && count + 2 <= Batch.MAX_ROWS; sendingRow++) {
                if (sendingRow >= kept) {
                    changes[count] = Change.INSERT;
                    write(out, count++, all);
                } else if (isChanged(kept, all)) {
                    changes[count] = Change.UPDATE_BEFORE;
                    write(out, count++, kept);
                    changes[count] = Change.UPDATE_AFTER;
                    write(out, count++, all);
                }
            }
            if (sendingRow == all) {
                sending++;
                sendingRow = 0;
            }
        }
        if (count == 0) {
            out.release();
        } else {
            out.setRowCount(count);
            Rows sent = context.rows().take(out);
            port.ifPresent(drawn -> drawn.passed(sent));
            output.emit(sent);
        }
        if (sending == to) {
            goToNext();
        }
        return Progress.YIELD;
    }

    private void goToNext() {
        if (to < byList.count) {
            beginAt(to);
            return;
        }
        state.unpin();
        inHand().release();
        rows = null;
    }

    /** Whether a row that was sent has a value now which it had not when there were fewer rows. */
    private boolean isChanged(int before, int after) {
        for (LeadSpec.Lead lead : spec.leads()) {
            int row = sendingRow + lead.offset();
            if (row >= before && row < after && !column(row, lead.argument()).isNull(rowOf(row))) {
                return true;
            }
        }
        return false;
    }

    /** Writes the row that is sent as it is when its partition has so many rows in all. */
    private void write(Batch out, int at, int count) {
        int next = 0;
        for (int passed : spec.passed()) {
            out.column(next++).copy(at, column(sendingRow, passed), rowOf(sendingRow));
        }
        for (LeadSpec.Lead lead : spec.leads()) {
            int row = sendingRow + lead.offset();
            Vector into = out.column(next++);
            if (row < count) {
                into.copy(at, column(row, lead.argument()), rowOf(row));
            } else {
                into.setNull(at);
            }
        }
    }

    private boolean isKept(int row) {
        return row < kept(sending);
    }

    private Vector column(int row, int column) {
        return isKept(row) ? waiting.columns()[column] : values[column];
    }

    private int rowOf(int row) {
        return isKept(row) ? keptBegins[sending] + row : byList.rows[byList.begins[sending] + row - kept(sending)];
    }
}
