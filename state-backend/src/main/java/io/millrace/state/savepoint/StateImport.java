package io.millrace.state.savepoint;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Vector;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TimerState;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link StateExport} wrote into the empty state of an operator. Nothing in a file is believed: schema, key groups,
 * keys that stand twice and orders are looked at. One thread, which blocks.
 */
public final class StateImport {

    /** The code of the error when a file does not hold what it should. */
    public static final String DAMAGED = "savepoint.damaged";

    /** The code of the error when a file holds more than may be. */
    public static final String TOO_LARGE = "savepoint.tooLarge";

    private static final int AT_ONCE = 1_024;

    /** About what an empty table of one bucket takes up, beside its columns. */
    private static final int TABLE_BYTES = 2_048;

    private static final int TABLE_COLUMN_BYTES = 1_024;

    /** About what remembers which lists have rows in one bucket of an order. */
    private static final int ORDER_BUCKET_BYTES = 192;

    /** About what a bucket that was seen takes up here. */
    private static final int SEEN_BYTES = 64;

    private final StateAccess access;
    private final KeyGroupRange groups;
    private final State state;
    private final Optional<Long> droppedBelow;
    private final String file;
    private final Room room;
    private final Set<Long> seenBuckets = new HashSet<>();

    private final Vector[] keys;
    private final Vector[] values;
    private final long[] hashes = new long[AT_ONCE];
    private final long[] orders = new long[AT_ONCE];
    private final int[] slots = new int[AT_ONCE];
    private final List<byte[]> items = new ArrayList<>();
    private int count;
    private long bucket;

    /**
     * @param access empty, of an operator in one task
     * @param groups the key groups of that task
     * @param state what the file should hold; its rows are counted
     * @param droppedBelow of ordered state, below which order rows were dropped
     * @param file its name, for messages
     * @param room for what is read
     */
    public StateImport(
            StateAccess access,
            KeyGroupRange groups,
            State state,
            Optional<Long> droppedBelow,
            String file,
            Room room) {
        this.access = access;
        this.groups = groups;
        this.state = state;
        this.droppedBelow = droppedBelow;
        this.file = file;
        this.room = room;
        keys = vectors(state.layout().key());
        values = vectors(state.layout().value());
    }

    private static Vector[] vectors(Schema schema) {
        Vector[] vectors = new Vector[schema.size()];
        Arrays.setAll(vectors, c -> Vector.create(schema.type(c), AT_ONCE));
        return vectors;
    }

