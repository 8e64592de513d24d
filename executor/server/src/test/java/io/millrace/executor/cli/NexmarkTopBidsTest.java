package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.testkit.oracle.PostgresOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nexmark q19 on its events, beside what PostgreSQL finds among the same bids. */
class NexmarkTopBidsTest {

    private static final Schema LINES = new Schema(List.of(
            new Column("n", DataType.parse("BIGINT NOT NULL")), new Column("line", DataType.parse("STRING NOT NULL"))));

    private static final Path Q19 =
            Path.of("../../benchmarks/nexmark/q19.yaml").toAbsolutePath().normalize();

    private static final String BIDS = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: bids
            name: Bids
            nodes:
              - {id: bids, type: nexmark-source, config: {kind: bid, events: 20000}}
              - {id: out, type: file-sink, config: {path: out/bids.ndjson, format: json}}
            edges:
              - {from: {node: bids, port: out}, to: {node: out, port: in}}
            """;

    /** What is left of the changes: each row as often as it stands. */
    private static final String STANDING = """
            SELECT (line::jsonb - 'change')::text FROM changes
            GROUP BY 1 HAVING sum(CASE WHEN line::json ->> 'change' IN ('+I', '+U') THEN 1 ELSE -1 END) <> 0
            """;

    private static final String HIGHEST = """
            SELECT (line::jsonb || jsonb_build_object('rank_number', rank::text))::text FROM (
              SELECT line, row_number() OVER (
                PARTITION BY line::json ->> 'auction' ORDER BY (line::json ->> 'price')::bigint DESC, n) AS rank FROM bids) AS ranked
            WHERE rank <= 10
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theHighestBidsAreThosePostgresFinds(int parallelism, @TempDir Path root) throws IOException {
        Files.writeString(root.resolve("bids.yaml"), BIDS);
        Files.writeString(root.resolve("q19.yaml"), Files.readString(Q19).replace("events: 200000", "events: 20000"));
        run(root, "bids.yaml", 1);
        run(root, "q19.yaml", parallelism);

        try (PostgresOracle postgres = PostgresOracle.open()) {
            postgres.createTable("bids", LINES, lines(root.resolve("out/bids.ndjson")));
            postgres.createTable("changes", LINES, lines(root.resolve("out/q19.ndjson")));

            assertThat(postgres.query(withoutTies(STANDING, parallelism)))
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

    private static void run(Path root, String document, int parallelism) {
        Cli run = Cli.run(
                "run",
                root.resolve(document).toString(),
                "--files-root",
                root.toString(),
                "--parallelism",
                Integer.toString(parallelism));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    }

    private static List<List<Object>> lines(Path file) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            rows.add(List.of((long) rows.size(), line));
        }
        return rows;
    }
}
