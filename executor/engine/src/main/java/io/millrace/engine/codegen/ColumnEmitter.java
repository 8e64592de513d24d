package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.engine.codegen.MethodFrame.ColumnLocals;
import io.millrace.engine.codegen.Node.Column;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.function.Consumer;

/** Emits the reading of a column: primitives from their array when they are used, the others into their register. */
final class ColumnEmitter {

    private final CodeBuilder code;
    private final MethodFrame frame;
    private final int row;

    /**
     * @param row the local variable with the row number
     */
    ColumnEmitter(CodeBuilder code, MethodFrame frame, int row) {
        this.code = code;
        this.frame = frame;
        this.row = row;
    }

    Value emit(Column column) {
        ColumnLocals locals = frame.column(column);
        int nullBit = column.nullable() ? nullBit(locals.nulls()) : Value.NEVER;
        Consumer<CodeBuilder> push =
                switch (column.physical()) {
                    case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> {
                        TypeKind element = Symbols.element(column.physical());
                        yield later -> later.aload(locals.first()).iload(row).arrayLoad(element);
                    }
                    case WIDE, NANOS, BYTES -> {
                        fillRegister(column, locals);
                        yield later -> later.aload(locals.register());
                    }
                    case ARRAY, MAP, ROW -> {
                        int object = code.allocateLocal(TypeKind.REFERENCE);
                        code.aload(locals.first())
                                .iload(row)
                                .invokestatic(
                                        Symbols.desc(BoxedColumns.class),
                                        "read",
                                        Symbols.method(Object.class, Vector.class, int.class))
                                .astore(object);
                        yield later -> later.aload(object);
                    }
                };
        return new Value(column.carrier(), push, nullBit);
    }

    /** {@code nulls[row >>> 6] >>> row & 1}. */
    private int nullBit(int nulls) {
        int bit = code.allocateLocal(TypeKind.INT);
        code.aload(nulls)
                .iload(row)
                .bipush(6)
                .iushr()
                .laload()
                .iload(row)
                .lushr()
                .l2i()
                .iconst_1()
                .iand()
                .istore(bit);
        return bit;
    }

    private void fillRegister(Column column, ColumnLocals locals) {
        code.aload(locals.register());
        switch (column.carrier()) {
            case UTF8 ->
                code.aload(locals.first())
                        .aload(locals.second())
                        .iload(row)
                        .iaload()
                        .aload(locals.third())
                        .iload(row)
                        .iaload()
                        .invokevirtual(
                                Symbols.desc(Utf8.class),
                                "set",
                                Symbols.method(void.class, byte[].class, int.class, int.class));
            case DECIMAL128 ->
                code.aload(locals.first())
                        .iload(row)
                        .laload()
                        .aload(locals.second())
                        .iload(row)
                        .laload()
                        .invokevirtual(
                                Symbols.desc(Decimal128.class),
                                "set",
                                Symbols.method(void.class, long.class, long.class));
            case TIMESTAMP_NANOS ->
                code.aload(locals.first())
                        .iload(row)
                        .laload()
                        .aload(locals.second())
                        .iload(row)
                        .iaload()
                        .invokevirtual(
                                Symbols.desc(TimestampNanos.class),
                                "set",
                                Symbols.method(void.class, long.class, int.class));
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, OBJECT ->
                throw new IllegalStateException(column + " has no register");
        }
    }
}
