package io.millrace.state;

import java.util.concurrent.Executor;

/**
 * What tiered states of a process share.
 *
 * @param memory for the rows in the arrays
 * @param store where the others are
 * @param io reads and writes them
 * @param poisons whether rows that are gone from memory are made unlike any, for tests
 */
record Tiering(HotMemory memory, ColdStore store, Executor io, boolean poisons) {

    Tiering(HotMemory memory, ColdStore store, Executor io) {
        this(memory, store, io, false);
    }
}
