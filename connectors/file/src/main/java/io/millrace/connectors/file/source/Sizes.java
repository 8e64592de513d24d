package io.millrace.connectors.file.source;

/**
 * How much is done at once; tests use small ones.
 *
 * @param rangeBytes how long the ranges are that a big file is cut into: some ten milliseconds of decoding, so that the
 *     tasks of a source end at about the same time, and long enough that what is done once per range does not count
 * @param readBytes how much is read at once: some full batches, and little enough to be decoded from the cache it was
 *     read into
 * @param carryBytes room for the rest of the chunk before; longer rests are put together in memory of their own
 * @param longestRecord a longer record is an error of that record: no memory is given to a file without line feeds
 */
record Sizes(long rangeBytes, int readBytes, int carryBytes, int longestRecord) {

    static final Sizes STANDARD = new Sizes(32L << 20, 1 << 20, 64 << 10, 16 << 20);
}
