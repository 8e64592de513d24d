package io.millrace.spi.state;

import java.util.List;

/** Small items without a key, such as split positions. When the parallelism changes they are spread anew. */
public interface SplitListState {

    /** This task's items: what was last set, or what the recovery gave to this task. Not to be changed. */
    List<byte[]> items();

    /** Sets this task's items, which pass to the state; called while the operator flushes before a barrier. */
    void replace(List<byte[]> items);
}
