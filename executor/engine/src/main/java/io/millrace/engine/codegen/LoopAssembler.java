package io.millrace.engine.codegen;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_SUPER;

import io.millrace.columns.Vector;
import io.millrace.engine.codegen.Node.Column;
import io.millrace.engine.codegen.Node.Outlined;
import io.millrace.engine.codegen.Node.Variable;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the class of one loop. In Java it would be
 *
 * <pre>
 * final class Loop extends ConditionLoop {
 *     int loop(Vector[] inputs, int[] selection, int from, int count) {
 *         long[] price = ((LongVector) inputs[0]).values();      // the head, see MethodFrame
 *         int i = from;
 *         try {
 *             for (; i &lt; count; i++) {
 *                 int row = selection == null ? i : selection[i];
 *                 …                                               // the expression, see Emitter
 *                 kept[k] = row;                                  // the use of its value, see Target
 *                 k += value;
 *             }
 *         } catch (RowError e) {
 *             return i;
 *         }
 *         return count;
 *     }
 * }
 * </pre>
 *
 * <p>The handler is outside of the loop, so that the loop has one entry and one back edge; whoever calls goes on behind
 * the failed row. Rows by a selection and all rows share the loop: the JIT takes the test of {@code selection} out of it.
 */
final class LoopAssembler {

    /**
     * A class file and what it needs to become a class.
     *
     * @param texts the array that constants which are texts lie in
     */
    record Assembled(byte[] bytes, List<Object> constants, byte[] texts) {}

    /** Reads, writes and verifies generated classes; it knows the classes they use. */
    static final ClassFile CLASS_FILE = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofClassLoading(LoopAssembler.class.getClassLoader())));

    private static final MethodTypeDesc LOOP_TYPE =
            Symbols.method(int.class, Vector[].class, int[].class, int.class, int.class);

    // Local variables of loop(): this, inputs, selection, from, count.
    private static final int SELECTION = 2;
    private static final int POSITION = 3;
    private static final int COUNT = 4;

    /** A part that waits for its method. */
    private record Waiting(String name, Outlined part, List<Variable> free) {}

    private final PipelineZone zone;
    private final Map<Integer, Integer> slots;
    private final Constants constants = new Constants();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Map<Integer, Integer> columnRegisters = new HashMap<>();
    private int outlinedParts;
    private int texts;
    private int decimals;
    private int timestamps;
    private int workspaces;

    /**
     * @param slots for each column that is read, its place in the inputs
     */
    private LoopAssembler(PipelineZone zone, Map<Integer, Integer> slots) {
        this.zone = zone;
        this.slots = slots;
    }

    /** A loop that evaluates {@code root}, each method within the JIT's limits. */
    static Assembled assemble(
            Node root, Target target, PipelineZone zone, Map<Integer, Integer> slots, Partition partition) {
        LoopAssembler assembler = new LoopAssembler(zone, slots);
        byte[] bytes =
                CLASS_FILE.build(Symbols.LOOP, builder -> assembler.writeClass(builder, partition.fit(root), target));
        byte[] texts = assembler.constants.texts();
        return new Assembled(bytes, assembler.constants.values(texts), texts);
    }

    Constants constants() {
        return constants;
    }

    PipelineZone zone() {
        return zone;
    }

    /** The place of a column in the inputs. */
    int slot(int column) {
        Integer slot = slots.get(column);
        if (slot == null) {
            throw new IllegalArgumentException("Column " + column + " is not among the inputs " + slots);
        }
        return slot;
    }

    /** A register that no other call writes to. */
    int newRegister(Carrier carrier) {
        return switch (carrier) {
            case UTF8 -> texts++;
            case DECIMAL128 -> decimals++;
            case TIMESTAMP_NANOS -> timestamps++;
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, OBJECT ->
                throw new IllegalArgumentException(carrier + " needs no register");
        };
    }

    /** A workspace that no other call uses. */
    int newWorkspace() {
        return workspaces++;
    }

    /** The register that a column's values are brought into: the same in all methods, since it is always the same row. */
    int columnRegister(Column column) {
        return columnRegisters.computeIfAbsent(column.column(), _ -> newRegister(column.carrier()));
    }

    /** The name of the method that will evaluate the part. */
    String outline(Outlined part, List<Variable> free) {
        String name = "part" + outlinedParts++;
        waiting.add(new Waiting(name, part, free));
        return name;
    }

    private void writeClass(ClassBuilder builder, Node root, Target target) {
        builder.withFlags(ACC_FINAL | ACC_SUPER).withSuperclass(Symbols.desc(target.superclass()));
        builder.withMethodBody("loop", LOOP_TYPE, ACC_FINAL, code -> writeLoop(code, root, target));
        while (!waiting.isEmpty()) {
            Waiting part = waiting.remove();
            builder.withMethodBody(
                    part.name,
                    Outlining.type(part.part, part.free),
                    ACC_FINAL,
                    code -> writePart(code, part.part.body(), part.free));
        }
        // Last, when the registers are counted.
        builder.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                .loadConstant(texts)
                .loadConstant(decimals)
                .loadConstant(timestamps)
                .loadConstant(workspaces)
                .invokespecial(
                        Symbols.desc(target.superclass()),
                        ConstantDescs.INIT_NAME,
                        Symbols.method(void.class, int.class, int.class, int.class, int.class))
                .return_());
    }

    private void writeLoop(CodeBuilder code, Node root, Target target) {
        MethodFrame frame = MethodFrame.open(code, this, root);
        int row = code.allocateLocal(TypeKind.INT);
        target.open(code);
        Label start = code.newBoundLabel();
        Label next = code.newBoundLabel();
        Label end = code.newLabel();
        code.iload(POSITION).iload(COUNT).if_icmpge(end);
        loadRow(code, row);
        target.use(code, new Emitter(code, this, frame, row).emit(root), row);
        code.iinc(POSITION, 1).goto_(next).labelBinding(end);
        target.close(code);
        code.iload(COUNT).ireturn();
        Label handler = code.newBoundLabel();
        code.pop();
        target.close(code);
        code.iload(POSITION).ireturn();
        code.exceptionCatch(start, end, handler, Symbols.desc(RowError.class));
    }

    /** {@code row = selection == null ? position : selection[position]}. */
    private static void loadRow(CodeBuilder code, int row) {
        Label sparse = code.newLabel();
        Label known = code.newLabel();
        code.aload(SELECTION)
                .ifnonnull(sparse)
                .iload(POSITION)
                .goto_(known)
                .labelBinding(sparse)
                .aload(SELECTION)
                .iload(POSITION)
                .iaload()
                .labelBinding(known)
                .istore(row);
    }

    private void writePart(CodeBuilder code, Node body, List<Variable> free) {
        int row = code.parameterSlot(1);
        Emitter emitter = new Emitter(code, this, MethodFrame.open(code, this, body), row);
        for (int i = 0; i < free.size(); i++) {
            Variable variable = free.get(i);
            int value = code.parameterSlot(2 + 2 * i);
            emitter.bind(
                    variable.id(),
                    new Value(
                            variable.carrier(),
                            later -> later.loadLocal(Symbols.kind(variable.carrier()), value),
                            variable.nullable() ? code.parameterSlot(3 + 2 * i) : Value.NEVER));
        }
        Value result = emitter.emit(body);
        if (body.nullable()) {
            code.aload(MethodFrame.THIS);
            result.pushNullBit(code);
            code.putfield(Symbols.LOOP, "resultIsNull", ConstantDescs.CD_boolean);
        }
        result.push().accept(code);
        code.return_(Symbols.kind(body.carrier()));
    }
}
