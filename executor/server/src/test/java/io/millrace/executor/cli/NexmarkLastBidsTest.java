package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.oracle.PostgresOracle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nexmark q18 on its events, beside what PostgreSQL finds among the same bids. Many of them are of one millisecond. */
class NexmarkLastBidsTest {

    private static final String LAST = """
            SELECT line::jsonb::text FROM (
              SELECT DISTINCT ON (line::json ->> 'bidder', line::json ->> 'auction') line FROM bids
              ORDER BY line::json ->> 'bidder', line::json ->> 'auction', line::json ->> 'dateTime' DESC, n DESC) AS last
            """;

    /** Which of the bids of one moment came last is open when several tasks read them. */
    private static String withoutTies(String rows, int parallelism) {
        return parallelism == 1
                ? rows
                : "SELECT row::jsonb ->> 'bidder', row::jsonb ->> 'auction', row::jsonb ->> 'dateTime' FROM (" + rows
                        + ") AS rows (row)";
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theLastBidsAreThosePostgresFinds(int parallelism, @TempDir Path root) throws IOException {
        try (PostgresOracle postgres = NexmarkBids.beside(root, "q18", parallelism)) {
            assertThat(postgres.query(withoutTies(NexmarkBids.STANDING, parallelism)))
                    .hasSizeGreaterThan(1_000)
                    .containsExactlyInAnyOrderElementsOf(postgres.query(withoutTies(LAST, parallelism)));
        }
    }
}
