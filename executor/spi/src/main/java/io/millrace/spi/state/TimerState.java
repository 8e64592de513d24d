package io.millrace.spi.state;

import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/** Times at which something is to be done for a key; each (key, time) once. */
public interface TimerState {

    /** There are timers, but they have to be waited for; see {@link #completion}. */
    int WAITING = -1;

    /**
     * Sets timers. Never waits: nothing has to be known about a key for it.
     *
     * @param keys one vector per key column
     * @param rows which rows of the vectors, or null for the first {@code count}
     * @param hashes hash of each key, by position
     * @param times time of each timer, by position
     */
    void set(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, long[] times);

    /** Unsets timers, those of them that are set; parameters as in {@link #set}. */
    void unset(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, long[] times);

    /** The earliest time set, or {@link Long#MAX_VALUE}. */
    long earliest();

    /**
     * Takes timers whose time is at most {@code bound} out, earliest first.
     *
     * @param keys receive the keys, row by row from 0; cleared first
     * @param times receives the times
     * @return how many were taken, at most {@code times.length}, 0 when there are no more; or {@link #WAITING}
     */
    int expire(long bound, Vector[] keys, long[] times);

    /** What to wait for after {@link #WAITING}, before asking again. */
    Completion completion();

    /** How many timers are set, hot and cold. */
    long size();
}
