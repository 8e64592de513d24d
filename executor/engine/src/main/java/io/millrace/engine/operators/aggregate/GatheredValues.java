package io.millrace.engine.operators.aggregate;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.LongVector;
import io.millrace.columns.OrderNumber;
import io.millrace.columns.ValueOrder;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.aggregate.GatheredAccumulator.Result;
import io.millrace.engine.operators.ttl.OrderedTtl;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of groups in their order, for an aggregate that is made of them: rows of a list per group, by the slice of time they are
 * in, and in a slice as they came. A window is a range of slices, so rows are kept once however many windows they are in; without
 * windows all are in one slice. A row that is taken back takes the first value away that equals its own. For MIN and MAX, which are kept
 * without windows alone, the values are sorted by {@link OrderNumber}.
 *
 * <p>Rows may be on disk. Whatever may have to wait is asked again with the same arguments and goes on where it was.
 */
final class GatheredValues {

    private final GatheredAccumulator accumulator;
    private final OrderedState state;
    private final AggregateSpec.Call call;
    private final byte[] separator;
    private final @Nullable OrderedTtl ttl;
    private final @Nullable LongVector writtenAt;
    private final Vector[] values;

    /** The list of each row, or group, by position. */
    private final int[] lists = new int[Batch.MAX_ROWS];

    // Rows on their way into lists.
    private final int[] addedLists = new int[Batch.MAX_ROWS];
    private final int[] addedRows = new int[Batch.MAX_ROWS];
    private final long[] addedOrders = new long[Batch.MAX_ROWS];
    private int added;

    /** How far rows are taken in. */
    private int taken;

    // Copies of the values of groups in hand, some groups' after the others', and how far they are gathered.
    private final Vector held;
    private int heldCount;
    private final int[] starts = new int[Batch.MAX_ROWS + 1];
    private int gathered;

    /** The row that is walked to, where a walk waits; {@link OrderedState#NONE} at the beginning of a list. */
    private int walked = OrderedState.NONE;

    /** The number of values one of which is the extreme, once it is known. */
    private long extremeNumber;

    private boolean isNumberKnown;

    private final DataType type;

    private byte[] text = new byte[256];

    GatheredValues(StateAccess access, AggregateSpec spec, AggregateSpec.Gathered of, Optional<TimeToLive> time) {
        call = spec.calls().get(of.call());
        accumulator = (GatheredAccumulator) call.accumulator();
        accumulator.readFrom(this);
        state = access.ordered(of.stateId(), of.layout(), of.bucketWidth());
        separator = of.separator().getBytes(StandardCharsets.UTF_8);
        ttl = time.map(known -> new OrderedTtl(known, state)).orElse(null);
        writtenAt = ttl == null ? null : (LongVector) Vector.create(ScalarType.BIGINT.notNull(), Batch.MAX_ROWS);
        values = new Vector[of.layout().value().size()];
        held = Vector.create(of.layout().value().type(0), Batch.MAX_ROWS);
        type = of.layout().value().type(0);
    }

    GatheredAccumulator accumulator() {
        return accumulator;
    }

    /** Whether a row of a batch counts for an aggregate. */
    static boolean counts(AggregateSpec.Call call, Result result, Batch batch, int row) {
        if (call.filter() >= 0) {
            ByteVector condition = (ByteVector) batch.column(call.filter());
            if (condition.isNull(row) || condition.values()[row] == 0) {
                return false;
            }
        }
        return result.takesNulls() || !batch.column(call.argument()).isNull(row);
    }

    /** How much the value of a row takes up. */
    long rowBytes(Batch batch, int row) {
        return ValueSize.of(batch.column(call.argument()), row);
    }

    /** Finds the lists of keys, made where they are not; null when they are there. */
    @Nullable
    Completion fetch(Vector[] keys, int[] rows, int count, long[] hashes) {
        return state.fetch(keys, rows, count, hashes, Table.Absent.CREATE, lists);
    }

    /** Empties the list that was found at a position, whose group begins. */
    void clear(int position) {
        state.clear(lists[position], Integer.MAX_VALUE);
    }

