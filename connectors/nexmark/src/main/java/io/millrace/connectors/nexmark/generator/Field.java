package io.millrace.connectors.nexmark.generator;

/** What is drawn at random for an event. The numbers are part of the model: another number gives other events. */
enum Field {
    PERSON_NAME(1),
    PERSON_EMAIL_USER(2),
    PERSON_EMAIL_HOST(3),
    PERSON_CREDIT_CARD(4),
    PERSON_CITY(5),
    PERSON_STATE(6),
    PERSON_EXTRA(7),
    AUCTION_ITEM_NAME(20),
    AUCTION_DESCRIPTION(21),
    AUCTION_INITIAL_BID(22),
    AUCTION_RESERVE(23),
    AUCTION_EXPIRES(24),
    AUCTION_SELLER(25),
    AUCTION_CATEGORY(26),
    AUCTION_EXTRA(27),
    BID_AUCTION(40),
    BID_BIDDER(41),
    BID_PRICE(42),
    BID_CHANNEL(43),
    BID_EXTRA(44),
    POOL_EXTRA(60),
    POOL_URL(61),
    POOL_URL_CHANNEL(62);

    private final int number;

    Field(int number) {
        this.number = number;
    }

    /** The sequence of random words for this field. */
    long key(long seed) {
        return Draws.key(seed, number);
    }
}
