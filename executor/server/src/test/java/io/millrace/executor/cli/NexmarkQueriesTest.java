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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nexmark's queries on its events, beside what PostgreSQL finds among the same rows. */
class NexmarkQueriesTest {

    private static final Schema LINES = new Schema(List.of(
            new Column("n", DataType.parse("BIGINT NOT NULL")), new Column("line", DataType.parse("STRING NOT NULL"))));

    private static final Path DOCUMENTS =
            Path.of("../../benchmarks/nexmark").toAbsolutePath().normalize();

    private static final int FEW = 20_000;

    /** Bidders have ids of their own until there are so many persons. */
    private static final int MORE = 60_000;

    private static PostgresOracle postgres;

    @TempDir
    static Path root;

    @BeforeAll
    static void events() throws IOException {
        postgres = PostgresOracle.open();
        Files.createDirectory(root.resolve("data"));
        Files.write(
                root.resolve("data/side-input.ndjson"),
                IntStream.range(0, 10_000)
                        .mapToObj("{\"key\":%1$d,\"value\":\"%1$d\"}"::formatted)
                        .toList());
        for (int events : List.of(FEW, MORE)) {
            for (String kind : List.of("bid", "auction", "person")) {
                String rows = kind + events;
                Files.writeString(root.resolve(rows + ".yaml"), """
                        apiVersion: millrace.io/v1
                        kind: Pipeline
                        id: rows
                        name: Rows
                        nodes:
                          - {id: rows, type: nexmark-source, config: {kind: %s, events: %d, rate: 1000}}
                          - {id: out, type: file-sink, config: {path: out/%s.ndjson, format: json}}
                        edges:
                          - {from: {node: rows, port: out}, to: {node: out, port: in}}
                        """.formatted(kind, events, rows));
                run(rows, 1);
                postgres.createTable(rows, LINES, lines(rows));
            }
        }
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("q0", "SELECT auction, bidder, price, \"dateTime\", extra FROM bid"),
                Arguments.of(
                        "q1",
                        "SELECT auction, bidder, (0.908 * price)::numeric(23, 3) AS price, \"dateTime\", extra FROM bid"),
                Arguments.of("q2", "SELECT auction, price FROM bid WHERE auction % 123 = 0"),
                Arguments.of(
                        "q4",
                        "SELECT category, trunc(avg(final))::bigint AS average FROM (SELECT auction, category, max(price) AS"
                                + " final FROM valid GROUP BY auction, category) f GROUP BY category"),
                Arguments.of(
                        "q7",
                        "SELECT auction, price, bidder, \"dateTime\", extra FROM bid WHERE (price, left(\"dateTime\", 18)) IN"
                                + " (SELECT max(price), left(\"dateTime\", 18) FROM bid GROUP BY 2)"),
                Arguments.of(
                        "q8",
                        "SELECT DISTINCT p.id, p.name, left(p.\"dateTime\", 18) || '0.000' AS window_start FROM person p JOIN auction a"
                                + " ON p.id = a.seller AND left(p.\"dateTime\", 18) = left(a.\"dateTime\", 18)"),
                Arguments.of(
                        "q9",
                        "SELECT auction, \"itemName\", seller, category, bidder, price, \"dateTime\" FROM (SELECT *, row_number() OVER"
                                + " (PARTITION BY auction ORDER BY price DESC, \"dateTime\", bidder) AS place FROM valid) v WHERE"
                                + " place = 1"),
                Arguments.of(
                        "q13",
                        "SELECT auction, bidder, price, \"dateTime\", (auction % 10000)::text AS value FROM bid"),
                Arguments.of(
                        "q14",
                        "SELECT auction, bidder, (0.908 * price)::numeric(23, 3) AS price, CASE WHEN substr(\"dateTime\", 12,"
                                + " 2)::int BETWEEN 8 AND 18 THEN 'dayTime' WHEN substr(\"dateTime\", 12, 2)::int <= 6 OR"
                                + " substr(\"dateTime\", 12, 2)::int >= 20 THEN 'nightTime' ELSE 'otherTime' END AS time_of_day,"
                                + " \"dateTime\", length(extra) - length(replace(extra, 'c', '')) AS c_counts FROM bid WHERE 0.908"
                                + " * price > 1000000 AND 0.908 * price < 50000000"),
                Arguments.of(
                        "q20",
                        "SELECT b.auction, b.bidder, b.price, b.channel, b.url, b.\"dateTime\", b.extra, a.\"itemName\","
                                + " a.\"initialBid\", a.reserve, a.\"dateTime\" AS opens, a.expires, a.seller, a.category FROM bid b"
                                + " JOIN auction a ON b.auction = a.id WHERE a.category = 10"),
                Arguments.of(
                        "q21",
                        "SELECT * FROM (SELECT auction, bidder, price, channel, CASE lower(channel) WHEN 'apple' THEN '0' WHEN"
                                + " 'google' THEN '1' WHEN 'facebook' THEN '2' WHEN 'baidu' THEN '3' ELSE (regexp_match(url,"
                                + " '(&|^)channel_id=([^&]*)'))[2] END AS channel_id FROM bid) c WHERE channel_id IS NOT NULL"),
                Arguments.of(
                        "q22",
                        "SELECT auction, bidder, price, channel, split_part(url, '/', 4) AS dir1, split_part(url, '/', 5) AS dir2,"
                                + " split_part(url, '/', 6) AS dir3 FROM bid"),
                Arguments.of(
                        "q23",
                        "SELECT b.auction, b.bidder, b.price, b.\"dateTime\", p.name, p.city, p.state, a.id AS sold, a.\"itemName\","
                                + " a.category FROM bid b JOIN person p ON b.bidder = p.id JOIN auction a ON a.seller = b.bidder"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void theRowsAreThosePostgresFinds(String query, String sql) throws IOException {
        int events = query.equals("q23") ? MORE : FEW;
        Files.writeString(
                root.resolve(query + ".yaml"),
                Files.readString(DOCUMENTS.resolve(query + ".yaml")).replace("events: 200000", "events: " + events));
        run(query, 3);
        postgres.createTable(query, LINES, lines(query));

        assertThat(postgres.query(standing(query)))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(postgres.query(answer(events, sql)));
    }

    /** What is left of a result: each row as often as it stands. */
    private static String standing(String result) {
        return """
            SELECT row FROM (SELECT (line::jsonb - 'change')::text AS row,
                    sum(CASE WHEN coalesce(line::json ->> 'change', '+I') IN ('+I', '+U') THEN 1 ELSE -1 END) AS times
                FROM %s GROUP BY 1) rows CROSS JOIN LATERAL generate_series(1, abs(times))
            """.formatted(result);
    }

    private static String answer(int events, String sql) {
        return """
            WITH bid AS (SELECT * FROM bid%1$d CROSS JOIN LATERAL json_to_record(line::json) AS b (auction bigint, bidder bigint,
                    price bigint, channel text, url text, "dateTime" text, extra text)),
                auction AS (SELECT * FROM auction%1$d CROSS JOIN LATERAL json_to_record(line::json) AS a (id bigint, "itemName" text,
                    "initialBid" bigint, reserve bigint, "dateTime" text, expires text, seller bigint, category bigint)),
                person AS (SELECT * FROM person%1$d CROSS JOIN LATERAL json_to_record(line::json) AS p (id bigint, name text,
                    city text, state text, "dateTime" text)),
                valid AS (SELECT b.*, a."itemName", a.seller, a.category, a."dateTime" AS opens, a.expires
                    FROM bid b JOIN auction a ON b.auction = a.id WHERE b."dateTime" BETWEEN a."dateTime" AND a.expires)
            SELECT to_jsonb(answer)::text FROM (%2$s) AS answer
            """.formatted(events, sql);
    }

    private static void run(String document, int parallelism) {
        Cli run = Cli.run(
                "run",
                root.resolve(document + ".yaml").toString(),
                "--files-root",
                root.toString(),
                "--parallelism",
                Integer.toString(parallelism));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    }

    private static List<List<Object>> lines(String result) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(root.resolve("out/" + result + ".ndjson"))) {
            rows.add(List.of((long) rows.size(), line));
        }
        return rows;
    }
}
