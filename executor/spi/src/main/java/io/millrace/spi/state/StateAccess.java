package io.millrace.spi.state;

/**
 * An operator's state, by {@link StateId}. Asking twice for one id gives the same state; asking for another kind or
 * layout under a known id is an {@link IllegalArgumentException}. All calls on the task's thread. After a recovery the
 * state is there with what the checkpoint held.
 */
public interface StateAccess {

    /** key → row. */
    TableState table(StateId id, TableLayout layout);

    /** key → rows, in the order they were appended. */
    ListState list(StateId id, TableLayout layout);

    /**
     * (key, order) → rows, by ranges of the order.
     *
     * @param bucketWidth how much of the order is taken back at once, in its unit; about a tenth of how long rows are
     *     kept is good, and {@link OrderedState#NEVER_DROPPED} if it never is. Says nothing about which rows are found
     */
    OrderedState ordered(StateId id, TableLayout layout, long bucketWidth);

    /** Rows that every task has. */
    BroadcastState broadcast(StateId id, TableLayout layout);

    /** Items that are spread anew over the tasks when the parallelism changes. */
    SplitListState splitList(StateId id);

    /** Timers by key; the layout has no value columns. */
    TimerState timers(StateId id, TableLayout layout);

    /**
     * Tables of the same sort for what an operator only gathers and brings out before the next barrier. No checkpoint
     * holds them, and they never go cold.
     */
    TableState scratch(TableLayout layout);
}
