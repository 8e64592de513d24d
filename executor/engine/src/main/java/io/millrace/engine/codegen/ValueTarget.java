package io.millrace.engine.codegen;

import io.millrace.columns.NanosVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.Physical;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;

/** Writes the value to the same row of a vector of this shape. */
final class ValueTarget implements Target {

    private final Physical physical;
    private int vector;
    private int first;
    private int second;

    ValueTarget(Physical physical) {
        this.physical = physical;
    }

    @Override
    public Class<? extends BlockLoop> superclass() {
        return ValueLoop.class;
    }

    @Override
    public void open(CodeBuilder code) {
        Class<? extends Vector> type = Symbols.vector(physical);
        vector = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(MethodFrame.THIS)
                .getfield(Symbols.LOOP, "target", Symbols.VECTOR)
                .checkcast(Symbols.desc(type))
                .astore(vector);
        switch (physical) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE ->
                first = openArray(code, type, "values", Symbols.array(physical));
            case WIDE -> {
                first = openArray(code, WideVector.class, "high", long[].class);
                second = openArray(code, WideVector.class, "low", long[].class);
            }
            case NANOS -> {
                first = openArray(code, NanosVector.class, "millis", long[].class);
                second = openArray(code, NanosVector.class, "nanos", int[].class);
            }
            case BYTES -> {
                first = code.allocateLocal(TypeKind.REFERENCE);
                code.aload(MethodFrame.THIS)
                        .getfield(Symbols.LOOP, "writer", Symbols.desc(TextWriter.class))
                        .astore(first);
            }
            case ARRAY, MAP, ROW -> {}
        }
    }

    private int openArray(CodeBuilder code, Class<? extends Vector> owner, String accessor, Class<?> array) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(vector)
                .invokevirtual(Symbols.desc(owner), accessor, Symbols.method(array))
                .astore(local);
        return local;
    }

    @Override
    public void use(CodeBuilder code, Value value, int row) {
        if (value.isNever()) {
            write(code, value, row);
            return;
        }
        Label notNull = code.newLabel();
        Label next = code.newLabel();
        value.pushNullBit(code);
        code.ifeq(notNull)
                .aload(vector)
                .iload(row)
                .invokevirtual(Symbols.VECTOR, "setNull", Symbols.method(void.class, int.class))
                .goto_(next)
                .labelBinding(notNull);
        write(code, value, row);
        code.labelBinding(next);
    }

    private void write(CodeBuilder code, Value value, int row) {
        switch (physical) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> {
                code.aload(first).iload(row);
                value.push().accept(code);
                code.arrayStore(Symbols.element(physical));
            }
            case WIDE -> {
                writePart(code, value, row, first, Decimal128.class, "high", long.class);
                writePart(code, value, row, second, Decimal128.class, "low", long.class);
            }
            case NANOS -> {
                writePart(code, value, row, first, TimestampNanos.class, "millis", long.class);
                writePart(code, value, row, second, TimestampNanos.class, "nanosOfMilli", int.class);
            }
            case BYTES -> {
                code.aload(first).iload(row);
                value.push().accept(code);
                code.invokevirtual(
                        Symbols.desc(TextWriter.class), "put", Symbols.method(void.class, int.class, Utf8.class));
            }
            case ARRAY, MAP, ROW -> {
                code.aload(vector).iload(row);
                value.push().accept(code);
                code.invokestatic(
                        Symbols.desc(BoxedColumns.class),
                        "write",
                        Symbols.method(void.class, Vector.class, int.class, Object.class));
            }
        }
    }

    private static void writePart(
            CodeBuilder code, Value value, int row, int array, Class<?> register, String accessor, Class<?> type) {
        code.aload(array).iload(row);
        value.push().accept(code);
        code.invokevirtual(Symbols.desc(register), accessor, Symbols.method(type))
                .arrayStore(TypeKind.from(type));
    }

    /** Nothing is kept in local variables. */
    @Override
    public void close(CodeBuilder code) {}
}
