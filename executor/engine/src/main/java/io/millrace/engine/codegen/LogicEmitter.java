package io.millrace.engine.codegen;

import io.millrace.engine.codegen.Node.Choose;
import io.millrace.engine.codegen.Node.Column;
import io.millrace.engine.codegen.Node.Constant;
import io.millrace.engine.codegen.Node.FirstNotNull;
import io.millrace.engine.codegen.Node.Invoke;
import io.millrace.engine.codegen.Node.IsNull;
import io.millrace.engine.codegen.Node.IsTrue;
import io.millrace.engine.codegen.Node.Let;
import io.millrace.engine.codegen.Node.Logic;
import io.millrace.engine.codegen.Node.Not;
import io.millrace.engine.codegen.Node.Null;
import io.millrace.engine.codegen.Node.Outlined;
import io.millrace.engine.codegen.Node.Variable;
import io.millrace.expr.Operand;
import io.millrace.expr.kernel.Comparisons;
import io.millrace.expr.value.Carrier;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits AND and OR. Operands are tested from left to right and evaluation ends at the first that decides; but neighbours
 * that are <em>cheap</em> (they cost a nanosecond, cannot fail and are never NULL) are all evaluated and combined bit by
 * bit, because a branch that goes either way costs more than they do.
 */
final class LogicEmitter {

    /** So many cheap operands cost about what a mispredicted branch does. */
    private static final int MOST_TOGETHER = 6;

    private final CodeBuilder code;
    private final Emitter emitter;

    LogicEmitter(CodeBuilder code, Emitter emitter) {
        this.code = code;
        this.emitter = emitter;
    }

    Value emit(Logic logic) {
        List<List<Node>> groups = groups(logic.operands());
        if (groups.size() == 1) {
            return together(logic.and(), groups.getFirst());
        }
        int result = code.allocateLocal(TypeKind.INT);
        int nullBit = logic.nullable() ? code.allocateLocal(TypeKind.INT) : Value.NEVER;
        if (logic.nullable()) {
            code.iconst_0().istore(nullBit);
        }
        Label decided = code.newLabel();
        for (List<Node> group : groups) {
            test(together(logic.and(), group), logic.and(), nullBit, decided);
        }
        Label end = code.newLabel();
        code.loadConstant(logic.and() ? 1 : 0).istore(result).goto_(end);
        code.labelBinding(decided).loadConstant(logic.and() ? 0 : 1).istore(result);
        if (logic.nullable()) {
            code.iconst_0().istore(nullBit);
        }
        code.labelBinding(end);
        return new Value(Carrier.BOOLEAN, later -> later.iload(result), nullBit);
    }

    /** Goes to {@code decided} when the operand is FALSE for AND, TRUE for OR; remembers NULL. */
    private void test(Value operand, boolean and, int nullBit, Label decided) {
        if (operand.isAlways()) {
            code.iconst_1().istore(nullBit);
            return;
        }
        if (operand.isNever()) {
            operand.push().accept(code);
            branch(and, decided);
            return;
        }
        Label isNull = code.newLabel();
        Label next = code.newLabel();
        code.iload(operand.nullBit()).ifne(isNull);
        operand.push().accept(code);
        branch(and, decided);
        code.goto_(next).labelBinding(isNull).iconst_1().istore(nullBit).labelBinding(next);
    }

    private void branch(boolean and, Label decided) {
        if (and) {
            code.ifeq(decided);
        } else {
            code.ifne(decided);
        }
    }

    private Value together(boolean and, List<Node> operands) {
        List<Value> values = operands.stream().map(emitter::emit).toList();
        if (values.size() == 1) {
            return values.getFirst();
        }
        int result = code.allocateLocal(TypeKind.INT);
        values.getFirst().push().accept(code);
        for (Value value : values.subList(1, values.size())) {
            value.push().accept(code);
            if (and) {
                code.iand();
            } else {
                code.ior();
            }
        }
        code.istore(result);
        return new Value(Carrier.BOOLEAN, later -> later.iload(result), Value.NEVER);
    }

    /** Neighbours that are evaluated together. */
    private static List<List<Node>> groups(List<Node> operands) {
        List<List<Node>> groups = new ArrayList<>();
        List<Node> cheap = new ArrayList<>();
        int together = 0;
        for (Node operand : operands) {
            int cost = cost(operand);
            if (together + cost > MOST_TOGETHER && !cheap.isEmpty()) {
                groups.add(cheap);
                cheap = new ArrayList<>();
                together = 0;
            }
            if (cost > MOST_TOGETHER) {
                groups.add(List.of(operand));
            } else {
                cheap.add(operand);
                together += cost;
            }
        }
        if (!cheap.isEmpty()) {
            groups.add(cheap);
        }
        return groups;
    }

    /** How many cheap tests the operand is; more than {@link #MOST_TOGETHER} when it is not cheap at all. */
    private static int cost(Node node) {
        int dear = MOST_TOGETHER + 1;
        if (node.nullable()) {
            return dear;
        }
        return switch (node) {
            case Column _, Constant _, Variable _ -> 1;
            case IsNull isNull -> isNull.operand().isSimple() ? 1 : dear;
            case IsTrue isTrue -> isTrue.operand().isSimple() ? 1 : dear;
            case Not not -> cost(not.operand());
            case Invoke invoke -> isCheap(invoke) ? 1 : dear;
            case Logic logic -> {
                int cost = 0;
                for (Node operand : logic.operands()) {
                    cost += cost(operand);
                }
                yield Math.min(dear, cost);
            }
            case Null _, Let _, Choose _, FirstNotNull _, Outlined _ -> dear;
        };
    }

    /** A comparison of two primitives: the kernels of {@link Comparisons} never fail a row. */
    private static boolean isCheap(Invoke invoke) {
        if (invoke.kernel().owner() != Comparisons.class) {
            return false;
        }
        for (Operand operand : invoke.kernel().operands()) {
            if (!(operand instanceof Operand.Argument argument && isPrimitive(argument.carrier()))) {
                return false;
            }
        }
        return invoke.args().stream().allMatch(Node::isSimple);
    }

    private static boolean isPrimitive(Carrier carrier) {
        return carrier.javaType().isPrimitive();
    }
}
