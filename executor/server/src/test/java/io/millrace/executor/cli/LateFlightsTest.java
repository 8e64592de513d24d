package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.testkit.oracle.PostgresOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo pipeline on its data, beside what PostgreSQL computes of the same files. */
class LateFlightsTest {

    private static final Schema LINES = new Schema(List.of(new Column("line", DataType.parse("STRING NOT NULL"))));

    private static final String EXPECTED = """
            CREATE VIEW expected AS
            SELECT origin, flights, average_delay, worst_delay, window_start, window_start + interval '7 days' AS window_end,
                   name AS airport, city, state
            FROM (SELECT line::json ->> 'origin' AS origin,
                         count(*) AS flights,
                         avg((line::json ->> 'delay')::float8) AS average_delay,
                         max((line::json ->> 'delay')::int) AS worst_delay,
                         date_bin('7 days', to_timestamp(line::json ->> 'date', 'YYYY/MM/DD HH24:MI')::timestamp,
                                  timestamp '2001-01-01') AS window_start
                  FROM flights
                  WHERE (line::json ->> 'delay')::int > 15
                  GROUP BY 1, 5) AS weekly
            LEFT JOIN airports ON iata = origin
            """;

    private static final String ANSWERED = """
            SELECT line::json ->> 'origin' AS origin,
                   (line::json ->> 'flights')::bigint AS flights,
                   (line::json ->> 'average_delay')::float8 AS average_delay,
                   (line::json ->> 'worst_delay')::int AS worst_delay,
                   (line::json ->> 'window_start')::timestamp AS window_start,
                   (line::json ->> 'window_end')::timestamp AS window_end,
                   line::json ->> 'airport' AS airport,
                   line::json ->> 'city' AS city,
                   line::json ->> 'state' AS state
            FROM answered
            """;

    private static PostgresOracle postgres;

    @BeforeAll
    static void loadFiles() throws IOException {
        postgres = PostgresOracle.open();
        postgres.createTable("flights", LINES, lines(Cli.DEMO.resolve("data/flights.ndjson")));
        postgres.execute("CREATE TABLE airports (iata text, name text, city text, state text, country text,"
                + " latitude float8, longitude float8)");
        postgres.copyCsv("airports", Cli.DEMO.resolve("data/airports.csv"));
        postgres.execute(EXPECTED);
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({"1, ", "2, ", "4, ", "1, --no-rewrites", "4, --no-rewrites"})
    void theResultIsWhatPostgresComputesOfTheSameFiles(int parallelism, String option, @TempDir Path root)
            throws IOException {
        Files.createDirectory(root.resolve("data"));
        for (String file : List.of("flights.ndjson", "airports.csv")) {
            Files.copy(
                    Cli.DEMO.resolve("data").resolve(file), root.resolve("data").resolve(file));
        }

        Cli run = Cli.run(Stream.of(
                        "run",
                        Cli.DEMO.resolve("late-flights.yaml").toString(),
                        "--files-root",
                        root.toString(),
                        "--parallelism",
                        Integer.toString(parallelism),
                        option)
                .filter(argument -> argument != null)
                .toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        postgres.execute("DROP TABLE IF EXISTS answered");
        postgres.createTable("answered", LINES, lines(root.resolve("out/late-flights.ndjson")));
        assertThat(postgres.query("SELECT count(*) FROM answered"))
                .isEqualTo(postgres.query("SELECT count(*) FROM expected"));
        assertThat(postgres.query("SELECT * FROM expected EXCEPT ALL " + ANSWERED))
                .isEmpty();
        assertThat(postgres.query(ANSWERED + " EXCEPT ALL SELECT * FROM expected"))
                .isEmpty();
        assertThat(postgres.query("SELECT count(*) > 1000, count(airport) > 1000 FROM expected"))
                .containsExactly(List.of("true", "true"));
    }

    private static List<List<Object>> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(List::<Object>of).toList();
    }
}
