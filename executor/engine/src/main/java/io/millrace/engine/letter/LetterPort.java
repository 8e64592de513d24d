package io.millrace.engine.letter;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.BytesVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.port.RowJson;
import io.millrace.model.error.DeadLetter;
import io.millrace.model.error.RunError;
import io.millrace.spi.Clock;
import io.millrace.spi.error.FailedInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Letters of one operator to one sink, in batches of {@link DeadLetter#SCHEMA}. Belongs to the task's thread. */
public final class LetterPort {

    private static final long MICROS_PER_MILLI = 1_000;

    /** A batch with so much of failed rows takes no further letter, so that what is sent at once stays small. */
    private static final int ENOUGH_BYTES = 1 << 20;

    private final OutputPort output;
    private final BatchPool pool;
    private final RowsPool rows;
    private final Clock clock;
    private final RowJson json = RowJson.whole();

    /** Batches with letters, in order; the last may have room for more. A step writes about a batch of them. */
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>();

    /**
     * @param output the edge to the sink
     * @param pool of batches of letters
     */
    public LetterPort(OutputPort output, BatchPool pool, RowsPool rows, Clock clock) {
        this.output = output;
        this.pool = pool;
        this.rows = rows;
        this.clock = clock;
    }

    /** See {@link OutputPort#full}. */
    List<List<Integer>> full() {
        return output.full();
    }

    void write(String nodeId, RunError error, FailedInput input) {
        Batch batch = withRoom();
        int letter = batch.rowCount();
        batch.setRowCount(letter + 1);
        ((LongVector) batch.column(DeadLetter.FAILED_AT)).values()[letter] =
                Math.floorDiv(clock.wallMicros(), MICROS_PER_MILLI) * MICROS_PER_MILLI;
        put(batch, DeadLetter.NODE, letter, nodeId);
        put(batch, DeadLetter.CODE, letter, error.code());
        put(batch, DeadLetter.MESSAGE, letter, error.message());
        put(batch, DeadLetter.POSITION, letter, error.position().orElse(null));
        switch (input) {
            case FailedInput.OfRow(var columns, var vectors, int row) -> {
                put(
                        batch,
                        DeadLetter.FAILED_ROW,
                        letter,
                        json.row(columns, vectors, row).toString());
                put(batch, DeadLetter.RECORD, letter, null);
            }
            case FailedInput.OfRecord(byte[] data, int start, int end) -> {
                put(batch, DeadLetter.FAILED_ROW, letter, null);
                bytes(batch, DeadLetter.RECORD).append(letter, data, start, end - start);
            }
        }
    }

    /** Sends what there is room for; says whether nothing waits any more. */
    boolean deliver() {
        while (!waiting.isEmpty() && output.hasRoom()) {
            output.emit(rows.take(waiting.removeFirst()));
        }
        return waiting.isEmpty();
    }

    void signal(Signal signal) {
        if (!waiting.isEmpty()) {
            throw new IllegalStateException(signal + " would overtake " + waiting.size() + " batches of letters");
        }
        output.signal(signal);
    }

    boolean drain() {
        return output.drain();
    }

    void discard() {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().release();
        }
    }

    private Batch withRoom() {
        Batch last = waiting.peekLast();
        if (last != null && last.rowCount() < Batch.MAX_ROWS && size(last) < ENOUGH_BYTES) {
            return last;
        }
        Batch fresh = pool.take();
        waiting.add(fresh);
        return fresh;
    }

    private static int size(Batch batch) {
        return bytes(batch, DeadLetter.FAILED_ROW).appendedBytes()
                + bytes(batch, DeadLetter.RECORD).appendedBytes();
    }

    private static void put(Batch batch, int column, int letter, @Nullable String text) {
        BytesVector texts = bytes(batch, column);
        if (text == null) {
            texts.setNull(letter);
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            texts.append(letter, utf8, 0, utf8.length);
        }
    }

    private static BytesVector bytes(Batch batch, int column) {
        return (BytesVector) batch.column(column);
    }
}
