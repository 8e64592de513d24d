package io.millrace.spi.source;

/** Reads the splits of one task; holds what they share, such as a client. Belongs to the task's thread. */
public interface SourceReader extends AutoCloseable {

    /** Starts or goes on with a split, at its {@link Split#state}. */
    SplitReader open(Split split);

    @Override
    void close();
}
