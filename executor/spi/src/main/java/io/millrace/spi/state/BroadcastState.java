package io.millrace.spi.state;

/**
 * Rows that every task has in full, written from a broadcast input alone, so that all tasks hold the same. Kept once in
 * a checkpoint and given to every task on recovery, at whatever parallelism.
 */
public interface BroadcastState {

    /** The rows, key → rows. They never have to be waited for. */
    ListState rows();
}
