package io.millrace.connectors.nexmark.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Event n is a function of seed and n. */
class PureEventsTest {

    @Property(tries = 60)
    void anEventDoesNotDependOnTheRangeItIsMadeIn(
            @ForAll NexmarkStream stream,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long from,
            @ForAll @IntRange(min = 1, max = 400) int count,
            @ForAll @IntRange(min = 0, max = 400) int cut,
            @ForAll @IntRange(min = 1, max = 100) int batchRows) {
        World world = Events.world(7);
        int[] all = Events.allColumns(stream);
        long middle = from + Math.min(cut, count);

        List<List<@Nullable Object>> whole = Events.rows(world, stream, from, from + count);
        List<List<@Nullable Object>> pieces = new ArrayList<>();
        pieces.addAll(Events.rows(world, stream, from, middle, batchRows, all));
        pieces.addAll(Events.rows(world, stream, middle, from + count, batchRows, all));

        assertThat(pieces).isEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource
    void aColumnDoesNotDependOnWhichOthersAreMade(NexmarkStream stream) {
        World world = Events.world(7);
        List<List<@Nullable Object>> whole = Events.rows(world, stream, 0, 5_000);

        for (int column : Events.allColumns(stream)) {
            List<List<@Nullable Object>> alone = Events.rows(world, stream, 0, 5_000, Batch.MAX_ROWS, column);
            assertThat(alone).hasSameSizeAs(whole);
            for (int row = 0; row < alone.size(); row++) {
                assertThat(alone.get(row).getFirst()).isEqualTo(whole.get(row).get(column));
            }
        }
    }

    @Test
    void theWideRowHasTheValuesOfTheStreamOfItsKind() {
        World world = Events.world(3);
        List<String> names = NexmarkStream.ALL.schema().names();
        List<List<@Nullable Object>> bids = Events.rows(world, NexmarkStream.BID, 0, 500);
        List<List<@Nullable Object>> auctions = Events.rows(world, NexmarkStream.AUCTION, 0, 500);
        List<List<@Nullable Object>> persons = Events.rows(world, NexmarkStream.PERSON, 0, 500);

        List<List<@Nullable Object>> seenBids = new ArrayList<>();
        List<List<@Nullable Object>> seenAuctions = new ArrayList<>();
        List<List<@Nullable Object>> seenPersons = new ArrayList<>();
        for (List<@Nullable Object> row : Events.rows(world, NexmarkStream.ALL, 0, 500)) {
            switch ((Integer) row.getFirst()) {
                case 0 -> seenPersons.add(narrow(row, names, "person_", NexmarkStream.PERSON));
                case 1 -> seenAuctions.add(narrow(row, names, "auction_", NexmarkStream.AUCTION));
                default -> seenBids.add(narrow(row, names, "bid_", NexmarkStream.BID));
            }
        }

        assertThat(seenBids).isEqualTo(bids);
        assertThat(seenAuctions).isEqualTo(auctions);
        assertThat(seenPersons).isEqualTo(persons);
    }

    @Test
    void theWideRowIsNullWhereItsKindHasNoColumn() {
        List<String> names = NexmarkStream.ALL.schema().names();
        for (List<@Nullable Object> row : Events.rows(Events.world(3), NexmarkStream.ALL, 90, 260)) {
            String own = List.of("person_", "auction_", "bid_").get((Integer) row.getFirst());
            for (int i = 0; i < row.size(); i++) {
                boolean isShared = !names.get(i).contains("_") || i == 0;
                assertThat(row.get(i) != null)
                        .isEqualTo(isShared || names.get(i).startsWith(own));
            }
        }
    }

    @Test
    void anotherSeedGivesOtherValuesButTheSameTimes() {
        World one = Events.world(1);
        World two = Events.world(2);

        assertThat(Events.longs(one, NexmarkStream.BID, "price", 0, 1_000))
                .isNotEqualTo(Events.longs(two, NexmarkStream.BID, "price", 0, 1_000));
        assertThat(Events.longs(one, NexmarkStream.BID, "dateTime", 0, 1_000))
                .isEqualTo(Events.longs(two, NexmarkStream.BID, "dateTime", 0, 1_000));
    }

    /** Results that somebody kept can be compared only as long as the events stay what they are. */
    @Test
    void theEventsOfSeedOneStayWhatTheyAre() {
        World world = Events.world(1);
        assertThat(Events.rows(world, NexmarkStream.PERSON, 0, 1))
                .hasToString("[[1000, Julie Abrams, dd@izm.com, 6183 9230 7380 7429, Portland, OR, 1767225600000000, "
                        + "ddpkqbukcfglgitwdgtnvnixyepkphmihjvxtgtznbsbdgzgebvkeqcwbifducfloabkiqevrmxmagbisaxntwlqo"
                        + "hrnxfrqszsadqxxdupjwiuzwzqdjtafzmolvuusvhnqnhqejzhrfwyxysenglitbjejnth]]");
        int[] withoutExtra = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(Events.rows(world, NexmarkStream.AUCTION, 0, 2, 10, withoutExtra))
                .hasToString("[[1000, bwpyboog ii rmbsn, vtp nwwhjazaocmxbwqia, 1205262, 1404072, "
                        + "1767225600000000, 1767225600016000, 1000, 14]]");
        assertThat(Events.rows(world, NexmarkStream.BID, 100_004, 100_005))
                .hasToString("[[7008, 3511, 22402, channel-5121, "
                        + "https://www.nexmark.com/jqys/mwp/mwrk/item.htm?query=1&channel_id=2144862208, "
                        + "1767225601000000, wkgvfecfngfefsdaurkxbmxluxyydxgzncmzmmashqrepldekyzkeqbukzyo]]");
    }

    @Property(tries = 100)
    void timesWrittenInARowAreThoseOfEachEvent(
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long rate,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long event) {
        Timeline timeline = new Timeline(Events.BASE_MICROS, rate);
        long[] times = new long[60];

        timeline.fill(times, 3, event, 50);

        for (int i = 0; i < 50; i++) {
            assertThat(times[3 + i]).isEqualTo(timeline.micros(event + i));
        }
    }

    private static List<@Nullable Object> narrow(
            List<@Nullable Object> row, List<String> names, String prefix, NexmarkStream stream) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : stream.schema().names()) {
            int shared = names.indexOf(name);
            values.add(row.get(shared >= 0 ? shared : names.indexOf(prefix + name)));
        }
        return values;
    }
}
