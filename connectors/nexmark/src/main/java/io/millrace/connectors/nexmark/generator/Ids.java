package io.millrace.connectors.nexmark.generator;

/** Which auctions and persons exist when an event happens, and which of them are hot. Numbers from 0, as in the model. */
final class Ids {

    /** The number of the first person and of the first auction. */
    static final long FIRST_ID = 1_000;

    /** Of every hundred auctions or persons one is hot. */
    static final long HOT_DISTANCE = 100;

    private static final long ACTIVE_PERSONS = 1_000;
    private static final long IN_FLIGHT_AUCTIONS = 100;

    /** How far ahead of what exists an id may be. */
    private static final long LEAD = 10;

    private Ids() {}

    static long lastPerson(long event) {
        return event / EventKind.EPOCH;
    }

    /** The newest auction when a bid or an auction happens; the auction itself for an auction. */
    static long lastAuction(long event) {
        long place = Math.min(event % EventKind.EPOCH, EventKind.AUCTION.perEpoch());
        return event / EventKind.EPOCH * EventKind.AUCTION.perEpoch() + place - 1;
    }

    static long hot(long last) {
        return last / HOT_DISTANCE * HOT_DISTANCE;
    }

    /** The first of the auctions that bids go to. */
    static long firstInFlight(long lastAuction) {
        return Math.max(lastAuction - IN_FLIGHT_AUCTIONS, 0);
    }

    /** How many auctions bids go to, some of them not there yet. */
    static long inFlight(long lastAuction) {
        return lastAuction - firstInFlight(lastAuction) + 1 + LEAD;
    }

    /** The first of the persons that are active. */
    static long firstActive(long lastPerson) {
        return Math.max(lastPerson + 1 - ACTIVE_PERSONS, 0);
    }

    /** How many persons are active, some of them not there yet. */
    static long active(long lastPerson) {
        return lastPerson + 1 - firstActive(lastPerson) + LEAD;
    }
}
