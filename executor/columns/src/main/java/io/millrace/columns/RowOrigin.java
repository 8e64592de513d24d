package io.millrace.columns;

/**
 * Where the rows of a batch were read, kept up to the first exchange so that an error can name the place. One object
 * per batch, reused with it.
 */
public interface RowOrigin {

    /** The place of a row in words, such as {@code flights.ndjson, line 17}. Not on the hot path. */
    String describe(int row);
}