    /**
     * Takes rows in, whose lists were found last.
     *
     * @param orders the slice of each, by position
     * @param signs 1 for rows that are added, -1 for rows taken back, by position; null when all are added
     * @return null when all are in
     */
    @Nullable
    Completion take(Batch batch, int[] rows, int count, long[] orders, int @Nullable [] signs) {
        Vector column = batch.column(call.argument());
        values[0] = column;
        while (taken < count) {
            int row = rows[taken];
            if (counts(call, accumulator.result(), batch, row)) {
                long order = accumulator.result().isExtreme() ? OrderNumber.of(column, row) : orders[taken];
                if (signs == null || signs[taken] > 0) {
                    addedLists[added] = lists[taken];
                    addedRows[added] = row;
                    addedOrders[added++] = order;
                } else {
                    addAll();
                    if (!remove(lists[taken], order, column, row)) {
                        return state.completion();
                    }
                }
            }
            taken++;
        }
        addAll();
        taken = 0;
        return null;
    }

    private void addAll() {
        if (added > 0) {
            LongVector times = writtenAt;
            if (times != null && ttl != null) {
                long now = ttl.now();
                for (int i = 0; i < added; i++) {
                    times.values()[addedRows[i]] = now;
                }
                values[1] = times;
            }
            state.add(addedLists, added, addedOrders, values, addedRows);
            added = 0;
        }
    }

    /** Takes the first equal value away, if there is one; false when that has to wait. */
    private boolean remove(int list, long order, Vector column, int row) {
        int slot = walked == OrderedState.NONE ? state.ceiling(list, order, order) : state.next(walked, order);
        while (slot >= 0) {
            if (KeyEquality.equal(state.value(0), slot, column, row)) {
                state.remove(list, slot);
                break;
            }
            walked = slot;
            slot = state.next(slot, order);
        }
        if (slot == OrderedState.WAITING) {
            return false;
        }
        walked = OrderedState.NONE;
        return true;
    }

    /** Begins to gather values of groups. */
    void begin() {
        gathered = 0;
        heldCount = 0;
        starts[0] = 0;
        walked = OrderedState.NONE;
        isNumberKnown = false;
        held.clear();
    }

    /** So many groups have no values. */
    void gatherNothing(int count) {
        begin();
        Arrays.fill(starts, 0, count + 1, 0);
    }

    /**
     * Gathers values of groups, whose lists were found last.
     *
     * @param positions where the list of each group was found; null for the position of the group
     * @param from the first slice of each
     * @param to the last slice of each
     * @param removes whether they are taken out
     * @return null when they are there, for {@link #write}
     */
    @Nullable
    Completion gather(
            Table groups, int[] slots, int count, int @Nullable [] positions, long[] from, long[] to, boolean removes) {
        while (gathered < count) {
            int list = lists[positions == null ? gathered : positions[gathered]];
            boolean isWanted = accumulator.fits(groups, slots[gathered]);
            boolean isThere = isWanted || removes
                    ? gather(list, from[gathered], to[gathered], removes, isWanted)
                    : dateFirst(list);
            if (!isThere) {
                return state.completion();
            }
            walked = OrderedState.NONE;
            isNumberKnown = false;
            starts[++gathered] = heldCount;
        }
        return null;
    }

    /** Of a list whose result is too large to be made. */
    private boolean dateFirst(int list) {
        if (ttl == null) {
            return true;
        }
        int slot = state.ceiling(list, Long.MIN_VALUE);
        if (slot >= 0) {
            ttl.date(slot);
        }
        return slot != OrderedState.WAITING;
    }

    private boolean gather(int list, long from, long to, boolean removes, boolean isWanted) {
        if (accumulator.result().isOfAll() || removes) {
            return gatherAll(list, from, to, removes, isWanted);
        }
        if (accumulator.result().isExtreme()) {
            return gatherExtreme(list);
        }
        boolean isFirst = accumulator.result() == Result.FIRST_VALUE;
        int slot = isFirst ? state.ceiling(list, from, to) : state.floor(list, to);
        if (slot == OrderedState.WAITING) {
            return false;
        }
        if (slot >= 0 && state.order(slot) >= from) {
            hold(slot);
        }
        return true;
    }

