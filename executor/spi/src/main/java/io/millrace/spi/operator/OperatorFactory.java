package io.millrace.spi.operator;

/** Makes an operator for a task, on the task's thread, before its first step. One factory serves all tasks of a job. */
@FunctionalInterface
public interface OperatorFactory {

    /** A fresh operator that has taken what it needs from the context: inputs, outputs, state, pools. */
    Operator open(OperatorContext context);
}
