package io.millrace.connectors.nexmark.generator;

import static io.millrace.connectors.nexmark.generator.EventKind.AUCTION;
import static io.millrace.connectors.nexmark.generator.EventKind.BID;
import static io.millrace.connectors.nexmark.generator.EventKind.PERSON;
import static io.millrace.model.type.CharacterType.STRING;
import static io.millrace.model.type.ScalarType.BIGINT;

import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A column: what it is called and how its values are made.
 *
 * @param writers by the kind of event; a kind that is not there has no value
 */
record ColumnDefinition(String name, DataType type, Map<EventKind, Function<World, ColumnWriter>> writers) {

    private static final SqlType MILLIS = new TimestampType(3, false);
    private static final String TIME = "dateTime";
    private static final String EXTRA = "extra";

    /** The columns of a stream, in order. */
    static List<ColumnDefinition> of(NexmarkStream stream) {
        return switch (stream) {
            case PERSON -> ofPerson();
            case AUCTION -> ofAuction();
            case BID -> ofBid();
            case ALL -> ofAll();
        };
    }

    private static List<ColumnDefinition> ofPerson() {
        return List.of(
                only(PERSON, "id", BIGINT, world -> PersonColumns.id()),
                only(PERSON, "name", STRING, world -> PersonColumns.name(world.seed())),
                only(PERSON, "emailAddress", STRING, world -> PersonColumns.emailAddress(world.seed())),
                only(PERSON, "creditCard", STRING, world -> PersonColumns.creditCard(world.seed())),
                only(PERSON, "city", STRING, world -> PersonColumns.city(world.seed())),
                only(PERSON, "state", STRING, world -> PersonColumns.state(world.seed())),
                only(PERSON, TIME, MILLIS, ColumnDefinition::time),
                only(PERSON, EXTRA, STRING, extra(PERSON)));
    }

    private static List<ColumnDefinition> ofAuction() {
        return List.of(
                only(AUCTION, "id", BIGINT, world -> AuctionColumns.id()),
                only(AUCTION, "itemName", STRING, world -> AuctionColumns.itemName(world.seed())),
                only(AUCTION, "description", STRING, world -> AuctionColumns.description(world.seed())),
                only(AUCTION, "initialBid", BIGINT, world -> AuctionColumns.initialBid(world.seed())),
                only(AUCTION, "reserve", BIGINT, world -> AuctionColumns.reserve(world.seed())),
                only(AUCTION, TIME, MILLIS, ColumnDefinition::time),
                only(AUCTION, "expires", MILLIS, world -> AuctionColumns.expires(world.seed(), world.timeline())),
                only(AUCTION, "seller", BIGINT, world -> AuctionColumns.seller(world.seed())),
                only(AUCTION, "category", BIGINT, world -> AuctionColumns.category(world.seed())),
                only(AUCTION, EXTRA, STRING, extra(AUCTION)));
    }

    private static List<ColumnDefinition> ofBid() {
        return List.of(
                only(BID, "auction", BIGINT, world -> BidColumns.auction(world.seed())),
                only(BID, "bidder", BIGINT, world -> BidColumns.bidder(world.seed())),
                only(BID, "price", BIGINT, world -> BidColumns.price(world.seed())),
                only(BID, "channel", STRING, world -> BidColumns.channel(world.seed(), world.channels())),
                only(BID, "url", STRING, world -> BidColumns.url(world.seed(), world.channels())),
                only(BID, TIME, MILLIS, ColumnDefinition::time),
                only(BID, EXTRA, STRING, extra(BID)));
    }

    /** The columns of each kind under the kind's name, NULL in rows of other kinds; what all have stands once. */
    private static List<ColumnDefinition> ofAll() {
        List<ColumnDefinition> all = new ArrayList<>();
        all.add(new ColumnDefinition("event_type", ScalarType.INT.notNull(), forEach(kind -> world -> type(kind))));
        for (EventKind kind : EventKind.values()) {
            for (ColumnDefinition column : ofKind(kind)) {
                if (!column.name.equals(TIME) && !column.name.equals(EXTRA)) {
                    String prefixed = kind.name().toLowerCase(Locale.ROOT) + "_" + column.name;
                    all.add(new ColumnDefinition(prefixed, column.type.withNullable(true), column.writers));
                }
            }
        }
        all.add(new ColumnDefinition(TIME, MILLIS.notNull(), forEach(kind -> ColumnDefinition::time)));
        all.add(new ColumnDefinition(EXTRA, STRING.notNull(), forEach(ColumnDefinition::extra)));
        return all;
    }

    private static List<ColumnDefinition> ofKind(EventKind kind) {
        return switch (kind) {
            case PERSON -> ofPerson();
            case AUCTION -> ofAuction();
            case BID -> ofBid();
        };
    }

    private static Function<World, ColumnWriter> extra(EventKind kind) {
        return switch (kind) {
            case PERSON -> world -> PersonColumns.extra(world.seed(), world.extra());
            case AUCTION -> world -> AuctionColumns.extra(world.seed(), world.extra());
            case BID -> world -> BidColumns.extra(world.seed(), world.extra());
        };
    }

    private static ColumnDefinition only(
            EventKind kind, String name, SqlType type, Function<World, ColumnWriter> writer) {
        return new ColumnDefinition(name, type.notNull(), Map.of(kind, writer));
    }

    private static Map<EventKind, Function<World, ColumnWriter>> forEach(
            Function<EventKind, Function<World, ColumnWriter>> writer) {
        return Map.of(PERSON, writer.apply(PERSON), AUCTION, writer.apply(AUCTION), BID, writer.apply(BID));
    }

    private static ColumnWriter time(World world) {
        Timeline timeline = world.timeline();
        return (vector, runs) -> {
            long[] values = ((LongVector) vector).values();
            for (int run = 0; run < runs.count(); run++) {
                timeline.fill(values, runs.row(run), runs.event(run), runs.length(run));
            }
        };
    }

    /** 0 for a person, 1 for an auction, 2 for a bid. */
    private static ColumnWriter type(EventKind kind) {
        return (vector, runs) -> {
            int[] values = ((IntVector) vector).values();
            for (int run = 0; run < runs.count(); run++) {
                int row = runs.row(run);
                Arrays.fill(values, row, row + runs.length(run), kind.ordinal());
            }
        };
    }
}
