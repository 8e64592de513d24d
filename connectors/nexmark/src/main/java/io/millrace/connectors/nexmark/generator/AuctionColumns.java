package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.BytesVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;

/** The columns of an auction. */
final class AuctionColumns {

    private static final long FIRST_CATEGORY = 10;
    private static final long CATEGORIES = 5;

    /** In this many events the hundred auctions after this one come up. */
    private static final long EVENTS_TO_NEXT_HUNDRED = 100L * EventKind.EPOCH / EventKind.AUCTION.perEpoch();

    /** An auction without its texts is taken to be 48 bytes, and to have 500 on average with all. */
    private static final int MISSING = 500 - 48;

    private AuctionColumns() {}

    static ColumnWriter id() {
        return each((values, row, event) -> values[row] = Ids.FIRST_ID + Ids.lastAuction(event));
    }

    static ColumnWriter itemName(long seed) {
        return new OfWords(itemNames(seed));
    }

    static ColumnWriter description(long seed) {
        return new OfWords(descriptions(seed));
    }

    private static WordSequence itemNames(long seed) {
        return new WordSequence(Field.AUCTION_ITEM_NAME.key(seed), 20);
    }

    private static WordSequence descriptions(long seed) {
        return new WordSequence(Field.AUCTION_DESCRIPTION.key(seed), 100);
    }

    static ColumnWriter initialBid(long seed) {
        long key = Field.AUCTION_INITIAL_BID.key(seed);
        return each((values, row, event) -> values[row] = Prices.price(Draws.word(key, event)));
    }

    static ColumnWriter reserve(long seed) {
        long initialKey = Field.AUCTION_INITIAL_BID.key(seed);
        long key = Field.AUCTION_RESERVE.key(seed);
        return each((values, row, event) ->
                values[row] = Prices.price(Draws.word(initialKey, event)) + Prices.price(Draws.word(key, event)));
    }

    /** On average as far ahead as the time until a hundred more auctions exist. */
    static ColumnWriter expires(long seed, Timeline timeline) {
        long key = Field.AUCTION_EXPIRES.key(seed);
        return each((values, row, event) -> {
            long horizon = timeline.millis(event + EVENTS_TO_NEXT_HUNDRED) - timeline.millis(event);
            long length = 1 + Draws.below(Draws.word(key, event), Math.max(2 * horizon, 1));
            values[row] = timeline.micros(event) + length * 1_000;
        });
    }

    /** Three of four auctions are the hot seller's, the others those of active persons. */
    static ColumnWriter seller(long seed) {
        long key = Field.AUCTION_SELLER.key(seed);
        return each((values, row, event) -> {
            long word = Draws.word(key, event);
            long last = Ids.lastPerson(event);
            boolean isHot = (word & 3) != 0;
            long person = isHot ? Ids.hot(last) : Ids.firstActive(last) + Draws.below(word, Ids.active(last));
            values[row] = Ids.FIRST_ID + person;
        });
    }

    static ColumnWriter category(long seed) {
        long key = Field.AUCTION_CATEGORY.key(seed);
        return each(
                (values, row, event) -> values[row] = FIRST_CATEGORY + Draws.below(Draws.word(key, event), CATEGORIES));
    }

    static ColumnWriter extra(long seed, Extra extra) {
        return new OfExtra(Field.AUCTION_EXTRA.key(seed), extra, itemNames(seed), descriptions(seed));
    }

    /** Writes the value of one event. */
    private interface LongOfEvent {
        void write(long[] values, int row, long event);
    }

    private static ColumnWriter each(LongOfEvent value) {
        return (vector, runs) -> {
            long[] values = ((LongVector) vector).values();
            for (int run = 0; run < runs.count(); run++) {
                for (int i = 0, count = runs.length(run); i < count; i++) {
                    value.write(values, runs.row(run) + i, runs.event(run) + i);
                }
            }
        };
    }

    private record OfWords(WordSequence words) implements ColumnWriter {

        @Override
        public void write(Vector vector, Runs runs) {
            for (int run = 0; run < runs.count(); run++) {
                for (int i = 0, count = runs.length(run); i < count; i++) {
                    words.append((BytesVector) vector, runs.row(run) + i, runs.event(run) + i);
                }
            }
        }
    }

    /** How much is missing depends on the lengths of the texts. */
    private record OfExtra(long key, Extra extra, WordSequence itemNames, WordSequence descriptions)
            implements ColumnWriter {

        @Override
        public void begin(Vector vector) {
            extra.lend((BytesVector) vector);
        }

        @Override
        public void write(Vector vector, Runs runs) {
            int[] starts = ((BytesVector) vector).starts();
            int[] lengths = ((BytesVector) vector).lengths();
            for (int run = 0; run < runs.count(); run++) {
                for (int i = 0, count = runs.length(run); i < count; i++) {
                    int row = runs.row(run) + i;
                    long event = runs.event(run) + i;
                    long word = Draws.word(key, event);
                    int texts = itemNames.length(event) + descriptions.length(event);
                    starts[row] = Extra.start(word);
                    lengths[row] = Extra.length(word, MISSING - texts);
                }
            }
        }
    }
}
