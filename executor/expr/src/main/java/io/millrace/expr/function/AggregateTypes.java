package io.millrace.expr.function;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.Optional;

/** Result types of aggregate functions, as Flink derives them. */
final class AggregateTypes {

    private AggregateTypes() {}

    /** See {@link AggregateFunction#resolve}. */
    static AggregateResolution resolve(AggregateFunction function, Optional<Expr> argument, boolean grouped) {
        if (argument.isEmpty()) {
            return function == AggregateFunction.COUNT
                    ? new AggregateResolution.Resolved(ScalarType.BIGINT.notNull())
                    : rejected(function, "no argument");
        }
        DataType type = argument.get().type();
        if (Literal.isUntypedNull(argument.get())) {
            return rejected(function, "NULL, which has no type");
        }
        return result(function, type)
                .<AggregateResolution>map(result -> new AggregateResolution.Resolved(
                        new DataType(result, isNullable(function, !grouped || type.isNullable()))))
                .orElseGet(() -> rejected(function, type.type().toString()));
    }

    /** @param mayBeOfNone whether there may be no value that is not NULL */
    private static boolean isNullable(AggregateFunction function, boolean mayBeOfNone) {
        return switch (function) {
            case COUNT -> false;
            // A single value is a sample of nothing.
            case STDDEV_SAMP, VAR_SAMP -> true;
            default -> mayBeOfNone;
        };
    }

    private static AggregateResolution rejected(AggregateFunction function, String argument) {
        return new AggregateResolution.Rejected(
                function + " does not take " + argument + "; it is " + function.signature());
    }

    private static Optional<SqlType> result(AggregateFunction function, DataType value) {
        SqlType argument = value.type();
        return switch (function) {
            case COUNT -> Optional.of(ScalarType.BIGINT);
            case SUM ->
                argument instanceof DecimalType decimal ? Optional.of(DecimalRules.total(decimal)) : number(argument);
            case AVG, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP ->
                argument instanceof DecimalType decimal ? Optional.of(DecimalRules.average(decimal)) : number(argument);
            case FIRST_VALUE, LAST_VALUE -> Optional.of(argument);
            case LISTAGG -> Types.isCharacter(argument) ? Optional.of(CharacterType.STRING) : Optional.empty();
            case ARRAY_AGG -> Optional.of(new ArrayType(value));
            case MIN, MAX -> hasOrder(argument) ? Optional.of(argument) : Optional.empty();
        };
    }

    private static Optional<SqlType> number(SqlType argument) {
        return Types.isNumeric(argument) ? Optional.of(argument) : Optional.empty();
    }

    private static boolean hasOrder(SqlType argument) {
        return Types.isNumeric(argument)
                || Types.isCharacter(argument)
                || TimeCasts.covers(argument)
                || argument == ScalarType.BOOLEAN;
    }
}
