package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
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
import io.millrace.spi.operator.Standing;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TimerState;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows of two streams that have the same key and are near each other in event time. A row is kept as long as a match of it
 * may come, which the watermark of both sides says; where rows without a match come out, they do then. What comes out is final.
 *
 * <p>A row at or below the watermark is late: rows it would match may be gone. Late rows are dropped and counted. Watermarks go on as far
 * behind as the kept rows are, since these may still come out.
 */
public final class IntervalJoinOperator implements Operator {

    /** Config: see docs/operator-plan.md. */
    public static final OperatorType TYPE = (operator, _) -> {
        IntervalSpec spec = IntervalSpec.of(operator);
        return context -> new IntervalJoinOperator(context, spec);
    };

    /** What is done next. */
    private enum Phase {
        IDLE,
        FIND_OTHERS,
        JOIN,
        TAKE_IN,
        EXPIRE_LEFT,
        EXPIRE_RIGHT
    }

    private final OperatorContext context;
    private final Output output;
    private final NodeMetrics metrics;
    private final Optional<PortMeter> port;
    private final long delay;

    /** What is to be said about time; a watermark after what it brings out. */
    private final ArrayDeque<Signal> toSay = new ArrayDeque<>();

    private final PortWatermarks watermarks = new PortWatermarks(2, toSay::add);
    private final IntervalSide[] sides;

    // By the side whose rows they bring out; the matches are what is kept of the other one.
    private final RangeMatches[] matches;
    private final MatchedRows[] matched;
    /** Null of a side whose rows do not come out alone. */
    private final @Nullable ExpiredRows[] expired;

    private final boolean[] ended = new boolean[2];

    /** The side to ask next, so that neither starves the other. */
    private int next;

    /** What both sides have reached, and was acted upon. */
    private long watermark = Watermark.NONE;

    private long passing;
    private Phase phase = Phase.IDLE;
    private int side;

    /** Rows in hand that are not joined yet, and a reference to their batch until it is taken in. */
    private @Nullable Rows rows;

    private @Nullable Batch kept;

    IntervalJoinOperator(OperatorContext context, IntervalSpec spec) {
        JoinSpec join = spec.join();
        this.context = context;
        output = context.output(0);
        metrics = context.metrics(join.nodeId());
        port = join.port().map(name -> context.port(join.nodeId(), name, join.rows()));
        delay = spec.delayMicros();
        TableLayout left = join.leftLayout();
        TableLayout right = join.rightLayout();
        OrderedState leftRows = context.state().ordered(join.leftState().orElseThrow(), left, spec.bucketWidth());
        OrderedState rightRows = context.state().ordered(join.rightState(), right, spec.bucketWidth());
        TimerState leftTimers = timers(spec.leftTimers(), left);
        TimerState rightTimers = timers(spec.rightTimers(), right);
        int[] leftColumns = join.leftColumns();
        int[] rightColumns = join.rightColumns();
        Showing ofLeft = join.type().left;
        Showing ofRight = join.type().right;
        sides = new IntervalSide[] {
            new IntervalSide(
                    leftRows, leftTimers, ofLeft, join.leftKeys(), leftColumns, spec.leftTime(), spec.beforeMicros()),
            new IntervalSide(
                    rightRows,
                    rightTimers,
                    ofRight,
                    join.rightKeys(),
                    rightColumns,
                    spec.rightTime(),
                    spec.afterMicros())
        };
        matches = new RangeMatches[] {
            new RangeMatches(
                    rightRows, spec.leftTime(), spec.afterMicros(), spec.beforeMicros(), sides[1].aloneColumn()),
            new RangeMatches(
                    leftRows, spec.rightTime(), spec.beforeMicros(), spec.afterMicros(), sides[0].aloneColumn())
        };
        BatchPool pool = context.pool(join.output());
        int middle = leftColumns.length;
        matched = new MatchedRows[] {
            MatchedRows.ofRange(matches[0], leftColumns, 0, rightColumns.length, middle, ofLeft, pool, context.rows()),
            MatchedRows.ofRange(matches[1], rightColumns, middle, middle, 0, ofRight, pool, context.rows())
        };
        expired = new @Nullable ExpiredRows[] {
            leftTimers == null
                    ? null
                    : new ExpiredRows(leftRows, leftTimers, left.key(), middle, 0, pool, context.rows()),
            rightTimers == null
                    ? null
                    : new ExpiredRows(
                            rightRows, rightTimers, right.key(), rightColumns.length, middle, pool, context.rows())
        };
        watermark = Math.max(sides[0].earlierWatermark(), sides[1].earlierWatermark());
    }

