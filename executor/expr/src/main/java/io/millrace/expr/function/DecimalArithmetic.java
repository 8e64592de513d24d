package io.millrace.expr.function;

import static io.millrace.expr.value.Carrier.DECIMAL128;
import static io.millrace.expr.value.Carrier.INT;
import static io.millrace.expr.value.Carrier.LONG;

import io.millrace.expr.Call;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Operand;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.IntConstant;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.kernel.CompactDecimals;
import io.millrace.expr.kernel.WideDecimals;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the kernel of a decimal operation: 64 bits when operands and result have at most 18 digits, 64 bits in and 128
 * out when only the result has more, 128 bits otherwise.
 */
final class DecimalArithmetic {

    /** An operation on two decimals. */
    enum Operation {
        ADD("add"),
        SUBTRACT("subtract"),
        MULTIPLY("multiply"),
        DIVIDE("divide"),
        REMAINDER("remainder");

        /** What its kernels' names begin with. */
        private final String method;

        Operation(String method) {
            this.method = method;
        }

        String method() {
            return method;
        }

        DecimalType result(DecimalType a, DecimalType b) {
            return switch (this) {
                case ADD, SUBTRACT -> DecimalRules.sum(a, b);
                case MULTIPLY -> DecimalRules.product(a, b);
                case DIVIDE -> DecimalRules.quotient(a, b);
                case REMAINDER -> DecimalRules.remainder(a, b);
            };
        }
    }

    private static final Argument LONG_0 = new Argument(0, LONG);
    private static final Argument WIDE_0 = new Argument(0, DECIMAL128);

    private DecimalArithmetic() {}

    static Call call(
            ScalarFunction function,
            List<Expr> args,
            Operation operation,
            DecimalType a,
            DecimalType b,
            boolean nullable) {
        return call(function, args, operation, a, b, operation.result(a, b), nullable);
    }

    private static Call call(
            ScalarFunction function,
            List<Expr> args,
            Operation operation,
            DecimalType a,
            DecimalType b,
            DecimalType result,
            boolean nullable) {
        DecimalType first = a;
        DecimalType second = b;
        Optional<Kernel> kernel = a.isCompact() && b.isCompact() ? compact(operation, a, b, result) : Optional.empty();
        if (kernel.isEmpty()) {
            first = Types.widened(a);
            second = Types.widened(b);
            kernel = Optional.of(wide(operation, a, b, result));
        }
        return new Call(
                function,
                args,
                List.of(first.nullable(), second.nullable()),
                new DataType(result, nullable),
                kernel.get());
    }

    /** {@code a % b} without digits behind the point on both sides has the type of {@code b}, as among integers. */
    static Call wholeRemainder(ScalarFunction function, List<Expr> args, SqlType a, DataType result) {
        DecimalType first = Types.asDecimal(a);
        DecimalType second = Types.asDecimal(result.type());
        if (result.type() instanceof DecimalType decimal) {
            return call(function, args, Operation.REMAINDER, first, second, decimal, result.isNullable());
        }
        boolean compact = first.isCompact() && second.isCompact();
        boolean big = result.type() == ScalarType.BIGINT;
        Kernel kernel = compact
                ? kernel(CompactDecimals.class, "remainderInt", INT, LONG)
                : kernel(WideDecimals.class, big ? "remainderLong" : "remainderInt", Carrier.of(result), DECIMAL128);
        List<DataType> parameters = List.of(
                (compact ? first : Types.widened(first)).nullable(),
                (compact ? second : Types.widened(second)).nullable());
        return new Call(function, args, parameters, result, kernel);
    }

    static Call negation(ScalarFunction function, List<Expr> args, DecimalType type, boolean nullable) {
        Kernel kernel = type.isCompact()
                ? Kernel.of(CompactDecimals.class, "negate", LONG, LONG_0)
                : Kernel.of(WideDecimals.class, "negate", DECIMAL128, WIDE_0);
        return new Call(function, args, List.of(type.nullable()), new DataType(type, nullable), kernel);
    }

    /** The kernel on 64-bit operands, if the types allow one. */
    private static Optional<Kernel> compact(Operation operation, DecimalType a, DecimalType b, DecimalType result) {
        int scale = Math.max(a.scale(), b.scale());
        int upA = scale - a.scale();
        int upB = scale - b.scale();
        return switch (operation) {
            case ADD, SUBTRACT ->
                Optional.of(compact(operation, result, NumberCasts.factor(upA), NumberCasts.factor(upB)));
            case MULTIPLY -> Optional.of(compact(operation, result));
            case DIVIDE -> {
                int up = result.scale() - a.scale() + b.scale();
                if (result.isCompact()) {
                    yield Optional.of(compact(operation, result, NumberCasts.factor(up)));
                }
                // Flink rounds quotients to 38 digits and then to the scale. A quotient of this many digits lies
                // further from a half than the first rounding moves it, so rounding once gives the same.
                int numeratorDigits = a.precision() + up;
                yield numeratorDigits + b.precision() < DecimalType.MAX_PRECISION
                        ? Optional.of(compact(operation, result, new IntConstant(up)))
                        : Optional.empty();
            }
            case REMAINDER ->
                Math.max(a.precision() + upA, b.precision() + upB) <= DecimalType.MAX_COMPACT_PRECISION
                        ? Optional.of(compact(operation, result, NumberCasts.factor(upA), NumberCasts.factor(upB)))
                        : Optional.empty();
        };
    }

    private static Kernel compact(Operation operation, DecimalType result, Operand... constants) {
        String method = operation.method + (result.isCompact() ? "" : "Wide");
        return kernel(CompactDecimals.class, method, Carrier.of(result), LONG, constants);
    }

    private static Kernel wide(Operation operation, DecimalType a, DecimalType b, DecimalType result) {
        int scale = Math.max(a.scale(), b.scale());
        IntConstant upA = new IntConstant(scale - a.scale());
        IntConstant upB = new IntConstant(scale - b.scale());
        IntConstant precision = new IntConstant(result.precision());
        return switch (operation) {
            case ADD, SUBTRACT -> {
                IntConstant down = new IntConstant(scale - result.scale());
                yield wide(operation.method, DECIMAL128, upA, upB, down, precision);
            }
            case MULTIPLY -> {
                IntConstant down = new IntConstant(a.scale() + b.scale() - result.scale());
                yield wide(operation.method, DECIMAL128, down, precision);
            }
            case DIVIDE ->
                wide(
                        operation.method,
                        DECIMAL128,
                        new IntConstant(a.scale()),
                        new IntConstant(b.scale()),
                        precision,
                        new IntConstant(result.scale()));
            case REMAINDER ->
                result.isCompact()
                        ? wide("remainderCompact", LONG, upA, upB)
                        : wide(operation.method, DECIMAL128, upA, upB);
        };
    }

    private static Kernel wide(String method, Carrier result, Operand... constants) {
        return kernel(WideDecimals.class, method, result, DECIMAL128, constants);
    }

    private static Kernel kernel(
            Class<?> owner, String method, Carrier result, Carrier argument, Operand... constants) {
        List<Operand> operands = new ArrayList<>();
        operands.add(new Argument(0, argument));
        operands.add(new Argument(1, argument));
        operands.addAll(List.of(constants));
        return new Kernel(owner, method, operands, result, false);
    }
}
