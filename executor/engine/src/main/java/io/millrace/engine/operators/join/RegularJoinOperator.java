package io.millrace.engine.operators.join;

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
 * Joins two streams by key: keeps the rows of both sides, and each row that comes is joined with what stands on the other side.
 * What is taken back takes its joined rows back; not so what has had its time to live, which just matches nothing more. A
 * NULL key matches nothing.
 *
 * <p>Where rows also come out for want of a match, or because of one, those of the other side turn with the first match that
 * comes and the last that goes. For each batch first comes what they take back, then the joined rows, then what they bring back, so a
 * row never stands alone beside its matches.
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

    // By the side whose rows they bring out.
    private final MatchedRows[] matched;
    private final LoneRows[] lone;

    /** By the side whose rows come; null where they turn nothing on the other one. */
    private final @Nullable Turns[] turns;

    private final boolean[] ended = new boolean[2];

    /** The side to ask next, so that neither starves the other. */
    private int next;

    /** Rows in hand, their side, and what is to be done next with them. */
    private @Nullable Rows rows;

    private int side;
    private Phase phase = Phase.IDLE;

    /** What is done with a batch, in order. */
    private enum Phase {
        IDLE,
        FIND_OTHERS,
        TAKE_IN,
        NO_LONGER_ALONE,
        JOIN,
        ALONE
    }

    RegularJoinOperator(OperatorContext context, JoinSpec spec) {
        this.context = context;
        output = context.output(0);
        metrics = context.metrics(spec.nodeId());
        port = spec.port().map(name -> context.port(spec.nodeId(), name, spec.rows()));
        watermarks = new PortWatermarks(2, output);
        ListState left = context.state().list(spec.leftState().orElseThrow(), spec.leftLayout());
        ListState right = context.state().list(spec.rightState(), spec.rightLayout());
        Showing ofLeft = spec.type().left;
        Showing ofRight = spec.type().right;
        int[] leftColumns = spec.leftColumns();
        int[] rightColumns = spec.rightColumns();
        sides = new JoinSide[] {
            new JoinSide(
                    left,
                    ofLeft,
                    spec.leftKeys(),
                    leftColumns,
                    spec.left().changeMode().isAppend(),
                    spec.leftTtl(context.clock())),
            new JoinSide(
                    right,
                    ofRight,
                    spec.rightKeys(),
                    rightColumns,
                    spec.right().changeMode().isAppend(),
                    spec.rightTtl(context.clock()))
        };
        turns = new @Nullable Turns[] {
            ofRight.dependsOnMatches() ? new Turns() : null, ofLeft.dependsOnMatches() ? new Turns() : null
        };
        BatchPool pool = context.pool(spec.output());
        int middle = leftColumns.length;
        matched = new MatchedRows[] {
            MatchedRows.ofList(right, leftColumns, 0, rightColumns.length, middle, ofLeft, pool, context.rows()),
            MatchedRows.ofList(left, rightColumns, middle, middle, 0, ofRight, pool, context.rows())
        };
        lone = new LoneRows[] {
            new LoneRows(left, ofLeft, middle, 0, pool, context.rows()),
            new LoneRows(right, ofRight, rightColumns.length, middle, pool, context.rows())
        };
    }

    @Override
    public Progress step() {
        if (phase != Phase.IDLE) {
            return goOn();
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
                sides[from].begin(came);
                phase = Phase.FIND_OTHERS;
                return goOn();
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

    /** Does what is next with the rows in hand; what they do to their side changes nothing on the other but who is alone. */
    private Progress goOn() {
        JoinSide own = sides[side];
        JoinSide other = sides[1 - side];
        while (true) {
            switch (phase) {
                case IDLE -> {
                    return Progress.YIELD;
                }
                case FIND_OTHERS -> {
                    Completion missing = other.find(own.keys, own.others);
                    if (missing != null) {
                        return Progress.waiting(missing);
                    }
                    phase = Phase.TAKE_IN;
                }
                case TAKE_IN -> {
                    Turns turned = turns[side];
                    Completion missing = own.takeIn(inHand().batch(), other.table, turned);
                    if (missing != null) {
                        return Progress.waiting(missing);
                    }
                    if (turned != null) {
                        lone[1 - side].begin(turned.matched, turned.matchedCount, false);
                    }
                    phase = Phase.NO_LONGER_ALONE;
                }
                case NO_LONGER_ALONE -> {
                    if (lone[1 - side].isActive()) {
                        return send(lone[1 - side]);
                    }
                    beginJoin(own);
                    phase = Phase.JOIN;
                }
                case JOIN -> {
                    if (matched[side].isActive()) {
                        return send(matched[side]);
                    }
                    Turns turned = turns[side];
                    if (turned != null) {
                        lone[1 - side].begin(turned.lonely, turned.lonelyCount, true);
                    }
                    phase = Phase.ALONE;
                }
                case ALONE -> {
                    if (lone[1 - side].isActive()) {
                        return send(lone[1 - side]);
                    }
                    other.table.unpin();
                    phase = Phase.IDLE;
                }
            }
        }
    }

    private Rows inHand() {
        if (rows == null) {
            throw new IllegalStateException("There are no rows in hand");
        }
        return rows;
    }

    private void beginJoin(JoinSide own) {
        Rows came = inHand();
        rows = null;
        if (own.showing == Showing.NOTHING) {
            came.release();
        } else {
            matched[side].begin(came, own.keys.rows, own.matches, own.keys.count);
        }
    }

    private Progress send(RowCursor cursor) {
        if (!output.hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        Rows joined = cursor.next();
        if (joined == null) {
            Completion missing = cursor.waitingFor();
            return missing == null ? Progress.YIELD : Progress.waiting(missing);
        }
        port.ifPresent(drawn -> drawn.passed(joined));
        output.emit(joined);
        return Progress.YIELD;
    }
}
