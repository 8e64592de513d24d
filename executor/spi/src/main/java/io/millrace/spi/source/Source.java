package io.millrace.spi.source;

/** A source of one job. Thread-safe: the enumerator and each reader live on threads of their own. */
public interface Source {

    /** Whether it comes to an end by itself. */
    boolean isBounded();

    /** How splits reach the readers. */
    Assignment assignment();

    /** Finds the splits. One per job. */
    SplitEnumerator enumerator();

    /** Reads splits. One per task. */
    SourceReader reader(ReaderContext context);

    /** How splits reach the readers. */
    enum Assignment {
        /** A reader gets the next split when it is done with one: many splits, each read to its end. */
        ON_DEMAND,
        /** All splits are spread evenly at once and read side by side: partitions and shards. */
        SPREAD
    }
}
