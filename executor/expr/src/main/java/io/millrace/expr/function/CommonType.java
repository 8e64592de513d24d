package io.millrace.expr.function;

import io.millrace.model.type.ArrayType;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The type that values of several types can stand in together: the result of CASE and of COALESCE. */
public final class CommonType {

    /** Flink types CASE by Calcite's rules and COALESCE by its own, and they differ in two places. */
    public enum Rule {
        /**
         * A decimal and a FLOAT make a DOUBLE, of FLOAT and DOUBLE the first decides; among TIMESTAMP and TIMESTAMP_LTZ the first decides when their precisions
         * are equal, else the second.
         */
        CASE,
        /** A decimal before a FLOAT makes a FLOAT, behind it a DOUBLE; TIMESTAMP and TIMESTAMP_LTZ make a TIMESTAMP_LTZ. */
        COALESCE
    }

    private CommonType() {}

    /** The common type of at least one type, nullable when one of them is; empty when they do not mix. */
    public static Optional<DataType> of(List<DataType> types, Rule rule) {
        DataType common = types.getFirst();
        for (DataType type : types.subList(1, types.size())) {
            Optional<DataType> wider = merge(common, type, rule);
            if (wider.isEmpty()) {
                return Optional.empty();
            }
            common = wider.get();
        }
        return Optional.of(common);
    }

    private static Optional<DataType> merge(DataType a, DataType b, Rule rule) {
        boolean nullable = a.isNullable() || b.isNullable();
        return merge(a.type(), b.type(), rule).map(type -> new DataType(type, nullable));
    }

    private static Optional<SqlType> merge(SqlType a, SqlType b, Rule rule) {
        if (a.equals(b)) {
            return Optional.of(a);
        }
        if (Types.isNumeric(a) && Types.isNumeric(b)) {
            return Optional.of(number(a, b, rule));
        }
        if (a instanceof CharacterType first && b instanceof CharacterType second) {
            return Optional.of(new CharacterType(Math.max(first.length(), second.length()), false));
        }
        if (a instanceof BinaryType first && b instanceof BinaryType second) {
            return Optional.of(new BinaryType(Math.max(first.length(), second.length()), false));
        }
        if (a instanceof TimestampType first && b instanceof TimestampType second) {
            boolean firstDecides = first.precision() == second.precision();
            boolean local = rule == Rule.COALESCE
                    ? first.local() || second.local()
                    : (firstDecides ? first.local() : second.local());
            return Optional.of(new TimestampType(Math.max(first.precision(), second.precision()), local));
        }
        if (a instanceof TimeType first && b instanceof TimeType second) {
            return Optional.of(new TimeType(Math.max(first.precision(), second.precision())));
        }
        return nested(a, b, rule);
    }

    private static SqlType number(SqlType a, SqlType b, Rule rule) {
        if (Types.isExact(a) && Types.isExact(b)) {
            return Types.isInteger(a) && Types.isInteger(b)
                    ? Types.wider(a, b)
                    : decimal(Types.asDecimal(a), Types.asDecimal(b));
        }
        if (a instanceof DecimalType || b instanceof DecimalType) {
            return rule == Rule.COALESCE && a instanceof DecimalType ? b : ScalarType.DOUBLE;
        }
        if (rule == Rule.CASE && Types.isFloating(a) && Types.isFloating(b)) {
            return a;
        }
        return Types.wider(a, b);
    }

    /** All digits before the point, and behind it those that still have room in 38. */
    private static DecimalType decimal(DecimalType a, DecimalType b) {
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        int scale = Math.min(Math.max(a.scale(), b.scale()), DecimalType.MAX_PRECISION - whole);
        return new DecimalType(whole + scale, scale);
    }

    private static Optional<SqlType> nested(SqlType a, SqlType b, Rule rule) {
        if (a instanceof ArrayType first && b instanceof ArrayType second) {
            return merge(first.element(), second.element(), rule).map(ArrayType::new);
        }
        if (a instanceof MapType first && b instanceof MapType second) {
            return merge(first.key(), second.key(), rule)
                    .flatMap(key -> merge(first.value(), second.value(), rule).map(value -> new MapType(key, value)));
        }
        if (a instanceof RowType first
                && b instanceof RowType second
                && first.fields().size() == second.fields().size()) {
            List<Column> fields = new ArrayList<>();
            for (int i = 0; i < first.fields().size(); i++) {
                Column field = first.fields().get(i);
                Optional<DataType> type =
                        merge(field.type(), second.fields().get(i).type(), rule);
                if (type.isEmpty()) {
                    return Optional.empty();
                }
                fields.add(new Column(field.name(), type.get()));
            }
            return Optional.of(new RowType(fields));
        }
        return Optional.empty();
    }
}
