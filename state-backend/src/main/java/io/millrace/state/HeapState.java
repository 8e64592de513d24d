package io.millrace.state;

import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.state.TableLayout;
import java.util.List;

/** What checkpoints want to know of a state of any kind. The task's thread, but for {@link #sizeBytes}. */
interface HeapState {

    Kind kind();

    TableLayout layout();

    /** Of ordered state, else 0. */
    long bucketWidth();

    /** The stores that hold its rows; keys come before what belongs to them. */
    List<StatePart> parts();

    /** How many rows there are, for people. */
    long rowCount();

    /**
     * Makes everything anew that is not kept: indexes and links. After rows were loaded, once.
     *
     * @throws IllegalStateException if the rows do not fit together
     */
    void rebuild();

    /** Gives back what is not memory. */
    default void close() {}

    /** About how many bytes of memory it takes up. Any thread. */
    long sizeBytes();

    /** About how many bytes of its rows are on disk and not in memory. Any thread. */
    default long coldBytes() {
        return 0;
    }
}
