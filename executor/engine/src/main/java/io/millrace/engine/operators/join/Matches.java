package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;

/** The rows kept of one side that match a row of the other one, by slot; slots and what they mean are those of {@link ListState}. */
sealed interface Matches permits ListMatches, RangeMatches {

    /** Rows of this batch are asked for from now on. */
    void begin(Batch batch);

    /**
     * The first match.
     *
     * @param list the list of the row's key
     * @param row the row's number in the batch
     * @return its slot, or {@link ListState#NONE}, or {@link ListState#WAITING}
     */
    int first(int list, int row);

    /** The match behind one that was given for the same row, or NONE or WAITING. */
    int next(int slot);

    /** What to wait for after WAITING, before asking again. */
    Completion completion();

    /** A column of what is kept, by slot. */
    Vector value(int column);
}
