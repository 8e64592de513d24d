package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.spi.state.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates over frames: for each of some results the rows from one to another, where neither end ever goes back. Of counts and exact sums
 * only what comes into a frame and what leaves it is looked at; MIN and MAX keep the rows that may still be the best, as in Lemire,
 * "Streaming maximum-minimum filter using no more than three comparisons per element" (2006); sums of floating-point numbers are added anew,
 * in the order of the rows, since what they come to depends on it. So a result is the same wherever one begins.
 */
public final class FramedCalls {

    private static final int NONE = -1;

    private final List<AggregateSpec.Call> exact = new ArrayList<>();
    private final List<AggregateSpec.Call> anew = new ArrayList<>();
    private final List<BestRow> best = new ArrayList<>();
    private final AggregateCalls exactLoops;
    private final AggregateCalls anewLoops;

    /** By aggregate: which of its kind it is. */
    private final int[] places;

    private final Accumulator.Running[] kinds;
    private final @Nullable Vector[] exactArguments;
    private final @Nullable Vector[] anewArguments;

    /** Rows on their way into exact aggregates, or out of them, and those on their way into others. */
    private final Taken changes = new Taken();

    private final Taken wholes = new Taken();

    /** By result of the batch, whether it does not follow from the one before. */
    private final boolean[] begins = new boolean[Batch.MAX_ROWS];

    private int count;

    /** The frame of the result before; from {@link #NONE} when there is none. */
    private int first = NONE;

    private int last;

    /** Rows and the results they count in. */
    private static final class Taken {

        private final int[] rows = new int[Batch.MAX_ROWS];
        private final int[] slots = new int[Batch.MAX_ROWS];
        private final int[] signs = new int[Batch.MAX_ROWS];
        private int count;

        private void add(int row, int slot, int sign) {
            rows[count] = row;
            slots[count] = slot;
            signs[count++] = sign;
        }

        private boolean isFull() {
            return count == rows.length;
        }
    }

    FramedCalls(List<AggregateSpec.Call> calls) {
        places = new int[calls.size()];
        kinds = new Accumulator.Running[calls.size()];
        for (int i = 0; i < calls.size(); i++) {
            AggregateSpec.Call call = calls.get(i);
            kinds[i] = call.accumulator().running();
            switch (kinds[i]) {
                case EXACT -> {
                    places[i] = exact.size();
                    exact.add(call);
                }
                case ANEW -> {
                    places[i] = anew.size();
                    anew.add(call);
                }
                case BEST -> {
                    places[i] = best.size();
                    best.add(new BestRow(call.accumulator()));
                }
            }
        }
        exactLoops = new AggregateCalls(exact);
        anewLoops = new AggregateCalls(anew);
        exactArguments = new Vector[exact.size()];
        anewArguments = new Vector[anew.size()];
    }

    /**
     * Other rows are at hand.
     *
     * @param arguments by aggregate; null for COUNT(*)
     */
    public void begin(@Nullable Vector[] arguments) {
        for (int i = 0; i < kinds.length; i++) {
            switch (kinds[i]) {
                case EXACT -> exactArguments[places[i]] = arguments[i];
                case ANEW -> anewArguments[places[i]] = arguments[i];
                case BEST -> best.get(places[i]).begin(arguments[i]);
            }
        }
        beginRun();
    }

    /** The next frame may lie before the one before it. */
    public void beginRun() {
        first = NONE;
        for (BestRow row : best) {
            row.restart();
        }
    }

    /** The next results go into slots that have nothing of those before. */
    public void beginBatch() {
        first = NONE;
        count = 0;
    }

    /**
     * Takes the frame of the next result in.
     *
     * @param slot where it is made, which is fresh
     * @param from the first row of the frame
     * @param to the last one, not before it
     */
    public void add(Table table, int slot, int from, int to) {
        begins[count++] = first == NONE;
        if (!exact.isEmpty()) {
            boolean follows = first != NONE;
            for (int row = follows ? first : from; row < (follows ? Math.min(from, last + 1) : from); row++) {
                change(table, row, slot, -1);
            }
            for (int row = follows ? Math.max(from, last + 1) : from; row <= to; row++) {
                change(table, row, slot, 1);
            }
        }
        if (!anew.isEmpty()) {
            for (int row = from; row <= to; row++) {
                wholes.add(row, slot, 1);
                if (wholes.isFull()) {
                    flushWholes(table);
                }
            }
        }
        for (BestRow row : best) {
            row.moveTo(table, slot, from, to);
        }
        first = from;
        last = to;
    }

    private void change(Table table, int row, int slot, int sign) {
        changes.add(row, slot, sign);
        if (changes.isFull()) {
            flushChanges(table);
        }
    }

    private void flushChanges(Table table) {
        exactLoops.update(table, exactArguments, changes.rows, changes.count, changes.slots, changes.signs);
        changes.count = 0;
    }

    private void flushWholes(Table table) {
        anewLoops.update(table, anewArguments, wholes.rows, wholes.count, wholes.slots, null);
        wholes.count = 0;
    }

    /** All frames of a batch are in; {@code slots} are those of its results, in order. */
    public void end(Table table, int[] slots) {
        flushChanges(table);
        flushWholes(table);
        for (BestRow row : best) {
            row.flush(table);
        }
        for (AggregateSpec.Call call : exact) {
            call.accumulator().addBefore(table, slots, count, begins);
        }
    }

    /** The rows of a frame that are the best from somewhere in it to its end: the first of them is the result. */
    private static final class BestRow {

        private final Accumulator accumulator;
        private final Taken taken = new Taken();
        private @Nullable Vector argument;
        private int[] rows = new int[64];

        // The rows from head to before tail count.
        private int head;
        private int tail;

        /** The row that is looked at next; {@link #NONE} at the beginning. */
        private int next = NONE;

        BestRow(Accumulator accumulator) {
            this.accumulator = accumulator;
        }

        void begin(@Nullable Vector values) {
            argument = values;
        }

        void restart() {
            head = 0;
            tail = 0;
            next = NONE;
        }

        void moveTo(Table table, int slot, int from, int to) {
            Vector values = argument;
            if (values == null) {
                throw new IllegalArgumentException("Broken plan: MIN and MAX need an argument");
            }
            while (head < tail && rows[head] < from) {
                head++;
            }
            for (next = Math.max(next, from); next <= to; next++) {
                if (!values.isNull(next)) {
                    push(values, next);
                }
            }
            if (head < tail) {
                taken.add(rows[head], slot, 1);
                if (taken.isFull()) {
                    flush(table);
                }
            }
        }

        /** Of equal ones the first stays, as everywhere. */
        private void push(Vector values, int row) {
            while (head < tail && accumulator.isBetter(values, row, rows[tail - 1])) {
                tail--;
            }
            if (tail == rows.length) {
                int left = tail - head;
                int[] room = 2 * left > rows.length ? new int[2 * rows.length] : rows;
                System.arraycopy(rows, head, room, 0, left);
                rows = room;
                head = 0;
                tail = left;
            }
            rows[tail++] = row;
        }

        void flush(Table table) {
            accumulator.update(table, argument, taken.rows, taken.count, taken.slots, null);
            taken.count = 0;
        }
    }
}
