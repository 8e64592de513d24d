package io.millrace.expr;

import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.SqlType;
import java.util.List;

/** One parameter of a {@link Kernel}'s method: where its value comes from. */
public sealed interface Operand {

    /** The value of an argument, after conversion to its parameter's type. */
    record Argument(int index, Carrier carrier) implements Operand {

        /** The argument at {@code index}, whose parameter has this type. */
        public static Argument of(int index, SqlType type) {
            return new Argument(index, Carrier.of(type));
        }
    }

    /** A number fixed when the call was typed: a scale, a precision, a count of digits. */
    record IntConstant(int value) implements Operand {}

    /** As {@link IntConstant}, 64 bits wide. */
    record LongConstant(long value) implements Operand {}

    /**
     * An immutable object fixed when the call was typed: a compiled pattern, a conversion. It has value equality.
     *
     * @param parameter the class the method declares
     */
    record ObjectConstant(Object value, Class<?> parameter) implements Operand {

        /** A constant declared by its own class. */
        public ObjectConstant(Object value) {
            this(value, value.getClass());
        }
    }

    /**
     * Arguments that may be NULL, boxed into an array of their own, null for NULL: for functions that look at NULL, and
     * for nested values, which are objects anyway.
     */
    record Boxed(List<Argument> arguments) implements Operand {

        public Boxed {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What a kernel keeps from row to row to save work: the last pattern it compiled, a digest, a buffer. The answer never
     * depends on it. Each call has its own, made by the public constructor without arguments and used by one thread.
     */
    record Workspace(Class<?> type) implements Operand {}

    /** The time zone of the pipeline, a {@link io.millrace.expr.value.PipelineZone}. */
    record Zone() implements Operand {}

    /** The parameter's class in the method's signature. */
    default Class<?> javaType() {
        return switch (this) {
            case Argument argument -> argument.carrier().javaType();
            case IntConstant _ -> int.class;
            case LongConstant _ -> long.class;
            case ObjectConstant constant -> constant.parameter();
            case Boxed _ -> Object[].class;
            case Workspace workspace -> workspace.type();
            case Zone _ -> PipelineZone.class;
        };
    }
}
