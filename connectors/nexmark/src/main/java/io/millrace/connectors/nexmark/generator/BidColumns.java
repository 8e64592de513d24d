package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.BytesVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;

/** The columns of a bid. Bids are 23 of 25 events, so these loops are what the speed of the source comes to. */
final class BidColumns {

    /** A bid without its extra is taken to be 32 bytes, and to have 100 on average with it. */
    private static final int MISSING = 100 - 32;

    private BidColumns() {}

    /** One of two bids goes to the hot auction, the others to those in flight. */
    static ColumnWriter auction(long seed) {
        long key = Field.BID_AUCTION.key(seed);
        return (vector, runs) -> {
            long[] values = ((LongVector) vector).values();
            for (int run = 0; run < runs.count(); run++) {
                long event = runs.event(run);
                long last = Ids.lastAuction(event);
                long hot = Ids.FIRST_ID + Ids.hot(last);
                long first = Ids.FIRST_ID + Ids.firstInFlight(last);
                hotOrAny(values, runs.row(run), runs.length(run), key, event, hot, 1, first, Ids.inFlight(last));
            }
        };
    }

    /**
     * Three of four bids come from the hot bidder, the others from active persons. As in the public generator the
     * number is {@link Ids#FIRST_ID} higher than the person's.
     */
    static ColumnWriter bidder(long seed) {
        long key = Field.BID_BIDDER.key(seed);
        return (vector, runs) -> {
            long[] values = ((LongVector) vector).values();
            for (int run = 0; run < runs.count(); run++) {
                long event = runs.event(run);
                long last = Ids.lastPerson(event);
                long hot = 2 * Ids.FIRST_ID + Ids.hot(last) + 1;
                long first = 2 * Ids.FIRST_ID + Ids.firstActive(last);
                hotOrAny(values, runs.row(run), runs.length(run), key, event, hot, 3, first, Ids.active(last));
            }
        };
    }

    /** The hot id, unless the lowest bits of the word, under {@code mask}, are zero: then one of a range. */
    private static void hotOrAny(
            long[] values, int row, int count, long key, long event, long hot, long mask, long first, long bound) {
        for (int i = 0; i < count; i++) {
            long word = Draws.word(key, event + i);
            long any = first + Draws.below(word, bound);
            long isHot = -(word & mask) >> 63;
            values[row + i] = any ^ (any ^ hot) & isHot;
        }
    }

    static ColumnWriter price(long seed) {
        long key = Field.BID_PRICE.key(seed);
        return (vector, runs) -> {
            long[] values = ((LongVector) vector).values();
            for (int run = 0; run < runs.count(); run++) {
                int row = runs.row(run);
                long event = runs.event(run);
                for (int i = 0, count = runs.length(run); i < count; i++) {
                    values[row + i] = Prices.price(Draws.word(key, event + i));
                }
            }
        };
    }

    static ColumnWriter channel(long seed, Channels channels) {
        return new OfChannel(Field.BID_CHANNEL.key(seed), channels.names());
    }

    static ColumnWriter url(long seed, Channels channels) {
        return new OfChannel(Field.BID_CHANNEL.key(seed), channels.urls());
    }

    static ColumnWriter extra(long seed, Extra extra) {
        return new OfExtra(Field.BID_EXTRA.key(seed), extra);
    }

    /** Name or address of the channel a bid comes by: both columns draw the same word. */
    private record OfChannel(long key, TextPool pool) implements ColumnWriter {

        @Override
        public void begin(Vector vector) {
            pool.lend((BytesVector) vector);
        }

        @Override
        public void write(Vector vector, Runs runs) {
            int[] starts = ((BytesVector) vector).starts();
            int[] lengths = ((BytesVector) vector).lengths();
            int[] poolStarts = pool.starts();
            int[] poolLengths = pool.lengths();
            for (int run = 0; run < runs.count(); run++) {
                int row = runs.row(run);
                long event = runs.event(run);
                for (int i = 0, count = runs.length(run); i < count; i++) {
                    int channel = Channels.index(Draws.word(key, event + i));
                    starts[row + i] = poolStarts[channel];
                    lengths[row + i] = poolLengths[channel];
                }
            }
        }
    }

    private record OfExtra(long key, Extra extra) implements ColumnWriter {

        @Override
        public void begin(Vector vector) {
            extra.lend((BytesVector) vector);
        }

        @Override
        public void write(Vector vector, Runs runs) {
            int[] starts = ((BytesVector) vector).starts();
            int[] lengths = ((BytesVector) vector).lengths();
            for (int run = 0; run < runs.count(); run++) {
                int row = runs.row(run);
                long event = runs.event(run);
                for (int i = 0, count = runs.length(run); i < count; i++) {
                    long word = Draws.word(key, event + i);
                    starts[row + i] = Extra.start(word);
                    lengths[row + i] = Extra.length(word, MISSING);
                }
            }
        }
    }
}
