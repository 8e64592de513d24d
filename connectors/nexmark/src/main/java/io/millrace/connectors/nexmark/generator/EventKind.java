package io.millrace.connectors.nexmark.generator;

/**
 * What an event is. Of 50 neighbouring events (an <em>epoch</em>) the first is a person, the next 3 are auctions, the
 * other 46 are bids.
 */
public enum EventKind {
    PERSON(0, 1),
    AUCTION(1, 3),
    BID(4, 46);

    /** How many events an epoch has. */
    public static final int EPOCH = 50;

    private final int first;
    private final int perEpoch;

    EventKind(int first, int perEpoch) {
        this.first = first;
        this.perEpoch = perEpoch;
    }

    /** Place of the first event of this kind in an epoch. */
    int first() {
        return first;
    }

    /** How many events of an epoch are of this kind. */
    public int perEpoch() {
        return perEpoch;
    }

    /** The event in a row of events of this kind that begins at the first of them from {@code from} on. */
    long eventOfRow(long from, int row) {
        long epoch = from / EPOCH;
        long passed = Math.clamp(from % EPOCH - first, 0, perEpoch);
        long place = epoch * perEpoch + passed + row;
        return place / perEpoch * EPOCH + first + place % perEpoch;
    }

    /** The kind of an event. */
    public static EventKind of(long event) {
        int place = (int) (event % EPOCH);
        return place < AUCTION.first ? PERSON : place < BID.first ? AUCTION : BID;
    }
}
