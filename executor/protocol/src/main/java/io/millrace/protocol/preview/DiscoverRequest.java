package io.millrace.protocol.preview;

/**
 * Which file to look into.
 *
 * @param path below the files root: a file, or a folder or pattern, of which the first file is looked into
 * @param rows how many rows are shown
 */
public record DiscoverRequest(String path, int rows) {

    /** More rows are no peek. */
    public static final int MOST_ROWS = 1_000;

    public DiscoverRequest {
        if (rows < 0 || rows > MOST_ROWS) {
            throw new IllegalArgumentException("rows lies between 0 and " + MOST_ROWS + ", so it cannot be " + rows);
        }
    }
}
