package io.millrace.expr.kernel;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value out of an array, a map or a row, in the carrier of its type. Methods without a flag are for what cannot be
 * NULL.
 */
public final class NestedParts {

    private NestedParts() {}

    /** Which value. Immutable, with value equality. */
    public sealed interface Selector {

        /**
         * The value, or null.
         *
         * @param key the position or key, if it takes one
         * @throws io.millrace.expr.value.RowError when the row fails
         */
        @Nullable
        Object select(Object from, @Nullable Object[] key);
    }

    /** The selectors that need to know nothing. */
    public enum Of implements Selector {
        /** The element of an array at a position, counted from 1. */
        POSITION {
            @Override
            public @Nullable Object select(Object from, @Nullable Object[] key) {
                return key[0] == null ? null : Arrays.at(from, ((Number) key[0]).longValue());
            }
        },
        /** The value of a key of a map. */
        KEY {
            @Override
            public @Nullable Object select(Object from, @Nullable Object[] key) {
                return Maps.at(from, key[0]);
            }
        },
        /** The only element of an array. */
        ONLY {
            @Override
            public @Nullable Object select(Object from, @Nullable Object[] key) {
                return Arrays.only(from);
            }
        },
        /** The largest element of an array. */
        LARGEST {
            @Override
            public @Nullable Object select(Object from, @Nullable Object[] key) {
                return Arrays.max(from);
            }
        },
        /** The smallest element of an array. */
        SMALLEST {
            @Override
            public @Nullable Object select(Object from, @Nullable Object[] key) {
                return Arrays.min(from);
            }
        }
    }

    /** The field of a row at an index. */
    public record Field(int index) implements Selector {
        @Override
        public @Nullable Object select(Object from, @Nullable Object[] key) {
            return ((List<?>) from).get(index);
        }
    }

    public static boolean booleanOf(Object from, @Nullable Object[] key, Selector selector) {
        return (Boolean) Objects.requireNonNull(selector.select(from, key));
    }

    public static boolean booleanOf(Object from, @Nullable Object[] key, Selector selector, NullFlag isNull) {
        Object part = selector.select(from, key);
        if (part == null) {
            isNull.raise();
            return false;
        }
        return (Boolean) part;
    }

    public static int intOf(Object from, @Nullable Object[] key, Selector selector) {
        return (Integer) Objects.requireNonNull(selector.select(from, key));
    }

    public static int intOf(Object from, @Nullable Object[] key, Selector selector, NullFlag isNull) {
        Object part = selector.select(from, key);
        if (part == null) {
            isNull.raise();
            return 0;
        }
        return (Integer) part;
    }

    public static long longOf(Object from, @Nullable Object[] key, Selector selector) {
        return (Long) Objects.requireNonNull(selector.select(from, key));
    }

    public static long longOf(Object from, @Nullable Object[] key, Selector selector, NullFlag isNull) {
        Object part = selector.select(from, key);
        if (part == null) {
            isNull.raise();
            return 0;
        }
        return (Long) part;
    }

    public static float floatOf(Object from, @Nullable Object[] key, Selector selector) {
        return (Float) Objects.requireNonNull(selector.select(from, key));
    }

    public static float floatOf(Object from, @Nullable Object[] key, Selector selector, NullFlag isNull) {
        Object part = selector.select(from, key);
        if (part == null) {
            isNull.raise();
            return 0;
        }
        return (Float) part;
    }

    public static double doubleOf(Object from, @Nullable Object[] key, Selector selector) {
        return (Double) Objects.requireNonNull(selector.select(from, key));
    }

    public static double doubleOf(Object from, @Nullable Object[] key, Selector selector, NullFlag isNull) {
        Object part = selector.select(from, key);
        if (part == null) {
            isNull.raise();
            return 0;
        }
        return (Double) part;
    }

    public static void textOf(Object from, @Nullable Object[] key, Selector selector, Utf8 out) {
        Object part = Objects.requireNonNull(selector.select(from, key));
        out.set((Utf8) part);
    }

    public static void textOf(Object from, @Nullable Object[] key, Selector selector, Utf8 out, NullFlag isNull) {
        if (selector.select(from, key) == null) {
            isNull.raise();
        } else {
            textOf(from, key, selector, out);
        }
    }

    public static void decimalOf(Object from, @Nullable Object[] key, Selector selector, Decimal128 out) {
        Object part = Objects.requireNonNull(selector.select(from, key));
        Decimal128 value = (Decimal128) part;
        out.set(value.high(), value.low());
    }

    public static void decimalOf(
            Object from, @Nullable Object[] key, Selector selector, Decimal128 out, NullFlag isNull) {
        if (selector.select(from, key) == null) {
            isNull.raise();
        } else {
            decimalOf(from, key, selector, out);
        }
    }

    public static void timestampOf(Object from, @Nullable Object[] key, Selector selector, TimestampNanos out) {
        Object part = Objects.requireNonNull(selector.select(from, key));
        TimestampNanos value = (TimestampNanos) part;
        out.set(value.millis(), value.nanosOfMilli());
    }

    public static void timestampOf(
            Object from, @Nullable Object[] key, Selector selector, TimestampNanos out, NullFlag isNull) {
        if (selector.select(from, key) == null) {
            isNull.raise();
        } else {
            timestampOf(from, key, selector, out);
        }
    }

    public static Object objectOf(Object from, @Nullable Object[] key, Selector selector) {
        return Objects.requireNonNull(selector.select(from, key));
    }

    public static Object objectOf(Object from, @Nullable Object[] key, Selector selector, NullFlag isNull) {
        Object part = selector.select(from, key);
        if (part == null) {
            isNull.raise();
            return List.of();
        }
        return part;
    }
}
