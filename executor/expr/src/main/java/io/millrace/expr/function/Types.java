package io.millrace.expr.function;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.List;

/** Questions about types that typing asks again and again. */
final class Types {

    private Types() {}

    static boolean isInteger(SqlType type) {
        return type == ScalarType.TINYINT
                || type == ScalarType.SMALLINT
                || type == ScalarType.INT
                || type == ScalarType.BIGINT;
    }

    static boolean isFloating(SqlType type) {
        return type == ScalarType.FLOAT || type == ScalarType.DOUBLE;
    }

    /** An integer or a decimal. */
    static boolean isExact(SqlType type) {
        return isInteger(type) || type instanceof DecimalType;
    }

    static boolean isNumeric(SqlType type) {
        return isExact(type) || isFloating(type);
    }

    static boolean isCharacter(SqlType type) {
        return type instanceof CharacterType;
    }

    static boolean isBinary(SqlType type) {
        return type instanceof BinaryType;
    }

    static boolean isTimestamp(SqlType type) {
        return type instanceof TimestampType;
    }

    /** The decimal that holds every value of an exact type. */
    static DecimalType asDecimal(SqlType type) {
        if (type instanceof DecimalType decimal) {
            return decimal;
        }
        return switch ((ScalarType) type) {
            case TINYINT -> new DecimalType(3, 0);
            case SMALLINT -> new DecimalType(5, 0);
            case INT -> new DecimalType(10, 0);
            case BIGINT -> new DecimalType(19, 0);
            case BOOLEAN, FLOAT, DOUBLE, DATE -> throw new IllegalArgumentException(type + " is not exact");
        };
    }

    /** The decimal of the same scale that does not fit a {@code long}. */
    static DecimalType widened(DecimalType type) {
        return new DecimalType(Math.max(type.precision(), DecimalType.MAX_COMPACT_PRECISION + 1), type.scale());
    }

    /** The wider of two numeric types of which at least one is not a decimal: TINYINT to DOUBLE in order. */
    static ScalarType wider(SqlType a, SqlType b) {
        return ((ScalarType) a).compareTo((ScalarType) b) >= 0 ? (ScalarType) a : (ScalarType) b;
    }

    static boolean anyNullable(List<Expr> args) {
        for (Expr arg : args) {
            if (arg.type().isNullable()) {
                return true;
            }
        }
        return false;
    }

    /** The types of the arguments that have one, that is all but the word NULL. */
    static List<DataType> typed(List<Expr> args) {
        List<DataType> types = new ArrayList<>();
        for (Expr arg : args) {
            if (!Literal.isUntypedNull(arg)) {
                types.add(arg.type());
            }
        }
        return types;
    }

    /** The arguments' types for a message: {@code INT and CHAR(3)}. */
    static String list(List<Expr> args) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < args.size(); i++) {
            if (i > 0) {
                text.append(i == args.size() - 1 ? " and " : ", ");
            }
            text.append(describe(args.get(i)));
        }
        return text.toString();
    }

    static String describe(Expr arg) {
        return Literal.isUntypedNull(arg) ? "NULL" : arg.type().type().toString();
    }
}
