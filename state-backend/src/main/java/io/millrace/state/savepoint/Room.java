package io.millrace.state.savepoint;

/** How much memory what is read may still take: about, and rather too much than too little. One thread. */
final class Room {

    private final long mostBytes;
    private long leftBytes;

    Room(long mostBytes) {
        this.mostBytes = mostBytes;
        leftBytes = mostBytes;
    }

    long leftBytes() {
        return leftBytes;
    }

    /**
     * Takes some of it.
     *
     * @throws Exceeded when there is not so much
     */
    void take(long bytes) {
        if (bytes > leftBytes) {
            throw exceeded();
        }
        leftBytes -= bytes;
    }

    Exceeded exceeded() {
        return new Exceeded(mostBytes);
    }

    /** More was to be read than there is room for. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1;

        Exceeded(long mostBytes) {
            super("it takes more than the %,d bytes of memory that there are for a state".formatted(mostBytes));
        }
    }
}
