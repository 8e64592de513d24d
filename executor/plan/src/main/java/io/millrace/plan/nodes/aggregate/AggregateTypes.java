package io.millrace.plan.nodes.aggregate;

import io.millrace.expr.function.DecimalRules;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.Physical;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Function;
import java.util.Optional;

/** The types of aggregates, as Flink infers them. */
final class AggregateTypes {

    private AggregateTypes() {}

    /** The type of a result over arguments of this type, without nullability; empty when there is none. */
    static Optional<SqlType> result(Function function, SqlType argument) {
        return switch (function) {
            case COUNT -> Optional.of(ScalarType.BIGINT);
            case MIN, MAX -> isOrdered(argument) ? Optional.of(argument) : Optional.empty();
            case SUM ->
                argument instanceof DecimalType decimal
                        ? Optional.of(DecimalRules.total(decimal))
                        : Optional.of(argument).filter(AggregateTypes::isNumber);
            case AVG ->
                argument instanceof DecimalType decimal
                        ? Optional.of(DecimalRules.average(decimal))
                        : Optional.of(argument).filter(AggregateTypes::isNumber);
        };
    }

    /** What a function takes, for people. */
    static String accepted(Function function) {
        return switch (function) {
            case COUNT -> "any value";
            case MIN, MAX -> "values that have an order";
            case SUM, AVG -> "numbers";
        };
    }

    /** Whether values of the type can be group keys. */
    static boolean canGroup(DataType type) {
        return isOrdered(type.type());
    }

    private static boolean isOrdered(SqlType type) {
        Physical physical = type.physical();
        return physical != Physical.ARRAY && physical != Physical.MAP && physical != Physical.ROW;
    }

    private static boolean isNumber(SqlType type) {
        return type instanceof ScalarType scalar && scalar != ScalarType.BOOLEAN && scalar != ScalarType.DATE;
    }
}
