package io.millrace.spi.format;

import io.millrace.columns.Batch;

/** Turns records into rows. Holds one reader's scratch space; belongs to the task's thread. */
public interface RowDecoder {

    /**
     * Reads what stands before the first record of a file, such as a line with names.
     *
     * @param last whether {@code end} is the end of the file
     * @return where the first record begins; -1 when more bytes are needed
     * @throws io.millrace.spi.error.RunException if it does not fit the schema
     */
    default int header(byte[] data, int start, int end, boolean last) {
        return start;
    }

    /**
     * Decodes whole records, from {@code start} on, into rows behind those the batch has, until the batch is full or no
     * whole record is left, and sets the batch's row count. Strings may point into the chunk; the caller makes the chunk
     * a parent of the batch.
     *
     * @param end where the bytes end; {@link Chunk#SLACK} more are in the array
     * @param last whether {@code end} is the end of the input, so that the last record needs no separator. The decoder
     *     may then write a separator of its own at {@code end}
     * @param batch of the projected schema; rows that it has already came from the same chunk
     * @param records receives where each record stands and what is wrong with bad ones
     * @return where the first record begins that was not decoded
     */
    int decode(Chunk chunk, int start, int end, boolean last, Batch batch, Records records);

    /**
     * The first place from {@code start} on where a record may begin, for a reader that starts in mid-file.
     *
     * @return -1 when no separator was found before {@code end}
     */
    int resync(byte[] data, int start, int end);

    /** What a reader learns about records while they are decoded. */
    interface Records {

        /**
         * The record at these bytes becomes this row of the batch. Its bytes are still as they were read, and so are
         * those around it.
         */
        void decoded(int row, int start, int end);

        /**
         * The record at these bytes cannot be decoded; it takes no row.
         *
         * @param code stable name such as {@code json.type}
         * @param message what is wrong, with field and value
         * @throws io.millrace.spi.error.RunException if the node's policy says so
         */
        void rejected(int start, int end, String code, String message);
    }
}
