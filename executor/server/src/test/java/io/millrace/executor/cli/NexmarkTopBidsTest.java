package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.oracle.PostgresOracle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nexmark q19 on its events, beside what PostgreSQL finds among the same bids. */
class NexmarkTopBidsTest {

    private static final String HIGHEST = """
            SELECT (line::jsonb || jsonb_build_object('rank_number', rank))::text FROM (
              SELECT line, row_number() OVER (
                PARTITION BY line::json ->> 'auction' ORDER BY (line::json ->> 'price')::bigint DESC, n) AS rank FROM bids) AS ranked
            WHERE rank <= 10
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theHighestBidsAreThosePostgresFinds(int parallelism, @TempDir Path root) throws IOException {
        try (PostgresOracle postgres = NexmarkBids.beside(root, "q19", parallelism)) {
            assertThat(postgres.query(withoutTies(NexmarkBids.STANDING, parallelism)))
                    .hasSizeGreaterThan(1_000)
                    .containsExactlyInAnyOrderElementsOf(postgres.query(withoutTies(HIGHEST, parallelism)));
        }
    }

    /** Which of the bids of one price came first is open when several tasks read them. */
    private static String withoutTies(String rows, int parallelism) {
        return parallelism == 1
                ? rows
                : "SELECT row::jsonb ->> 'auction', row::jsonb ->> 'price', row::jsonb ->> 'rank_number' FROM (" + rows
                        + ") AS rows (row)";
    }
}
