package io.millrace.expr;

import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.NullFlag;
import io.millrace.model.type.DataType;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The public static method that computes a call: its parameters are the {@link #operands} in order, then the register
 * to write when {@link #result} is one, then a {@link NullFlag} when {@link #mayReturnNull}. It is called only when every
 * {@link Operand.Argument} among the operands is not NULL, and throws {@link io.millrace.expr.value.RowError} when the row fails.
 *
 * @param mayReturnNull whether it may answer NULL by raising the flag
 */
public record Kernel(Class<?> owner, String method, List<Operand> operands, Carrier result, boolean mayReturnNull) {

    public Kernel {
        operands = List.copyOf(operands);
    }

    /** A kernel that never answers NULL. */
    public static Kernel of(Class<?> owner, String method, Carrier result, Operand... operands) {
        return new Kernel(owner, method, List.of(operands), result, false);
    }

    /** A kernel that may answer NULL. */
    public static Kernel nullable(Class<?> owner, String method, Carrier result, Operand... operands) {
        return new Kernel(owner, method, List.of(operands), result, true);
    }

    /** The signature of the method. */
    public MethodType methodType() {
        List<Class<?>> parameters = new ArrayList<>();
        for (Operand operand : operands) {
            parameters.add(operand.javaType());
        }
        if (result.isRegister()) {
            parameters.add(result.javaType());
        }
        if (mayReturnNull) {
            parameters.add(NullFlag.class);
        }
        return MethodType.methodType(result.isRegister() ? void.class : result.javaType(), parameters);
    }

    /** Whether the answer depends on the pipeline's time zone. */
    public boolean usesZone() {
        return operands.contains(new Operand.Zone());
    }

    /** Whether the argument at {@code index} is among the operands; others need not be evaluated. */
    public boolean reads(int index) {
        return arguments().stream().anyMatch(argument -> argument.index() == index);
    }

    /** Whether the call is NULL when the argument at {@code index} is, without asking the method. */
    public boolean isStrict(int index) {
        for (Operand operand : operands) {
            if (operand instanceof Operand.Argument argument && argument.index() == index) {
                return true;
            }
        }
        return false;
    }

    /** The arguments among the operands, boxed ones too, in their order. */
    public List<Operand.Argument> arguments() {
        List<Operand.Argument> arguments = new ArrayList<>();
        for (Operand operand : operands) {
            if (operand instanceof Operand.Argument argument) {
                arguments.add(argument);
            } else if (operand instanceof Operand.Boxed boxed) {
                arguments.addAll(boxed.arguments());
            }
        }
        return arguments;
    }

    /** The same kernel with its arguments renumbered. */
    public Kernel renumbered(IntUnaryOperator number) {
        List<Operand> changed = new ArrayList<>();
        for (Operand operand : operands) {
            changed.add(
                    switch (operand) {
                        case Operand.Argument argument -> renumbered(argument, number);
                        case Operand.Boxed boxed ->
                            new Operand.Boxed(boxed.arguments().stream()
                                    .map(argument -> renumbered(argument, number))
                                    .toList());
                        default -> operand;
                    });
        }
        return new Kernel(owner, method, changed, result, mayReturnNull);
    }

    private static Operand.Argument renumbered(Operand.Argument argument, IntUnaryOperator number) {
        return new Operand.Argument(number.applyAsInt(argument.index()), argument.carrier());
    }

    void requireFits(List<DataType> parameters, DataType type) {
        if (result != Carrier.of(type) || (mayReturnNull && !type.isNullable())) {
            throw new IllegalArgumentException("Kernel " + this + " does not answer " + type);
        }
        for (Operand.Argument argument : arguments()) {
            int index = argument.index();
            if (index >= parameters.size() || argument.carrier() != Carrier.of(parameters.get(index))) {
                throw new IllegalArgumentException("Kernel " + this + " does not take " + parameters);
            }
        }
    }

    /** {@code Class.method}, for messages. */
    @Override
    public String toString() {
        return owner.getSimpleName() + "." + method;
    }
}
