package io.millrace.columns.testing;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Schemas, values, rows and batches of all types from one seed: the same calls on the same seed give the same rows.
 * In a property the seed is the argument ({@code @ForAll long seed}), so a failure names it. Values are as {@link
 * BoxedValues} shows them, with NULLs, empty and extreme values much more often than chance would bring them.
 *
 * <p>One thread.
 */
public final class RandomRows {

    /** Every SQL type at least once, in both storages where there are two, and nested in each other. */
    public static final List<DataType> EVERY_TYPE = Stream.of(
                    "BOOLEAN",
                    "TINYINT",
                    "SMALLINT",
                    "INT",
                    "BIGINT",
                    "BIGINT NOT NULL",
                    "FLOAT",
                    "DOUBLE",
                    "DECIMAL(9, 2)",
                    "DECIMAL(18, 0)",
                    "DECIMAL(38, 10)",
                    "CHAR(5)",
                    "VARCHAR(20)",
                    "STRING",
                    "STRING NOT NULL",
                    "BINARY(4)",
                    "VARBINARY(20)",
                    "BYTES",
                    "DATE",
                    "TIME(0)",
                    "TIME(3)",
                    "TIMESTAMP(0)",
                    "TIMESTAMP(3)",
                    "TIMESTAMP(6)",
                    "TIMESTAMP(9)",
                    "TIMESTAMP_LTZ(3)",
                    "TIMESTAMP_LTZ(9)",
                    "INTERVAL YEAR TO MONTH",
                    "INTERVAL DAY TO SECOND",
                    "ARRAY<INT>",
                    "ARRAY<STRING NOT NULL> NOT NULL",
                    "ARRAY<ARRAY<DOUBLE>>",
                    "MAP<STRING NOT NULL, INT>",
                    "MAP<INT, ARRAY<STRING>>",
                    "ROW<a INT, b STRING>",
                    "ROW<a ROW<b TIMESTAMP(9), c DECIMAL(30, 2)>, d ARRAY<BYTES>>",
                    "ARRAY<ROW<a INT NOT NULL, b MAP<STRING, DOUBLE>>>")
            .map(DataType::parse)
            .toList();

    private static final List<ScalarType> SCALARS = List.of(ScalarType.values());
    private static final List<IntervalType> INTERVALS = List.of(IntervalType.values());
    private static final int MOST_COLUMNS = 6;
    private static final int DEEPEST_NESTING = 3;
    private static final double NULL_SHARE = 0.2;

    private final RandomGenerator random;
    private final RandomValues values;

    public RandomRows(long seed) {
        random = new SplittableRandom(seed);
        values = new RandomValues(random);
    }

    /** The source of chance, for choices of the test that belong to the same seed. */
    public RandomGenerator random() {
        return random;
    }

    /** Any type, nested ones included. */
    public DataType type() {
        return type(DEEPEST_NESTING);
    }

    /** One to six columns of any type, named {@code c0}, {@code c1} and so on. */
    public Schema schema() {
        DataType[] types = new DataType[1 + random.nextInt(MOST_COLUMNS)];
        for (int i = 0; i < types.length; i++) {
            types[i] = type();
        }
        return schema(types);
    }

    /** Columns of these types, named {@code c0}, {@code c1} and so on. */
    public static Schema schema(DataType... types) {
        List<Column> columns = new ArrayList<>();
        for (DataType type : types) {
            columns.add(new Column("c" + columns.size(), type));
        }
        return new Schema(columns);
    }

    /** A value of the type; null only when the type allows it. */
    public @Nullable Object value(DataType type) {
        return values.value(type, NULL_SHARE);
    }

    /** Values of the type. */
    public List<@Nullable Object> values(DataType type, int count) {
        List<@Nullable Object> list = new ArrayList<>(count);
        double nullShare = nullShare();
        for (int i = 0; i < count; i++) {
            list.add(values.value(type, nullShare));
        }
        return list;
    }

    /** Rows of the schema. Columns without any NULL and columns of one value only occur as well. */
    public List<List<@Nullable Object>> rows(Schema schema, int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new ArrayList<>());
        }
        for (Column column : schema.columns()) {
            double nullShare = nullShare();
            boolean constant = random.nextInt(8) == 0;
            Object value = values.value(column.type(), nullShare);
            for (List<@Nullable Object> row : rows) {
                row.add(constant ? value : values.value(column.type(), nullShare));
            }
        }
        return rows;
    }

    /** An append-only batch with random rows; the caller holds the only reference. */
    public Batch batch(BatchPool pool, int rows) {
        Batch batch = pool.take();
        BoxedValues.fill(batch, rows(pool.schema(), rows));
        return batch;
    }

    /**
     * Gives the rows of a batch random changes. An UPDATE_BEFORE stands directly before its UPDATE_AFTER; beyond that the
     * changes do not fit the rows (a DELETE may name a row that never was).
     */
    public void change(Batch batch) {
        byte[] changes = batch.writableChanges();
        int row = 0;
        while (row < batch.rowCount()) {
            if (row + 1 < batch.rowCount() && random.nextInt(3) == 0) {
                changes[row++] = Change.UPDATE_BEFORE;
                changes[row++] = Change.UPDATE_AFTER;
            } else {
                changes[row++] = random.nextInt(3) == 0 ? Change.DELETE : Change.INSERT;
            }
        }
    }

    /** All rows of the batch, or a random selection of them. The caller's reference passes to the rows. */
    public Rows rows(RowsPool pool, Batch batch) {
        Rows rows = pool.take(batch);
        if (random.nextInt(3) == 0) {
            return rows;
        }
        int[] buffer = rows.selectionBuffer();
        double share = random.nextDouble();
        int count = 0;
        for (int row = 0; row < batch.rowCount(); row++) {
            if (random.nextDouble() < share) {
                buffer[count++] = row;
            }
        }
        rows.select(count);
        return rows;
    }

    private double nullShare() {
        return random.nextInt(3) == 0 ? 0 : NULL_SHARE;
    }

    private DataType type(int depth) {
        return new DataType(sqlType(depth), random.nextInt(4) != 0);
    }

    private SqlType sqlType(int depth) {
        return switch (random.nextInt(depth > 0 ? 18 : 15)) {
            case 0, 1, 2 -> CharacterType.STRING;
            case 3 -> BinaryType.BYTES;
            case 4 -> new CharacterType(1 + random.nextInt(20), random.nextBoolean());
            case 5 -> new BinaryType(1 + random.nextInt(20), random.nextBoolean());
            case 6 -> new TimeType(random.nextInt(TimeType.MAX_PRECISION + 1));
            case 7 -> new TimestampType(random.nextInt(TimestampType.MAX_PRECISION + 1), random.nextBoolean());
            case 8 -> oneOf(INTERVALS);
            case 9 -> decimal();
            case 15 -> new ArrayType(type(depth - 1));
            case 16 -> new MapType(type(0), type(depth - 1));
            case 17 -> row(depth - 1);
            default -> oneOf(SCALARS);
        };
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private DecimalType decimal() {
        int precision = 1 + random.nextInt(DecimalType.MAX_PRECISION);
        return new DecimalType(precision, random.nextInt(precision + 1));
    }

    private RowType row(int depth) {
        List<Column> fields = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            fields.add(new Column("f" + fields.size(), type(depth)));
        }
        return new RowType(fields);
    }
}
