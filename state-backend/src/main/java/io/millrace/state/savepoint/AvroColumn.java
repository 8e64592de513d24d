package io.millrace.state.savepoint;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.Encoder;

/**
 * How values of one type pass between a vector and Avro, in the form {@link StateSchema} says. Immutable; any thread, though
 * not two on one vector.
 *
 * @param writer writes a value that is not NULL
 * @param reader reads one
 */
record AvroColumn(boolean isNullable, Writer writer, Reader reader) {

    private static final BigInteger LOW_BITS = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final int MOST_WIDE_BITS = 127;
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** Positions in the union of NULL and a type. */
    private static final int NULL = 0;

    private static final int VALUE = 1;

    /** Room in a vector for the elements of one value, at first. */
    private static final int FEW = 16;

    interface Writer {
        void write(Vector from, int row, Encoder out) throws IOException;
    }

    interface Reader {
        void read(RowDecoder in, Vector to, int row) throws IOException;
    }

    /** Of columns in order. */
    static List<AvroColumn> of(List<Column> columns) {
        return columns.stream().map(column -> of(column.type())).toList();
    }

    static AvroColumn of(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN ->
                made(
                        type,
                        (from, row, out) -> out.writeBoolean(((ByteVector) from).values()[row] != 0),
                        (in, to, row) -> ((ByteVector) to).values()[row] = (byte) (in.readBoolean() ? 1 : 0));
            case BYTE ->
                made(
                        type,
                        (from, row, out) -> out.writeInt(((ByteVector) from).values()[row]),
                        (in, to, row) -> ((ByteVector) to).values()[row] =
                                (byte) within(in.readInt(), Byte.MIN_VALUE, Byte.MAX_VALUE, type));
            case SHORT ->
                made(
                        type,
                        (from, row, out) -> out.writeInt(((ShortVector) from).values()[row]),
                        (in, to, row) -> ((ShortVector) to).values()[row] =
                                (short) within(in.readInt(), Short.MIN_VALUE, Short.MAX_VALUE, type));
            case INT ->
                made(
                        type,
                        (from, row, out) -> out.writeInt(((IntVector) from).values()[row]),
                        (in, to, row) -> ((IntVector) to).values()[row] = in.readInt());
            case LONG -> type.type() instanceof DecimalType ? compactDecimal(type) : plainLong(type);
            case FLOAT ->
                made(
                        type,
                        (from, row, out) -> out.writeFloat(((FloatVector) from).values()[row]),
                        (in, to, row) -> ((FloatVector) to).values()[row] = in.readFloat());
            case DOUBLE ->
                made(
                        type,
                        (from, row, out) -> out.writeDouble(((DoubleVector) from).values()[row]),
                        (in, to, row) -> ((DoubleVector) to).values()[row] = in.readDouble());
            case WIDE -> wideDecimal(type);
            case NANOS -> nanos(type);
            case BYTES -> bytes(type);
            case ARRAY -> array(type, (ArrayType) type.type());
            case MAP -> map(type, (MapType) type.type());
            case ROW -> row(type, (RowType) type.type());
        };
    }

    private static AvroColumn made(DataType type, Writer writer, Reader reader) {
        return new AvroColumn(type.isNullable(), writer, reader);
    }

    void write(Vector from, int row, Encoder out) throws IOException {
        if (isNullable) {
            boolean isNull = from.isNull(row);
            out.writeIndex(isNull ? NULL : VALUE);
            if (isNull) {
                out.writeNull();
                return;
            }
        }
        writer.write(from, row, out);
    }

    /** Reads into a row that holds nothing yet. */
    void read(RowDecoder in, Vector to, int row) throws IOException {
        if (isNullable) {
            int index = in.readIndex();
            if (index == NULL) {
                to.setNull(row);
                return;
            }
            if (index != VALUE) {
                throw new IOException("there is no type " + index + " of a value of " + to.type());
            }
        }
        to.setNotNull(row);
        reader.read(in, to, row);
    }

    private static int within(int value, int least, int most, DataType type) throws IOException {
        if (value < least || value > most) {
            throw new IOException(value + " is no " + type);
        }
        return value;
    }

    private static AvroColumn plainLong(DataType type) {
        return made(
                type,
                (from, row, out) -> out.writeLong(((LongVector) from).values()[row]),
                (in, to, row) -> ((LongVector) to).values()[row] = in.readLong());
    }

    private static AvroColumn compactDecimal(DataType type) {
        return made(
                type,
                (from, row, out) -> out.writeBytes(
                        BigInteger.valueOf(((LongVector) from).values()[row]).toByteArray()),
                (in, to, row) -> ((LongVector) to).values()[row] =
                        unscaled(in, Long.SIZE - 1, type).longValue());
    }

    private static AvroColumn wideDecimal(DataType type) {
        return made(
                type,
                (from, row, out) -> {
                    WideVector wide = (WideVector) from;
                    BigInteger low = BigInteger.valueOf(wide.low()[row]).and(LOW_BITS);
                    out.writeBytes(BigInteger.valueOf(wide.high()[row])
                            .shiftLeft(Long.SIZE)
                            .or(low)
                            .toByteArray());
                },
                (in, to, row) -> {
                    BigInteger value = unscaled(in, MOST_WIDE_BITS, type);
                    ((WideVector) to).high()[row] = value.shiftRight(Long.SIZE).longValue();
                    ((WideVector) to).low()[row] = value.longValue();
                });
    }

    private static BigInteger unscaled(RowDecoder in, int mostBits, DataType type) throws IOException {
        byte[] bytes = in.readBytes();
        if (bytes.length == 0) {
            throw new IOException("a value of " + type + " has no bytes");
        }
        BigInteger value = new BigInteger(bytes);
        if (value.bitLength() > mostBits) {
            throw new IOException("the number is too large for " + type);
        }
        return value;
    }

    private static AvroColumn nanos(DataType type) {
        return made(
                type,
                (from, row, out) -> {
                    out.writeLong(((NanosVector) from).millis()[row]);
                    out.writeInt(((NanosVector) from).nanos()[row]);
                },
                (in, to, row) -> {
                    ((NanosVector) to).millis()[row] = in.readLong();
                    ((NanosVector) to).nanos()[row] = within(in.readInt(), 0, NANOS_PER_MILLI - 1, type);
                });
    }

    /** A text is its UTF-8 in Avro as well. */
    private static AvroColumn bytes(DataType type) {
        return made(
                type,
                (from, row, out) -> {
                    BytesVector bytes = (BytesVector) from;
                    out.writeBytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
                },
                (in, to, row) -> {
                    byte[] read = in.readBytes();
                    ((BytesVector) to).append(row, read, 0, read.length);
                });
    }

    private static AvroColumn array(DataType type, ArrayType array) {
        AvroColumn element = of(array.element());
        return made(
                type,
                (from, row, out) -> {
                    ArrayVector lists = (ArrayVector) from;
                    int start = lists.starts()[row];
                    int length = lists.lengths()[row];
                    out.writeArrayStart();
                    out.setItemCount(length);
                    for (int i = start; i < start + length; i++) {
                        out.startItem();
                        element.write(lists.elements(), i, out);
                    }
                    out.writeArrayEnd();
                },
                (in, to, row) -> {
                    // How many there are is only known behind the last block of them.
                    Vector read = Vector.create(array.element(), FEW);
                    int count = 0;
                    for (long block = in.readArrayStart(); block != 0; block = in.arrayNext()) {
                        for (long i = 0; i < block; i++) {
                            read.ensureCapacity(count + 1);
                            element.read(in, read, count++);
                        }
                    }
                    ArrayVector lists = (ArrayVector) to;
                    lists.elements().gather(lists.append(row, count), read, null, count);
                });
    }

    private static AvroColumn map(DataType type, MapType map) {
        AvroColumn key = of(map.key());
        AvroColumn value = of(map.value());
        return made(
                type,
                (from, row, out) -> {
                    MapVector maps = (MapVector) from;
                    int start = maps.starts()[row];
                    int length = maps.lengths()[row];
                    out.writeArrayStart();
                    out.setItemCount(length);
                    for (int i = start; i < start + length; i++) {
                        out.startItem();
                        key.write(maps.keys(), i, out);
                        value.write(maps.values(), i, out);
                    }
                    out.writeArrayEnd();
                },
                (in, to, row) -> {
                    Vector keys = Vector.create(map.key(), FEW);
                    Vector values = Vector.create(map.value(), FEW);
                    int count = 0;
                    for (long block = in.readArrayStart(); block != 0; block = in.arrayNext()) {
                        for (long i = 0; i < block; i++) {
                            keys.ensureCapacity(count + 1);
                            values.ensureCapacity(count + 1);
                            key.read(in, keys, count);
                            value.read(in, values, count++);
                        }
                    }
                    MapVector maps = (MapVector) to;
                    int start = maps.append(row, count);
                    maps.keys().gather(start, keys, null, count);
                    maps.values().gather(start, values, null, count);
                });
    }

    private static AvroColumn row(DataType type, RowType row) {
        List<AvroColumn> fields = new ArrayList<>(of(row.fields()));
        return made(
                type,
                (from, at, out) -> {
                    for (int i = 0; i < fields.size(); i++) {
                        fields.get(i).write(((RowVector) from).field(i), at, out);
                    }
                },
                (in, to, at) -> {
                    for (int i = 0; i < fields.size(); i++) {
                        fields.get(i).read(in, ((RowVector) to).field(i), at);
                    }
                });
    }
}
