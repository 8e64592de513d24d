package io.millrace.engine.codegen;

import java.lang.classfile.CodeBuilder;

/** What a loop does with the value of each row. One object per class that is written. */
sealed interface Target permits ConditionTarget, ValueTarget {

    /** What the generated class extends. */
    Class<? extends BlockLoop> superclass();

    /** Emits what comes before the loop. */
    void open(CodeBuilder code);

    /** Emits the use of a row's value. */
    void use(CodeBuilder code, Value value, int row);

    /** Emits what comes behind the loop, and when a row has failed. */
    void close(CodeBuilder code);
}
