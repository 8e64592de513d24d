package io.millrace.formats.json;

import io.millrace.model.error.RunError;
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
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import io.millrace.spi.error.RunException;
import java.time.ZoneId;
import java.util.List;

/** Makes the reader for a type. */
record ValueReaders(ZoneId timeZone, LateEdits edits) {

    /**
     * The reader for values of this type.
     *
     * @param path what messages call the value
     * @throws RunException if JSON has no way to write it
     */
    ValueReader of(String path, DataType type) {
        return switch (type.type()) {
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> new BooleanReader(path, type);
                    case TINYINT, SMALLINT, INT, BIGINT -> new WholeNumberReader(path, type);
                    case FLOAT, DOUBLE -> new FloatingReader(path, type);
                    case DATE -> new TimeReader(path, type, timeZone);
                };
            case IntervalType _ -> new WholeNumberReader(path, type);
            case DecimalType decimal -> new DecimalReader(path, type, decimal);
            case CharacterType characters -> new TextReader(path, type, characters, edits);
            case BinaryType binary -> new BinaryReader(path, type, binary, edits);
            case TimeType _, TimestampType _ -> new TimeReader(path, type, timeZone);
            case ArrayType array -> new ListReader(path, type, of(path + "[]", array.element()));
            case MapType map -> ofMap(path, type, map);
            case RowType row -> new RowReader(path, type, ofFields(path + ".", row.fields()));
        };
    }

    private MapReader ofMap(String path, DataType type, MapType map) {
        if (map.key().type() instanceof CharacterType characters) {
            TextReader keys = new TextReader(path + " keys", map.key(), characters, edits);
            return new MapReader(path, type, keys, of(path + " values", map.value()));
        }
        throw new RunException(RunError.user(
                "json.type",
                "Column `" + path + "` is " + type.type()
                        + ", but keys of a JSON object are text. Declare it as MAP<STRING, " + map.value() + ">."));
    }

    /** The reader for an object with these fields. */
    ObjectReader ofFields(String prefix, List<Column> fields) {
        return new ObjectReader(
                fields.stream().map(Column::name).toList(),
                fields.stream()
                        .map(field -> of(prefix + field.name(), field.type()))
                        .toList());
    }
}
