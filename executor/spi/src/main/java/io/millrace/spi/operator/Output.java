package io.millrace.spi.operator;

import io.millrace.columns.Rows;
import io.millrace.columns.Signal;

/** One output port of an operator: every edge that leaves it gets what is emitted. */
public interface Output {

    /** Whether {@link #emit} may be called now. */
    boolean hasRoom();

    /**
     * Sends rows. The caller's reference to them is handed over. Rows without any selected row are released at once.
     *
     * @throws IllegalStateException if there is no room
     */
    void emit(Rows rows);

    /** Sends a signal behind the rows emitted so far. There is always room for signals. */
    void signal(Signal signal);
}
