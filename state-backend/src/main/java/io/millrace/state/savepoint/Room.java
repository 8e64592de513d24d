package io.millrace.state.savepoint;

/**
 * How much memory what is read may still take: about, and rather too much than too little. There is one for all states that are in
 * memory at a time. One thread.
 */
public final class Room {

    private final long mostBytes;
    private long leftBytes;

    /**
     * @param mostBytes that may be taken
     */
    public Room(long mostBytes) {
        this.mostBytes = mostBytes;
        leftBytes = mostBytes;
    }

    /**
     * Takes some of it.
     *
     * @throws Exceeded when there is not so much
     */
    void take(long bytes) {
        if (bytes > leftBytes) {
            throw new Exceeded(mostBytes);
        }
        leftBytes -= bytes;
    }

    /** More was to be read than there is room for. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1;

        Exceeded(long mostBytes) {
            super("it takes more than the %,d bytes of memory that there are for the states of a task"
                    .formatted(mostBytes));
        }
    }
}
