package io.millrace.engine.operators.source;

import io.millrace.columns.Rows;
import io.millrace.spi.operator.OperatorContext;

/** Stateless stages that run on the batches of a source before its watermarks are made. Belongs to the task's thread. */
public interface RowStages extends AutoCloseable {

    /** Makes the stages of one task. */
    @FunctionalInterface
    interface Factory {

        /** Fresh stages that have taken what they need from the context. */
        RowStages open(OperatorContext context);
    }

    /**
     * What comes out for these rows, perhaps none.
     *
     * @param rows the reference is consumed; that to the result is the caller's
     */
    Rows run(Rows rows);

    @Override
    void close();
}
