package io.millrace.engine.operators.topn;

import io.millrace.columns.Rows;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a batch in, some partitions after the others, and says what changes by it. */
interface Intake {

    /** Begins with rows, which stay the caller's until {@link #isDone}. */
    void begin(Rows rows);

    /** Whether all are in, and let go of. */
    boolean isDone();

    /**
     * Takes rows in until there are changes to be sent; called again when these are.
     *
     * @return what to wait for before it is called again; null when there is something to send, or all are in
     */
    @Nullable
    Completion goOn();
}
