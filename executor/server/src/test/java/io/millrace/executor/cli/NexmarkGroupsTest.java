package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.oracle.PostgresOracle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nexmark q17 on its events, beside what PostgreSQL counts among the same bids. */
class NexmarkGroupsTest {

    private static final String GROUPS = """
            WITH b AS (SELECT line::json ->> 'auction' AS auction, (line::json ->> 'price')::bigint AS price,
                substr(line::json ->> 'dateTime', 1, 10) AS day FROM bids)
            SELECT auction, day, count(*)::text, (count(*) FILTER (WHERE price < 10000))::text,
                (count(*) FILTER (WHERE price >= 10000 AND price < 1000000))::text,
                (count(*) FILTER (WHERE price >= 1000000))::text,
                min(price)::text, max(price)::text, trunc(sum(price) / count(*))::bigint::text, sum(price)::text
            FROM b GROUP BY auction, day
            """;

    private static final String STANDING = """
            SELECT r ->> 'auction', r ->> 'day', r ->> 'total_bids', r ->> 'rank1_bids', r ->> 'rank2_bids',
                r ->> 'rank3_bids', r ->> 'min_price', r ->> 'max_price', r ->> 'avg_price', r ->> 'sum_price'
            FROM (SELECT row::jsonb AS r FROM (%s) AS rows (row)) AS parsed
            """.formatted(NexmarkBids.STANDING);

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theGroupsAreThosePostgresFinds(int parallelism, @TempDir Path root) throws IOException {
        try (PostgresOracle postgres = NexmarkBids.beside(root, "q17", parallelism)) {
            assertThat(postgres.query(STANDING))
                    .hasSizeGreaterThan(1_000)
                    .containsExactlyInAnyOrderElementsOf(postgres.query(GROUPS));
        }
    }
}
