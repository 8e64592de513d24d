package io.millrace.model.type;

/**
 * How the values of a type lie in memory. Vectors store this shape, kernels take it as arguments and generated code
 * keeps it in local variables, so all three agree by reading one table.
 */
public enum Physical {
    /** 0 or 1: BOOLEAN. */
    BOOLEAN,
    /** TINYINT. */
    BYTE,
    /** SMALLINT. */
    SHORT,
    /** INT; DATE (days since 1970-01-01); TIME (milliseconds of the day); INTERVAL YEAR TO MONTH (months). */
    INT,
    /**
     * BIGINT; TIMESTAMP and TIMESTAMP_LTZ to 6 digits (microseconds since 1970-01-01T00:00, of the zone-less calendar
     * or of UTC); DECIMAL to 18 digits (unscaled); INTERVAL DAY TO SECOND (milliseconds).
     */
    LONG,
    /** FLOAT. */
    FLOAT,
    /** DOUBLE. */
    DOUBLE,
    /** DECIMAL beyond 18 digits: the unscaled value as a two's-complement 128-bit integer, high and low half. */
    WIDE,
    /** TIMESTAMP and TIMESTAMP_LTZ beyond 6 digits: milliseconds since the epoch and nanoseconds within (0 to 999,999). */
    NANOS,
    /** CHAR, VARCHAR, STRING (UTF-8), BINARY, VARBINARY, BYTES: a range of a byte array. */
    BYTES,
    /** ARRAY: a range of an element vector. */
    ARRAY,
    /** MAP: a range of a key and of a value vector. */
    MAP,
    /** ROW: one vector per field. */
    ROW;

    static Physical of(SqlType type) {
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> BOOLEAN;
                    case TINYINT -> BYTE;
                    case SMALLINT -> SHORT;
                    case INT, DATE -> INT;
                    case BIGINT -> LONG;
                    case FLOAT -> FLOAT;
                    case DOUBLE -> DOUBLE;
                };
            case DecimalType decimal -> decimal.isCompact() ? LONG : WIDE;
            case CharacterType _, BinaryType _ -> BYTES;
            case TimeType _ -> INT;
            case TimestampType timestamp -> timestamp.isCompact() ? LONG : NANOS;
            case IntervalType interval ->
                switch (interval) {
                    case YEAR_TO_MONTH -> INT;
                    case DAY_TO_SECOND -> LONG;
                };
            case ArrayType _ -> ARRAY;
            case MapType _ -> MAP;
            case RowType _ -> ROW;
        };
    }
}