    private @Nullable TimerState timers(Optional<StateId> id, TableLayout rows) {
        return id.map(known -> context.state().timers(known, IntervalSpec.timers(rows)))
                .orElse(null);
    }

    @Override
    public Progress step() {
        if (phase != Phase.IDLE) {
            return goOn();
        }
        Signal signal = toSay.poll();
        if (signal != null) {
            return say(signal);
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

    /** Rows that have found no match come out when none can come any more. */
    @Override
    public void describe(Standing standing) {
        for (IntervalSide one : sides) {
            TimerState timers = one.timers;
            if (timers != null && timers.earliest() != Long.MAX_VALUE) {
                standing.waitsFor(one.completeAt(timers.earliest()));
            }
        }
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
        letGo();
    }

    private Progress take(int from, Element element) {
        switch (element) {
            case Rows came -> {
                metrics.add(Metric.ROWS_IN, came.count());
                watermarks.active(from);
                side = from;
                return begin(inTime(came));
            }
            case Watermark(long micros) -> watermarks.advance(from, micros);
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

    private Progress say(Signal signal) {
        if (!(signal instanceof Watermark(long micros))) {
            output.signal(signal);
            return Progress.YIELD;
        }
        passing = micros;
        for (int i = 0; i < 2; i++) {
            ExpiredRows cursor = expired[i];
            if (cursor != null) {
                cursor.begin(sides[i].completeUpTo(micros));
            }
        }
        phase = Phase.EXPIRE_LEFT;
        return goOn();
    }

    private Rows inTime(Rows came) {
        came.batch().retain();
        Rows inTime = context.rows().take(came.batch());
        int count = sides[side].inTime(came, watermark, inTime.selectionBuffer());
        inTime.select(count);
        metrics.add(Metric.ROWS_LATE, came.count() - count);
        came.release();
        return inTime;
    }

    private Progress begin(Rows inTime) {
        if (inTime.count() == 0) {
            inTime.release();
            return Progress.YIELD;
        }
        rows = inTime;
        sides[side].begin(inTime);
        phase = Phase.FIND_OTHERS;
        return goOn();
    }

    private Progress goOn() {
        IntervalSide own = sides[side];
        IntervalSide other = sides[1 - side];
        while (true) {
            switch (phase) {
                case IDLE -> {
                    return Progress.YIELD;
                }
                case FIND_OTHERS -> {
                    Completion missing = findOthers(own, other);
                    if (missing != null) {
                        return Progress.waiting(missing);
                    }
                    beginJoin(own);
                    phase = Phase.JOIN;
                }
                case JOIN -> {
                    if (matched[side].isActive()) {
                        return send(matched[side]);
                    }
                    other.rows.unpin();
                    phase = Phase.TAKE_IN;
                }
                case TAKE_IN -> {
                    Completion missing = own.takeIn(inHand(), matches[side]);
                    if (missing != null) {
                        return Progress.waiting(missing);
                    }
                    letGo();
                    phase = Phase.IDLE;
                }
                case EXPIRE_LEFT -> {
                    ExpiredRows cursor = expired[0];
                    if (cursor != null && cursor.isActive()) {
                        return send(cursor);
                    }
                    phase = Phase.EXPIRE_RIGHT;
                }
                case EXPIRE_RIGHT -> {
                    ExpiredRows cursor = expired[1];
                    if (cursor != null && cursor.isActive()) {
                        return send(cursor);
                    }
                    pass();
                    phase = Phase.IDLE;
                }
            }
        }
    }

    private @Nullable Completion findOthers(IntervalSide own, IntervalSide other) {
        Completion missing = other.find(own.keys, own.others);
        return missing != null ? missing : matches[side].bring(rowsInHand().batch(), own.keys, own.others);
    }

    private Rows rowsInHand() {
        if (rows == null) {
            throw new IllegalStateException("There are no rows in hand");
        }
        return rows;
    }

    private void beginJoin(IntervalSide own) {
        Rows inTime = rowsInHand();
        rows = null;
        kept = inTime.batch();
        kept.retain();
        matched[side].begin(inTime, own.keys.rows, own.others, own.keys.count);
    }

    private Batch inHand() {
        if (kept == null) {
            throw new IllegalStateException("There is no batch in hand");
        }
        return kept;
    }

    private void letGo() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    /** The watermark has brought out what it brings out. */
    private void pass() {
        watermark = Math.max(watermark, passing);
        metrics.set(Metric.WATERMARK, watermark);
        for (IntervalSide one : sides) {
            one.drop(watermark);
        }
        long behind = passing == Watermark.END_OF_TIME ? passing : Math.max(Watermark.NONE + delay, passing) - delay;
        output.signal(new Watermark(behind));
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
