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

/** Nexmark q5 and q11 on its events, beside what PostgreSQL finds among the same bids. */
class NexmarkWindowsTest {

    private static final Schema LINES = new Schema(List.of(new Column("line", DataType.parse("STRING NOT NULL"))));

    private static final Path DOCUMENTS =
            Path.of("../../benchmarks/nexmark").toAbsolutePath().normalize();

    private static final String BIDS = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: bids
            name: Bids
            nodes:
              - {id: bids, type: nexmark-source, config: {kind: bid, events: 20000, rate: 1000}}
              - {id: out, type: file-sink, config: {path: out/bids.ndjson, format: json}}
            edges:
              - {from: {node: bids, port: out}, to: {node: out, port: in}}
            """;

    private static final String BID = """
            WITH bid AS (SELECT line::json ->> 'auction' AS auction, line::json ->> 'bidder' AS bidder,
              (line::json ->> 'dateTime')::timestamp AS t FROM bids)
            """;

    private static final String Q5 = BID + """
            , counted AS (
              SELECT auction, begins + interval '10 seconds' AS ends, count(*) AS num FROM bid,
                LATERAL generate_series(date_bin('2 seconds', t, timestamp '1970-01-01'),
                  t - interval '10 seconds' + interval '1 microsecond', - interval '2 seconds') begins
              GROUP BY 1, 2)
            SELECT auction, num::text, ends::text FROM counted c
            WHERE num = (SELECT max(num) FROM counted m WHERE m.ends = c.ends)
            """;

    private static final String Q11 = BID + """
            , marked AS (
              SELECT bidder, t, CASE WHEN t - lag(t) OVER of_one <= interval '10 seconds' THEN 0 ELSE 1 END AS begins
              FROM bid WINDOW of_one AS (PARTITION BY bidder ORDER BY t)),
            numbered AS (
              SELECT bidder, t, sum(begins) OVER (PARTITION BY bidder ORDER BY t) AS session FROM marked)
            SELECT bidder, count(*)::text, min(t)::text, (max(t) + interval '10 seconds')::text
            FROM numbered GROUP BY bidder, session
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void windowsAreThosePostgresFinds(int parallelism, @TempDir Path root) throws IOException {
        Files.writeString(root.resolve("bids.yaml"), BIDS);
        run(root, "bids.yaml", 1);
        for (String query : List.of("q5", "q11")) {
            Files.writeString(
                    root.resolve(query + ".yaml"),
                    Files.readString(DOCUMENTS.resolve(query + ".yaml")).replace("events: 200000", "events: 20000"));
            run(root, query + ".yaml", parallelism);
        }

        try (PostgresOracle postgres = PostgresOracle.open()) {
            for (String table : List.of("bids", "q5", "q11")) {
                postgres.createTable(table, LINES, lines(root.resolve("out/" + table + ".ndjson")));
            }
            assertThat(postgres.query(shown("q5", "auction", "num", "window_end")))
                    .hasSizeGreaterThan(10)
                    .containsExactlyInAnyOrderElementsOf(postgres.query(Q5));
            assertThat(postgres.query(shown("q11", "bidder", "bid_count", "window_start", "window_end")))
                    .hasSizeGreaterThan(100)
                    .containsExactlyInAnyOrderElementsOf(postgres.query(Q11));
        }
    }

    /** The rows of a result as texts. */
    private static String shown(String table, String... columns) {
        List<String> shown = new ArrayList<>();
        for (String column : columns) {
            String text = "line::json ->> '" + column + "'";
            shown.add(column.startsWith("window") ? "(" + text + ")::timestamp::text" : text);
        }
        return "SELECT " + String.join(", ", shown) + " FROM " + table;
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
            rows.add(List.of(line));
        }
        return rows;
    }
}
