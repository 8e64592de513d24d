package io.millrace.engine.codegen;

import io.millrace.engine.codegen.Node.Invoke;
import io.millrace.expr.Kernel;
import io.millrace.expr.Operand;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Emits calls of kernels: skipped when an argument is NULL, the result in a register or a local variable. */
final class InvokeEmitter {

    private final CodeBuilder code;
    private final LoopAssembler loop;
    private final MethodFrame frame;

    InvokeEmitter(CodeBuilder code, LoopAssembler loop, MethodFrame frame) {
        this.code = code;
        this.loop = loop;
        this.frame = frame;
    }

    Value emit(Invoke invoke, List<Value> args) {
        Carrier carrier = invoke.carrier();
        List<Value> strict = IntStream.range(0, args.size())
                .filter(invoke.kernel()::isStrict)
                .mapToObj(args::get)
                .toList();
        if (strict.stream().anyMatch(Value::isAlways)) {
            return new Value(carrier, later -> Emitter.pushDefault(later, carrier), Value.ALWAYS);
        }
        int local = carrier.isRegister() ? frame.register(invoke) : code.allocateLocal(Symbols.kind(carrier));
        Consumer<CodeBuilder> push = later -> later.loadLocal(Symbols.kind(carrier), local);
        if (!invoke.nullable()) {
            call(invoke, args, local);
            return new Value(carrier, push, Value.NEVER);
        }
        int nullBit = code.allocateLocal(TypeKind.INT);
        if (!carrier.isRegister()) {
            Emitter.pushDefault(code, carrier);
            code.storeLocal(Symbols.kind(carrier), local);
        }
        Label end = code.newLabel();
        if (combineNulls(strict, nullBit)) {
            code.iload(nullBit).ifne(end);
        }
        if (invoke.guarded()) {
            guardedCall(invoke, args, local, nullBit);
        } else {
            call(invoke, args, local);
        }
        if (invoke.kernel().mayReturnNull()) {
            readFlag(invoke.guarded(), nullBit);
        }
        code.labelBinding(end);
        return new Value(carrier, push, nullBit);
    }

    /** Sets the bit when any argument is NULL; says whether one may be. */
    private boolean combineNulls(List<Value> args, int nullBit) {
        boolean any = false;
        for (Value arg : args) {
            if (!arg.isNever()) {
                arg.pushNullBit(code);
                if (any) {
                    code.ior();
                }
                any = true;
            }
        }
        if (!any) {
            code.iconst_0();
        }
        code.istore(nullBit);
        return any;
    }

    private void guardedCall(Invoke invoke, List<Value> args, int local, int nullBit) {
        if (invoke.kernel().mayReturnNull()) {
            clearFlag();
        }
        Label start = code.newBoundLabel();
        call(invoke, args, local);
        Label end = code.newBoundLabel();
        Label after = code.newLabel();
        code.goto_(after);
        Label handler = code.newBoundLabel();
        code.pop().iconst_1().istore(nullBit).labelBinding(after);
        code.exceptionCatch(start, end, handler, Symbols.desc(RowError.class));
    }

    private void call(Invoke invoke, List<Value> args, int local) {
        Kernel kernel = invoke.kernel();
        if (kernel.mayReturnNull() && !invoke.guarded()) {
            clearFlag();
        }
        for (Operand operand : kernel.operands()) {
            push(invoke, operand, args);
        }
        if (kernel.result().isRegister()) {
            code.aload(local);
        }
        if (kernel.mayReturnNull()) {
            code.aload(frame.nullFlag());
        }
        code.invokestatic(Symbols.desc(kernel.owner()), kernel.method(), Symbols.method(kernel.methodType()));
        if (!kernel.result().isRegister()) {
            code.storeLocal(Symbols.kind(kernel.result()), local);
        }
    }

    private void push(Invoke invoke, Operand operand, List<Value> args) {
        switch (operand) {
            case Operand.Argument argument -> args.get(argument.index()).push().accept(code);
            case Operand.IntConstant constant -> code.loadConstant(constant.value());
            case Operand.LongConstant constant -> code.loadConstant(constant.value());
            case Operand.ObjectConstant constant ->
                code.loadConstant(loop.constants().load(constant.value(), constant.parameter()));
            case Operand.Boxed boxed -> pushBoxed(boxed, args);
            case Operand.Workspace _ -> code.aload(frame.workspace(invoke));
            case Operand.Zone _ -> code.loadConstant(loop.constants().load(loop.zone(), PipelineZone.class));
        }
    }

    private void pushBoxed(Operand.Boxed boxed, List<Value> args) {
        int count = boxed.arguments().size();
        code.loadConstant(count).anewarray(ConstantDescs.CD_Object);
        for (int i = 0; i < count; i++) {
            Value value = args.get(boxed.arguments().get(i).index());
            code.dup().loadConstant(i);
            if (value.isAlways()) {
                code.aconst_null();
            } else if (value.isNever()) {
                box(value);
            } else {
                Label isNull = code.newLabel();
                Label done = code.newLabel();
                value.pushNullBit(code);
                code.ifne(isNull);
                box(value);
                code.goto_(done).labelBinding(isNull).aconst_null().labelBinding(done);
            }
            code.aastore();
        }
    }

    private void box(Value value) {
        value.push().accept(code);
        Class<?> primitive = value.carrier().javaType();
        if (primitive.isPrimitive()) {
            Class<?> box = value.carrier().boxedType();
            code.invokestatic(Symbols.desc(box), "valueOf", Symbols.method(box, primitive));
        }
    }

    private void clearFlag() {
        code.aload(frame.nullFlag()).invokevirtual(Symbols.desc(NullFlag.class), "clear", Symbols.method(void.class));
    }

    /** A guarded call that failed has set the bit already, and its flag is down. */
    private void readFlag(boolean guarded, int nullBit) {
        code.aload(frame.nullFlag())
                .invokevirtual(Symbols.desc(NullFlag.class), "isRaised", Symbols.method(boolean.class));
        if (guarded) {
            code.iload(nullBit).ior();
        }
        code.istore(nullBit);
    }
}
