package io.millrace.protocol.preview;

/**
 * How much of a drawing is run.
 *
 * @param rowsPerSource how many rows are read of a source
 * @param rowsPerLookup how many rows are read of a source that a lookup join looks up in: it is of little use in part
 * @param rowsPerPort how many rows are shown of each port
 * @param wallMillis how long it may take; what has come by then is shown
 */
public record PreviewLimits(int rowsPerSource, int rowsPerLookup, int rowsPerPort, int wallMillis) {

    /** Enough to see something, fast enough to be asked for with every pause in typing. */
    public static final PreviewLimits DEFAULT = new PreviewLimits(1_000, 100_000, 100, 2_000);

    private static final int MOST_ROWS = 1_000_000;
    private static final int LONGEST_MILLIS = 60_000;

    public PreviewLimits {
        require(rowsPerSource, "rowsPerSource", MOST_ROWS);
        require(rowsPerLookup, "rowsPerLookup", MOST_ROWS);
        require(rowsPerPort, "rowsPerPort", MOST_ROWS);
        require(wallMillis, "wallMillis", LONGEST_MILLIS);
    }

    private static void require(int value, String name, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " lies between 1 and " + most + ", so it cannot be " + value);
        }
    }
}
