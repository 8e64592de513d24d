package io.millrace.state.savepoint;

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
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The Avro schema of a state's rows. It says all that is needed to read them: Avro's own types with their logical types, and
 * beside each column its name and SQL type as they were ({@code column}, {@code sqlType}). It follows from the state alone.
 */
final class StateSchema {

    private static final String NAMESPACE = "io.millrace.savepoint";

    /** Names of records are used once in a schema. */
    private int records;

    private StateSchema() {}

    /** The schema of a state's rows. */
    static Schema of(State state) {
        return new StateSchema().row(state);
    }

    private Schema row(State state) {
        List<Schema.Field> fields = new ArrayList<>();
        Schema number = Schema.create(Schema.Type.LONG);
        switch (state.kind()) {
            case TABLE -> {
                fields.add(
                        new Schema.Field("bucket", number, "Part of the state that goes as a whole; 0 without time"));
                fields.add(part("key", state.layout().key().columns()));
                fields.add(part("value", state.layout().value().columns()));
            }
            case LIST, BROADCAST -> {
                fields.add(part("key", state.layout().key().columns()));
                fields.add(part("value", state.layout().value().columns()));
            }
            case ORDERED -> {
                fields.add(part("key", state.layout().key().columns()));
                fields.add(new Schema.Field("order", number, "Rows of a key are sorted by it"));
                fields.add(part("value", state.layout().value().columns()));
            }
            case TIMERS -> {
                fields.add(new Schema.Field("time", number, "When it goes off"));
                fields.add(part("key", state.layout().key().columns()));
            }
            case SPLIT_LIST ->
                fields.add(new Schema.Field("item", Schema.create(Schema.Type.BYTES), "In its owner's own encoding"));
        }
        return Schema.createRecord("Row", null, NAMESPACE, false, fields);
    }

    private Schema.Field part(String name, List<Column> columns) {
        return new Schema.Field(name, record(columns), null);
    }

    private Schema record(List<Column> columns) {
        String name = "Record" + ++records;
        Set<String> taken = new HashSet<>();
        List<Schema.Field> fields = new ArrayList<>();
        for (Column column : columns) {
            Schema.Field field = new Schema.Field(fieldName(column.name(), taken), type(column.type()), null);
            field.addProp("column", column.name());
            field.addProp("sqlType", column.type().toString());
            fields.add(field);
        }
        return Schema.createRecord(name, null, NAMESPACE, false, fields);
    }

    /** Avro has letters, digits and {@code _} in names, and no digit first. */
    private static String fieldName(String column, Set<String> taken) {
        String plain = column.replaceAll("[^A-Za-z0-9_]", "_");
        String name = Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + "_" + number;
        }
        return free;
    }

    private Schema type(DataType type) {
        Schema schema = type(type.type());
        return type.isNullable() ? Schema.createUnion(Schema.create(Schema.Type.NULL), schema) : schema;
    }

    private Schema type(SqlType type) {
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
                    case TINYINT, SMALLINT, INT -> Schema.create(Schema.Type.INT);
                    case BIGINT -> Schema.create(Schema.Type.LONG);
                    case FLOAT -> Schema.create(Schema.Type.FLOAT);
                    case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
                    case DATE -> logical(Schema.Type.INT, LogicalTypes.date());
                };
            case DecimalType decimal ->
                logical(Schema.Type.BYTES, LogicalTypes.decimal(decimal.precision(), decimal.scale()));
            case CharacterType _ -> Schema.create(Schema.Type.STRING);
            case BinaryType _ -> Schema.create(Schema.Type.BYTES);
            case TimeType _ -> logical(Schema.Type.INT, LogicalTypes.timeMillis());
            case TimestampType timestamp -> timestamp.isCompact() ? micros(timestamp) : nanos(timestamp);
            case IntervalType interval ->
                Schema.create(
                        switch (interval) {
                            case YEAR_TO_MONTH -> Schema.Type.INT;
                            case DAY_TO_SECOND -> Schema.Type.LONG;
                        });
            case ArrayType array -> Schema.createArray(type(array.element()));
            case MapType map -> Schema.createArray(entry(map));
            case RowType row -> record(row.fields());
        };
    }

    private static Schema micros(TimestampType type) {
        return logical(
                Schema.Type.LONG, type.local() ? LogicalTypes.timestampMicros() : LogicalTypes.localTimestampMicros());
    }

    /** Nanoseconds since 1970 in a long end in 2262. */
    private Schema nanos(TimestampType type) {
        Schema millis = logical(
                Schema.Type.LONG, type.local() ? LogicalTypes.timestampMillis() : LogicalTypes.localTimestampMillis());
        return Schema.createRecord(
                "Record" + ++records,
                null,
                NAMESPACE,
                false,
                List.of(
                        new Schema.Field("millis", millis, null),
                        new Schema.Field("nanos", Schema.create(Schema.Type.INT), "Within the millisecond")));
    }

    /** Keys of an Avro map are texts. */
    private Schema entry(MapType map) {
        String name = "Record" + ++records;
        return Schema.createRecord(
                name,
                null,
                NAMESPACE,
                false,
                List.of(
                        new Schema.Field("key", type(map.key()), null),
                        new Schema.Field("value", type(map.value()), null)));
    }

    private static Schema logical(Schema.Type type, LogicalType meaning) {
        return meaning.addToSchema(Schema.create(type));
    }
}
