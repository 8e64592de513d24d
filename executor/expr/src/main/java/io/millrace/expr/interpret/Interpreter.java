package io.millrace.expr.interpret;

import io.millrace.expr.And;
import io.millrace.expr.Between;
import io.millrace.expr.Call;
import io.millrace.expr.Case;
import io.millrace.expr.Cast;
import io.millrace.expr.Coalesce;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.In;
import io.millrace.expr.IsBoolean;
import io.millrace.expr.IsDistinctFrom;
import io.millrace.expr.IsNull;
import io.millrace.expr.Kernel;
import io.millrace.expr.KernelHandle;
import io.millrace.expr.Literal;
import io.millrace.expr.Not;
import io.millrace.expr.NullIf;
import io.millrace.expr.Or;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.When;
import io.millrace.expr.function.Casts;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one tree, row by row. Kernels are looked up once per interpreter; one thread at a time uses it.
 *
 * <p>Rows are boxed values by column index (see {@link io.millrace.expr.value}); so is the result. A result may share
 * its bytes with the row: copy it to keep it.
 */
public final class Interpreter {

    private final Expr expr;
    private final PipelineZone zone;
    private final Failures failures;
    private final Map<Kernel, KernelHandle> handles = new HashMap<>();

    /** An interpreter of {@code expr}, which has no parameters left, in a pipeline's zone. */
    public Interpreter(Expr expr, PipelineZone zone) {
        this.expr = expr;
        this.zone = zone;
        this.failures = new Failures(zone);
    }

    /** The value of a tree without columns. */
    public static Outcome constant(Expr expr, PipelineZone zone) {
        return new Interpreter(expr, zone).evaluate(List.of());
    }

    /** The value on a row, or why there is none. */
    public Outcome evaluate(List<? extends @Nullable Object> row) {
        try {
            return new Outcome.Value(value(expr, row));
        } catch (PartFailed failed) {
            return new Outcome.Failed(failed.failure);
        }
    }

    private @Nullable Object value(Expr part, List<? extends @Nullable Object> row) {
        return switch (part) {
            case ColumnRef column -> row.get(column.index());
            case Literal literal -> literal.value();
            case ParameterRef parameter ->
                throw new IllegalStateException("Parameter " + parameter.name() + " has no value yet");
            case Call call -> call(call, row);
            case Cast cast -> cast(cast, row);
            case Case choice -> choice(choice, row);
            case And and -> chain(and.operands(), false, row);
            case Or or -> chain(or.operands(), true, row);
            case Not not -> value(not.operand(), row) instanceof Boolean operand ? !operand : null;
            case IsNull isNull -> value(isNull.operand(), row) == null;
            case IsBoolean is -> value(is.operand(), row) instanceof Boolean operand && operand == is.value();
            case IsDistinctFrom distinct -> isDistinct(distinct, row);
            case Coalesce coalesce -> coalesce(coalesce, row);
            case NullIf nullIf -> nullIf(nullIf, row);
            case In in -> in(in, row);
            case Between between -> between(between, row);
        };
    }

    /** The value of a part, converted to the type it is used as. */
    private @Nullable Object valueAs(Expr part, DataType type, List<? extends @Nullable Object> row) {
        return convert(part, value(part, row), part.type(), type);
    }

    private @Nullable Object convert(Expr blamed, @Nullable Object value, DataType from, DataType to) {
        if (value == null) {
            return null;
        }
        return switch (Casts.conversion(from.type(), to.type())) {
            case Casts.Conversion.Same _ -> value;
            case Casts.Conversion.Through(List<Kernel> kernels) -> {
                try {
                    yield through(kernels, value);
                } catch (RowError error) {
                    throw new PartFailed(failures.conversion(blamed, error, value, from, to));
                }
            }
            case Casts.Conversion.Impossible _ ->
                throw new IllegalStateException(from + " is used as " + to + " in " + blamed);
        };
    }

    private Object through(List<Kernel> kernels, Object value) {
        Object result = value;
        for (Kernel kernel : kernels) {
            result = Objects.requireNonNull(handle(kernel).call(List.of(result), zone));
        }
        return result;
    }

