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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nexmark q3 on its events, beside what PostgreSQL finds among the same rows. */
class NexmarkJoinsTest {

    private static final Schema LINES = new Schema(List.of(new Column("line", DataType.parse("STRING NOT NULL"))));

    private static final Path DOCUMENTS =
            Path.of("../../benchmarks/nexmark").toAbsolutePath().normalize();

    private static final String Q3 = """
            SELECT p.line::json ->> 'name', p.line::json ->> 'city', p.line::json ->> 'state', a.line::json ->> 'id'
            FROM auction a JOIN person p ON a.line::json ->> 'seller' = p.line::json ->> 'id'
            WHERE a.line::json ->> 'category' = '10' AND p.line::json ->> 'state' IN ('OR', 'ID', 'CA')
            """;

    @Test
    void whoSellsWhatIsWhatPostgresFinds(@TempDir Path root) throws IOException {
        for (String kind : List.of("auction", "person")) {
            Files.writeString(root.resolve(kind + ".yaml"), input(kind));
            run(root, kind + ".yaml", 1);
        }
        Files.writeString(
                root.resolve("q3.yaml"),
                Files.readString(DOCUMENTS.resolve("q3.yaml")).replace("events: 200000", "events: 20000"));
        run(root, "q3.yaml", 3);

        try (PostgresOracle postgres = PostgresOracle.open()) {
            for (String table : List.of("auction", "person", "q3")) {
                postgres.createTable(table, LINES, lines(root.resolve("out/" + table + ".ndjson")));
            }
            assertThat(postgres.query(shown("q3", "name", "city", "state", "id")))
                    .hasSizeGreaterThan(10)
                    .containsExactlyInAnyOrderElementsOf(postgres.query(Q3));
        }
    }

    private static String input(String kind) {
        return """
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: rows
                name: Rows
                nodes:
                  - {id: rows, type: nexmark-source, config: {kind: %1$s, events: 20000, rate: 1000}}
                  - {id: out, type: file-sink, config: {path: out/%1$s.ndjson, format: json}}
                edges:
                  - {from: {node: rows, port: out}, to: {node: out, port: in}}
                """.formatted(kind);
    }

    /** The rows of a result as texts. */
    private static String shown(String table, String... columns) {
        List<String> shown = new ArrayList<>();
        for (String column : columns) {
            String text = "line::json ->> '" + column + "'";
            shown.add(text);
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
