package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.Vector;

/** Makes the values of one column for events of one kind. May hold scratch space: belongs to one task. */
interface ColumnWriter {

    /** Once per batch, before the first {@link #write}, while the vector is empty. */
    default void begin(Vector vector) {}

    /** Writes the values of all rows of these runs. */
    void write(Vector vector, Runs runs);
}
