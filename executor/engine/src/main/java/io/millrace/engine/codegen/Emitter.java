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
import io.millrace.expr.value.Carrier;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Emits the code that evaluates nodes on one row. Between two nodes the operand stack is empty: results are in local
 * variables or can be pushed again. So a row error, which clears the stack, can be caught anywhere.
 */
final class Emitter {

    private final CodeBuilder code;
    private final LoopAssembler loop;
    private final MethodFrame frame;
    private final int row;
    private final Map<Integer, Value> variables = new HashMap<>();

    /**
     * @param row the local variable with the row number
     */
    Emitter(CodeBuilder code, LoopAssembler loop, MethodFrame frame, int row) {
        this.code = code;
        this.loop = loop;
        this.frame = frame;
        this.row = row;
    }

    /** Says where the value of a variable is that was named outside of this method. */
    void bind(int variable, Value value) {
        variables.put(variable, value);
    }

    /** Evaluates the node. */
    Value emit(Node node) {
        return switch (node) {
            case Column column -> new ColumnEmitter(code, frame, row).emit(column);
            case Constant constant -> constant(constant);
            case Null(Carrier carrier) -> none(carrier);
            case Variable variable -> value(variable);
            case Let let -> {
                variables.put(let.variable(), emit(let.value()));
                yield emit(let.body());
            }
            case Invoke invoke -> new InvokeEmitter(code, loop, frame).emit(invoke, emitAll(invoke.args()));
            case Logic logic -> new LogicEmitter(code, this).emit(logic);
            case Not not -> {
                Value operand = emit(not.operand());
                yield new Value(Carrier.BOOLEAN, stored(operand.push().andThen(Emitter::negate)), operand.nullBit());
            }
            case IsNull isNull -> {
                Value operand = emit(isNull.operand());
                yield new Value(Carrier.BOOLEAN, operand::pushNullBit, Value.NEVER);
            }
            case IsTrue isTrue -> isTrue(isTrue);
            case Choose choose -> choose(choose);
            case FirstNotNull firstNotNull -> firstNotNull(firstNotNull);
            case Outlined outlined -> outlined(outlined);
        };
    }

    private Value value(Variable variable) {
        return Objects.requireNonNull(variables.get(variable.id()), "a variable that nobody has named");
    }

    private List<Value> emitAll(List<Node> nodes) {
        return nodes.stream().map(this::emit).toList();
    }

    private static void negate(CodeBuilder code) {
        code.iconst_1().ixor();
    }

    /** Evaluates now what pushes an int, and pushes the result later. */
    private Consumer<CodeBuilder> stored(Consumer<CodeBuilder> push) {
        int local = code.allocateLocal(TypeKind.INT);
        push.accept(code);
        code.istore(local);
        return later -> later.iload(local);
    }

    private Value none(Carrier carrier) {
        return new Value(carrier, later -> pushDefault(later, carrier), Value.ALWAYS);
    }

    /** Something of the carrier's type, which stands where a value is NULL. */
    static void pushDefault(CodeBuilder code, Carrier carrier) {
        switch (carrier) {
            case BOOLEAN, INT -> code.iconst_0();
            case LONG -> code.lconst_0();
            case FLOAT -> code.fconst_0();
            case DOUBLE -> code.dconst_0();
            case UTF8, DECIMAL128, TIMESTAMP_NANOS, OBJECT -> code.aconst_null();
        }
    }

    private Value constant(Constant constant) {
        Consumer<CodeBuilder> push =
                switch (constant.value()) {
                    case Boolean value -> later -> later.loadConstant(value ? 1 : 0);
                    case Integer value -> later -> later.loadConstant(value);
                    case Long value -> later -> later.loadConstant(value);
                    case Float value -> later -> later.loadConstant(value);
                    case Double value -> later -> later.loadConstant(value);
                    default -> {
                        var load = loop.constants()
                                .load(constant.value(), constant.carrier().javaType());
                        yield later -> later.loadConstant(load);
                    }
                };
        return new Value(constant.carrier(), push, Value.NEVER);
    }

    private Value isTrue(IsTrue isTrue) {
        Value operand = emit(isTrue.operand());
        if (operand.isAlways()) {
            return new Value(Carrier.BOOLEAN, CodeBuilder::iconst_0, Value.NEVER);
        }
        Consumer<CodeBuilder> push =
                isTrue.value() ? operand.push() : operand.push().andThen(Emitter::negate);
        return new Value(Carrier.BOOLEAN, stored(push.andThen(later -> andNotNull(later, operand))), Value.NEVER);
    }

    /** Turns a condition on the operand stack to 0 when it is NULL. */
    static void andNotNull(CodeBuilder code, Value condition) {
        if (!condition.isNever()) {
            condition.pushNullBit(code);
            negate(code);
            code.iand();
        }
    }

    private Value choose(Choose choose) {
        Slot result = new Slot(choose.carrier(), choose.nullable());
        Label end = code.newLabel();
        for (int i = 0; i < choose.conditions().size(); i++) {
            Value condition = emit(choose.conditions().get(i));
            if (condition.isAlways()) {
                continue;
            }
            Label next = code.newLabel();
            condition.push().accept(code);
            andNotNull(code, condition);
            code.ifeq(next);
            result.store(emit(choose.results().get(i)));
            code.goto_(end).labelBinding(next);
        }
        result.store(emit(choose.otherwise()));
        code.labelBinding(end);
        return result.value();
    }

    private Value firstNotNull(FirstNotNull firstNotNull) {
        Slot result = new Slot(firstNotNull.carrier(), firstNotNull.nullable());
        Label end = code.newLabel();
        for (Node operand : firstNotNull.operands()) {
            Value value = emit(operand);
            result.store(value);
            if (value.isNever()) {
                break;
            }
            if (!value.isAlways()) {
                code.iload(value.nullBit()).ifeq(end);
            }
        }
        code.labelBinding(end);
        return result.value();
    }

    private Value outlined(Outlined outlined) {
        List<Variable> free = Outlining.freeVariables(outlined.body());
        String method = loop.outline(outlined, free);
        code.aload(MethodFrame.THIS).aload(MethodFrame.INPUTS).iload(row);
        for (Variable variable : free) {
            Value value = value(variable);
            value.push().accept(code);
            value.pushNullBit(code);
        }
        code.invokevirtual(Symbols.LOOP, method, Outlining.type(outlined, free));
        Slot result = new Slot(outlined.carrier(), outlined.nullable());
        code.storeLocal(Symbols.kind(outlined.carrier()), result.local);
        if (outlined.nullable()) {
            code.aload(MethodFrame.THIS)
                    .getfield(Symbols.LOOP, "resultIsNull", Symbols.desc(boolean.class))
                    .istore(result.nullBit);
        }
        return result.value();
    }

    /** Local variables that several paths write to. */
    private final class Slot {

        private final Carrier carrier;
        private final int local;
        private final int nullBit;

        Slot(Carrier carrier, boolean nullable) {
            this.carrier = carrier;
            local = code.allocateLocal(Symbols.kind(carrier));
            nullBit = nullable ? code.allocateLocal(TypeKind.INT) : Value.NEVER;
        }

        void store(Value value) {
            value.push().accept(code);
            code.storeLocal(Symbols.kind(carrier), local);
            if (nullBit != Value.NEVER) {
                value.pushNullBit(code);
                code.istore(nullBit);
            }
        }

        Value value() {
            return new Value(carrier, later -> later.loadLocal(Symbols.kind(carrier), local), nullBit);
        }
    }
}
