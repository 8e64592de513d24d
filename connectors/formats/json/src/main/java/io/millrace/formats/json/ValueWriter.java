package io.millrace.formats.json;

import io.millrace.columns.Vector;
import io.millrace.spi.format.RowEncoder.Buffer;

/** Writes values of one type that are not NULL. */
interface ValueWriter {

    void write(Vector vector, int row, Buffer to);
}
