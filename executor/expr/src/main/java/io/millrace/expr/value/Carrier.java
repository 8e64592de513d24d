package io.millrace.expr.value;

import io.millrace.model.type.DataType;
import io.millrace.model.type.Physical;
import io.millrace.model.type.SqlType;

/**
 * The Java form of a value in a kernel's signature and in a local variable of generated code. Derived from
 * {@link Physical}, coarser: the small integers share {@code int}.
 */
public enum Carrier {
    /** BOOLEAN. */
    BOOLEAN(boolean.class, Boolean.class),
    /** TINYINT, SMALLINT, INT, DATE, TIME, INTERVAL YEAR TO MONTH. */
    INT(int.class, Integer.class),
    /** BIGINT, DECIMAL to 18 digits (unscaled), TIMESTAMP and TIMESTAMP_LTZ to 6 digits (µs), INTERVAL DAY TO SECOND (ms). */
    LONG(long.class, Long.class),
    /** FLOAT. */
    FLOAT(float.class, Float.class),
    /** DOUBLE. */
    DOUBLE(double.class, Double.class),
    /** Characters (UTF-8) and bytes. */
    UTF8(Utf8.class, Utf8.class),
    /** DECIMAL beyond 18 digits. */
    DECIMAL128(Decimal128.class, Decimal128.class),
    /** TIMESTAMP and TIMESTAMP_LTZ beyond 6 digits. */
    TIMESTAMP_NANOS(TimestampNanos.class, TimestampNanos.class),
    /** ARRAY and ROW as a List, MAP as a Map, of boxed values. */
    OBJECT(Object.class, Object.class);

    private final Class<?> javaType;
    private final Class<?> boxedType;

    Carrier(Class<?> javaType, Class<?> boxedType) {
        this.javaType = javaType;
        this.boxedType = boxedType;
    }

    /** The type of a parameter or local variable with such a value. */
    public Class<?> javaType() {
        return javaType;
    }

    /** The class of such a value as an object. */
    public Class<?> boxedType() {
        return boxedType;
    }

    /** Whether a kernel writes such a result into a register it is given instead of returning it. */
    public boolean isRegister() {
        return switch (this) {
            case UTF8, DECIMAL128, TIMESTAMP_NANOS -> true;
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, OBJECT -> false;
        };
    }

    /** The carrier of this type's values. */
    public static Carrier of(SqlType type) {
        return of(type.physical());
    }

    /** The carrier of this type's values. */
    public static Carrier of(DataType type) {
        return of(type.physical());
    }

    /** The carrier of values that lie in memory like this. */
    public static Carrier of(Physical physical) {
        return switch (physical) {
            case BOOLEAN -> BOOLEAN;
            case BYTE, SHORT, INT -> INT;
            case LONG -> LONG;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case WIDE -> DECIMAL128;
            case NANOS -> TIMESTAMP_NANOS;
            case BYTES -> UTF8;
            case ARRAY, MAP, ROW -> OBJECT;
        };
    }
}
