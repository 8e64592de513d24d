package io.millrace.spi.checkpoint;

import io.millrace.spi.state.StateAccess;

/** All state of one operator of one task. Belongs to the task's thread, but for what {@link FrozenState} says. */
public interface OperatorState extends AutoCloseable {

    /** The state as the operator sees it. */
    StateAccess access();

    /**
     * What was restored is somebody else's: the next checkpoint holds all of it and names no file of before.
     *
     * @param nowMicros what rows get that are to live for a time from now on, and had none; see {@link
     *     io.millrace.spi.state.TableLayout#WRITTEN_AT}
     */
    void detach(long nowMicros);

    /**
     * At a barrier, when the operator has flushed: takes down what state is now, without copying it all. Rows flow on; what
     * is frozen does not change. No state is fetched at this time. At most one frozen state is being written at a time, and
     * one whose fate is open counts until it is {@link FrozenState#settle settled}.
     */
    FrozenState freeze();

    /** About how many bytes it takes up now, in memory and on disk, for people. Any thread. */
    long sizeBytes();

    /** About how many of them are rows that are on disk and not in memory. Any thread. */
    long coldBytes();

    /** Gives back what it holds; what is frozen and not yet written is lost. */
    @Override
    void close();
}
