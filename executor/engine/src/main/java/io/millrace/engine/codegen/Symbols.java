package io.millrace.engine.codegen;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.Physical;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;

/** Names of classes and methods as class files spell them. */
final class Symbols {

    static final ClassDesc LOOP = desc("Loop");
    static final ClassDesc VECTOR = desc(Vector.class);
    static final ClassDesc INTS = desc(int[].class);

    private Symbols() {}

    /** A class of the engine's package of generated code. */
    private static ClassDesc desc(String name) {
        return ClassDesc.of(Symbols.class.getPackageName(), name);
    }

    static ClassDesc desc(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }

    static MethodTypeDesc method(Class<?> result, Class<?>... parameters) {
        return method(MethodType.methodType(result, parameters));
    }

    static MethodTypeDesc method(MethodType type) {
        return MethodTypeDesc.ofDescriptor(type.descriptorString());
    }

    /** How local variables hold a carrier. */
    static TypeKind kind(Carrier carrier) {
        return TypeKind.from(carrier.javaType());
    }

    /** The vector that holds such values. */
    static Class<? extends Vector> vector(Physical physical) {
        return switch (physical) {
            case BOOLEAN, BYTE -> ByteVector.class;
            case SHORT -> ShortVector.class;
            case INT -> IntVector.class;
            case LONG -> LongVector.class;
            case FLOAT -> FloatVector.class;
            case DOUBLE -> DoubleVector.class;
            case WIDE -> WideVector.class;
            case NANOS -> NanosVector.class;
            case BYTES -> BytesVector.class;
            case ARRAY -> ArrayVector.class;
            case MAP -> MapVector.class;
            case ROW -> RowVector.class;
        };
    }

    /** The elements of the array that {@code values()} of such a vector answers. */
    static TypeKind element(Physical physical) {
        return switch (physical) {
            case BOOLEAN, BYTE -> TypeKind.BYTE;
            case SHORT -> TypeKind.SHORT;
            case INT -> TypeKind.INT;
            case LONG -> TypeKind.LONG;
            case FLOAT -> TypeKind.FLOAT;
            case DOUBLE -> TypeKind.DOUBLE;
            case WIDE, NANOS, BYTES, ARRAY, MAP, ROW ->
                throw new IllegalArgumentException(physical + " is not one array of values");
        };
    }

    /** The array that {@code values()} of such a vector answers. */
    static Class<?> array(Physical physical) {
        return switch (element(physical)) {
            case BYTE -> byte[].class;
            case SHORT -> short[].class;
            case INT -> int[].class;
            case LONG -> long[].class;
            case FLOAT -> float[].class;
            case DOUBLE -> double[].class;
            case BOOLEAN, CHAR, REFERENCE, VOID -> throw new IllegalArgumentException(physical + " has no array");
        };
    }
}
