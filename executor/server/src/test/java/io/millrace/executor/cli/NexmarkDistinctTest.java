package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.oracle.PostgresOracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nexmark q15 and q16 on their events, beside what PostgreSQL counts among the same bids. */
class NexmarkDistinctTest {

    private static final List<String> RANKS =
            List.of("", "price < 10000", "price >= 10000 AND price < 1000000", "price >= 1000000");

    private static final String BIDS = """
            WITH b AS (SELECT line::json ->> 'auction' AS auction, line::json ->> 'bidder' AS bidder,
                line::json ->> 'channel' AS channel, (line::json ->> 'price')::bigint AS price,
                substr(line::json ->> 'dateTime', 1, 10) AS day, substr(line::json ->> 'dateTime', 12, 5) AS minute FROM bids)
            """;

    private static String counts() {
        List<String> counts = new ArrayList<>();
        for (String of : List.of("*", "DISTINCT bidder", "DISTINCT auction")) {
            for (String rank : RANKS) {
                counts.add("(count(" + of + ")" + (rank.isEmpty() ? "" : " FILTER (WHERE " + rank + ")") + ")::text");
            }
        }
        return String.join(", ", counts);
    }

    private static String standing(List<String> keys) {
        List<String> columns = new ArrayList<>(keys);
        for (String of : List.of("bids", "bidders", "auctions")) {
            for (String rank : List.of("total", "rank1", "rank2", "rank3")) {
                columns.add(rank + "_" + of);
            }
        }
        return "SELECT %s FROM (SELECT row::jsonb AS r FROM (%s) AS rows (row)) AS parsed"
                .formatted(
                        columns.stream().map(name -> "r ->> '" + name + "'").collect(Collectors.joining(", ")),
                        NexmarkBids.STANDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theDaysAreThosePostgresFinds(int parallelism, @TempDir Path root) throws IOException {
        try (PostgresOracle postgres = NexmarkBids.beside(root, "q15", parallelism)) {
            assertThat(postgres.query(standing(List.of("day"))))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            postgres.query(BIDS + "SELECT day, " + counts() + " FROM b GROUP BY day"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theChannelsAreThosePostgresFinds(int parallelism, @TempDir Path root) throws IOException {
        try (PostgresOracle postgres = NexmarkBids.beside(root, "q16", parallelism)) {
            assertThat(postgres.query(standing(List.of("channel", "day", "minute"))))
                    .hasSizeGreaterThan(1_000)
                    .containsExactlyInAnyOrderElementsOf(postgres.query(
                            BIDS + "SELECT channel, day, max(minute), " + counts() + " FROM b GROUP BY channel, day"));
        }
    }
}
