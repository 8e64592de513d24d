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

/**
 * The bids of Nexmark beside what one of its documents makes of them, in PostgreSQL: the table {@code bids} and the changelog
 * {@code changes}, each of lines of JSON and their numbers.
 */
final class NexmarkBids {

    /** What is left of the changes: each row as often as it stands. */
    static final String STANDING = """
            SELECT (line::jsonb - 'change')::text FROM changes
            GROUP BY 1 HAVING sum(CASE WHEN line::json ->> 'change' IN ('+I', '+U') THEN 1 ELSE -1 END) <> 0
            """;

    private static final Path DOCUMENTS =
            Path.of("../../benchmarks/nexmark").toAbsolutePath().normalize();

    private static final String EVENTS = "events: 20000";

    private static final Schema LINES = new Schema(List.of(
            new Column("n", DataType.parse("BIGINT NOT NULL")), new Column("line", DataType.parse("STRING NOT NULL"))));

    private static final String BIDS = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: bids
            name: Bids
            nodes:
              - {id: bids, type: nexmark-source, config: {kind: bid, %s}}
              - {id: out, type: file-sink, config: {path: out/bids.ndjson, format: json}}
            edges:
              - {from: {node: bids, port: out}, to: {node: out, port: in}}
            """.formatted(EVENTS);

    private NexmarkBids() {}

    /**
     * Runs the document over fewer events than it says.
     *
     * @param query names the document, whose result is {@code out/query.ndjson} with a column {@code change}
     */
    static PostgresOracle beside(Path root, String query, int parallelism) throws IOException {
        Files.writeString(root.resolve("bids.yaml"), BIDS);
        Files.writeString(
                root.resolve(query + ".yaml"),
                Files.readString(DOCUMENTS.resolve(query + ".yaml")).replace("events: 200000", EVENTS));
        run(root, "bids.yaml", 1);
        run(root, query + ".yaml", parallelism);
        PostgresOracle postgres = PostgresOracle.open();
        postgres.createTable("bids", LINES, lines(root.resolve("out/bids.ndjson")));
        postgres.createTable("changes", LINES, lines(root.resolve("out/" + query + ".ndjson")));
        return postgres;
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
