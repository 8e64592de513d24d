package io.millrace.spi.format;

/**
 * The beginning of a file, from which a format guesses what is in it.
 *
 * @param path of the file; its ending may help
 * @param data the bytes, and {@link Chunk#SLACK} more behind them; the format may change them
 * @param length how many bytes there are
 * @param isWhole whether that is the whole file
 */
public record Sample(String path, byte[] data, int length, boolean isWhole) {

    /** So many records are looked at. */
    public static final int MOST_RECORDS = 1_000;

    /** Where text begins: behind a byte order mark of UTF-8. */
    public int start() {
        boolean isMarked = length >= 3 && data[0] == (byte) 0xef && data[1] == (byte) 0xbb && data[2] == (byte) 0xbf;
        return isMarked ? 3 : 0;
    }
}
