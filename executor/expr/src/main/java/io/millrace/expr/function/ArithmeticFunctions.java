package io.millrace.expr.function;

import io.millrace.expr.Call;
import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.Operand;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.Syntax;
import io.millrace.expr.function.DecimalArithmetic.Operation;
import io.millrace.expr.kernel.Arithmetic;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code + - * / %} and the signs, on numbers. */
final class ArithmeticFunctions {

    private static final String OVERFLOW =
            "A result outside its type is a row error; Flink wraps integers around and" + " makes NULL of decimals";

    private ArithmeticFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER);
    }

    static final ScalarFunction ADD = ScalarFunction.named("+", Category.NUMBER)
            .args(1, 2)
            .syntax(1, new Syntax.Prefix(Syntax.SIGN))
            .syntax(2, new Syntax.Infix(Syntax.SUM))
            .signature("number + number, time + interval, interval + interval, + number")
            .meaning("The sum")
            .difference(OVERFLOW + ". A TIME and months do not mix")
            .example("1 + 2", "3")
            .example("1.5 + 2", "3.5")
            .example("CAST(NULL AS INT) + 2", "NULL")
            .resolvedBy((function, args) ->
                    args.size() == 1 ? sign(function, args) : binary(function, args, Operation.ADD));

    static final ScalarFunction SUBTRACT = ScalarFunction.named("-", Category.NUMBER)
            .args(1, 2)
            .syntax(1, new Syntax.Prefix(Syntax.SIGN))
            .syntax(2, new Syntax.Infix(Syntax.SUM))
            .signature("number - number, time - interval, interval - interval, - number")
            .meaning("The difference; with one operand its negative")
            .difference(OVERFLOW + ". A TIME and months do not mix")
            .example("1 - 2", "-1")
            .example("-(2 - 5)", "3")
            .resolvedBy((function, args) ->
                    args.size() == 1 ? sign(function, args) : binary(function, args, Operation.SUBTRACT));

    static final ScalarFunction MULTIPLY = ScalarFunction.named("*", Category.NUMBER)
            .args(2)
            .syntax(2, new Syntax.Infix(Syntax.PRODUCT))
            .signature("number * number")
            .meaning("The product")
            .difference(OVERFLOW)
            .example("3 * 4", "12")
            .example("1.5 * 1.5", "2.25")
            .resolvedBy((function, args) -> binary(function, args, Operation.MULTIPLY));

    static final ScalarFunction DIVIDE = ScalarFunction.named("/", Category.NUMBER)
            .args(2)
            .syntax(2, new Syntax.Infix(Syntax.PRODUCT))
            .signature("number / number")
            .meaning("The quotient; of two integers the whole part, towards zero; of floating point by zero, infinite")
            .difference(OVERFLOW + ". A literal zero is a divisor like any other; Flink refuses it")
            .example("7 / 2", "3")
            .example("7.0 / 2", "3.500000000000")
            .resolvedBy((function, args) -> binary(function, args, Operation.DIVIDE));

    static final ScalarFunction REMAINDER = ScalarFunction.named("%", Category.NUMBER)
            .alias("MOD")
            .args(2)
            .syntax(2, new Syntax.Infix(Syntax.PRODUCT))
            .signature("exact number % exact number")
            .meaning("The remainder of the division, with the sign of the first operand")
            .example("7 % 3", "1")
            .example("-7 % 3", "-1")
            .example("MOD(7.5, 2)", "1.5")
            .resolvedBy((function, args) -> binary(function, args, Operation.REMAINDER));

    private static Resolution binary(ScalarFunction function, List<Expr> args, Operation operation) {
        if (IntervalArithmetic.concerns(args)) {
            return interval(function, args, operation);
        }
        SqlType a = args.get(0).type().type();
        SqlType b = args.get(1).type().type();
        if (operation == Operation.SUBTRACT && TimeCasts.covers(a) && TimeCasts.covers(b)) {
            return IntervalArithmetic.difference(args);
        }
        boolean remainder = operation == Operation.REMAINDER;
        boolean exact = Types.isExact(a) && Types.isExact(b);
        if (!Types.isNumeric(a) || !Types.isNumeric(b) || (remainder && !exact)) {
            return Rejections.arguments(function, args);
        }
        boolean nullable = Types.anyNullable(args);
        if (exact && !(Types.isInteger(a) && Types.isInteger(b))) {
            if (remainder
                    && Types.asDecimal(a).scale() == 0
                    && Types.asDecimal(b).scale() == 0) {
                return Resolution.of(DecimalArithmetic.wholeRemainder(function, args, a, new DataType(b, nullable)));
            }
            return Resolution.of(DecimalArithmetic.call(
                    function, args, operation, Types.asDecimal(a), Types.asDecimal(b), nullable));
        }
        ScalarType computed = inexact(a, b);
        return Resolution.of(
                remainder
                        ? integerRemainder(function, args, computed, new DataType(b, nullable))
                        : primitive(function, args, operation.method() + suffix(computed), computed, nullable));
    }

    /** The type in which numbers are computed that are not both exact, or both integers; of FLOAT and DOUBLE the first. */
    private static ScalarType inexact(SqlType a, SqlType b) {
        if (a instanceof DecimalType || b instanceof DecimalType) {
            return ScalarType.DOUBLE;
        }
        return Types.isFloating(a) && Types.isFloating(b) ? (ScalarType) a : Types.wider(a, b);
    }

    private static Resolution interval(ScalarFunction function, List<Expr> args, Operation operation) {
        return switch (operation) {
            case ADD, SUBTRACT -> IntervalArithmetic.sum(function, args, operation == Operation.SUBTRACT);
            case MULTIPLY -> IntervalArithmetic.product(function, args);
            case DIVIDE, REMAINDER -> Rejections.arguments(function, args);
        };
    }

    /** The remainder has the type of the divisor, which its magnitude always fits. */
    private static Call integerRemainder(
            ScalarFunction function, List<Expr> args, ScalarType computed, DataType result) {
        boolean wide = computed == ScalarType.BIGINT;
        String method = !wide ? "remainderInt" : result.type() == computed ? "remainderLong" : "remainderLongInt";
        DataType parameter = wide ? computed.nullable() : ScalarType.INT.nullable();
        Kernel kernel = Kernel.of(
                Arithmetic.class,
                method,
                Carrier.of(result),
                Argument.of(0, parameter.type()),
                Argument.of(1, parameter.type()));
        return new Call(function, args, List.of(parameter, parameter), result, kernel);
    }

    private static Call primitive(
            ScalarFunction function, List<Expr> args, String method, ScalarType type, boolean nullable) {
        Operand[] operands = new Operand[args.size()];
        Arrays.setAll(operands, i -> Argument.of(i, type));
        Kernel kernel = Kernel.of(Arithmetic.class, method, Carrier.of(type), operands);
        List<DataType> parameters = Collections.nCopies(args.size(), type.nullable());
        return new Call(function, args, parameters, new DataType(type, nullable), kernel);
    }

    private static Resolution sign(ScalarFunction function, List<Expr> args) {
        DataType type = args.getFirst().type();
        boolean interval = type.type() instanceof IntervalType;
        if (!Types.isNumeric(type.type()) && !interval) {
            return Rejections.arguments(function, args);
        }
        if (function == ADD) {
            return Resolution.of(args.getFirst());
        }
        if (args.getFirst() instanceof Literal literal) {
            Optional<Literal> negative = NegativeLiterals.of(literal);
            if (negative.isPresent()) {
                return Resolution.of(negative.get());
            }
        }
        if (interval) {
            return IntervalArithmetic.negative(function, args);
        }
        if (type.type() instanceof DecimalType decimal) {
            return Resolution.of(DecimalArithmetic.negation(function, args, decimal, type.isNullable()));
        }
        ScalarType scalar = (ScalarType) type.type();
        return Resolution.of(primitive(function, args, "negate" + suffix(scalar), scalar, type.isNullable()));
    }

    private static String suffix(ScalarType type) {
        return switch (type) {
            case TINYINT -> "Tiny";
            case SMALLINT -> "Small";
            case INT -> "Int";
            case BIGINT -> "Long";
            case FLOAT -> "Float";
            case DOUBLE -> "Double";
            case BOOLEAN, DATE -> throw new IllegalArgumentException("There is no arithmetic on " + type);
        };
    }
}