    private @Nullable Object call(Call call, List<? extends @Nullable Object> row) {
        List<@Nullable Object> args = new ArrayList<>();
        for (int i = 0; i < call.args().size(); i++) {
            args.add(
                    call.kernel().reads(i)
                            ? valueAs(call.args().get(i), call.parameters().get(i), row)
                            : null);
        }
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i) == null && call.kernel().isStrict(i)) {
                return null;
            }
        }
        try {
            return handle(call.kernel()).call(args, zone);
        } catch (RowError error) {
            throw new PartFailed(failures.call(call, error, args));
        }
    }

    private @Nullable Object cast(Cast cast, List<? extends @Nullable Object> row) {
        Object operand = value(cast.operand(), row);
        try {
            return convert(cast, operand, cast.operand().type(), cast.type());
        } catch (PartFailed failed) {
            if (cast.safe()) {
                return null;
            }
            throw failed;
        }
    }

    private @Nullable Object choice(Case choice, List<? extends @Nullable Object> row) {
        for (When branch : choice.branches()) {
            if (Boolean.TRUE.equals(value(branch.condition(), row))) {
                return valueAs(branch.result(), choice.type(), row);
            }
        }
        return valueAs(choice.otherwise(), choice.type(), row);
    }

    /** AND decides at the first FALSE, OR at the first TRUE. */
    private @Nullable Object chain(List<Expr> operands, boolean decisive, List<? extends @Nullable Object> row) {
        boolean sawNull = false;
        for (Expr operand : operands) {
            Object value = value(operand, row);
            if (value == null) {
                sawNull = true;
            } else if ((Boolean) value == decisive) {
                return decisive;
            }
        }
        return sawNull ? null : !decisive;
    }

    private boolean isDistinct(IsDistinctFrom distinct, List<? extends @Nullable Object> row) {
        Object left = valueAs(distinct.left(), distinct.comparedAs(), row);
        Object right = valueAs(distinct.right(), distinct.comparedAs(), row);
        return left == null || right == null ? left != right : !test(distinct.equality(), left, right);
    }

    private @Nullable Object coalesce(Coalesce coalesce, List<? extends @Nullable Object> row) {
        for (Expr operand : coalesce.operands()) {
            Object value = valueAs(operand, coalesce.type(), row);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Object nullIf(NullIf nullIf, List<? extends @Nullable Object> row) {
        Object value = value(nullIf.value(), row);
        if (value == null) {
            return null;
        }
        Object other = valueAs(nullIf.other(), nullIf.comparedAs(), row);
        if (other == null) {
            return value;
        }
        Object compared = convert(nullIf.value(), value, nullIf.value().type(), nullIf.comparedAs());
        return compared != null && test(nullIf.equality(), compared, other) ? null : value;
    }

    private @Nullable Object in(In in, List<? extends @Nullable Object> row) {
        Object value = valueAs(in.value(), in.comparedAs(), row);
        if (value == null) {
            return null;
        }
        boolean sawNull = false;
        for (Expr item : in.items()) {
            Object candidate = valueAs(item, in.comparedAs(), row);
            if (candidate == null) {
                sawNull = true;
            } else if (test(in.equality(), value, candidate)) {
                return true;
            }
        }
        return sawNull ? null : false;
    }

    private @Nullable Object between(Between between, List<? extends @Nullable Object> row) {
        Object value = valueAs(between.value(), between.comparedAs(), row);
        if (value == null) {
            return null;
        }
        Object low = valueAs(between.low(), between.comparedAs(), row);
        if (low != null && !test(between.lessOrEqual(), low, value)) {
            return false;
        }
        Object high = valueAs(between.high(), between.comparedAs(), row);
        if (high != null && !test(between.lessOrEqual(), value, high)) {
            return false;
        }
        return low == null || high == null ? null : true;
    }

    private boolean test(Kernel kernel, Object left, Object right) {
        return Boolean.TRUE.equals(handle(kernel).call(List.of(left, right), zone));
    }

    private KernelHandle handle(Kernel kernel) {
        return handles.computeIfAbsent(kernel, KernelHandle::new);
    }

    /** Carries the description of a failure from the part that failed to {@link #evaluate}. */
    private static final class PartFailed extends RuntimeException {
        private final transient RowFailure failure;

        private PartFailed(RowFailure failure) {
            super(failure.message(), null, false, false);
            this.failure = failure;
        }
    }
}