    /**
     * Reads all rows.
     *
     * @throws RunException {@link #DAMAGED}, naming the file, when it does not hold the state, or cannot be read;
     *     {@link #TOO_LARGE} when it takes more memory than it may
     */
    public void read(InputStream from) {
        long rows = 0;
        StateRow row = new StateRow(keys, values);
        try (RowFile file = new RowFile(from, new StateRowForm(state), room)) {
            begin();
            for (boolean isRow = next(file, row); isRow; isRow = next(file, row)) {
                if (++rows > state.rows()) {
                    throw damaged("it holds more than the " + state.rows() + " rows it should");
                }
                take(row);
            }
            flush();
        } catch (RunException e) {
            throw e;
        } catch (Room.Exceeded e) {
            throw tooLarge(e);
        } catch (RuntimeException e) {
            // Avro says in many ways that bytes are not what it has written.
            throw damaged(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (IOException e) {
            throw damaged(e.getMessage() == null ? "it ends too early" : e.getMessage());
        }
        if (state.kind() == Kind.SPLIT_LIST) {
            access.splitList(state.id()).replace(items);
        }
        if (rows != state.rows()) {
            throw damaged("it holds " + rows + " rows and should hold " + state.rows());
        }
    }

    private boolean next(RowFile file, StateRow row) throws IOException {
        row.keyRow = count;
        row.valueRow = count;
        return file.next(row);
    }

    /** A state without rows is a state as well. */
    private void begin() {
        switch (state.kind()) {
            case TABLE -> access.table(state.id(), state.layout());
            case LIST -> access.list(state.id(), state.layout());
            case ORDERED -> {
                OrderedState ordered = access.ordered(state.id(), state.layout(), state.bucketWidth());
                // Of what was never dropped from, nothing may be.
                droppedBelow.filter(bound -> bound > Long.MIN_VALUE).ifPresent(ordered::dropBelow);
            }
            case BROADCAST -> access.broadcast(state.id(), state.layout());
            case SPLIT_LIST -> access.splitList(state.id());
            case TIMERS -> access.timers(state.id(), state.layout());
        }
    }

    private void take(StateRow row) {
        if (state.kind() == Kind.SPLIT_LIST) {
            items.add(row.item);
            return;
        }
        if (row.bucket != bucket) {
            // The row that was read begins the next lot.
            flushBefore(row.bucket);
        }
        orders[count++] = row.order;
        if (count == AT_ONCE) {
            flush();
        }
    }

    private void flushBefore(long next) {
        int last = count;
        if (last > 0) {
            flushKeeping(last);
        }
        bucket = next;
    }

    /** Writes the rows before this one, which then is the first. */
    private void flushKeeping(int row) {
        Vector[] keptKeys = taken(keys, state.layout().key(), row);
        Vector[] keptValues = taken(values, state.layout().value(), row);
        flush();
        put(keys, keptKeys);
        put(values, keptValues);
    }

    private static Vector[] taken(Vector[] from, Schema schema, int row) {
        Vector[] one = new Vector[from.length];
        for (int c = 0; c < one.length; c++) {
            one[c] = Vector.create(schema.type(c), 1);
            one[c].copy(0, from[c], row);
        }
        return one;
    }

    private static void put(Vector[] to, Vector[] one) {
        for (int c = 0; c < to.length; c++) {
            to[c].copy(0, one[c], 0);
        }
    }

    private void flush() {
        if (count > 0) {
            hash();
            write();
        }
        count = 0;
        Arrays.stream(keys).forEach(Vector::clear);
        Arrays.stream(values).forEach(Vector::clear);
    }

    private void hash() {
        state.layout().hash(keys, null, count, hashes);
        if (state.kind() == Kind.BROADCAST || keys.length == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            int group = KeyHash.keyGroup(hashes[i]);
            if (!groups.contains(group)) {
                throw damaged("a key is of the group " + group + ", and the file of the groups " + groups.first()
                        + " to " + (groups.end() - 1));
            }
        }
    }

    private void write() {
        switch (state.kind()) {
            case TABLE -> {
                charge(bucket, TABLE_BYTES + (long) TABLE_COLUMN_BYTES * (keys.length + values.length));
                writeTable(access.table(state.id(), state.layout()).open(bucket));
            }
            case LIST -> writeList(access.list(state.id(), state.layout()));
            case BROADCAST ->
                writeList(access.broadcast(state.id(), state.layout()).rows());
            case ORDERED -> writeOrdered(access.ordered(state.id(), state.layout(), state.bucketWidth()));
            case TIMERS -> writeTimers(access.timers(state.id(), state.layout()));
            case SPLIT_LIST -> throw new IllegalStateException("Items are not written by key");
        }
    }

    /** Each takes memory however few rows it has. */
    private void charge(long next, long bytes) {
        if (seenBuckets.add(next)) {
            room.take(bytes + SEEN_BYTES);
        }
    }

    private void writeTable(Table table) {
        long before = table.size();
        there(table.fetch(keys, null, count, hashes, Absent.CREATE, slots));
        if (table.size() != before + count) {
            throw damaged("a key stands in it twice");
        }
        for (int c = 0; c < values.length; c++) {
            for (int i = 0; i < count; i++) {
                table.value(c).copy(slots[i], values[c], i);
            }
        }
        table.unpin();
    }

    private void writeList(ListState list) {
        there(list.fetch(keys, null, count, hashes, Absent.CREATE, slots));
        list.append(slots, count, values, null);
        list.unpin();
    }

    private void writeOrdered(OrderedState list) {
        long bound = list.droppedBelow();
        for (int i = 0; i < count; i++) {
            if (orders[i] < bound) {
                throw damaged("a row has the order " + orders[i] + ", and all below " + bound + " were dropped");
            }
            charge(Math.floorDiv(orders[i], state.bucketWidth()), ORDER_BUCKET_BYTES);
        }
        there(list.fetch(keys, null, count, hashes, Absent.CREATE, slots));
        list.add(slots, count, orders, values, null);
        list.unpin();
    }

    private void writeTimers(TimerState timers) {
        long before = timers.size();
        timers.set(keys, null, count, hashes, orders);
        if (timers.size() != before + count) {
            throw damaged("a timer stands in it twice");
        }
    }

    private static void there(@Nullable Completion completion) {
        if (completion != null) {
            throw new IllegalStateException("A state that is imported is to be in memory");
        }
    }

    private RunException tooLarge(Room.Exceeded why) {
        return new RunException(RunError.external(
                        TOO_LARGE,
                        "The state " + state.id() + " in the savepoint is too large here: " + why.getMessage()
                                + ". Give the executor more memory, or do it where there is more.",
                        false)
                .at(file));
    }

    private RunException damaged(String what) {
        return new RunException(RunError.external(
                        DAMAGED, "A file of the savepoint does not hold the state " + state.id() + ": " + what, false)
                .at(file));
    }
}
