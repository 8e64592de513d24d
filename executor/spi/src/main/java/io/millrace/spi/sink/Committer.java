package io.millrace.spi.sink;

import java.util.List;

/**
 * Makes what writers prepared visible. One at a time in a job, on an I/O thread; may block. Every call may come to another
 * instance than the one before, on another executor, and may come again after a failure: it must then do nothing new.
 */
public interface Committer extends AutoCloseable {

    /**
     * Called before any writer writes: checks that the sink can be used and cleans up after earlier attempts.
     *
     * @throws Exception what made it fail; a {@link io.millrace.spi.error.RunException} says it in words
     */
    void prepare() throws Exception;

    /** Makes these visible, all or (after a failure, by a further call) the rest. */
    void commit(List<byte[]> prepared) throws Exception;

    /** Removes these without their ever having been visible. */
    void abort(List<byte[]> prepared) throws Exception;

    @Override
    void close();
}
