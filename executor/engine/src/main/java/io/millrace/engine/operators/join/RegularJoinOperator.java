package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.engine.operators.OperatorType;
import io.millrace.engine.time.PortWatermarks;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.ListState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins two streams by key (INNER): keeps the rows of both sides, and each row that comes is joined with what stands on the other
 * side. What is taken back takes its joined rows back; not so what has had its time to live, which just matches nothing more. A
 * NULL key matches nothing.
 */
public final class RegularJoinOperator implements Operator {

    /** Config: see docs/operator-plan.md. */
    public static final OperatorType TYPE = (operator, _) -> {
        JoinSpec spec = JoinSpec.regular(operator);
        return context -> new RegularJoinOperator(context, spec);
    };

    private final OperatorContext context;
    private final Output output;
    private final NodeMetrics metrics;
    private final Optional<PortMeter> port;
    private final PortWatermarks watermarks;
    private final JoinSide[] sides;

    /** By the side whose rows come. */
    private final MatchedRows[] matched;

    private final int[] lists = new int[Batch.MAX_ROWS];
    private final boolean[] ended = new boolean[2];

    /** The side to ask next, so that neither starves the other. */
    private int next;

    /** Rows in hand and their side, and whether they are taken into its state. */
    private @Nullable Rows rows;

    private int side;
    private boolean takenIn;

    RegularJoinOperator(OperatorContext context, JoinSpec spec) {
        this.context = context;
        output = context.output(0);
        metrics = context.metrics(spec.nodeId());
        port = spec.port().map(name -> context.port(spec.nodeId(), name, spec.rows()));
        watermarks = new PortWatermarks(2, output);
        ListState left = context.state().list(spec.leftState().orElseThrow(), spec.leftLayout());
        ListState right = context.state().list(spec.rightState(), spec.rightLayout());
        int[] leftColumns = spec.leftColumns();
        int[] rightColumns = spec.rightColumns();
        sides = new JoinSide[] {
            new JoinSide(left, spec.leftKeys(), leftColumns, spec.leftTtl(context.clock())),
            new JoinSide(right, spec.rightKeys(), rightColumns, spec.rightTtl(context.clock()))
        };
        BatchPool pool = context.pool(spec.output());
        int middle = leftColumns.length;
        matched = new MatchedRows[] {
            new MatchedRows(right, leftColumns, 0, rightColumns.length, middle, false, pool, context.rows()),
            new MatchedRows(left, rightColumns, middle, middle, 0, false, pool, context.rows())
        };
    }

    @Override
    public Progress step() {
        if (matched[side].isActive()) {
            return send();
        }
        if (rows != null) {
            return join(rows);
        }
        for (int tried = 0; tried < 2; tried++) {
            int from = next;
            next = 1 - next;
            Element element = ended[from] ? null : context.input(from).poll();
            if (element != null) {
                return take(from, element);
            }
        }
        return Progress.NEEDS_INPUT;
    }

    @Override
    public void close() {
        for (MatchedRows one : matched) {
            one.close();
        }
        if (rows != null) {
            rows.release();
            rows = null;
        }
    }

    private Progress take(int from, Element element) {
        switch (element) {
            case Rows came -> {
                sides[0].sweep();
                sides[1].sweep();
                metrics.add(Metric.ROWS_IN, came.count());
                watermarks.active(from);
                rows = came;
                side = from;
                takenIn = false;
                sides[from].begin(came);
                return join(came);
            }
            case Signal.Watermark(long micros) -> {
                sides[0].sweep();
                sides[1].sweep();
                watermarks.advance(from, micros);
                metrics.set(Metric.WATERMARK, watermarks.merged());
            }
            case Signal.Idle _ -> watermarks.becomeIdle(from);
            case Signal.End end -> {
                ended[from] = true;
                if (ended[1 - from]) {
                    output.signal(end);
                    return Progress.DONE;
                }
            }
            case Signal signal -> output.signal(signal);
        }
        return Progress.YIELD;
    }

    /** Takes the rows into their side and looks up the other; what they do to one side changes nothing on the other. */
    private Progress join(Rows came) {
        JoinSide own = sides[side];
        if (!takenIn) {
            Completion missing = own.takeIn(came.batch());
            if (missing != null) {
                return Progress.waiting(missing);
            }
            takenIn = true;
        }
        JoinKeys keys = own.keys;
        Completion missing = sides[1 - side].find(keys, lists);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        rows = null;
        matched[side].begin(came, keys.rows, lists, keys.count);
        return send();
    }

    private Progress send() {
        if (!output.hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        Rows joined = matched[side].next();
        if (joined == null) {
            Completion missing = matched[side].waitingFor();
            return missing == null ? Progress.YIELD : Progress.waiting(missing);
        }
        port.ifPresent(drawn -> drawn.passed(joined));
        output.emit(joined);
        return Progress.YIELD;
    }
}
