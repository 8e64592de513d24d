package io.millrace.engine.codegen;

import io.millrace.expr.value.Carrier;
import java.lang.classfile.CodeBuilder;
import java.util.function.Consumer;

/**
 * A node that was evaluated: how generated code gets at its value and its NULL bit. Pushing has no effects, so it may
 * happen several times or not at all.
 *
 * @param push puts the value on the operand stack; without meaning when NULL
 * @param nullBit the local variable that is 1 when the value is NULL, or {@link #NEVER} or {@link #ALWAYS}
 */
record Value(Carrier carrier, Consumer<CodeBuilder> push, int nullBit) {

    /** In place of a local variable: not NULL. */
    static final int NEVER = -1;

    /** In place of a local variable: NULL. */
    static final int ALWAYS = -2;

    boolean isNever() {
        return nullBit == NEVER;
    }

    boolean isAlways() {
        return nullBit == ALWAYS;
    }

    /** Puts 1 on the operand stack when the value is NULL, else 0. */
    void pushNullBit(CodeBuilder code) {
        switch (nullBit) {
            case NEVER -> code.iconst_0();
            case ALWAYS -> code.iconst_1();
            default -> code.iload(nullBit);
        }
    }
}
