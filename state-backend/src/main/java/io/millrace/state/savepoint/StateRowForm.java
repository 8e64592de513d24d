package io.millrace.state.savepoint;

import io.millrace.columns.Vector;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;

/** Rows of one state in Avro and back, without an object for each. One thread. */
final class StateRowForm implements DatumWriter<StateRow> {

    /** The widest plain value is 16 bytes. */
    private static final int COLUMN_BYTES = 17;

    private final Kind kind;
    private final Schema schema;
    private final List<AvroColumn> keys;
    private final List<AvroColumn> values;

    StateRowForm(State state) {
        kind = state.kind();
        schema = StateSchema.of(state);
        keys = AvroColumn.of(state.layout().key().columns());
        values = AvroColumn.of(state.layout().value().columns());
    }

    Schema schema() {
        return schema;
    }

    /**
     * The schema that a file has: it has to be the state's.
     *
     * @throws IOException when it is not
     */
    void requireSchema(String ofFile) throws IOException {
        if (!ofFile.equals(schema.toString())) {
            throw new IOException("its schema is " + ofFile + " and should be " + schema);
        }
    }

    /** About what the columns of a row take in memory, beside what is longer in one row than in another. */
    long plainBytes() {
        return (long) COLUMN_BYTES * (keys.size() + values.size());
    }

    /** The schema is given with the file. */
    @Override
    public void setSchema(Schema ofFile) {}

    @Override
    public void write(StateRow row, Encoder out) throws IOException {
        switch (kind) {
            case TABLE -> {
                out.writeLong(row.bucket);
                write(keys, row.keys, row.keyRow, out);
                write(values, row.values, row.valueRow, out);
            }
            case LIST, BROADCAST -> {
                write(keys, row.keys, row.keyRow, out);
                write(values, row.values, row.valueRow, out);
            }
            case ORDERED -> {
                write(keys, row.keys, row.keyRow, out);
                out.writeLong(row.order);
                write(values, row.values, row.valueRow, out);
            }
            case TIMERS -> {
                out.writeLong(row.order);
                write(keys, row.keys, row.keyRow, out);
            }
            case SPLIT_LIST -> out.writeBytes(row.item);
        }
    }

    private static void write(List<AvroColumn> columns, Vector[] from, int row, Encoder out) throws IOException {
        for (int c = 0; c < from.length; c++) {
            columns.get(c).write(from[c], row, out);
        }
    }

    /** Reads a row to where it is to stand. */
    void read(StateRow row, RowDecoder in) throws IOException {
        switch (kind) {
            case TABLE -> {
                row.bucket = in.readLong();
                read(keys, in, row.keys, row.keyRow);
                read(values, in, row.values, row.valueRow);
            }
            case LIST, BROADCAST -> {
                read(keys, in, row.keys, row.keyRow);
                read(values, in, row.values, row.valueRow);
            }
            case ORDERED -> {
                read(keys, in, row.keys, row.keyRow);
                row.order = in.readLong();
                read(values, in, row.values, row.valueRow);
            }
            case TIMERS -> {
                row.order = in.readLong();
                read(keys, in, row.keys, row.keyRow);
            }
            case SPLIT_LIST -> row.item = in.readBytes();
        }
    }

    private static void read(List<AvroColumn> columns, RowDecoder in, Vector[] to, int row) throws IOException {
        for (int c = 0; c < to.length; c++) {
            columns.get(c).read(in, to[c], row);
        }
    }
}
