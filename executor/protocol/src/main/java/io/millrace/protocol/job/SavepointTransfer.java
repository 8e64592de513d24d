package io.millrace.protocol.job;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The bytes of an archive on their way between an executor and whoever ordered that: as much is under way as the slower end takes.
 * Reading and writing wait for the other end; each for one thread.
 */
public interface SavepointTransfer extends AutoCloseable {

    /**
     * What the other end writes. It ends when that has {@link OutputStream#close closed} its side; an {@link
     * java.io.IOException} says that it was cut off before.
     */
    InputStream in();

    /** What the other end reads. Closing it says that this was all; an {@link java.io.IOException} that nobody reads any more. */
    OutputStream out();

    /** Ends it, in order where both sides were closed before, else so that the other end learns of it. */
    @Override
    void close();
}
