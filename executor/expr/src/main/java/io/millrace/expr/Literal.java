package io.millrace.expr;

import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constant as a boxed value (see {@link io.millrace.expr.value}); nullable exactly when it is NULL. The word
 * {@code NULL} alone has no type: it is {@link #NULL}, and whoever uses it decides what it is.
 */
public record Literal(@Nullable Object value, DataType type) implements Expr {

    /**
     * {@code NULL} as written. Its type, CHAR(0), belongs to no other NULL: SQL cannot declare it, and only the empty
     * string has it, which is NOT NULL.
     */
    public static final Literal NULL = new Literal(null, new CharacterType(0, true).nullable());

    public static final Literal TRUE = new Literal(true, ScalarType.BOOLEAN.notNull());
    public static final Literal FALSE = new Literal(false, ScalarType.BOOLEAN.notNull());

    public Literal {
        if (type.isNullable() != (value == null)) {
            throw new IllegalArgumentException("A literal of type " + type + " cannot be " + value);
        }
        if (value != null && !Carrier.of(type).boxedType().isInstance(value)) {
            throw new IllegalArgumentException("A literal of type " + type + " is not kept in a " + value.getClass());
        }
    }

    /** An INT. */
    public static Literal of(int value) {
        return new Literal(value, ScalarType.INT.notNull());
    }

    /** Text as SQL types it: CHAR of its length. */
    public static Literal of(String text) {
        int length = text.codePointCount(0, text.length());
        return new Literal(Utf8.of(text), new CharacterType(length, true).notNull());
    }

    /** The constant TRUE or FALSE. */
    public static Literal of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** NULL of a type. */
    public static Literal nullOf(DataType type) {
        return new Literal(null, type.withNullable(true));
    }

    /** Whether this is the word NULL, which takes any type. */
    public static boolean isUntypedNull(Expr expr) {
        return NULL.equals(expr);
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, 0);
        return this;
    }
}
