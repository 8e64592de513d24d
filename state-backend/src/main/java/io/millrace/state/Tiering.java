package io.millrace.state;

import java.util.concurrent.Executor;

/**
 * What tiered states of a process share.
 *
 * @param memory for the rows in the arrays
 * @param store where the others are
 * @param io reads and writes them
 */
record Tiering(HotMemory memory, ColdStore store, Executor io) {}
