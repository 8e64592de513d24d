package io.millrace.engine.codegen;

import io.millrace.columns.BytesVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.engine.codegen.Node.Column;
import io.millrace.engine.codegen.Node.Invoke;
import io.millrace.engine.codegen.Node.Outlined;
import io.millrace.expr.Operand;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The head of a generated method: brings the arrays of the columns it reads and the registers it needs into local
 * variables, where the JIT sees that a loop does not change them. All of them, even those that only some rows need:
 * that is a few loads a block.
 */
final class MethodFrame {

    /** The local variable of {@code this}. */
    static final int THIS = 0;

    /** The local variable of the input vectors. */
    static final int INPUTS = 1;

    /**
     * Local variables of a column.
     *
     * @param first the values; the high half, the milliseconds, the bytes, or a nested vector itself
     * @param second the low half, the nanoseconds or the starts
     * @param third the lengths
     * @param register what a value is brought into, if it needs one
     * @param nulls the NULL bits, when there may be NULL
     */
    record ColumnLocals(int first, int second, int third, int register, int nulls) {}

    private final CodeBuilder code;
    private final LoopAssembler loop;
    private final Map<Integer, ColumnLocals> columns = new HashMap<>();
    private final IdentityHashMap<Node, Integer> registers = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Integer> workspaces = new IdentityHashMap<>();
    private int nullFlag = -1;

    private MethodFrame(CodeBuilder code, LoopAssembler loop) {
        this.code = code;
        this.loop = loop;
    }

    /** Emits the head of a method that evaluates {@code body}. */
    static MethodFrame open(CodeBuilder code, LoopAssembler loop, Node body) {
        MethodFrame frame = new MethodFrame(code, loop);
        frame.prepare(body);
        return frame;
    }

    ColumnLocals column(Column column) {
        return Objects.requireNonNull(columns.get(column.column()), "a column that the head has not opened");
    }

    /** The local variable of the register that this call writes. */
    int register(Invoke invoke) {
        return Objects.requireNonNull(registers.get(invoke), "a call that the head has not seen");
    }

    /** The local variable of the workspace that this call has. */
    int workspace(Invoke invoke) {
        return Objects.requireNonNull(workspaces.get(invoke), "a call that the head has not seen");
    }

    /** The local variable of the flag by which kernels answer NULL. */
    int nullFlag() {
        return nullFlag;
    }

    private void prepare(Node node) {
        if (node instanceof Column column && !columns.containsKey(column.column())) {
            columns.put(column.column(), open(column));
        } else if (node instanceof Invoke invoke) {
            prepare(invoke);
        }
        if (!(node instanceof Outlined)) {
            node.children().forEach(this::prepare);
        }
    }

    private void prepare(Invoke invoke) {
        if (invoke.carrier().isRegister() && !registers.containsKey(invoke)) {
            registers.put(invoke, openRegister(invoke.carrier(), loop.newRegister(invoke.carrier())));
        }
        for (Operand operand : invoke.kernel().operands()) {
            if (operand instanceof Operand.Workspace(Class<?> type) && !workspaces.containsKey(invoke)) {
                workspaces.put(invoke, openWorkspace(type, loop.newWorkspace()));
            }
        }
        if (invoke.kernel().mayReturnNull() && nullFlag < 0) {
            nullFlag = code.allocateLocal(TypeKind.REFERENCE);
            code.aload(THIS)
                    .getfield(Symbols.LOOP, "nullFlag", Symbols.desc(NullFlag.class))
                    .astore(nullFlag);
        }
    }

    /** Workspaces are made by the first block that needs them. */
    private int openWorkspace(Class<?> type, int index) {
        ClassDesc desc = Symbols.desc(type);
        int local = code.allocateLocal(TypeKind.REFERENCE);
        Label made = code.newLabel();
        loadWorkspaces().loadConstant(index).aaload().checkcast(desc).astore(local);
        code.aload(local).ifnonnull(made);
        code.new_(desc)
                .dup()
                .invokespecial(desc, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .astore(local);
        loadWorkspaces().loadConstant(index).aload(local).aastore();
        code.labelBinding(made);
        return local;
    }

    private CodeBuilder loadWorkspaces() {
        return code.aload(THIS).getfield(Symbols.LOOP, "workspaces", Symbols.desc(Object[].class));
    }

    private ColumnLocals open(Column column) {
        Class<? extends Vector> type = Symbols.vector(column.physical());
        int vector = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(INPUTS)
                .loadConstant(loop.slot(column.column()))
                .aaload()
                .checkcast(Symbols.desc(type))
                .astore(vector);
        int nulls = column.nullable() ? openArray(vector, Vector.class, "nulls", long[].class) : -1;
        int register = column.carrier().isRegister() ? openRegister(column.carrier(), loop.columnRegister(column)) : -1;
        return switch (column.physical()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE ->
                new ColumnLocals(
                        openArray(vector, type, "values", Symbols.array(column.physical())), -1, -1, register, nulls);
            case WIDE ->
                new ColumnLocals(
                        openArray(vector, WideVector.class, "high", long[].class),
                        openArray(vector, WideVector.class, "low", long[].class),
                        -1,
                        register,
                        nulls);
            case NANOS ->
                new ColumnLocals(
                        openArray(vector, NanosVector.class, "millis", long[].class),
                        openArray(vector, NanosVector.class, "nanos", int[].class),
                        -1,
                        register,
                        nulls);
            case BYTES ->
                new ColumnLocals(
                        openArray(vector, BytesVector.class, "data", byte[].class),
                        openArray(vector, BytesVector.class, "starts", int[].class),
                        openArray(vector, BytesVector.class, "lengths", int[].class),
                        register,
                        nulls);
            case ARRAY, MAP, ROW -> new ColumnLocals(vector, -1, -1, register, nulls);
        };
    }

    private int openArray(int vector, Class<? extends Vector> owner, String accessor, Class<?> array) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(vector)
                .invokevirtual(Symbols.desc(owner), accessor, Symbols.method(array))
                .astore(local);
        return local;
    }

    private int openRegister(Carrier carrier, int index) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(THIS);
        switch (carrier) {
            case UTF8 -> code.getfield(Symbols.LOOP, "texts", Symbols.desc(Utf8[].class));
            case DECIMAL128 -> code.getfield(Symbols.LOOP, "decimals", Symbols.desc(Decimal128[].class));
            case TIMESTAMP_NANOS -> code.getfield(Symbols.LOOP, "timestamps", Symbols.desc(TimestampNanos[].class));
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, OBJECT ->
                throw new IllegalArgumentException(carrier + " is no register");
        }
        code.loadConstant(index).aaload().astore(local);
        return local;
    }
}
