package io.millrace.spi.source;

import io.millrace.columns.Batch;
import io.millrace.spi.operator.Progress;
import java.util.function.Consumer;

/** Reads one split in order. Belongs to the task's thread and never blocks it. */
public interface SplitReader extends AutoCloseable {

    /**
     * Reads at most one batch, of 1 to {@link Batch#MAX_ROWS} rows, and hands it over with its reference. A batch goes
     * out when it is full, or when nothing more is there right now (at most 1 ms later).
     *
     * @return {@link Progress#YIELD} when there may be more at once; waiting; or {@link Progress#DONE} at the end of the
     *     split. A batch may have been handed over in each case.
     * @throws io.millrace.spi.error.RunException what made it fail, in words
     */
    Progress read(Consumer<Batch> out);

    /** How far it is read, behind the last batch handed over. */
    byte[] state();

    @Override
    void close();
}