    /** Where the number does not tell the value, all values of the first or last number are looked at. */
    private boolean gatherExtreme(int list) {
        boolean isLeast = accumulator.result() == Result.MIN;
        if (!isNumberKnown) {
            int end = isLeast ? state.ceiling(list, Long.MIN_VALUE) : state.floor(list, Long.MAX_VALUE);
            if (end < 0) {
                return end != OrderedState.WAITING;
            }
            if (OrderNumber.tells(type, state.order(end))) {
                hold(end);
                return true;
            }
            extremeNumber = state.order(end);
            isNumberKnown = true;
        }
        int slot = walked == OrderedState.NONE
                ? state.ceiling(list, extremeNumber, extremeNumber)
                : state.next(walked, extremeNumber);
        int best = OrderedState.NONE;
        while (slot >= 0) {
            if (best == OrderedState.NONE || isBefore(state.value(0), slot, state.value(0), best, isLeast)) {
                best = slot;
            }
            walked = slot;
            slot = state.next(slot, extremeNumber);
        }
        // Before a wait, after which slots may be others'.
        if (best != OrderedState.NONE) {
            holdIfBefore(best, isLeast);
        }
        return slot != OrderedState.WAITING;
    }

    private void holdIfBefore(int slot, boolean isLeast) {
        if (heldCount == starts[gathered]) {
            hold(slot);
        } else if (isBefore(state.value(0), slot, held, heldCount - 1, isLeast)) {
            held.copy(heldCount - 1, state.value(0), slot);
        }
    }

    private static boolean isBefore(Vector values, int row, Vector others, int other, boolean isLeast) {
        int order = ValueOrder.compare(values, row, others, other);
        return isLeast ? order < 0 : order > 0;
    }

    private boolean gatherAll(int list, long from, long to, boolean removes, boolean isWanted) {
        int slot = walked == OrderedState.NONE ? state.ceiling(list, from, to) : state.next(walked, to);
        while (slot >= 0) {
            if (isWanted) {
                hold(slot);
            }
            if (removes) {
                // Nothing is there before it any more, so a walk that waits begins at the front again.
                state.remove(list, slot);
                slot = state.ceiling(list, from, to);
            } else {
                walked = slot;
                slot = state.next(slot, to);
            }
        }
        return slot != OrderedState.WAITING;
    }

    private void hold(int slot) {
        held.ensureCapacity(heldCount + 1);
        held.copy(heldCount++, state.value(0), slot);
        if (ttl != null && heldCount == starts[gathered] + 1) {
            // The group lives on, and its list with it.
            ttl.date(slot);
        }
    }

    /** Writes what the values of a gathered group come to. */
    void write(int group, Vector out) {
        int from = starts[group];
        int to = starts[group + 1];
        if (from == to) {
            out.setNull(group);
            return;
        }
        switch (accumulator.result()) {
            case LISTAGG -> writeText((BytesVector) held, from, to, (BytesVector) out, group);
            case ARRAY_AGG -> {
                ArrayVector arrays = (ArrayVector) out;
                int start = arrays.append(group, to - from);
                for (int i = from; i < to; i++) {
                    arrays.elements().copy(start + i - from, held, i);
                }
            }
            case FIRST_VALUE, MIN, MAX -> out.copy(group, held, from);
            case LAST_VALUE -> out.copy(group, held, to - 1);
        }
    }

    private void writeText(BytesVector of, int from, int to, BytesVector out, int row) {
        int length = 0;
        for (int i = from; i < to; i++) {
            int more = of.lengths()[i] + (i > from ? separator.length : 0);
            if (length + more > text.length) {
                text = Arrays.copyOf(text, Math.max(length + more, 2 * text.length));
            }
            if (i > from) {
                System.arraycopy(separator, 0, text, length, separator.length);
                length += separator.length;
            }
            System.arraycopy(of.data(), of.starts()[i], text, length, of.lengths()[i]);
            length += of.lengths()[i];
        }
        out.append(row, text, 0, length);
    }

    /** Drops rows of slices before this one. While nobody has lists in hands. */
    void dropBelow(long slice) {
        state.dropBelow(slice);
    }

    /** Gives back what has had its time, while nobody has lists in hands. */
    void sweep() {
        if (ttl != null) {
            ttl.sweep();
        }
    }

    /** Ends the use of lists. */
    void unpin() {
        state.unpin();
    }
}
