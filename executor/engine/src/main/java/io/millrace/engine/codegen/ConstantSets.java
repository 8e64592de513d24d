package io.millrace.engine.codegen;

import io.millrace.engine.codegen.Node.Constant;
import io.millrace.engine.codegen.Node.Null;
import io.millrace.expr.Kernel;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.ObjectConstant;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.Utf8;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items of a long IN list as a hash table. Only for carriers whose equality is that of their content; the others
 * (floating point, where NaN equals nothing) compare item by item.
 */
final class ConstantSets {

    private ConstantSets() {}

    /** Whether all items are constants of a carrier that a set can hold. */
    static boolean canHold(List<Node> items) {
        for (Node item : items) {
            boolean fits =
                    switch (item.carrier()) {
                        case INT, LONG, UTF8 -> item instanceof Constant || item instanceof Null;
                        case BOOLEAN, FLOAT, DOUBLE, DECIMAL128, TIMESTAMP_NANOS, OBJECT -> false;
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The kernel that says whether its argument is one of the items, NULLs aside. */
    static Kernel kernel(List<Node> items) {
        Carrier carrier = items.getFirst().carrier();
        Set<Object> values = new HashSet<>();
        for (Node item : items) {
            if (item instanceof Constant(Object value, Carrier _)) {
                values.add(value);
            }
        }
        Object set = carrier == Carrier.UTF8 ? new TextSet(values) : new NumberSet(values);
        return Kernel.of(
                ConstantSets.class, "contains", Carrier.BOOLEAN, new Argument(0, carrier), new ObjectConstant(set));
    }

    static boolean contains(int value, NumberSet set) {
        return set.contains(value);
    }

    static boolean contains(long value, NumberSet set) {
        return set.contains(value);
    }

    static boolean contains(Utf8 value, TextSet set) {
        return set.contains(value);
    }

    /** The size of a table with room for the entries at half load at most. */
    private static int tableSize(int entries) {
        return Integer.highestOneBit(Math.max(1, entries)) << 2;
    }

    /** Integers in an open-addressed table. Immutable. */
    static final class NumberSet {

        private final Set<Object> items;
        private final long[] table;
        private final boolean hasZero;

        private NumberSet(Set<Object> items) {
            this.items = items;
            table = new long[tableSize(items.size())];
            for (Object item : items) {
                long value = ((Number) item).longValue();
                int slot = slot(value);
                while (table[slot] != 0) {
                    slot = slot + 1 & table.length - 1;
                }
                table[slot] = value;
            }
            hasZero = items.stream().anyMatch(item -> ((Number) item).longValue() == 0);
        }

        private int slot(long value) {
            return (int) (value * 0x9E3779B97F4A7C15L >>> 32) & table.length - 1;
        }

        boolean contains(long value) {
            if (value == 0) {
                return hasZero;
            }
            int slot = slot(value);
            while (table[slot] != 0) {
                if (table[slot] == value) {
                    return true;
                }
                slot = slot + 1 & table.length - 1;
            }
            return false;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NumberSet that && items.equals(that.items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }
    }

    /** Texts in an open-addressed table. Immutable. */
    static final class TextSet {

        private final Set<Object> items;
        private final @Nullable Utf8[] table;

        private TextSet(Set<Object> items) {
            this.items = items;
            table = new Utf8[tableSize(items.size())];
            for (Object item : items) {
                int slot = slot((Utf8) item);
                while (table[slot] != null) {
                    slot = slot + 1 & table.length - 1;
                }
                table[slot] = (Utf8) item;
            }
        }

        private int slot(Utf8 value) {
            int hash = value.hashCode();
            return (hash ^ hash >>> 16) & table.length - 1;
        }

        boolean contains(Utf8 value) {
            int slot = slot(value);
            for (Utf8 item = table[slot]; item != null; item = table[slot]) {
                if (item.equals(value)) {
                    return true;
                }
                slot = slot + 1 & table.length - 1;
            }
            return false;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TextSet that && items.equals(that.items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }
    }
}
