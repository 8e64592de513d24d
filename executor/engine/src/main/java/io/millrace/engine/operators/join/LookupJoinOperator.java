package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.BlockDecoder;
import io.millrace.columns.BlockEncoder;
import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.OperatorType;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.SplitListState;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads its right input to the end, then joins each left row with the right rows of its key. A NULL key matches nothing.
 * Order, event time and changes are those of the left input.
 */
public final class LookupJoinOperator implements Operator {

    /** Config: see docs/operator-plan.md. */
    public static final OperatorType TYPE = (operator, _) -> {
        JoinSpec spec = JoinSpec.lookup(operator);
        return context -> new LookupJoinOperator(context, spec);
    };

    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    private final OperatorContext context;
    private final Output output;
    private final JoinSpec spec;
    private final ListState table;
    private final NodeMetrics metrics;
    private final Optional<PortMeter> port;
    private final MatchedRows matched;
    private final JoinKeys leftKeys;
    private final JoinKeys rightKeys;
    private final Vector[] values;
    private final int[] lists = new int[Batch.MAX_ROWS];

    /** What came from the left before the right side was complete; only as much as lies before barriers. */
    private final ArrayDeque<Element> early = new ArrayDeque<>();

    /** The rows of {@link #early} at the last barrier. They have no key and may go on in any task. */
    private final SplitListState kept;

    /**
     * Whether the right side was read to its end, which its final watermark says. If the job was stopped before, no left row
     * has an answer yet, and none goes through.
     */
    private boolean complete;

    private boolean built;

    /** Right rows not yet taken in, or left rows not yet joined. */
    private @Nullable Rows pending;

    LookupJoinOperator(OperatorContext context, JoinSpec spec) {
        this.context = context;
        this.spec = spec;
        output = context.output(0);
        table = context.state().broadcast(spec.rightState(), spec.rightLayout()).rows();
        StateId right = spec.rightState();
        kept = context.state().splitList(new StateId(right.nodeId(), "early", right.elementIds()));
        metrics = context.metrics(spec.nodeId());
        port = spec.port().map(name -> context.port(spec.nodeId(), name, spec.rows()));
        BatchPool pool = context.pool(spec.output());
        values = new Vector[spec.rightColumns().length];
        int leftSize = spec.left().schema().size();
        matched = MatchedRows.ofList(
                table, spec.leftColumns(), 0, values.length, leftSize, spec.type().left, pool, context.rows());
        leftKeys = new JoinKeys(spec.leftKeys());
        rightKeys = new JoinKeys(spec.rightKeys());
        restoreEarly();
    }

    private void restoreEarly() {
        if (!kept.items().isEmpty()) {
            BlockDecoder decoder = new BlockDecoder(context.pool(spec.left().schema()));
            for (byte[] block : kept.items()) {
                early.add(context.rows().take(decoder.decode(block, 0, block.length)));
            }
        }
    }

    /** Signals among the rows need not be kept: the input begins where it stood. */
    @Override
    public Progress flush() {
        if (!early.isEmpty() || !kept.items().isEmpty()) {
            BlockEncoder encoder = new BlockEncoder();
            List<byte[]> blocks = new ArrayList<>();
            for (Element element : early) {
                if (element instanceof Rows rows) {
                    encoder.encode(rows);
                    blocks.add(Arrays.copyOf(encoder.bytes(), encoder.length()));
                }
            }
            kept.replace(blocks);
        }
        return Progress.DONE;
    }

    @Override
    public Progress step() {
        if (!built) {
            return build();
        }
        if (matched.isActive()) {
            return send();
        }
        Rows left = pending;
        if (left != null) {
            return probe(left);
        }
        Element element = early.isEmpty() ? context.input(LEFT).poll() : early.remove();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows rows -> {
                metrics.add(Metric.ROWS_IN, rows.count());
                if (!complete) {
                    rows.release();
                    return Progress.YIELD;
                }
                pending = rows;
                leftKeys.find(rows);
                return probe(rows);
            }
            case Watermark watermark -> {
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
        matched.close();
        early.forEach(element -> {
            if (element instanceof Rows rows) {
                rows.release();
            }
        });
        early.clear();
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    private Progress build() {
        Rows right = pending;
        if (right == null) {
            Element element = context.input(RIGHT).poll();
            switch (element) {
                case null -> {
                    return context.input(RIGHT).isBlocked() ? keepEarly() : Progress.NEEDS_INPUT;
                }
                case Rows rows -> {
                    right = rows;
                    pending = rows;
                    if (context.taskIndex() == 0) {
                        // Every task gets all of them, and they have reached the node once.
                        metrics.add(Metric.ROWS_IN, rows.count());
                    }
                    rightKeys.find(rows);
                }
                case Signal.End _ -> {
                    built = true;
                    return Progress.YIELD;
                }
                case Watermark(long micros) -> {
                    complete = micros == Watermark.END_OF_TIME;
                    return Progress.YIELD;
                }
                case Signal _ -> {
                    return Progress.YIELD;
                }
            }
        }
        JoinKeys keys = rightKeys;
        Completion missing = table.fetch(keys.keys, keys.rows, keys.count, keys.hashes, Table.Absent.CREATE, lists);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = right.batch().column(spec.rightColumns()[i]);
        }
        table.append(lists, keys.count, values, keys.rows);
        table.unpin();
        pending = null;
        right.release();
        return Progress.YIELD;
    }

    /** Takes from the left what stands before the barrier that the right side has brought. */
    private Progress keepEarly() {
        Element element = context.input(LEFT).poll();
        if (element == null) {
            return Progress.NEEDS_INPUT;
        }
        early.add(element);
        return Progress.YIELD;
    }

    private Progress probe(Rows left) {
        JoinKeys keys = leftKeys;
        Completion missing = table.fetch(keys.keys, keys.rows, keys.count, keys.hashes, Table.Absent.SKIP, lists);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        pending = null;
        matched.begin(left, keys.rows, lists, keys.count);
        return send();
    }

    private Progress send() {
        if (!output.hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        Rows rows = matched.next();
        if (!matched.isActive()) {
            table.unpin();
        }
        if (rows == null) {
            Completion missing = matched.waitingFor();
            return missing == null ? Progress.YIELD : Progress.waiting(missing);
        }
        port.ifPresent(drawn -> drawn.passed(rows));
        output.emit(rows);
        return Progress.YIELD;
    }
}
