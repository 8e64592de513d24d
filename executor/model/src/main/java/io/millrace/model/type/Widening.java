package io.millrace.model.type;

import java.util.List;

/**
 * Which types hold every value of another one, so that kept values of the one can be read as the other, and have the same
 * key hash (docs/key-hash.md).
 */
public final class Widening {

    private static final List<SqlType> INTEGERS =
            List.of(ScalarType.TINYINT, ScalarType.SMALLINT, ScalarType.INT, ScalarType.BIGINT);

    private Widening() {}

    /** Whether values of {@code from} are values of {@code to}: the same type counts. */
    public static boolean isPossible(DataType from, DataType to) {
        return (to.isNullable() || !from.isNullable()) && isPossible(from.type(), to.type());
    }

    private static boolean isPossible(SqlType from, SqlType to) {
        if (from.equals(to)) {
            return true;
        }
        if (INTEGERS.contains(from)) {
            return INTEGERS.indexOf(from) < INTEGERS.indexOf(to);
        }
        return from instanceof CharacterType(int length, boolean fixed)
                && to instanceof CharacterType(int longer, boolean toFixed)
                && !fixed
                && !toFixed
                && length <= longer;
    }
}
