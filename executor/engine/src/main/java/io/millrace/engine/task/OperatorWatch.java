package io.millrace.engine.task;

import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.protocol.job.OperatorStanding;
import io.millrace.protocol.job.OperatorStanding.Doing;
import io.millrace.protocol.job.OperatorStanding.InputStanding;
import io.millrace.protocol.job.OperatorStanding.SplitStanding;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Remembers since when an operator stands as it does. Task thread; a few comparisons a step. */
final class OperatorWatch {

    private final OperatorInputs inputs;
    private final long[] watermarks;
    private final long[] risenAt;
    private Progress.@Nullable Kind kind;
    private long since;

    OperatorWatch(OperatorInputs inputs) {
        this.inputs = inputs;
        watermarks = new long[inputs.ports()];
        risenAt = new long[watermarks.length];
        Arrays.fill(watermarks, Watermark.NONE);
    }

    /** The operator has said this. */
    void said(Progress progress, long nowNanos) {
        if (progress.kind() != kind) {
            if (kind == null) {
                Arrays.fill(risenAt, nowNanos);
            }
            kind = progress.kind();
            since = nowNanos;
        }
        for (int port = 0; port < watermarks.length; port++) {
            long watermark = inputs.gate(port).watermark();
            if (watermark != watermarks[port]) {
                watermarks[port] = watermark;
                risenAt[port] = nowNanos;
            }
        }
    }

    /**
     * How it stands.
     *
     * @param lettersWaitSince since when letters wait for room, or 0
     * @param aligningSince since when it waits for a barrier that has come by some channels, or 0
     * @param full see {@link OperatorStanding#full}
     */
    OperatorStanding standing(
            int id,
            @Nullable Operator operator,
            long lettersWaitSince,
            long aligningSince,
            List<List<Integer>> full,
            long nowNanos) {
        Described described = new Described();
        Doing doing = doing(lettersWaitSince != 0, aligningSince != 0);
        if (operator != null && doing != Doing.ENDED) {
            operator.describe(described);
        }
        long start =
                switch (doing) {
                    case LETTERS_WAIT -> lettersWaitSince;
                    case ALIGNS -> aligningSince;
                    case WORKS, NEEDS_INPUT, WAITS, NO_ROOM, ENDED -> kind == null ? nowNanos : since;
                };
        return new OperatorStanding(
                id,
                doing,
                TimeUnit.NANOSECONDS.toMillis(nowNanos - start),
                inputs(nowNanos),
                full,
                described.furthestBehind(),
                described.splits.size(),
                described.holdsAt,
                described.waitsFor,
                described.waitsForClock);
    }

    private Doing doing(boolean lettersWait, boolean aligns) {
        if (lettersWait) {
            return Doing.LETTERS_WAIT;
        }
        return switch (kind) {
            case null -> Doing.WORKS;
            case YIELD -> Doing.WORKS;
            case NEEDS_INPUT -> aligns ? Doing.ALIGNS : Doing.NEEDS_INPUT;
            case WAITING -> Doing.WAITS;
            case OUTPUT_FULL -> Doing.NO_ROOM;
            case DONE -> Doing.ENDED;
        };
    }

    private List<InputStanding> inputs(long nowNanos) {
        List<InputStanding> all = new ArrayList<>();
        for (int port = 0; port < watermarks.length; port++) {
            long millis = kind == null ? 0 : TimeUnit.NANOSECONDS.toMillis(nowNanos - risenAt[port]);
            all.add(new InputStanding(
                    inputs.gate(port).watermark(), millis, inputs.gate(port).standing()));
        }
        return all;
    }

    /** What the operator itself says. */
    private static final class Described implements Standing {

        private final List<SplitStanding> splits = new ArrayList<>();
        private Optional<Long> holdsAt = Optional.empty();
        private Optional<Long> waitsFor = Optional.empty();
        private Optional<Long> waitsForClock = Optional.empty();

        @Override
        public void split(String id, long watermark, boolean isIdle, long silentNanos, long rowsBehind) {
            splits.add(
                    new SplitStanding(id, watermark, isIdle, TimeUnit.NANOSECONDS.toMillis(silentNanos), rowsBehind));
        }

        @Override
        public void holdsAt(long micros) {
            holdsAt = Optional.of(micros);
        }

        @Override
        public void waitsFor(long micros) {
            waitsFor = Optional.of(Math.min(micros, waitsFor.orElse(Long.MAX_VALUE)));
        }

        @Override
        public void waitsForClock(long micros) {
            waitsForClock = Optional.of(Math.min(micros, waitsForClock.orElse(Long.MAX_VALUE)));
        }

        private List<SplitStanding> furthestBehind() {
            return splits.stream()
                    .sorted(Comparator.comparing(SplitStanding::isIdle).thenComparing(SplitStanding::watermark))
                    .limit(OperatorStanding.MOST_SPLITS)
                    .toList();
        }
    }
}
