package io.millrace.state.savepoint;

import io.millrace.columns.Vector;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.spi.state.TimerState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.apache.avro.file.Codec;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.DeflateCodec;

/**
 * Writes a state that was restored into an Avro object container file, row by row. The state is of no further use: timers are
 * taken out of it. Equal states give equal files. One thread, which blocks.
 */
public final class StateExport {

    private static final int AT_ONCE = 1_024;
    private static final int SYNC_BYTES = 16;

    private final State state;
    private final StateAccess access;

    /** The writer of the file, once it is open. */
    private interface Rows {
        void append(StateRow row) throws IOException;
    }

    /**
     * What was written.
     *
     * @param rows how many
     * @param droppedBelow of ordered state, below which order rows were dropped
     */
    public record Exported(long rows, Optional<Long> droppedBelow) {}

    /**
     * @param access what was restored of the operator
     * @param state one of its states
     */
    public StateExport(StateAccess access, State state) {
        this.access = access;
        this.state = state;
    }

    /** Writes all rows. */
    public Exported write(OutputStream to) throws IOException {
        return write(to, _ -> {});
    }

    /**
     * Writes all rows.
     *
     * @param written hears now and then how many were
     */
    public Exported write(OutputStream to, LongConsumer written) throws IOException {
        StateRowForm form = new StateRowForm(state);
        long[] rows = {0};
        try (DataFileWriter<StateRow> file = new DataFileWriter<>(form)) {
            file.setCodec(new Blocks());
            file.setMeta("millrace.node", state.id().nodeId());
            file.setMeta("millrace.role", state.id().role());
            file.setMeta("millrace.kind", state.kind().name());
            file.create(form.schema(), to, sync(form));
            Optional<Long> droppedBelow = writeAll(row -> {
                file.append(row);
                if (++rows[0] % AT_ONCE == 0) {
                    written.accept(rows[0]);
                }
            });
            return new Exported(rows[0], droppedBelow);
        }
    }

    /** Blocks that are read again. */
    private final class Blocks extends CodecFactory {

        @Override
        protected Codec createInstance() {
            return new DeflateCodec(DEFAULT_DEFLATE_LEVEL) {
                @Override
                public ByteBuffer compress(ByteBuffer rows) throws IOException {
                    if (rows.remaining() > RowFile.MOST_BLOCK_BYTES) {
                        throw rowTooLarge(rows.remaining());
                    }
                    return super.compress(rows);
                }
            };
        }
    }

    private RunException rowTooLarge(int bytes) {
        return new RunException(RunError.external(
                "savepoint.rowTooLarge",
                "A row of the state %s has %,d bytes, with a few beside it, and a savepoint holds rows of up to %,d. Let the node keep less in a row."
                        .formatted(state.id(), bytes, RowFile.MOST_BLOCK_BYTES),
                false));
    }

    /** What stands between blocks is made of the state, so that the file is the same each time. */
    private byte[] sync(StateRowForm form) {
        try {
            String of = state.id() + " " + state.kind() + " " + form.schema();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, SYNC_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private Optional<Long> writeAll(Rows to) throws IOException {
        TableLayout layout = state.layout();
        switch (state.kind()) {
            case TABLE -> writeTables(access.table(state.id(), layout), to);
            case LIST -> writeLists(access.list(state.id(), layout), to);
            case BROADCAST -> writeLists(access.broadcast(state.id(), layout).rows(), to);
            case ORDERED -> {
                OrderedState ordered = access.ordered(state.id(), layout, state.bucketWidth());
                writeOrdered(ordered, to);
                return Optional.of(ordered.droppedBelow());
            }
            case TIMERS -> writeTimers(access.timers(state.id(), layout), to);
            case SPLIT_LIST -> writeItems(to);
        }
        return Optional.empty();
    }

    private StateRow row(IntFunction<Vector> key, IntFunction<Vector> value) {
        return new StateRow(
                vectors(state.layout().key(), key), vectors(state.layout().value(), value));
    }

    private static Vector[] vectors(Schema schema, IntFunction<Vector> column) {
        Vector[] vectors = new Vector[schema.size()];
        Arrays.setAll(vectors, column);
        return vectors;
    }

    private void writeTables(TableState tables, Rows to) throws IOException {
        int[] slots = new int[AT_ONCE];
        for (long bucket = tables.first(); bucket != Long.MAX_VALUE; bucket = tables.next(bucket)) {
            Table table = tables.open(bucket);
            StateRow row = row(table::key, table::value);
            row.bucket = bucket;
            Table.Scan scan = table.scan();
            for (int count = next(scan, slots); count > 0; count = next(scan, slots)) {
                for (int i = 0; i < count; i++) {
                    row.keyRow = slots[i];
                    row.valueRow = slots[i];
                    to.append(row);
                }
            }
            table.unpin();
        }
    }

    private void writeLists(ListState lists, Rows to) throws IOException {
        int[] found = new int[AT_ONCE];
        StateRow row = row(lists::key, lists::value);
        Table.Scan scan = lists.scan();
        for (int count = next(scan, found); count > 0; count = next(scan, found)) {
            for (int i = 0; i < count; i++) {
                row.keyRow = found[i];
                for (int slot = lists.first(found[i]); slot != ListState.NONE; slot = there(lists.next(slot))) {
                    row.valueRow = slot;
                    to.append(row);
                }
            }
        }
        lists.unpin();
    }

    private void writeOrdered(OrderedState lists, Rows to) throws IOException {
        int[] found = new int[AT_ONCE];
        StateRow row = row(lists::key, lists::value);
        Table.Scan scan = lists.scan();
        for (int count = next(scan, found); count > 0; count = next(scan, found)) {
            for (int i = 0; i < count; i++) {
                row.keyRow = found[i];
                for (int slot = there(lists.ceiling(found[i], Long.MIN_VALUE));
                        slot != OrderedState.NONE;
                        slot = there(lists.next(slot))) {
                    row.valueRow = slot;
                    row.order = lists.order(slot);
                    to.append(row);
                }
            }
        }
        lists.unpin();
    }

    private void writeTimers(TimerState timers, Rows to) throws IOException {
        Vector[] keys = vectors(
                state.layout().key(), c -> Vector.create(state.layout().key().type(c), AT_ONCE));
        long[] times = new long[AT_ONCE];
        StateRow row = new StateRow(keys, new Vector[0]);
        for (int count = there(timers.expire(Long.MAX_VALUE, keys, times));
                count > 0;
                count = there(timers.expire(Long.MAX_VALUE, keys, times))) {
            for (int i = 0; i < count; i++) {
                row.order = times[i];
                row.keyRow = i;
                to.append(row);
            }
        }
    }

    private void writeItems(Rows to) throws IOException {
        StateRow row = new StateRow(new Vector[0], new Vector[0]);
        for (byte[] item : access.splitList(state.id()).items()) {
            row.item = item;
            to.append(row);
        }
    }

    private static int next(Table.Scan scan, int[] slots) {
        int count = scan.next(slots);
        if (count == Table.Scan.WAITING) {
            throw new IllegalStateException("A state that is exported is to be in memory");
        }
        return count;
    }

    /** Slots and counts: what has to be waited for is negative, and so is the end of a chain. */
    private static int there(int answer) {
        if (answer == ListState.WAITING) {
            throw new IllegalStateException("A state that is exported is to be in memory");
        }
        return answer;
    }
}
