package io.millrace.connectors.nexmark.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events look as the public suite says. */
class ModelTest {

    /** Enough events that a share is right within a hundredth. */
    private static final long MANY = 200_000;

    /** By then there are more than a thousand persons and a hundred auctions. */
    private static final long SETTLED = 100_000;

    private final World world = Events.world(42);

    @Test
    void ofFiftyEventsOneIsAPersonThreeAreAuctionsAndTheOthersBids() {
        List<Integer> types = Events.rows(world, NexmarkStream.ALL, 100, 150).stream()
                .map(row -> (Integer) row.getFirst())
                .toList();

        assertThat(types.subList(0, 5)).containsExactly(0, 1, 1, 1, 2);
        assertThat(types.subList(5, 50)).containsOnly(2);
    }

    @Test
    void personsAndAuctionsAreNumberedFromAThousand() {
        assertThat(Events.longs(world, NexmarkStream.PERSON, "id", 0, 200)).containsExactly(1000, 1001, 1002, 1003);
        assertThat(Events.longs(world, NexmarkStream.AUCTION, "id", 0, 100))
                .containsExactly(1000, 1001, 1002, 1003, 1004, 1005);
    }

    @Test
    void halfOfTheBidsGoToTheHotAuction() {
        // Between events 100,000 and 101,000 the newest auctions are 6,000 to 6,059: the hot one is 6,000.
        long[] auctions = Events.longs(world, NexmarkStream.BID, "auction", SETTLED, SETTLED + 1_000);
        long[] many = Events.longs(world, NexmarkStream.BID, "auction", SETTLED, SETTLED + MANY);

        assertThat(share(auctions, id -> id == 7_000)).isEqualTo(0.5, within(0.05));
        assertThat(share(many, id -> id % 100 == 0)).isEqualTo(0.5 + 0.5 / 111, within(0.01));
    }

    @Test
    void bidsGoToTheLastHundredAuctionsAndTenThatAreNotThereYet() {
        long epoch = SETTLED / 50;
        for (int i = 0; i < 200; i++) {
            long start = SETTLED + i * 50L;
            long last = 1_000 + (epoch + i) * 3 + 2;
            long hot = 1_000 + (last - 1_000) / 100 * 100;
            assertThat(LongStream.of(Events.longs(world, NexmarkStream.BID, "auction", start, start + 50)))
                    .allMatch(id -> id == hot || id >= last - 100 && id <= last + 10);
        }
    }

    @Test
    void theFirstBidsFindAuctionsToo() {
        assertThat(LongStream.of(Events.longs(world, NexmarkStream.BID, "auction", 0, 50)))
                .allMatch(id -> id >= 1_000 && id <= 1_012);
        assertThat(LongStream.of(Events.longs(world, NexmarkStream.BID, "bidder", 0, 50)))
                .allMatch(id -> id >= 2_000 && id <= 2_010);
    }

    @Test
    void threeOfFourBidsComeFromTheHotBidder() {
        long[] bidders = Events.longs(world, NexmarkStream.BID, "bidder", SETTLED, SETTLED + MANY);

        assertThat(share(bidders, id -> id % 100 == 1)).isEqualTo(0.75 + 0.25 / 100, within(0.01));
    }

    @Test
    void threeOfFourAuctionsAreTheHotSellers() {
        long[] sellers = Events.longs(world, NexmarkStream.AUCTION, "seller", SETTLED, SETTLED + MANY);

        assertThat(share(sellers, id -> id % 100 == 0)).isEqualTo(0.75 + 0.25 / 100, within(0.01));
    }

    @Test
    void pricesSpreadEvenlyOverSixOrdersOfMagnitude() {
        long[] prices = Events.longs(world, NexmarkStream.BID, "price", 0, MANY);

        assertThat(LongStream.of(prices)).allMatch(price -> price >= 100 && price <= 100_000_000);
        for (long bound = 100; bound < 100_000_000; bound *= 10) {
            long low = bound;
            assertThat(share(prices, price -> price >= low && price < low * 10)).isEqualTo(1 / 6.0, within(0.01));
        }
    }

    @Test
    void pricesAreThePowersOfTheModelToTheNearest() {
        for (long i = 0; i < 100_000; i++) {
            long word = Draws.word(5, i);
            double exact = 100 * StrictMath.pow(10, 6 * ((word >>> 11) * 0x1p-53));
            assertThat((double) Prices.price(word)).isEqualTo(exact, within(0.501 + exact * 6e-11));
        }
    }

    @Test
    void theLeastAndTheGreatestWordGiveTheEndsOfThePriceRange() {
        assertThat(Prices.price(0)).isEqualTo(100);
        assertThat(Prices.price(-1L)).isEqualTo(100_000_000);
    }

    @Test
    void halfOfTheBidsComeByFourWellKnownChannels() {
        List<String> channels = Events.texts(world, NexmarkStream.BID, "channel", 0, MANY);

        for (String known : List.of("Google", "Facebook", "Baidu", "Apple")) {
            assertThat(share(channels, known::equals)).isEqualTo(1 / 8.0, within(0.01));
        }
        assertThat(share(channels, name -> name.matches("channel-[0-9]{1,4}"))).isEqualTo(0.5, within(0.01));
        assertThat(channels.stream().distinct().count()).isEqualTo(10_004);
    }

