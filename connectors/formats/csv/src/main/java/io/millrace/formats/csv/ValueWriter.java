package io.millrace.formats.csv;

import io.millrace.columns.Vector;
import io.millrace.spi.format.RowEncoder.Buffer;

/** Writes values of one type. */
interface ValueWriter {

    /** Writes the value of a row, which is not NULL. */
    void write(Vector vector, int row, Buffer to);
}
