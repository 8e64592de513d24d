package io.millrace.expr.function;

import io.millrace.expr.Literal;
import io.millrace.expr.value.Decimal128;
import io.millrace.model.type.DataType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.ScalarType;
import java.util.Optional;

/** A sign before a literal belongs to it, so that {@code -5} is one literal and prints as it was written. */
final class NegativeLiterals {

    /** What stands behind the sign of the smallest INT is itself a BIGINT. */
    private static final long MIN_INT_MAGNITUDE = -(long) Integer.MIN_VALUE;

    private NegativeLiterals() {}

    /** The negative of a number or an interval; empty for NULL and where the type has no room for it. */
    static Optional<Literal> of(Literal literal) {
        DataType type = literal.type();
        return switch (literal.value()) {
            case Integer value
            when value != Integer.MIN_VALUE && fits(type, -value) -> Optional.of(new Literal(-value, type));
            case Long value
            when type.type() == ScalarType.BIGINT && value == MIN_INT_MAGNITUDE ->
                Optional.of(new Literal(Integer.MIN_VALUE, ScalarType.INT.notNull()));
            case Long value when value != Long.MIN_VALUE -> Optional.of(new Literal(-value, type));
            case Float value -> Optional.of(new Literal(-value, type));
            case Double value -> Optional.of(new Literal(-value, type));
            case Decimal128 value ->
                Optional.of(new Literal(Decimal128.of(value.toBigInteger().negate()), type));
            case null, default -> Optional.empty();
        };
    }

    private static boolean fits(DataType type, int value) {
        return (type.type() != ScalarType.TINYINT || (byte) value == value)
                && (type.type() != ScalarType.SMALLINT || (short) value == value)
                && (type.type() instanceof ScalarType || type.type() instanceof IntervalType);
    }
}
