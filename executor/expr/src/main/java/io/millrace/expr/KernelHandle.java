package io.millrace.expr;

import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kernel callable with boxed values: how the interpreter and nested conversions call it. Immutable. */
public final class KernelHandle {

    private final Kernel kernel;
    private final MethodHandle handle;

    /**
     * Looks the method up.
     *
     * @throws IllegalStateException when there is none, which is a mistake in a declaration
     */
    public KernelHandle(Kernel kernel) {
        this.kernel = kernel;
        try {
            MethodHandle method =
                    MethodHandles.publicLookup().findStatic(kernel.owner(), kernel.method(), kernel.methodType());
            handle = method.asSpreader(Object[].class, method.type().parameterCount());
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("There is no kernel " + kernel + kernel.methodType(), e);
        }
    }

    /**
     * The boxed value for these arguments, none of them null unless the kernel does not read it; null for NULL.
     *
     * @throws RowError when the row fails
     */
    public @Nullable Object call(List<? extends @Nullable Object> args, PipelineZone zone) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Operand operand : kernel.operands()) {
            values.add(
                    switch (operand) {
                        case Operand.Argument argument -> args.get(argument.index());
                        case Operand.IntConstant constant -> constant.value();
                        case Operand.LongConstant constant -> constant.value();
                        case Operand.ObjectConstant constant -> constant.value();
                        case Operand.Boxed boxed ->
                            boxed.arguments().stream()
                                    .map(argument -> args.get(argument.index()))
                                    .toArray();
                        case Operand.Workspace workspace -> newWorkspace(workspace.type());
                        case Operand.Zone _ -> zone;
                    });
        }
        Object register = register(kernel.result());
        if (register != null) {
            values.add(register);
        }
        NullFlag flag = new NullFlag();
        if (kernel.mayReturnNull()) {
            values.add(flag);
        }
        Object result = invoke(values.toArray());
        return flag.isRaised() ? null : register == null ? result : register;
    }

    private static Object newWorkspace(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made by its constructor without arguments", e);
        }
    }

    private @Nullable Object invoke(@Nullable Object[] values) {
        try {
            return (Object) handle.invoke(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Kernel " + kernel + " threw a checked exception", e);
        }
    }

    private static @Nullable Object register(Carrier carrier) {
        return switch (carrier) {
            case UTF8 -> new Utf8();
            case DECIMAL128 -> new Decimal128();
            case TIMESTAMP_NANOS -> new TimestampNanos();
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, OBJECT -> null;
        };
    }
}