    @Test
    void nineOfTenOtherUrlsNameTheirChannel() {
        List<List<@Nullable Object>> bids = Events.rows(world, NexmarkStream.BID, 0, MANY);
        List<String> others = bids.stream()
                .filter(bid -> ((String) bid.get(3)).startsWith("channel-"))
                .map(bid -> (String) bid.get(4))
                .toList();

        assertThat(others)
                .allMatch(url -> url.matches(
                        "https://www\\.nexmark\\.com/([a-z_]{3,4}/){3}item\\.htm\\?query=1(&channel_id=[0-9]+)?"));
        assertThat(share(others, url -> url.contains("&channel_id="))).isEqualTo(0.9, within(0.01));
        bids.stream()
                .filter(bid -> ((String) bid.get(4)).contains("&channel_id="))
                .forEach(bid -> {
                    int number = Integer.parseInt(((String) bid.get(3)).substring("channel-".length()));
                    assertThat((String) bid.get(4)).endsWith("&channel_id=" + Math.abs((long) Integer.reverse(number)));
                });
    }

    @Test
    void rowsHaveTheirAverageSizeWithTheExtra() {
        List<String> bidExtras = Events.texts(world, NexmarkStream.BID, "extra", 0, MANY);
        List<List<@Nullable Object>> auctions = Events.rows(world, NexmarkStream.AUCTION, 0, MANY);
        List<List<@Nullable Object>> persons = Events.rows(world, NexmarkStream.PERSON, 0, MANY);

        assertThat(bidExtras).allMatch(extra -> extra.matches("[a-z]{54,81}"));
        assertThat(bidExtras.stream().mapToInt(String::length).average().orElseThrow())
                .isEqualTo(67.5, within(0.2));
        assertThat(meanTextBytes(auctions) + 48).isEqualTo(500, within(3.0));
        assertThat(meanTextBytes(persons) + 8).isEqualTo(200, within(2.0));
    }

    @Test
    void textsHaveWordsOfLettersAndNoBlanksAround() {
        List<String> descriptions = Events.texts(world, NexmarkStream.AUCTION, "description", 0, MANY);

        assertThat(descriptions).allMatch(text -> text.matches("[a-z ]{0,99}") && text.equals(text.strip()));
        long blanks = descriptions.stream()
                .mapToLong(text -> text.chars().filter(c -> c == ' ').count())
                .sum();
        long inner = descriptions.stream()
                .mapToLong(text -> Math.max(text.length() - 2, 0))
                .sum();
        assertThat((double) blanks / inner).isEqualTo(1 / 13.0, within(0.005));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            char wanted = letter;
            long count = descriptions.stream()
                    .mapToLong(text -> text.chars().filter(c -> c == wanted).count())
                    .sum();
            assertThat((double) count / inner).isEqualTo(12 / 13.0 / 26, within(0.003));
        }
    }

    @Test
    void personsHaveNamesAddressesAndCards() {
        for (List<@Nullable Object> person : Events.rows(world, NexmarkStream.PERSON, 0, 10_000)) {
            assertThat((String) person.get(1)).matches("[A-Z][a-z]+ [A-Z][a-z]+");
            assertThat((String) person.get(2)).matches("[a-z ]{0,6}@[a-z ]{0,4}\\.com");
            assertThat((String) person.get(3)).matches("([0-9]{4} ){3}[0-9]{4}");
            assertThat((String) person.get(5)).isIn("AZ", "CA", "ID", "OR", "WA", "WY");
        }
    }

    @Test
    void anAuctionEndsOnAverageWhenAHundredMoreExist() {
        // 1,666 events later, which at 100,000 events a second is 16 ms.
        long[] times = Events.longs(world, NexmarkStream.AUCTION, "dateTime", 0, MANY);
        long[] ends = Events.longs(world, NexmarkStream.AUCTION, "expires", 0, MANY);

        long sum = 0;
        for (int i = 0; i < times.length; i++) {
            long millis = (ends[i] - times[i]) / 1_000;
            assertThat(millis).isBetween(1L, 34L);
            sum += millis;
        }
        assertThat((double) sum / times.length).isEqualTo(17, within(0.5));
    }

    @Test
    void anAuctionAsksAtLeastItsFirstBid() {
        for (List<@Nullable Object> auction : Events.rows(world, NexmarkStream.AUCTION, 0, 10_000)) {
            assertThat((Long) auction.get(4)).isGreaterThanOrEqualTo((Long) auction.get(3) + 100);
            assertThat((Long) auction.get(8)).isBetween(10L, 14L);
        }
    }

    private static double share(long[] values, LongPredicate wanted) {
        return (double) Arrays.stream(values).filter(wanted).count() / values.length;
    }

    private static double share(List<String> values, Predicate<String> wanted) {
        return (double) values.stream().filter(wanted).count() / values.size();
    }

    private static double meanTextBytes(List<List<@Nullable Object>> rows) {
        return rows.stream()
                .mapToInt(row -> row.stream()
                        .filter(String.class::isInstance)
                        .mapToInt(text -> ((String) text).length())
                        .sum())
                .average()
                .orElseThrow();
    }
}
