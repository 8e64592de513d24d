package io.millrace.spi.sink;

import io.millrace.columns.Rows;
import io.millrace.spi.operator.Progress;
import java.util.List;

/** Takes the rows of one task. Belongs to the task's thread and never blocks it. */
public interface SinkWriter extends AutoCloseable {

    /**
     * Takes rows; the caller keeps its reference.
     *
     * @return {@link Progress#YIELD} when they are taken; waiting when the same rows are to be offered again later, none
     *     of them being taken yet
     */
    Progress write(Rows rows);

    /**
     * Brings out what was taken, so that it can be committed; called again until it says {@link Progress#DONE}.
     */
    Progress flush();

    /** What was flushed since the last call, in the sink's own encoding, for {@link Committer#commit}. */
    List<byte[]> prepareCommit();

    /** Called once. What was not committed must stay invisible, and is cleaned up where possible. */
    @Override
    void close();
}
