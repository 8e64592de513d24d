package io.millrace.engine.codegen;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;

/** Writes the row to the kept ones when the value is TRUE, and otherwise, if wanted, to the rest. */
final class ConditionTarget implements Target {

    private final boolean withRest;
    private int keep;
    private int kept;
    private int keptCount;
    private int rest;
    private int restCount;

    ConditionTarget(boolean withRest) {
        this.withRest = withRest;
    }

    @Override
    public Class<? extends BlockLoop> superclass() {
        return ConditionLoop.class;
    }

    @Override
    public void open(CodeBuilder code) {
        keep = code.allocateLocal(TypeKind.INT);
        kept = openField(code, "kept", TypeKind.REFERENCE);
        keptCount = openField(code, "keptCount", TypeKind.INT);
        if (withRest) {
            rest = openField(code, "rest", TypeKind.REFERENCE);
            restCount = openField(code, "restCount", TypeKind.INT);
        }
    }

    private static int openField(CodeBuilder code, String name, TypeKind kind) {
        int local = code.allocateLocal(kind);
        code.aload(MethodFrame.THIS)
                .getfield(Symbols.LOOP, name, kind == TypeKind.INT ? ConstantDescs.CD_int : Symbols.INTS)
                .storeLocal(kind, local);
        return local;
    }

    /** {@code kept[keptCount] = row; keptCount += keep; rest[restCount] = row; restCount += 1 - keep}. */
    @Override
    public void use(CodeBuilder code, Value value, int row) {
        value.push().accept(code);
        Emitter.andNotNull(code, value);
        code.istore(keep);
        code.aload(kept).iload(keptCount).iload(row).iastore();
        code.iload(keptCount).iload(keep).iadd().istore(keptCount);
        if (withRest) {
            code.aload(rest).iload(restCount).iload(row).iastore();
            code.iinc(restCount, 1).iload(restCount).iload(keep).isub().istore(restCount);
        }
    }

    @Override
    public void close(CodeBuilder code) {
        code.aload(MethodFrame.THIS).iload(keptCount).putfield(Symbols.LOOP, "keptCount", ConstantDescs.CD_int);
        if (withRest) {
            code.aload(MethodFrame.THIS).iload(restCount).putfield(Symbols.LOOP, "restCount", ConstantDescs.CD_int);
        }
    }
}
