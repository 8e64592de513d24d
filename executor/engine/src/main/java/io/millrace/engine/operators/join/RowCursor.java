package io.millrace.engine.operators.join;

import io.millrace.columns.Rows;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/** Brings rows of a join out, batch by batch. */
sealed interface RowCursor permits MatchedRows, LoneRows, ExpiredRows {

    /** Whether there may be more. */
    boolean isActive();

    /** The next rows; null at the end and while there is something to wait for. */
    @Nullable
    Rows next();

    /** What keeps {@link #next} from going on, if anything does. */
    @Nullable
    Completion waitingFor();
}
